"""What is judged of a plan: its RAG scheme, a colour set by hand, and the inspectorate's grades."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan.areas import AreaActions
from tui_tracker.domain import changes, framework
from tui_tracker.domain.framework import UNSAID
from tui_tracker.domain.rag import OWN, SCHEMES, from_data, letter_of, to_data
from tui_tracker.domain.records import Grade, Plan
from tui_tracker.domain.text import fold
from tui_tracker.errors import FileError, RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class JudgingActions:
    """Schemes and grades belong to a plan, a colour set by hand to an area."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._areas = AreaActions(session)

    def plan(self, uid: str) -> Plan:
        return self._s.read.known(Plan, uid)

    def unasked(self) -> list[Plan]:
        """Plans of which nobody has said what green means."""
        return [p for p in self._s.read.plans() if p.scheme is None]

    def scheme(self, plan_uid: str, name: str) -> Applied:
        """Choose what the colours mean in a plan: done, on_track or proved."""
        plan = self.plan(plan_uid)
        wanted = fold(name).replace("-", "_").replace(" ", "_")
        if wanted not in SCHEMES:
            listed = "; ".join(f"{s.id} ({s.green})" for s in SCHEMES.values())
            raise UsageError(f"“{name}” is not a RAG scheme; use one of: {listed}.")
        edits = changes.set_fields(plan, scheme=wanted)
        return self._s.commit(f"colours by “{SCHEMES[wanted].name}” in", plan.name, edits)

    def own_scheme(self, plan_uid: str, path: Path) -> Applied:
        """Colours by a scheme of one's own, read from a TOML file and kept with the plan. Raises FileError naming the line or rule."""
        plan = self.plan(plan_uid)
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise FileError(f"{path} cannot be read: {error}.") from error
        except tomllib.TOMLDecodeError as error:
            raise FileError(f"{path} is not valid TOML: {error}. Nothing was taken from it.") from error
        try:
            scheme = from_data(data)
        except UsageError as error:
            raise FileError(f"{path}: {error} Nothing was taken from it.") from error
        edits = changes.set_fields(plan, scheme=OWN, own_scheme=to_data(scheme))
        return self._s.commit(f"colours by “{scheme.name}” in", plan.name, edits)

    def colour(self, area_uid: str, letter: str | None, reason: str | None) -> Applied:
        """Set an area's colour by hand, for a reason that prints beside it; a blank letter goes back to the one worked out."""
        area = self._areas.get(area_uid)
        said = entry.line(letter)
        if not said:
            if area.rag_letter is None:
                raise RefusedError(f"The colour of {area.ref} is worked out already.")
            edits = changes.set_fields(area, rag_letter=None, rag_reason=None)
            return self._s.commit("colour worked out again for", area.ref, edits)
        scheme = self._s.read.schemes()[area.plan]
        known, plain = scheme.colours(), letter_of(said, scheme.letters())
        if plain is None:
            raise UsageError(f"“{letter}” is not a colour of this plan; use {', '.join(known.values())}.")
        why = entry.line(reason)
        if why is None:
            raise RefusedError(f"A colour set by hand wants a reason; {area.ref} keeps the one worked out.")
        edits = changes.set_fields(area, rag_letter=plain, rag_reason=why)
        return self._s.commit(f"set {known[plain]} by hand for", area.ref, edits, reason=why)

    def grade(
        self, plan_uid: str, subject: str, grade: str | None, *, before: str | None = None, inspected: str | None = None, inspected_before: str | None = None,
    ) -> Applied:  # fmt: skip
        """The inspectorate's grade of a pillar or of a question, this time and last. Given again, it replaces."""
        plan = self.plan(plan_uid)
        of = framework.of(plan)
        named = of.subject(subject)
        found = self._s.read.all(Grade, plan=plan_uid, subject=named)
        typed = {"grade": grade, "before": before}
        values = {
            name: of.grade(text) if name == "grade" else _said_before(text, of)
            for name, text in typed.items()
            if entry.line(text)
        }
        said = {"inspected": entry.line(inspected), "inspected_before": entry.line(inspected_before)}
        values |= {name: text for name, text in said.items() if text}
        if found:
            edits = changes.set_fields(found[0], **values)
        elif "grade" not in values:
            raise UsageError(f"Which grade? Use one of {', '.join(of.grades)}.")
        else:
            edits = [changes.create(Grade(uid=self._s.ids.new(), plan=plan_uid, subject=named, **values))]
        shown = values.get("grade") or (found[0].grade if found else "")
        return self._s.commit(f"graded {shown}:", f"{of.words(named)} in {plan.name}", edits)


def _said_before(text: str | None, of: framework.Framework) -> str:
    """A grade of the inspection before, which may have had other words than this round."""
    return UNSAID.grade(text) if text else of.grade(text)
