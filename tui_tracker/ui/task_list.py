"""Tasks and areas as rows of a list: the register, an area, a queue. One layout, one heading, one way to write the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.views import AreaRow, TaskRow, target_words
from tui_tracker.ui.columns import ANY, Column, Columns
from tui_tracker.ui.lines import Builder, Line, Row, pad
from tui_tracker.ui.lines import ref as fit_ref
from tui_tracker.ui.place import Place

if TYPE_CHECKING:
    from tui_tracker.store.read import Reader
    from tui_tracker.ui.marks import Marks

_MOST_REF, _MOST_OWNER, _MOST_DATE = 16, 60, 14
_WORD = max(len(w.word) for w in WORDS.values())
_REF, _SIGN, _PROGRESS, _TITLE, _OWNER, _DUE, _LATE, _SIGNED, _NOTES = range(9)
_TREE = 3  # cells by which a task stands in under its area


class TaskList:
    """The layout of tasks in a width. ``under_areas``: each stands under its area and goes by its own number."""

    def __init__(self, read: Reader, signs: Marks, width: int, *, under_areas: bool) -> None:
        self._signs = signs
        self._under = under_areas
        self._formulas = read.formulas()
        area, number = read.ref_widths()
        usual, owner, day = read.list_widths()
        self._area_ref = max(5, min(_MOST_REF, area))
        own = max(3, number + 1) + _TREE - 2 if under_areas else max(7, area + number + 2)
        owner, day = min(_MOST_OWNER, owner), max(9, min(_MOST_DATE, day))
        self._columns = Columns(
            [
                Column("ref", min(_MOST_REF, own), ((3, own),), is_ref=not under_areas),
                Column("", 1),
                Column("progress", 0, ((8, _WORD),)),
                Column("title", 12, ((1, 28), (4, 44), (6, 60), (9, ANY))),
                Column("owner", 8, ((2, min(16, owner)), (5, usual), (7, owner)), give_up=3),
                Column("due", 9, ((3, day),), right=True),
                Column("late", 6, right=True, give_up=2),
                Column("signed", 6),
                Column("notes", 5, right=True, give_up=1),
            ],
            width - 1,
        )  # fmt: skip

    def heading(self) -> Line:
        """The heading row."""
        return self._columns.heading()

    def task(self, r: TaskRow, *, greyed: bool = False, marked: bool = False) -> Row:
        """A task in a line."""
        signs, put = self._signs, self._columns.put

        def style(name: str) -> str:
            return "faint" if greyed else name

        bullet = signs.bullet if marked else " "
        if self._under:
            made = Builder().add(f" {bullet}", "accent bold")
            ref = " " * (_TREE - 2) + r.ref.removeprefix(f"{r.area}/")
        else:
            made = Builder().add(f"{bullet} ", "accent bold")
            ref = r.ref
        put(made, _REF, ref, style("muted"), door=Place("task", r.uid))
        put(made, _SIGN, signs.progress[r.progress], style(r.progress))
        put(made, _PROGRESS, WORDS[Progress(r.progress)].word, style(r.progress))
        put(made, _TITLE, self._formulas.telling(r.title or r.area_title), style("foreground"))
        put(made, _OWNER, r.assigned_to or "no owner", style("muted"))
        put(made, _DUE, r.due_words(), style("muted"))
        put(made, _LATE, late_words(r), style("pastdate"))
        put(made, _SIGNED, signed_words(r, signs), style("changed" if r.changed else "muted"))
        put(made, _NOTES, str(r.note_count) if r.note_count else signs.dot, style("faint"))
        return made.row(key=r.uid)

    def area(self, row: AreaRow) -> Row:
        """An area in a line: its title runs over the columns that only tasks have."""
        area, letter = row.area, row.colour.letter
        made = Builder().add("  ").add(f"{letter} ", f"{letter} bold" if letter in "GARB" else "muted")
        made.add(fit_ref(area.ref, self._area_ref) + " ", "foreground bold", door=Place("area", area.uid))
        room = self._columns.start(_OWNER) - 4 - self._area_ref - 2
        made.add(pad(self._formulas.telling(area.title), room) + " ", "foreground bold")
        self._columns.put(made, _OWNER, area.owner or "", "muted")
        self._columns.put(made, _DUE, target_words(area), "muted")
        return made.row(key=area.uid)


def late_words(r: TaskRow) -> str:
    """``!61d``: days past its date; blank for none."""
    return f"!{r.overdue_days}d" if r.overdue_days else ""


def signed_words(r: TaskRow, signs: Marks) -> str:
    """``Q✓ S–``: the standing verdicts of QA and sampling; ``≠`` where something changed since."""
    return f"Q{_sign(r.qa, r, signs)} S{_sign(r.sampling, r, signs)}"


def _sign(mark: str, r: TaskRow, signs: Marks) -> str:
    return signs.changed if r.changed and mark else signs.verdict(mark)
