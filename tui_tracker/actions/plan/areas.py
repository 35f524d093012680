"""What can be done to one area's own fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan import embedding, leavers, old_refs
from tui_tracker.actions.plan.tasks import line_of, verb_of
from tui_tracker.domain import changes, dates, framework, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.inspection import IMPORTANCE, RHYTHMS, area_kind
from tui_tracker.domain.records import Area, Plan
from tui_tracker.domain.views import deadline_words, target_words
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

TEXTS = ("finding", "resources", "effect", "summary", "comment", "addressed", "embedded_measure")
DAYS = ("closed_on", "told_on", "embedded_on")
JUDGED = ("question", "importance", "rhythm", "risk_ref", "sensitive")
EDITABLE = (
    "title", "owner", "target", "deadline", "ref", "area_kind", "headline", "closed_by", "usual", "opened_in", "part_of", *TEXTS, *DAYS, *JUDGED,
)  # fmt: skip


class AreaActions:
    """Title, owner, dates and the inspector's words."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def get(self, uid: str) -> Area:
        """The area. Raises UsageError when it is gone."""
        return self._s.read.known(Area, uid)

    @staticmethod
    def date_as_typed(area: Area, name: str) -> str:
        """A date of the area as a form shows it."""
        return target_words(area) if name == "target" else deadline_words(area)

    def save(self, uid: str, values: Mapping[str, str | None], *, reason: str | None = None) -> Applied:
        """Set several fields as they were typed; one Change. The inspector's words change only with a reason."""
        ref, edits = self.save_edits(uid, values, reason)
        own = [e for e in edits if e.kind != "milestone"]
        verb = verb_of(own, "changed") if own else "set the next check of"
        return self._s.commit(verb, ref, edits, reason=reason)

    def save_edits(self, uid: str, values: Mapping[str, str | None], reason: str | None) -> tuple[str, list[Edit]]:
        """What :meth:`save` would change of one area, and its reference."""
        area = self.get(uid)
        read: dict[str, object] = {}
        for name, text in values.items():
            read |= self._read(area, name, text)
        if "title" in read:
            read["title"] = entry.needed(values["title"], "A title")
        if area.finding is not None and read.get("finding", area.finding) != area.finding and not entry.line(reason):
            raise RefusedError("The inspector's words are locked; changing them wants a reason. Nothing was saved.")
        if read.get("ref", area.ref) != area.ref:
            old_refs.refuse_used(self._s, area.plan, str(read["ref"]), subject=area.uid)
        self._refuse_silent_move(area, read, reason)
        if "owner" in read:
            leavers.refuse(self._s, entry.line(values["owner"]), area.owner, reason)
        checked: list[Edit] = []
        if "embedded_on" in read:
            day = read.pop("embedded_on")
            checked = embedding.edits(self._s, area, day if isinstance(day, date) else None)
        edits = [*changes.set_fields(area, **read), *checked]
        if read.get("ref", area.ref) != area.ref:
            edits += [
                old_refs.keep(self._s, area.plan, area.ref, area.uid),
                *old_refs.keep_tasks(self._s, area),
            ]
        return area.ref, edits

    def _refuse_silent_move(self, area: Area, read: Mapping[str, object], reason: str | None) -> None:
        """Raise RefusedError when a date of the area moves, or is set again after it was cleared, and nobody says why."""
        for name, words in (("target", "target"), ("deadline", "inspectorate's date")):
            text = f"{name}_text"
            if text not in read or read[text] == getattr(area, text) or entry.line(reason):
                continue
            held = getattr(area, text) or next(
                (m.before for m in reversed(self._s.read.area_moves(area.uid).get(area.uid, ())) if m.field == name),
                None,
            )
            if held:
                raise RefusedError(
                    f"The {words} of {area.ref} is or was {held}; a date that moves wants a reason. Nothing was saved."
                )

    def _concern(self, area: Area, text: str | None) -> str | None:
        """The cause of concern that an area is a recommendation of, by its reference. Raises UsageError for anything else."""
        named = entry.line(text)
        if named is None:
            return None
        found = [f for f in self._s.read.find(named, area.plan) if f.kind == "area"]
        concern = self.get(found[0].uid) if found else None
        if concern is None or concern.area_kind != "cause_of_concern" or concern.uid == area.uid:
            raise UsageError(
                f"“{named}” names no cause of concern that {area.ref} could be part of; give its reference, such as COC1."
            )
        return concern.uid

    def _read(self, area: Area, name: str, text: str | None) -> dict[str, object]:
        """The fields that one field as typed says; none where it says what is there."""
        today = self._s.clock.today()
        if name not in EDITABLE:
            raise UsageError(f"An area has no field “{name}”; it has {', '.join(EDITABLE)}.")
        if name in ("target", "deadline"):
            same = line_of(text) == line_of(self.date_as_typed(area, name))
            return {} if same else entry.date_fields(name, text, today)
        if name in DAYS:
            made = entry.made_date(text, today, "past")
            if name != "embedded_on" and made is not None and made.due > today:
                what = (
                    "An area cannot have been closed"
                    if name == "closed_on"
                    else "The inspectorate cannot have been told"
                )
                raise RefusedError(f"{what} on {dates.long(made.due)}, which is still to come. Nothing was saved.")
            return {name: made.due if made else None}
        if name in JUDGED:
            return {name: _judged(name, text, framework.of(self._s.read.one(Plan, area.plan)).numbers)}
        if name == "part_of":
            return {"part_of": self._concern(area, text)}
        if name == "ref":
            return {"ref": refs.normal_area(entry.needed(text, "A reference"))}
        if name == "area_kind":
            return {"area_kind": area_kind(text)}
        return {name: entry.paragraphs(text) if name in TEXTS else entry.line(text)}


def _judged(name: str, text: str | None, questions: Sequence[str]) -> object:
    """A field with words of its own: the inspection question, an importance, a rhythm, yes or no; risk references as typed."""
    plain = line_of(text)
    if name == "risk_ref":
        return entry.line(text)
    if name == "sensitive":
        if plain.casefold() not in ("", "yes", "no"):
            raise UsageError(f"Sensitive wants yes or no, not “{plain}”.")
        return plain.casefold() == "yes"
    if not plain:
        return None
    allowed = {"question": tuple(questions), "importance": IMPORTANCE, "rhythm": tuple(RHYTHMS)}[name]
    if plain.casefold() not in allowed:
        raise UsageError(f"“{plain}” is no {name}; use one of {', '.join(allowed)}.")
    return plain.casefold()
