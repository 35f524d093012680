"""The records of meetings: a board's sitting, what it decided item by item, and the actions that live on after it."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any, ClassVar

from tui_tracker.domain.record_base import Record
from tui_tracker.frozen import dataclass


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """One sitting of a board. ``agenda`` is a list of [kind, uid, why] in order, fixed when it begins.

    ``minutes`` is the time it has; ``left`` lists [ref, title, "skipped" or "not reached"] once it has ended.
    """

    kind: ClassVar[str] = "meeting"
    board: str
    held_on: date
    place: str | None = None
    present: str | None = None
    minutes: int = 40
    agenda_words: str = ""
    agenda: list[list[str]] = field(default_factory=list)
    began_at: str = ""
    ended_at: str | None = None
    left: list[list[str]] = field(default_factory=list)
    entered_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision(Record):
    """What was decided or said of one agenda item, in order. ``item`` is "kind:uid"; ``ref`` and ``title`` as they were then.

    ``details`` depends on the verdict: before, after, reason and moves of a date; to and why of an escalation; body and
    chase of a wait; text of a note; number, owner and due of an action.
    """

    kind: ClassVar[str] = "decision"
    meeting: str
    position: int
    item: str
    verdict: str
    ref: str
    title: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """Something somebody is to do by a day: it lives on after the meeting until it is done or dropped.

    ``action_kind``: action, or escalation (``owner`` is then the body it was put to). ``number`` counts over the whole file.
    """

    kind: ClassVar[str] = "action"
    number: int
    meeting: str | None = None
    task: str | None = None
    area: str | None = None
    action_kind: str = "action"
    owner: str
    text: str
    raised_on: date
    due_on: date | None = None
    entered_by: str = ""
    closed_on: date | None = None
    how: str | None = None
    dropped: bool = False
