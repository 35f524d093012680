"""The records of work at stations: tick lists, return forms that went out, dates that were asked for, copies merged."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any, ClassVar

from tui_tracker.domain.record_base import Record
from tui_tracker.frozen import dataclass


@dataclass(frozen=True, kw_only=True)
class Tick(Record):
    """One station's line in the tick list of a task that is rolled out to many; ``done_on`` is None until it is done there."""

    kind: ClassVar[str] = "tick"
    task: str
    position: int = 0
    station: str
    done_on: date | None = None
    said_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReturnForm(Record):
    """A return form that went out: to whom, what was asked, on what base.

    ``holder_kind``: person, station or query. ``base`` maps each task's uid to what the holder's form last said and was
    merged: ref, progress and, where a station's own line is asked for, done. Before the first return it is what went out.
    ``told`` of a task are the words that the form shows of it, ``said`` what its copies said of progress. ``copies`` lists each
    copy that was merged whole: its digest, file and day.
    ``answered_on`` is the day of the last return that was merged. ``withdrawn`` says why no answer is expected any more.
    """

    kind: ClassVar[str] = "form"
    number: int
    holder: str
    holder_kind: str
    query: str = ""
    station: str | None = None
    file: str = ""
    sent_on: date
    journal: int
    marking: str | None = None
    base: dict[str, Any] = field(default_factory=dict)
    answered_on: date | None = None
    withdrawn: str | None = None
    copies: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Proposal(Record):
    """A date that somebody asked for in a return: it waits for the coordinator's yes. ``outcome``: agreed or declined."""

    kind: ClassVar[str] = "proposal"
    task: str
    form: str | None = None
    by: str
    due_on: date
    due_text: str
    reason: str
    made_on: date
    settled_on: date | None = None
    outcome: str | None = None


@dataclass(frozen=True, kw_only=True)
class CopyMerge(Record):
    """Another laptop's copy that was merged: the uids of its Changes that this plan has taken in, beyond the common past."""

    kind: ClassVar[str] = "copy_merge"
    file: str
    merged_on: date
    head: str
    known: list[str] = field(default_factory=list)
