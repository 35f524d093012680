"""A return that came back, seen before anything is written: what is new, what both have changed, what cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui_tracker.actions.bring_in.return_preview import Preview
from tui_tracker.actions.bring_in.returns import forms_in, value_words
from tui_tracker.domain.text import first_line
from tui_tracker.errors import TrackerError, UsageError
from tui_tracker.ui import station_forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import go
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own
from tui_tracker.ui.desk import Host
from tui_tracker.ui.letters import large
from tui_tracker.ui.lines import Builder, Row, pad, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class MergingScreen(TrackerScreen):
    """``query`` is the file, or the folder whose forms come one after the other. Enter merges, esc leaves all as it was."""

    name_ = "merging"
    tab = "returns"
    own_commands = ("open", "merge.also", "merge.ours", "merge.theirs", "record.edit", "mark.clear", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._files: list[Path] = []
        self._at = 0
        self._sides: dict[tuple[str, str], Any] = {}
        self._words: dict[tuple[str, str], str] = {}
        self._also: set[int] = set()
        self._found: Preview | None = None
        self._fault = ""

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        path = Path(place.query)
        self._at = 0
        try:
            self._files = forms_in(path) if path.is_dir() else [path]
        except TrackerError as error:
            self._files, self._fault = [], str(error)
        self._fresh()

    def _fresh(self) -> None:
        self._sides, self._words, self._also, self.stale = {}, {}, set(), True
        self.canvas.cursor, self.canvas.top = -1, 0

    def place_name(self) -> str:
        many = f"  {self._at + 1} of {len(self._files)}" if len(self._files) > 1 else ""
        return f"Merge{many}"

    def hint(self) -> str:
        if self._fault:
            return self._fault
        if self._found is None:
            return ""
        if self._found.unread:
            return "⟦record.edit⟧ gives other words for what cannot be read (the same words again confirm them), ⟦mark.clear⟧ leaves it out; ⟦open⟧ merges the rest, and it waits."
        if self._found.also:
            return "What else is written on it: ⟦merge.also⟧ takes it as a note of its task. ⟦open⟧ merges the answers."
        if self._found.clashes:
            return "⟦merge.ours⟧ keeps ours, ⟦merge.theirs⟧ takes theirs, one key each; then ⟦open⟧ merges."
        return "⟦open⟧ merges it all as one change; ⟦back⟧ leaves everything as it was."

    def build(self, width: int, height: int) -> Page:
        self._found = None
        if not self._files:
            return Page()
        self._fault = ""
        path = self._files[self._at]
        try:
            self._found = self.tracker.returns.preview(path, take=self._sides, settled=self._words, also=self._also)
        except TrackerError as error:
            self._fault = f"{error}" + (" ⟦open⟧ goes on to the next." if self._at + 1 < len(self._files) else "")
            head = [Row([]), Row([(f"  {path.name}", "foreground bold")]), Row([])]
            return Page(body=Rows([*head, *(Row([("  " + line, "pastdate")]) for line in wrap(str(error), width - 4))]))
        return Page(body=Rows(self._rows(self._found, width)))

    def _rows(self, found: Preview, width: int) -> list[Row]:
        days = (self.read.today - found.form.sent_on).days
        sent = f"   sent {days} days ago, {found.path.name}"
        rows = [Row([]), Row([(f"  {found.form.holder}", "foreground bold"), (sent, "muted")]), Row([])]
        rows += self._numbers(found, width)
        rows.append(Row([]))
        rows += [Row([(f"  put right: {text}", "faint")]) for text in found.repairs]
        rows += [Row([("  " + line, "pastdate")]) for line in wrap(found.missing_words, width - 4) if found.missing]
        if found.nothing_new:
            how = f"this very file was merged on {found.merged_before}." if found.merged_before else "it has been merged, or was never filled in."  # fmt: skip
            rest = " in what came back" if found.missing else ""
            return [*rows, Row([(f"  Nothing new{rest}: {how}", "foreground")])]
        return [*rows, *self._questions(found, width), *self._news(found, width), *self._besides(found, width)]

    def _numbers(self, found: Preview, width: int) -> list[Row]:
        """How much of each kind came back, large."""
        numbers = (
            (len(found.notes) + len(found.files) + len(found.problems), "new words", "complete bold"),
            (len(found.changed) + len(found.proposals), "changes", "on_target bold"), (len(found.clashes), "questions", "changed bold"),
            (len(found.unread), "cannot be read", "pastdate bold"),
        )  # fmt: skip
        cell = 20 if width >= 90 else 18
        rows = []
        for i in range(3):
            made = Builder().add("   ")
            for number, _, style in numbers:
                made.add(pad(large(str(number), self.host.signs)[i], cell), style if number else "faint")
            rows.append(made.row())
        rows.append(Row([("   " + "".join(pad(name, cell) for _, name, _ in numbers), "muted")]))
        return rows

    def _besides(self, found: Preview, width: int) -> list[Row]:
        """What somebody wrote that is no answer, each with the place where it stands."""
        if not found.also:
            return []
        rows = [Row([]), Row([("  Also written here", "foreground bold")])]
        for n, extra in enumerate(found.also, 1):
            made = (
                Builder()
                .add("  ")
                .add(pad(extra.ref or "no task", 11), "foreground bold" if extra.ref else "faint", door=("also", n))
            )
            made.add(pad(first_line(extra.where, 16), 17), "muted")
            rows.append(
                made.add(first_line(extra.text, max(10, width - 32)), "changed bold").row(key=f"a{n}{extra.where}")
            )
        return rows

    def _questions(self, found: Preview, width: int) -> list[Row]:
        rows = []
        for u in found.unread:
            made = (
                Builder()
                .add("  ")
                .add(pad(u.ref, 11), "foreground bold", door=("unread", u))
                .add(pad(u.field.replace("_", " "), 10) + " ", "muted")
            )
            rows.append(
                made.add(f"“{first_line(u.raw, max(10, width - 30))}”", "pastdate").row(key=f"u{u.ref}{u.field}")
            )
            rows += [
                Row([(" " * 24 + line, "muted")]) for line in wrap(f"{u.where}: {u.message}", max(20, width - 28))[:2]
            ]
        for c in found.clashes:
            made = (
                Builder()
                .add("  ")
                .add(pad(c.ref, 11), "foreground bold", door=("clash", c))
                .add(pad(c.field, 10) + " ", "muted")
            )
            made.add(f"before {value_words(c.base)}   ", "faint").add(f"< {value_words(c.ours)}   ", "accent").add(
                f"> {value_words(c.theirs)}   ?", "changed bold"
            )
            rows.append(made.row(key=f"c{c.ref}{c.field}"))
        return rows

    def _news(self, found: Preview, width: int) -> list[Row]:
        rows = []
        for o in found.changed:
            kept = (o.ref, o.field) in self._sides
            made = (
                Builder()
                .add("  ")
                .add(pad(o.ref, 11), "foreground", door=("changed", o))
                .add(pad(o.field, 10) + " ", "muted")
            )
            said = f"{value_words(o.ours)} → {value_words(o.result)}" + ("  as you said" if kept else "")
            rows.append(made.add(said, "on_target").row(key=f"o{o.ref}{o.field}"))
        for kind, pairs in (("note", found.notes), ("problem", found.problems), ("file", found.files)):
            for n, (ref, text) in enumerate(pairs):
                made = (
                    Builder()
                    .add("  ")
                    .add(pad(ref, 11), "foreground", door=("new", ref))
                    .add(pad(f"+ {kind}", 10) + " ", "muted")
                )
                rows.append(made.add(first_line(text, max(10, width - 26)), "complete").row(key=f"{kind}{n}"))
        for ref, day, why in found.proposals:
            made = (
                Builder()
                .add("  ")
                .add(pad(ref, 11), "foreground", door=("new", ref))
                .add(pad("date", 10) + " ", "muted")
            )
            rows.append(
                made.add(first_line(f"{day} asked for: {why}", max(10, width - 26)), "on_target").row(key=f"d{ref}")
            )
        return rows

    # -- keys

    @own("merge.merge", "open", "merge", "merge this form, and show the next", where="merging")
    def merge_this(self) -> None:
        if self._found is None:
            self._next("This one was left out.")
            return
        applied = self.tracker.returns.merge(self._found)
        self._next(self.done(applied) if applied is not None else "Nothing new in it.")

    def open(self, target: object) -> None:
        """A click on a line asks nothing; enter merges."""

    def _next(self, said: str) -> None:
        """On to the next form of the folder; after the last, back to the returns."""
        if self._at + 1 < len(self._files):
            self._at += 1
            self._fresh()
            self.reload()
            self.say(f"{said}  Next: {self._files[self._at].name}.")
            return
        left = [f.holder for f in self.tracker.returns.waiting()]
        waiting = f"  No answer yet from {', '.join(left[:6])}{' …' if len(left) > 6 else ''}." if left else ""
        self.host.go_from((self.name_,), Place("returns"))
        self.host.say(said + waiting)

    def _stands_on(self, kind: str) -> bool:
        """Whether the cursor stands on a line of that kind: a clash, an answer that is unread, what is written besides."""
        return self._target()[0] == kind

    def _of_a_task(self) -> bool:
        """Whether the cursor stands on words that are written besides, with a task of the form."""
        kind, number = self._target()
        return kind == "also" and self._found is not None and bool(self._found.also[number - 1].ref)

    def _target(self) -> tuple[str, Any]:
        row = self.canvas.current()
        target = row.doors[0].target if row is not None and row.doors else None
        return target if isinstance(target, tuple) else ("", None)

    def _under_cursor(self, kind: str) -> Any:
        target = self._target()
        if target[0] != kind:
            words = {
                "clash": "something that both have changed",
                "unread": "an answer that cannot be read",
                "also": "something that is written besides the answers",
            }
            raise UsageError(f"Stand on {words[kind]}.")
        return target[1]

    def _side(self, side: str) -> None:
        clash = self._under_cursor("clash")
        self._sides[clash.ref, clash.field] = side
        self.reload()
        holds = clash.ours if side == "ours" else clash.theirs
        self.say(f"{clash.ref} {clash.field}: {value_words(holds)} holds. Nothing is written until ⟦open⟧.")

    @command(
        "merge.also",
        "y",
        "take as a note",
        "what is written besides the answers becomes a note of its task",
        where="merging",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s._of_a_task(),
    )
    def take_as_note(self) -> None:
        number = self._under_cursor("also")
        found = self._found
        if found is None or not found.also[number - 1].ref:
            raise UsageError(
                "This stands with no task of the form; type it as a note where it belongs (⟦task.note⟧ on the task)."
            )
        # Numbers count what is not taken yet, so one taken before counts again.
        self._also.add(self._number_of(number))
        self.reload()
        self.say("Taken as a note when ⟦open⟧ merges.")

    def _number_of(self, shown: int) -> int:
        """The number of a line among all that is written besides, of which those taken are not shown any more."""
        left = [n for n in range(1, shown + len(self._also) + 1) if n not in self._also]
        return left[shown - 1]

    @command(
        "merge.ours", "<", "ours", "what stands here holds", where="merging", group=THIS_SCREEN, shown=True,
        works=lambda s: s._stands_on("clash"),
    )  # fmt: skip
    def take_ours(self) -> None:
        self._side("ours")

    @command(
        "merge.theirs", ">", "theirs", "what came back holds", where="merging", group=THIS_SCREEN, shown=True,
        works=lambda s: s._stands_on("clash"),
    )  # fmt: skip
    def take_theirs(self) -> None:
        self._side("theirs")

    @own(
        "merge.words",
        "record.edit",
        "in words",
        "say what was meant by what could not be read",
        where="merging",
        works=lambda s: s._stands_on("unread"),
    )
    def in_words(self) -> None:
        unread = self._under_cursor("unread")
        form = station_forms.settle(unread.ref, unread.where, unread.message, unread.raw)

        def submit(values: dict[str, str]) -> str:
            self._words[unread.ref, unread.field] = values["words"]
            self.reload()
            return "Taken like this when ⟦open⟧ merges." if values["words"].strip() else "Left out when ⟦open⟧ merges."

        self.fill_in(form, submit)

    @own(
        "merge.leave-out",
        "mark.clear",
        "leave out",
        "leave out what could not be read",
        where="merging",
        works=lambda s: s._stands_on("unread"),
    )
    def leave_out(self) -> None:
        unread = self._under_cursor("unread")
        self._words[unread.ref, unread.field] = ""
        self.reload()
        self.say(f"{unread.ref} {unread.field} is left out. Nothing is written until ⟦open⟧.")

    @own("merge.back", "back", "back", "leave, and merge nothing more", where="merging")
    def leave_off(self) -> None:
        go.back(self)
        self.host.say("Everything is as it was.")


SCREEN = MergingScreen
