"""What happens to an area on the way: problems met, milestones, reviews, auditors' opinions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tui_tracker.actions import entry
from tui_tracker.actions.plan.areas import AreaActions
from tui_tracker.domain import changes, dates
from tui_tracker.domain.inspection import MILESTONES, OPINIONS
from tui_tracker.domain.records import Milestone, Opinion, Problem, next_place
from tui_tracker.domain.text import fold
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from datetime import date

    from tui_tracker.actions.session import Applied, Session


class LifeActions:
    """Dated records of an area, in order, named by their number in it, counted from 1."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._areas = AreaActions(session)

    def of(self, kind: str, area_uid: str) -> list[Any]:
        """The area's problems, milestones or opinions in order."""
        return self._s.read.each(kind, area=area_uid, order=("position", "id"))

    def _next(self, kind: str, area_uid: str) -> int:
        return next_place(self.of(kind, area_uid))

    def _day(self, text: str | None, what: str) -> date:
        """A day that is not still to come; today when it is left blank."""
        made = entry.made_date(text, self._s.clock.today(), "past")
        day = made.due if made else self._s.clock.today()
        if day > self._s.clock.today():
            raise RefusedError(f"{what} cannot be dated {dates.long(day)}, which is still to come.")
        return day

    def _numbered(self, kind: str, area_uid: str, number: int) -> Any:
        found = self.of(kind, area_uid)
        if not 1 <= number <= len(found):
            ref = self._areas.get(area_uid).ref
            raise UsageError(f"{ref} has {len(found) or 'no'} {kind}s; there is no {kind} {number}.")
        return found[number - 1]

    # -- problems

    def raise_problem(self, area_uid: str, text: str, *, on: str | None = None) -> Applied:
        """Note a problem met; it stays open until it is closed."""
        area = self._areas.get(area_uid)
        record = Problem(
            uid=self._s.ids.new(), area=area_uid, position=self._next("problem", area_uid), raised_on=self._day(on, "A problem"),
            text=entry.needed(text, "What the problem is"), entered_by=self._s.me,
        )  # fmt: skip
        return self._s.commit("noted a problem in", area.ref, [changes.create(record)])

    def close_problem(self, area_uid: str, number: int, how: str, *, on: str | None = None) -> Applied:
        """Say what became of a problem. Raises RefusedError when it is closed already."""
        found: Problem = self._numbered("problem", area_uid, number)
        if found.closed_on is not None:
            raise RefusedError(f"That problem was closed on {dates.long(found.closed_on)} already.")
        day = self._day(on, "Closing a problem")
        if day < found.raised_on:
            raise RefusedError(f"The problem was raised on {dates.long(found.raised_on)}, after {dates.long(day)}.")
        edits = changes.set_fields(found, closed_on=day, how=entry.needed(how, "What became of it"))
        return self._s.commit("closed a problem in", self._areas.get(area_uid).ref, edits)

    # -- milestones and reviews

    def milestone(
        self, area_uid: str, what: str, *, due: str | None = None, done: str | None = None, text: str | None = None
    ) -> Applied:
        """A dated step of a cause of concern: its letter, the date set, what was sent, the panel, a review, discharge."""
        area = self._areas.get(area_uid)
        named = _milestone(what)
        when = entry.made_date(due, self._s.clock.today())
        if when is None and entry.line(done) is None:
            raise UsageError(f"When? “{MILESTONES[named]}” wants the day it is due or the day it was done.")
        record = Milestone(
            uid=self._s.ids.new(), area=area_uid, position=self._next("milestone", area_uid), what=named,
            due_on=when.due if when else None, done_on=self._day(done, "A milestone") if entry.line(done) else None,
            text=entry.paragraphs(text),
        )  # fmt: skip
        return self._s.commit(f"noted {MILESTONES[named]} for", area.ref, [changes.create(record)])

    def reviewed(self, area_uids: Sequence[str], *, on: str | None = None) -> Applied:
        """Progress of several areas was reviewed on a day, today if none is given; one Change."""
        day = self._day(on, "A review")
        edits, named = [], []
        for uid in dict.fromkeys(area_uids):
            named.append(self._areas.get(uid).ref)
            edits.append(
                changes.create(
                    Milestone(
                        uid=self._s.ids.new(), area=uid, position=self._next("milestone", uid), what="review", due_on=None, done_on=day, text=None
                    )
                )
            )  # fmt: skip
        if not edits:
            raise UsageError("Say which areas were reviewed.")
        listed = ", ".join(named[:6]) + (f" and {len(named) - 6} more" if len(named) > 6 else "")
        return self._s.commit("reviewed the progress of", listed, edits)

    def look_again(self, area_uid: str, text: str, *, by: str, who: str | None = None) -> Applied:
        """An area is to be looked at again by a day, and who promised it: a day to come, which is a finding once it is past."""
        said = entry.needed(text, "What will be looked at again")
        return self.milestone(area_uid, "again", due=by, text=f"{entry.line(who)}: {said}" if entry.line(who) else said)

    def promised(self, *, open_only: bool = True) -> list[tuple[str, Milestone]]:
        """The areas that are to be looked at again, the earliest first: the area's reference and the promise."""
        found = [m for m in self._s.read.all(Milestone, what="again") if not (open_only and m.done_on is not None)]
        return [(self._areas.get(m.area).ref, m) for m in sorted(found, key=lambda m: (m.due_on is None, m.due_on))]

    def kept(self, uid: str, how: str | None = None, *, on: str | None = None) -> Applied:
        """A promise to look at an area again was kept, and what was seen."""
        found = self._s.read.known(Milestone, uid)
        if found.done_on is not None:
            raise RefusedError(f"That promise was kept on {dates.long(found.done_on)} already.")
        text = f"{found.text or ''}\n{entry.paragraphs(how)}".strip() if entry.paragraphs(how) else found.text
        edits = changes.set_fields(found, done_on=self._day(on, "Looking again"), text=text)
        return self._s.commit("looked again at", self._areas.get(found.area).ref, edits)

    def reach(self, area_uid: str, number: int, *, on: str | None = None) -> Applied:
        """Say that a milestone was reached, and on which day."""
        found: Milestone = self._numbered("milestone", area_uid, number)
        if found.done_on is not None:
            raise RefusedError(f"That milestone was reached on {dates.long(found.done_on)} already.")
        edits = changes.set_fields(found, done_on=self._day(on, "A milestone"))
        return self._s.commit(f"reached: {MILESTONES[found.what]}", self._areas.get(area_uid).ref, edits)

    # -- opinions

    def opinion(self, area_uid: str, level: str, *, on: str | None = None, text: str | None = None) -> Applied:
        """An auditor's opinion; later ones stand beside it, and the newest holds."""
        area = self._areas.get(area_uid)
        record = Opinion(
            uid=self._s.ids.new(), area=area_uid, position=self._next("opinion", area_uid), level=_level(level), given_on=self._day(on, "An opinion"),
            text=entry.paragraphs(text),
        )  # fmt: skip
        return self._s.commit(f"noted {OPINIONS[record.level]} for", area.ref, [changes.create(record)])


def _milestone(text: str) -> str:
    plain = fold(text).replace("-", "_").replace(" ", "_")
    if plain not in MILESTONES:
        raise UsageError(f"“{text}” is not a milestone; use one of {', '.join(MILESTONES)}.")
    return plain


def _level(text: str) -> str:
    plain = fold(text).removesuffix(" assurance").strip()
    plain = "little" if plain.startswith(("little", "none", "no ")) or plain == "no" else plain
    if plain not in OPINIONS:
        raise UsageError(f"“{text}” is not an opinion; use one of {', '.join(OPINIONS)}.")
    return plain
