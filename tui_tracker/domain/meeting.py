"""Meetings: what can be decided of an agenda item, how the minute says it, and the order in which items come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from tui_tracker.domain.meeting_records import Decision, Meeting
from tui_tracker.domain.progress import WORDS, Progress


@dataclass(frozen=True)
class Verdict:
    """``word`` heads it in counts, ``mark`` is its cell in the strip (a progress mark where it is a progress id)."""

    id: str
    word: str
    mark: str = ""
    decides: bool = True


VERDICTS: dict[str, Verdict] = {
    v.id: v
    for v in (
        Verdict("ready", "ready for QA", Progress.COMPLETE),
        *(Verdict(p.value, WORDS[p].word, p) for p in Progress if p is not Progress.UNKNOWN),
        Verdict("waiting", "waiting on others", "w"),
        Verdict("escalated", "escalated", "E"),
        Verdict("closed", "area closed", "C"),
        Verdict("done", "action done", Progress.COMPLETE),
        Verdict("dropped", "action dropped", "-"),
        Verdict("open", "stays open", Progress.ON_TARGET),
        Verdict("moved", "date moved", decides=False),
        Verdict("noted", "noted", decides=False),
        Verdict("given", "action given", decides=False),
    )
}


@dataclass(frozen=True)
class Item:
    """One line of an agenda: what it is about (its kind and uid) and why it is there."""

    kind: str
    uid: str
    why: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.uid}"


def items(meeting: Meeting) -> list[Item]:
    """The agenda of a meeting."""
    return [Item(*row) for row in meeting.agenda]


def outcomes(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """By item, the decision that stands: the last that decides."""
    return {d.item: d for d in decisions if VERDICTS[d.verdict].decides}


def said(decision: Decision) -> str:
    """What the minute says of one decision."""
    d: Mapping[str, Any] = decision.details
    word = VERDICTS[decision.verdict].word
    match decision.verdict:
        case "deferred" | "moved":
            again = {1: "", 2: ", second move", 3: ", third move"}.get(
                int(d.get("moves", 1)), f", move {d.get('moves', 1)}"
            )
            was = f" (was {d['before']}{again})" if d.get("before") else ""
            return (
                f"{'deferred to' if decision.verdict == 'deferred' else 'date put to'} {d['after']}{was}: {d['reason']}"
            )
        case "waiting":
            return (
                f"waits on {d['body']}, to be chased on {d['chase']}" if d.get("body") else "waits on nobody any more"
            )
        case "escalated":
            return f"escalated to {d['to']}: {d['why']}"
        case "noted":
            return f"noted: {d['text']}"
        case "given":
            due = f", by {d['due']}" if d.get("due") else ", no date"
            return f"action {d['number']} for {d['owner']}{due}: {d['text']}"
        case "done" | "dropped":
            return f"{word}: {d['how']}" if d.get("how") else word
        case _:
            return f"{word} (as before)" if d.get("same") else word


# What becomes of an item that was not decided, in the order of a minute.
LEFT_OPEN, SKIPPED, PUT_OFF, NOT_REACHED = LEFT = ("left open", "skipped", "put off", "not reached")


def why_left(key: str, decisions: Sequence[Decision], skipped: Sequence[str], put_off: Sequence[str]) -> str:
    """Why an item was not decided. One of which something was said was reached, whatever became of it afterwards."""
    if any(d.item == key for d in decisions):
        return LEFT_OPEN
    return SKIPPED if key in skipped else PUT_OFF if key in put_off else NOT_REACHED


def ended_balance(meeting: Meeting, decisions: Sequence[Decision]) -> dict[str, int]:
    """How the items of an ended meeting add up: decided and left, each in its way, are what was on the agenda."""
    made = {"decided": len(outcomes(decisions)), **dict.fromkeys(LEFT, 0)}
    for _, _, why in meeting.left:
        made[why] += 1
    return made


@dataclass
class Queue:
    """The order in which items come: on from where one is, then those put off for later, then those skipped.

    Positions count the agenda from 0. ``at`` is None when nothing is left to be decided but what was skipped.
    """

    size: int
    decided: set[int] = field(default_factory=set)
    later: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    at: int | None = 0

    def __post_init__(self) -> None:
        if self.size == 0:
            self.at = None

    def _waits(self, i: int) -> bool:
        return i not in self.decided and i not in self._put_off

    @property
    def _put_off(self) -> set[int]:
        return {*self.later, *self.skipped}

    def next(self) -> int | None:
        """The item that comes after this one, without going there."""
        start = -1 if self.at is None else self.at
        put_off = self._put_off
        for i in chain(range(start + 1, self.size), range(start + 1)):
            if i != self.at and i not in self.decided and i not in put_off:
                return i
        return next((i for i in self.later if i != self.at and i not in self.decided), None)

    def _come_to(self, i: int | None) -> None:
        """An item is up; it waits for later no more."""
        self.at = i
        self.later = [x for x in self.later if x != i]

    def advance(self) -> None:
        """Go to the next undecided item."""
        self._come_to(self.next())

    def decide(self) -> None:
        """This item is decided; the next comes."""
        here = self.at
        if here is None:
            return
        again = self.skipped.index(here) if here in self.skipped else len(self.skipped)
        self.decided.add(here)
        self.later = [x for x in self.later if x != here]
        self.skipped = [x for x in self.skipped if x != here]
        found = self.next()
        if found is None and again < len(self.skipped):
            found = self.skipped[again]  # what was skipped is being gone through: on to the next of it
        self._come_to(found)

    def skip(self) -> None:
        """Go on without deciding; when nothing else is left, through what was skipped, in its order."""
        here = self.at
        if here is not None and here not in self.decided and here not in self.skipped:
            self.skipped.append(here)
            self.later = [x for x in self.later if x != here]
        found = self.next()
        self._come_to(found if found is not None else self._next_skipped(here))

    def _next_skipped(self, here: int | None) -> int | None:
        """The skipped item after this one; from the last of them to none, from none to the first."""
        if here is None or here not in self.skipped:
            return self.skipped[0] if self.skipped and here is None else None
        following = self.skipped.index(here) + 1
        return self.skipped[following] if following < len(self.skipped) else None

    @property
    def may_wait(self) -> bool:
        """Whether the item that is up is undecided and another could come before it."""
        return self.at is not None and self.at not in self.decided and self.next() is not None

    def put_off(self) -> None:
        """This item comes again when all others have come."""
        if self.at is None or self.at in self.decided:
            return
        here = self.at
        self.skipped = [x for x in self.skipped if x != here]
        self.later = [x for x in self.later if x != here]
        found = self.next()
        self.later.append(here)
        self._come_to(found if found is not None else here)

    def go(self, i: int) -> None:
        """Go to an item, decided or not."""
        if 0 <= i < self.size:
            self.at = i

    def step(self, by: int) -> bool:
        """The item before or after in the agenda, decided or not; False at its ends."""
        goal = (self.size if by < 0 else -1) + by if self.at is None else self.at + by
        if not 0 <= goal < self.size:
            return False
        self.at = goal
        return True

    def to_keep(self) -> dict[str, Any]:
        """What a pause or a crash must not lose; what was decided stands in the plan."""
        return {"at": self.at, "later": self.later, "skipped": self.skipped}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on where a pause or a crash left it."""

        def within(value: object) -> list[int]:
            found = value if isinstance(value, list) else []
            return [i for i in found if isinstance(i, int) and 0 <= i < self.size and i not in self.decided]

        self.later = within(kept.get("later"))
        self.skipped = [i for i in within(kept.get("skipped")) if i not in self.later]
        at = kept.get("at", self.at)
        self.at = at if isinstance(at, int) and 0 <= at < self.size else None
        if self.at is None or self.at in self.decided:
            self.advance()
