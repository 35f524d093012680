"""Publication: what public papers would give away, each decided by one key, and every other word looked at in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.publication import Finding, Other
from tui_tracker.domain.text import fold
from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Row, fit, pad
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied

_NOTHING_OPEN = "Nothing stands open: what a public paper could print was decided about or looked at."


class PublicationScreen(TrackerScreen):
    """Two lists: likely people and identifiers, and every other word that might be somebody. ⟦edit.undo⟧ takes a decision back."""

    name_ = "publication"
    tab = "more"
    own_commands = (
        "publication.role", "publication.nobody", "publication.officer", "publication.leave-out", "publication.mark", "publication.rest",
        "edit.undo", "back",
    )  # fmt: skip

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._found: dict[str, Finding] = {}
        self._others: dict[str, Other] = {}
        self._marked: set[str] = set()
        self._stood = -1

    def crumbs(self) -> str:
        return "More › Publication"

    def hint(self) -> str:
        if not self._found and not self._others:
            return _NOTHING_OPEN
        return (
            f"{len(self._found)} likely, {len(self._others)} other words. ⟦publication.role⟧ shows a role instead, ⟦publication.nobody⟧ it is nobody, "
            "⟦publication.officer⟧ a public officer, ⟦publication.leave-out⟧ leave it out; ⟦publication.rest⟧ takes all other words as nobody."
        )

    def build(self, width: int, height: int) -> Page:
        number = self.read.journal_head()[0]
        if number != self._stood:  # looked through anew only when something changed that was not decided here
            check = self.tracker.papers.looked_through()
            self._found = {fold(f.found): f for f in check.findings()}
            self._others = {fold(o.found): o for o in check.others()}
            self._stood = number
        self._marked &= self._found.keys() | self._others.keys()
        rows = [Row([])]
        if self._found:
            rows.append(Row([("  Likely people, and what identifies somebody", "foreground bold")]))
            rows += [self._line(key, f.found, f.what, f.times, f.where, width) for key, f in self._found.items()]
        if self._others:
            rows += [
                Row([]),
                Row([("  Every other word, initial and number: the most telling first", "foreground bold")]),
            ]
            rows += [self._line(key, o.found, "", o.times, o.sentence, width) for key, o in self._others.items()]
        if not self._found and not self._others:
            rows.append(Row([(f"  {_NOTHING_OPEN}", "muted")]))
        return Page(body=Rows(rows))

    def _line(self, key: str, found: str, what: str, times: int, beside: str, width: int) -> Row:
        mark = f"{self.host.signs.bullet} " if key in self._marked else "  "
        made = Builder().add(f" {mark}", "accent bold").add(pad(found, 26) + " ", "foreground bold", door=("word", key))
        made.add(pad(what, 16), "muted").add(pad(str(times), 4, right=True) + "  ", "muted")
        return made.add(fit(beside, max(8, width - 52)), "muted").row(key=key)

    def open(self, target: object) -> None:
        """Enter shows what the word stands in."""
        if isinstance(target, tuple) and target[0] == "word":
            other, found = self._others.get(target[1]), self._found.get(target[1])
            self.say(
                f"{other.where}: {other.sentence}"
                if other
                else f"{found.what}, first in {found.where}."
                if found
                else ""
            )
        else:
            super().open(target)

    def arrive(self, place: Place) -> None:
        self._stood = -1
        super().arrive(place)

    def _chosen(self) -> list[str]:
        """The words that a key is about: the marked ones, else the one under the cursor."""
        row = self.canvas.current()
        known = self._found.keys() | self._others.keys()
        chosen = [k for k in (*self._found, *self._others) if k in self._marked] or (
            [row.key] if row is not None and row.key in known else []
        )
        if not chosen:
            raise UsageError("Stand on a word, or mark some with ⟦publication.mark⟧.")
        return chosen

    def _words(self, key: str) -> str:
        found = self._found.get(key) or self._others[key]
        return found.found

    def _decided(self, keys: list[str], applied: Applied | None) -> str:
        """What was decided here leaves the lists; the cursor goes on to the next. What to say of it."""
        for key in keys:
            self._found.pop(key, None)
            self._others.pop(key, None)
        self._marked.clear()
        self._stood = self.read.journal_head()[0]
        said = self.done(applied) if applied is not None else ""
        self.reload()
        return said

    @command("publication.role", "r", "role", "a person: show their role instead", where="publication", group=THIS_SCREEN, shown=True)  # fmt: skip
    def role(self) -> None:
        keys = self._chosen()
        words = [self._words(k) for k in keys]
        first = self._found.get(keys[0])
        is_name = first is not None and first.what == "name"
        suggested = self.tracker.publication.suggested([first])[0].shown_as if first is not None and is_name else None
        more = f" and {len(words) - 1} more" if len(words) > 1 else ""
        form = forms.one_line(
            f"What is shown instead of {words[0]}{more}", "role", "a role", "show", value=suggested or ""
        )
        self.fill_in(form, lambda v: self._decided(keys, self.tracker.publication.roles(words, v["role"])))

    @command("publication.nobody", "n", "nobody", "not a person: let it stand", where="publication", group=THIS_SCREEN, shown=True)  # fmt: skip
    def nobody(self) -> None:
        keys = self._chosen()
        self.say(self._decided(keys, self.tracker.publication.accept([self._words(k) for k in keys])))

    @command("publication.officer", "o", "officer", "a public officer: let the name stand", where="publication", group=THIS_SCREEN, shown=True)  # fmt: skip
    def officer(self) -> None:
        keys = self._chosen()
        self.say(self._decided(keys, self.tracker.publication.officers([self._words(k) for k in keys])))

    @command("publication.leave-out", "l", "leave out", "leave it out of every public paper", where="publication", group=THIS_SCREEN, shown=True)  # fmt: skip
    def leave_out(self) -> None:
        keys = self._chosen()
        self.say(self._decided(keys, self.tracker.publication.leave_out(*(self._words(k) for k in keys))))

    @own("publication.mark", "mark.toggle", "mark", "mark this word, for a key that decides many", where="publication")
    def mark(self) -> None:
        row = self.canvas.current()
        if row is not None and row.key:
            self._marked ^= {row.key}
            self.reload()
            self.canvas.move(1)

    @command("publication.rest", "a", "rest is nobody", "every other word that is left is nobody", where="publication", group=THIS_SCREEN, shown=True)  # fmt: skip
    def rest(self) -> None:
        if not self._others:
            raise UsageError("No other word is left to look at.")
        keys = list(self._others)
        self.say(self._decided(keys, self.tracker.publication.accept([o.found for o in self._others.values()])))


SCREEN = PublicationScreen
