"""Decisions about what public papers may show: names become roles, addresses are left out, or they stand for a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.domain import changes
from tui_tracker.domain.publication import KINDS, LEFT_OUT, Finding, rank_of
from tui_tracker.domain.records import Publication
from tui_tracker.domain.text import fold
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied, Tracker

# What somebody does in the plan, as a role that a paper can show; the first that fits.
_ROLES = (
    ("sampling", "Business Assurance"),
    ("qa", "the QA officer"),
    ("owns", "the area's owner"),
    ("assigned", "the task's owner"),
    ("said", "an officer"),
)


class PublicationActions:
    """Each decision is a Change: it can be taken back, and history says who made it."""

    def __init__(self, tracker: Tracker) -> None:
        self._t = tracker

    def decided(self) -> list[Publication]:
        """Every decision that stands."""
        found: list[Publication] = self._t.read.records("publication", "ORDER BY id")
        return found

    def suggested(self, findings: Iterable[Finding]) -> list[Publication]:
        """For each finding what one key would do: a name becomes the role it has in the plan, the rest is left out."""
        jobs = {fold(s): p for p in self._t.read.persons() for s in (p.name, *p.spellings)}
        made = []
        for found in findings:
            person = jobs.get(fold(found.found))
            role = next((shown for job, shown in _ROLES if person is not None and getattr(person, job)), None)
            role = role or rank_of(found.found)
            if role is None and fold(found.found).startswith(("cllr", "councillor")):
                role = "a councillor"
            made.append(
                self._record(
                    found.what, found.found, role if found.what == "name" and role else LEFT_OUT[found.what], None
                )
            )
        return made

    def _record(self, what: str, found: str, shown_as: str | None, reason: str | None) -> Publication:
        return Publication(
            uid=self._t.ids.new(), found=found, what=what, shown_as=shown_as, reason=reason, by=self._t.me or "not said"
        )

    def settle(self, decisions: Iterable[Publication]) -> Applied:
        """Keep decisions, all as one Change. One made before about the same words is replaced."""
        before = {fold(d.found): d for d in self.decided()}
        edits = []
        count = 0
        for decision in decisions:
            old = before.get(fold(decision.found))
            if old is not None:
                edits.append(changes.remove(old))
            edits.append(changes.create(decision))
            count += 1
        return self._t.commit("decided for publication", f"{count} finding{'s' if count != 1 else ''}", edits)

    def show_as(self, found: str, shown: str, what: str | None = None) -> Applied:
        """Show ``shown`` in every public paper where ``found`` stands."""
        words = entry.needed(entry.line(found), "What is found")
        return self.settle(
            [
                self._record(
                    self._kind(words, what), words, entry.needed(entry.line(shown), "What stands in its place"), None
                )
            ]
        )

    def let_stand(self, found: str, reason: str, what: str | None = None) -> Applied:
        """Let ``found`` stand in public papers, for a reason that the paper prints."""
        words = entry.needed(entry.line(found), "What is found")
        why = entry.needed(entry.line(reason), "A reason")
        if fold(words) in fold(why):
            raise RefusedError("The reason is printed in the paper; word it without the name or address itself.")
        return self.settle([self._record(self._kind(words, what), words, None, why)])

    def forget(self, found: str) -> Applied:
        """Take a decision back, so that the finding stands open again."""
        old = [d for d in self.decided() if fold(d.found) == fold(found)]
        if not old:
            raise UsageError(f"Nothing was decided about “{found}”; publication list shows what was.")
        return self._t.commit("decided for publication", f"no more about one {old[0].what}", [changes.remove(old[0])])

    @staticmethod
    def _kind(words: str, what: str | None) -> str:
        if what is None:
            from tui_tracker.domain.publication import Rules

            found = Rules().find(words, set())
            return found[0][0] if found else "name"
        if what not in KINDS:
            raise UsageError(f"“{what}” is no kind of finding; there are {', '.join(KINDS)}.")
        return what
