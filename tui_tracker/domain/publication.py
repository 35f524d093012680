"""What a public paper must not give away unasked: personal names, telephone numbers, e-mails, intranet addresses, drive paths.

Finding is by form, by lists of names, by words that no word list has and by whom the plan names, so it says *not found* and never
*clean*. What was decided about a finding (shown as a role, left out, or let stand for a reason) is data and is applied
to every text of a paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_tracker.domain import dates, odd_words
from tui_tracker.domain.publication_rules import WORD_KIND, Rules, tidy
from tui_tracker.domain.records import Publication
from tui_tracker.domain.text import fold
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

# How things are found, as the papers and the command say it.
FOUND_BY = "by form, by the lists of names or as a word that no word list has"
KINDS = ("name", "phone", "e-mail", "intranet address", "drive path", "identifier", "personal matter")
# What stands in the place of a finding when nobody has named something better.
LEFT_OUT = {
    "name": "[name left out]",
    "phone": "[telephone number left out]",
    "e-mail": "[e-mail address left out]",
    "intranet address": "[intranet address left out]",
    "drive path": "[drive path left out]",
    "identifier": "[number or address left out]",
    "personal matter": "[personal matter left out]",
}
_ROOM = 50
# What tables are full of and nobody is: a reference, a day or month, a figure, a dash.
_MONTH = f"(?:{dates.MONTH_BEGINS})"
_OF_A_TABLE = pattern(
    rf"(?:AFI|SII|REC|COC|IA)\d{{1,4}}(?:/T\d{{1,3}})?|\d{{1,2}} {_MONTH} \d\d|{_MONTH}-\d\d|\d{{1,3}}|[–?]|[RAG]"
)


@dataclass(frozen=True)
class Finding:
    """One thing that should not be given away: what kind, the words, how often, and where first."""

    what: str
    found: str
    times: int
    where: str


@dataclass(frozen=True)
class Other:
    """A word or number that nobody has looked at: how often it stands in the paper, where first, and in which sentence."""

    found: str
    times: int
    where: str
    sentence: str


class Check:
    """One run of the publication check over a paper: every text passes through it on its way out."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._found: dict[tuple[str, str], Finding] = {}
        self._others: dict[str, Other] = {}
        self._seen: dict[str, list[tuple[int, int]]] = {}
        self._clear: set[str] = set()
        self.used: set[str] = set()

    def pass_through(self, text: str, where: str) -> str:
        """The text as it may be shown; what stands open in it is noted with where it stands."""
        if text in self._clear or _OF_A_TABLE.fullmatch(text):
            return text
        shown = self._rules.swap(tidy(text), self.used)
        used = len(self.used)
        found = self._rules.find(shown, self.used)
        self._note_others(shown, where)
        if not found and shown == text and not self._seen[shown] and len(self.used) == used:
            self._clear.add(text)  # nothing in it, and nothing about it was decided
            return text
        for what, words in found:
            key = (what, fold(words))
            known = self._found.get(key)
            self._found[key] = Finding(what, words, (known.times if known else 0) + 1, known.where if known else where)
        return shown

    def _note_others(self, text: str, where: str) -> None:
        if text not in self._seen:
            self._seen[text] = self._rules.others(text)
        for start, end in self._seen[text]:
            key = fold(text[start:end])
            known = self._others.get(key)
            if known is None:
                self._others[key] = Other(text[start:end], 1, where, _around(text, start, end))
            else:
                self._others[key] = replace(known, times=known.times + 1)

    def others(self) -> list[Other]:
        """Every other word that nobody has looked at, the most telling first."""
        return sorted(self._others.values(), key=lambda o: odd_words.weight(o.found, o.times))

    def findings(self) -> list[Finding]:
        """What nobody has decided about, by kind and then in order of appearance."""
        return sorted(self._found.values(), key=lambda f: KINDS.index(f.what))


def _around(text: str, start: int, end: int) -> str:
    """The words around a place, on one line."""
    before = text[max(0, start - _ROOM) : start]
    after = text[end : end + _ROOM]
    before = f"… {before.partition(' ')[2]}" if start > _ROOM else before
    after = f"{after.rpartition(' ')[0]} …" if end + _ROOM < len(text) else after
    return " ".join(f"{before}{text[start:end]}{after}".split())


def statement(decided: Sequence[Publication], used: set[str], day: str) -> str:
    """What the paper says of its own check; only decisions that it ``used`` are counted. It never says that a paper is clean."""
    mine = [d for d in decided if fold(d.found) in used and d.what != WORD_KIND]
    gone, kept = [d for d in mine if d.shown_as is not None], [d for d in mine if d.shown_as is None]
    names = sum(d.what == "name" for d in gone)
    matters = sum(d.what == "personal matter" for d in gone)
    said = [
        _many(names, "name or word is not shown", "names or words are not shown"),
        _many(len(gone) - names - matters, "address or number is left out", "addresses or numbers are left out"),
        _many(matters, "personal matter is left out", "personal matters are left out"),
    ]
    if kept:
        reasons = "; ".join(dict.fromkeys(d.reason or "" for d in kept))
        said.append(f"{len(kept)} decided as public ({reasons})")
    told = "; ".join([f"Looked at on {day} by the plan's coordinator", *(s for s in said if s)])
    return f"{told}. A name that reads like a plain word may still stand."


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""
