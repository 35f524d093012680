"""Decisions about what public papers may show: names become roles, addresses are left out, or they stand for a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.send_out.papers import PaperActions
from tui_tracker.domain import changes
from tui_tracker.domain.name_shapes import rank_of
from tui_tracker.domain.publication import KINDS, LEFT_OUT, Finding, Other
from tui_tracker.domain.publication_rules import WORD_KIND, Rules, is_personal
from tui_tracker.domain.records import Publication
from tui_tracker.domain.text import fold
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

# The reason for which a name stands that the paper may show.
OFFICER = "a public officer"
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

    def __init__(self, session: Session) -> None:
        self._s = session
        self._papers = PaperActions(session)

    def decided(self) -> list[Publication]:
        """Every decision that stands."""
        return self._s.read.all(Publication)

    def suggested(self, findings: Iterable[Finding]) -> list[Publication]:
        """For each finding what one key would do: a name becomes the role it has in the plan, the rest is left out."""
        jobs = {fold(s): p for p in self._s.read.persons() for s in (p.name, *p.spellings)}
        made = []
        for found in findings:
            person = jobs.get(fold(found.found))
            both = person is not None and person.qa and person.sampling
            role = (
                "a signing officer"
                if both
                else next((shown for job, shown in _ROLES if person is not None and getattr(person, job)), None)
            )
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
            uid=self._s.ids.new(), found=found, what=what, shown_as=shown_as, reason=reason, by=self._s.me or "not said"
        )

    def settle_all(self) -> Applied | None:
        """Decide about everything that any paper could print, as suggested, as one Change; None when nothing stands open."""
        made: list[Publication] = []
        for _ in range(4):  # a name that is decided makes its first name a finding too
            found = self._papers.findings(supposing=made)
            if not found:
                break
            made += self.suggested(found)
        return self.settle(made) if made else None

    def settle(self, decisions: Iterable[Publication]) -> Applied:
        """Keep decisions, all as one Change. One made before about the same words is replaced."""
        before = {fold(d.found): d for d in self.decided()}
        made: dict[str, Publication] = {}
        for decision in decisions:
            made.setdefault(fold(decision.found), decision)
        edits = [changes.remove(before[words]) for words in made if words in before]
        edits += [changes.create(d) for d in made.values()]
        count = len(made)
        return self._s.commit("decided for publication", f"{count} finding{'s' if count != 1 else ''}", edits)

    def others(self) -> list[Other]:
        """Every other word of any public paper that nobody has looked at, the most telling first."""
        return self._papers.looked_through().others()

    def accept(self, words: Iterable[str] | None = None) -> Applied | None:
        """Keep that these words were looked at and are nobody, as one Change; all that are left when none are named, None when none are."""
        found = [o.found for o in self.others()] if words is None else [entry.line(w) or "" for w in words]
        made = [self._record(WORD_KIND, w, None, None) for w in found if w.strip()]
        return self.settle(made) if made else None

    def leave_out(self, *found: str) -> Applied:
        """Leave these words out of every public paper, as one Change."""
        named = [(w, self._kind(w, None)) for w in self._lines(found)]
        return self.settle([self._record(kind, w, LEFT_OUT[kind], None) for w, kind in named])

    def roles(self, found: Iterable[str], role: str) -> Applied:
        """Show one role for each of these, as one Change. Raises RefusedError for a name instead of a role."""
        shown = self._role(role)
        return self.settle([self._record(self._kind(w, None), w, shown, None) for w in self._lines(found)])

    def officers(self, found: Iterable[str]) -> Applied:
        """Let these names stand, as those of public officers, as one Change."""
        return self.settle([self._record(self._kind(w, None), w, None, OFFICER) for w in self._lines(found)])

    @staticmethod
    def _lines(found: Iterable[str]) -> list[str]:
        return [entry.needed(entry.line(w), "What is found") for w in found]

    @staticmethod
    def _role(text: str) -> str:
        """A role as it may stand in a paper. Raises RefusedError when it would itself be a finding."""
        role = entry.needed(entry.line(text), "What stands in its place")
        if Rules().find(role, set()) or is_personal(role):
            raise RefusedError(f"“{role}” would itself be a finding; give a role, such as “the QA officer”.")
        return role

    def show_as(self, found: str, shown: str, what: str | None = None) -> Applied:
        """Show ``shown`` in every public paper where ``found`` stands. Raises RefusedError for a name instead of a role."""
        words, role = entry.needed(entry.line(found), "What is found"), self._role(shown)
        return self.settle([self._record(self._kind(words, what), words, role, None)])

    def let_stand(self, found: str, reason: str, what: str | None = None) -> Applied:
        """Let ``found`` stand in public papers, for a reason that the paper prints."""
        words = entry.needed(entry.line(found), "What is found")
        why = entry.needed(entry.line(reason), "A reason")
        if fold(words) in fold(why) or Rules().find(why, set()):
            raise RefusedError("The reason is printed in the paper; word it without the name or address itself.")
        return self.settle([self._record(self._kind(words, what), words, None, why)])

    def forget(self, found: str) -> Applied:
        """Take a decision back, so that the finding stands open again."""
        old = [d for d in self.decided() if fold(d.found) == fold(found)]
        if not old:
            raise UsageError(f"Nothing was decided about “{found}”; publication list shows what was.")
        return self._s.commit("decided for publication", f"no more about one {old[0].what}", [changes.remove(old[0])])

    @staticmethod
    def _kind(words: str, what: str | None) -> str:
        if what is None:
            found = Rules().find(words, set())
            return found[0][0] if found else "name"
        if what not in KINDS:
            raise UsageError(f"“{what}” is no kind of finding; there are {', '.join(KINDS)}.")
        return what
