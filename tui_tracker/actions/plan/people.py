"""The people register: spellings that mean one person, and a leaver's work handed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan import leavers
from tui_tracker.domain import changes, dates, people, typed_dates
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Alias, Area, Person, Task
from tui_tracker.domain.text import fold
from tui_tracker.errors import RefusedError
from tui_tracker.store.matching import other_than

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class PeopleActions:
    """Changes to who is who. They are always known: they mend our reading, not the past."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def alias(self, name: str, spellings: Sequence[str]) -> Applied:
        """Say that spellings mean one person; the person is made when the register has none of that name."""
        plain = entry.needed(entry.line(name), "A name")
        return self._s.commit("named one person", plain, self.alias_edits(plain, spellings), always_known=True)

    def alias_edits(self, name: str, spellings: Sequence[str]) -> list[Edit]:
        """The edits that make spellings one person, for a Change that does more."""
        uid, edits = self._person(name)
        known = {a.folded: a for a in self._s.read.all(Alias)}
        for text in {fold(s): entry.needed(entry.line(s), "A spelling") for s in reversed([name, *spellings])}.values():
            held = known.get(fold(text))
            if held is None:
                edits.append(changes.create(Alias(uid=self._s.ids.new(), person=uid, spelling=text, folded=fold(text))))
            elif held.person != uid:
                edits += changes.set_fields(held, person=uid)
        return edits

    def describe(
        self, name: str, *, department: str | None = None, assurance: bool | None = None, deputy_for: str | None = None,
        station: str | None = None,
    ) -> Applied:  # fmt: skip
        """Say what the register should know of somebody: department, whether they are Business Assurance, whom they deputise for,
        where they serve.

        What is None stays as it is; blank text clears.
        """
        plain = entry.needed(entry.line(name), "A name")
        uid, edits = self._person(plain)
        person = self._s.read.one(Person, uid) or Person(uid=uid, name=plain)
        values: dict[str, object] = {"assurance": person.assurance if assurance is None else assurance}
        for field, text in (("department", department), ("deputy_for", deputy_for), ("station", station)):
            values[field] = getattr(person, field) if text is None else entry.line(text)
        if edits:
            made = Person(uid=uid, name=plain, **values)  # type: ignore[arg-type]  # a bool and two texts
            edits = [
                changes.create(made),
                changes.create(Alias(uid=self._s.ids.new(), person=uid, spelling=plain, folded=fold(plain))),
            ]
        else:
            edits = changes.set_fields(person, **values)
        return self._s.commit("described", plain, edits, always_known=True)

    def _person(self, name: str) -> tuple[str, list[Edit]]:
        for alias in self._s.read.all(Alias, folded=fold(name)):
            return alias.person, []
        person = Person(uid=self._s.ids.new(), name=name)
        return person.uid, [changes.create(person)]

    def _is_known(self, name: str) -> bool:
        """Whether the plan names somebody anywhere: then it can be said that they have left, also without open work."""
        person = self._s.read.register().person(name)
        return any(self._s.read.register().person(p.name) == person or p.uid == person for p in self._s.read.persons())

    def handover(self, leaver: str, successor: str, from_day: str) -> Applied:
        """Reassign a leaver's open tasks and standing areas; what they signed and said stays theirs."""
        day = typed_dates.parse(from_day, today=self._s.clock.today()).due
        after = entry.needed(entry.line(successor), "The successor's name")
        register = self._s.read.register()
        gone = register.person(leaver)
        if register.person(after) == gone:
            raise RefusedError(f"{after} is {leaver}; name somebody else to hand over to. Nothing was changed.")
        leavers.refuse(self._s, after, on=max(day, self._s.clock.today()), explained=False)
        edits: list[Edit] = []
        tasks = self._s.read.all(Task, progress=other_than(Progress.COMPLETE), withdrawn=None)
        areas = self._s.read.all(Area, withdrawn=None)
        for name, held in (("assigned_to", tasks), ("owner", areas)):
            for record in held:
                text = getattr(record, name)
                if text and gone in register.people(text):
                    whole = register.person(text) == gone
                    kept = (
                        [after]
                        if whole
                        else [after if register.person(part) == gone else part for part in people.split(text)]
                    )
                    joined = " / ".join(dict.fromkeys(kept))
                    first = people.lead(text)
                    if first is not None and len(people.split(joined)) > 1:  # the mark stays, or goes with the work
                        joined = people.with_lead(joined, after if register.person(first) == gone else first)
                    edits += changes.set_fields(record, **{name: joined})
        if not edits and not self._is_known(leaver):
            raise RefusedError(f"{leaver} has no open task and no area, and is named nowhere; nothing to hand over.")
        person_uid, made = self._person(leaver)
        if made:
            made = [changes.create(Person(uid=person_uid, name=leaver, left_on=day))]
            made.append(
                changes.create(Alias(uid=self._s.ids.new(), person=person_uid, spelling=leaver, folded=fold(leaver)))
            )
        else:
            made = changes.set_fields(self._s.read.known(Person, person_uid), left_on=day)
        return self._s.commit(
            "handed over", f"{leaver} to {after}", [*edits, *made], reason=f"left on {dates.long(day)}"
        )
