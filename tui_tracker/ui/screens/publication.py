"""Publication: what public papers would give away, each decided by one key, and every other word looked at in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.publication import Finding, Other
from tui_tracker.domain.text import fold
from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Columns, flexible, held, rows
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own
from tui_tracker.ui.commands.when import on_row
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Row, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied

_NOTHING_OPEN = "Nothing stands open: whatever a public paper could print was decided about or looked at."


class PublicationScreen(TrackerScreen):
    """Two lists: likely people and identifiers, and every other word that might be somebody. ⟦edit.undo⟧ takes a decision back."""

    name_ = "publication"
    tab = "more"
    own_commands = (
        "publication.role", "publication.nobody", "publication.officer", "publication.leave-out", "publication.mark", "publication.rest",
        "edit.undo", "back")  # fmt: skip

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._found: dict[str, Finding] = {}
        self._others: dict[str, Other] = {}
        self._marked: set[str] = set()
        self._stood = -1

    def place_name(self) -> str:
        return "Publication"

    def hint(self) -> str:
        if not self._found and not self._others:
            return ""
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
        made = [Row([])]
        if self._found:
            made.append(Row([("  Likely people, and what identifies somebody", "foreground bold")]))
            made += self._lines([(key, f.found, f.what, f.times, f.where) for key, f in self._found.items()], width)
        if self._others:
            made += [
                Row([]),
                Row([("  Every other word, initial and number: the most telling first", "foreground bold")]),
            ]
            made += self._lines([(key, o.found, "", o.times, o.sentence) for key, o in self._others.items()], width)
        if not self._found and not self._others:
            made += [Row([("  " + line, "muted")]) for line in wrap(_NOTHING_OPEN, width - 4)]
        return Page(body=Rows(made))

    def _lines(self, listed: list[tuple[str, str, str, int, str]], width: int) -> list[Row]:
        """Key, word, what it is, how often and where of each, under one layout."""
        layout = Columns(
            [
                held("", (w[1] for w in listed), 20, 48, turn=1),
                held("", (w[2] for w in listed), 0, turn=2),
                held("", (str(w[3]) for w in listed), 3, turn=1, right=True),
                flexible("", 8),
            ],
            width,
            margin=3,
        )
        made = []
        for key, found, what, times, where in listed:
            mark = f" {self.host.signs.bullet} " if key in self._marked else "   "
            cells = [
                Cell(found, "foreground bold", ("word", key)),
                Cell(what, "muted"),
                Cell(str(times), "muted"),
                Cell(where, "muted"),
            ]
            made += rows(layout, [(key, cells)], margin=mark)
        return made

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

    @command("publication.role", "r", "role", "a person: show their role instead", where="publication", group=THIS_SCREEN, shown=True, works=on_row)  # fmt: skip
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

    @command("publication.nobody", "n", "nobody", "not a person: let it stand", where="publication", group=THIS_SCREEN, shown=True, works=on_row)  # fmt: skip
    def nobody(self) -> None:
        keys = self._chosen()
        self.say(self._decided(keys, self.tracker.publication.accept([self._words(k) for k in keys])))

    @command("publication.officer", "o", "officer", "a public officer: let the name stand", where="publication", group=THIS_SCREEN, shown=True, works=on_row)  # fmt: skip
    def officer(self) -> None:
        keys = self._chosen()
        self.say(self._decided(keys, self.tracker.publication.officers([self._words(k) for k in keys])))

    @command("publication.leave-out", "l", "leave out", "leave it out of every public paper", where="publication", group=THIS_SCREEN, shown=True, works=on_row)  # fmt: skip
    def leave_out(self) -> None:
        keys = self._chosen()
        self.say(self._decided(keys, self.tracker.publication.leave_out(*(self._words(k) for k in keys))))

    @own(
        "publication.mark",
        "mark.toggle",
        "mark",
        "mark this word, for a key that decides many",
        where="publication",
        works=on_row,
    )
    def mark(self) -> None:
        row = self.canvas.current()
        if row is not None and row.key:
            self._marked ^= {row.key}
            self.reload()
            self.canvas.move(1)

    @command("publication.rest", "a", "rest is nobody", "every other word that is left is nobody", where="publication", group=THIS_SCREEN, shown=True, works=lambda s: on_row(s) and bool(s._others))  # fmt: skip
    def rest(self) -> None:
        if not self._others:
            raise UsageError("No other word is left to look at.")
        keys = list(self._others)
        self.say(self._decided(keys, self.tracker.publication.accept([o.found for o in self._others.values()])))


SCREEN = PublicationScreen
