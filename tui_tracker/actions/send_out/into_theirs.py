"""The service's own workbook kept alive: today's status, date and notes into the cells they were read from, in a copy of it.

The workbook is read again, its tasks are paired with the plan's as an import pairs them, and each cell that says something else than
the plan is changed in the file's own words and formats. The original is never written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.actions.send_out.exports import ExportActions
from tui_tracker.actions.send_out.their_copy import paired_with, read_in, still_other, without_a_row
from tui_tracker.actions.send_out.their_days import PLACE, WRITTEN_DAY, column_number, day_like, newest_first
from tui_tracker.domain import dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.progress_words import COLOUR_WORDS
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import TaskView
from tui_tracker.errors import FileError, RefusedError
from tui_tracker.intake.grid import letters
from tui_tracker.reports.written_cells import CellChange, holds_formula, write

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session
    from tui_tracker.intake.grid import Book
    from tui_tracker.intake.proposal import Proposal, ReadTask

_LONGEST_CELL = 32_767


@dataclass(frozen=True)
class Written:
    """A cell that is changed: where, of which task, which field, and what it held and holds."""

    where: str
    ref: str
    field: str
    before: str
    after: str


@dataclass
class IntoTheirs:
    """What was, or would be, written into a copy of the workbook, and what was left with its reason."""

    written: list[Written] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    content: bytes = b""


@dataclass(frozen=True)
class _Wanted:
    change: CellChange
    told: Written


class _Filler:
    """Works out the cells that are to change in one workbook."""

    def __init__(self, session: Session, proposal: Proposal, pairs: list[tuple[ReadTask, str]], book: Book) -> None:
        self._s = session
        self._sheets = {s.name: s for s in book.sheets}
        self._pairs = pairs
        self._tasks = [t for a in proposal.areas for t in a.tasks]
        self.left: list[str] = []

    def wanted(self) -> list[_Wanted]:
        views = {v.task.uid: v for v in self._s.read.task_views([uid for _, uid in self._pairs])}
        made: list[_Wanted] = []
        for read, uid in self._pairs:
            view = views[uid]
            gone = view.task.withdrawn or view.area.withdrawn
            if gone is not None:
                self._leave(view, "row", f"withdrawn here ({gone}), so its row says what it said")
                continue
            for one in (self._status(read, view), self._due(read, view), self._notes(read, view)):
                made += [one] if one is not None else []
        return self._one_a_cell(made)

    def _one_a_cell(self, found: list[_Wanted]) -> list[_Wanted]:
        """A cell that several tasks share is written when they agree about it, and else left."""
        by_place: dict[str, list[_Wanted]] = {}
        for one in found:
            by_place.setdefault(one.told.where, []).append(one)
        made = []
        for where, wanted in by_place.items():
            shared = [t for t in self._tasks if any(self._shown_at(str(c["where"])) == where for c in t.cells)]
            if (len({(w.change.value, w.change.style_of) for w in wanted}) == 1 and len(wanted) >= len(shared)) or (
                len(shared) < 2 and len(wanted) == 1
            ):
                made.append(wanted[0])
            else:
                self.left += [
                    f"{w.told.ref} {w.told.field}: {where} is shared with another task that stands otherwise"
                    for w in wanted
                ]
        return made

    def _shown_at(self, where: str) -> str:
        """The cell that shows a place: the first of those that it is merged with."""
        m = PLACE.match(where)
        sheet = self._sheets.get(m["sheet"]) if m else None
        if m is None or sheet is None:
            return where
        at = (int(m["row"]) - 1, column_number(m["column"]))
        row, column = sheet.merges.get(at, at)
        return f"{m['sheet']}!{letters(column)}{row + 1}"

    # -- where

    def _cell(self, read: ReadTask, name: str) -> dict[str, Any] | None:
        return next((c for c in read.cells if c.get("field") == name), None)

    def _place(self, read: ReadTask, name: str) -> str | None:
        """The cell of a field: the one that was read, else that of the column in which its neighbours on the sheet have it."""
        cell = self._cell(read, name)
        if cell is not None:
            return self._shown_at(str(cell["where"]))
        here = PLACE.match(read.where)
        if here is None:
            return None
        near: list[tuple[int, str]] = []
        for other in self._tasks:
            told = self._cell(other, name)
            m = PLACE.match(str(told["where"])) if told is not None else None
            if m is not None and m["sheet"] == here["sheet"]:
                near.append((abs(int(m["row"]) - int(here["row"])), m["column"]))
        return self._shown_at(f"{here['sheet']}!{min(near)[1]}{here['row']}") if near else None

    def _wants(
        self, view: TaskView, name: str, where: str, before: str, value: str | date | None, after: str, style_of: str | None = None
    ) -> _Wanted:  # fmt: skip
        m = PLACE.match(where)
        if m is None:
            raise FileError(f"“{where}” is no cell.")
        donor = PLACE.match(style_of) if style_of else None
        look = (donor["sheet"], f"{donor['column']}{donor['row']}") if donor else None
        change = CellChange(m["sheet"], f"{m['column']}{m['row']}", value, look)
        return _Wanted(change, Written(where, view.row.ref, name, before, after))

    def _leave(self, view: TaskView, what: str, why: str) -> None:
        self.left.append(f"{view.row.ref} {what}: {why}")

    # -- status

    def _status(self, read: ReadTask, view: TaskView) -> _Wanted | None:
        now = view.task.progress
        if now == Progress.UNKNOWN or now == (read.status or Progress.UNKNOWN):
            return None
        word = WORDS[Progress(now)].word
        how = read.status_from or self._how(read)
        if how == "column":
            self._leave(
                view, f"progress {word}", "the file keeps it as a mark in one of several columns, which are not written"
            )
            return None
        where = self._place(read, "status")
        if where is None:
            self._leave(view, f"progress {word}", "the file has no cell for it")
            return None
        if how != "fill":
            return self._by_word(read, view, now, where)
        donor = self._colour_for(now)
        if donor is None:
            self._leave(view, f"progress {word}", "no cell of the file has a colour that means it")
            return None
        return self._wants(
            view, "progress", where, f"colour of {read.status or 'not stated'}", None, f"colour of {word}", donor
        )

    def _by_word(self, read: ReadTask, view: TaskView, now: str, where: str) -> _Wanted | None:
        """The word, and with it the colour that the file gives that word; a colour of its own that nothing explains is said."""
        said = self._word_for(now, where)
        known = any(t.status == now and t.status_text for t in self._tasks)
        words = {fold(t.status_text) for t in self._tasks if t.status_text}
        if not known and words and words <= set(COLOUR_WORDS):
            self._leave(
                view,
                f"progress {WORDS[Progress(now)].word}",
                "the file says progress by names of colours, and has none for it",
            )
            return None
        if self._fill_at(where) is None and not any(self._fill_at(str(c["where"])) for c in self._status_cells(now)):
            return self._wants(view, "progress", where, read.status_text or "", said, said)
        donor = next((str(c["where"]) for c in self._status_cells(now, where)), None)
        if donor is None:
            self._leave(
                view, "colour of its progress", "no other task of the file has that word, so the cell keeps its colour"
            )
        return self._wants(view, "progress", where, read.status_text or "", said, said, donor)

    def _status_cells(self, now: str, like: str = "") -> list[dict[str, Any]]:
        """The cells that say a progress, those of the same column and sheet first."""
        found = [c for t in self._tasks if t.status == now and (c := self._cell(t, "status")) is not None]
        m = PLACE.match(like)
        return sorted(
            found,
            key=lambda c: (
                not (
                    m
                    and (o := PLACE.match(str(c["where"])))
                    and o.group("sheet", "column") == m.group("sheet", "column")
                )
            ),
        )

    def _fill_at(self, where: str) -> str | None:
        m = PLACE.match(where)
        sheet = self._sheets.get(m["sheet"]) if m else None
        return sheet.cell(int(m["row"]) - 1, column_number(m["column"])).fill if m and sheet else None

    def _how(self, read: ReadTask) -> str:
        """How the file says progress: as the task's own sheet does for others, else as most of the file."""
        sheet = read.where.rpartition("!")[0]
        for tasks in ([t for t in self._tasks if t.where.rpartition("!")[0] == sheet], self._tasks):
            used = Counter(t.status_from for t in tasks if t.status_from)
            if used:
                return used.most_common(1)[0][0]
        return "word"

    def _word_for(self, now: str, where: str) -> str:
        """The file's own word for it: the sheet's most used, else the file's, else ours."""
        sheet = where.rpartition("!")[0]
        for tasks in ([t for t in self._tasks if t.where.rpartition("!")[0] == sheet], self._tasks):
            used = Counter(
                t.status_text for t in tasks if t.status == now and t.status_from == "word" and t.status_text
            )
            if used:
                return used.most_common(1)[0][0]
        return WORDS[Progress(now)].word.capitalize()

    def _colour_for(self, now: str) -> str | None:
        for task in self._tasks:
            cell = self._cell(task, "status")
            if task.status == now and task.status_from == "fill" and cell is not None and cell.get("fill"):
                return str(cell["where"])
        return None

    # -- date

    def _due(self, read: ReadTask, view: TaskView) -> _Wanted | None:
        task = view.task
        if task.due is None or (
            read.due.made is not None
            and (read.due.made.due, read.due.made.precision) == (task.due, task.due_precision or "day")
        ):
            return None
        where = self._place(read, "due")
        if where is None:
            self._leave(view, "due date", "the file has no cell for it")
            return None
        cell = self._cell(read, "due") or {}
        shape = str(cell.get("format") or "") or ("" if cell else self._shape_of_column(where))
        before = str(cell.get("text") or "")
        after = view.due_words()
        if (task.due_precision or "day") != "day":
            return self._wants(view, "due date", where, before, after, after)
        if shape:  # a real date stays one; where the column shows months only, the cell shows its day
            made = self._wants(view, "due date", where, before, task.due, dates.short(task.due))
            shows_day = "d" in re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", shape.lower())
            return (
                made
                if shows_day and cell
                else replace(made, change=replace(made.change, number_format=shape if shows_day else "dd/mm/yyyy"))
            )
        text = day_like(before, task.due, self._month_first(where))
        return self._wants(view, "due date", where, before, text, text)

    def _shape_of_column(self, where: str) -> str:
        """How the real dates of a column are shown; blank where it has none."""
        m = PLACE.match(where)
        for task in self._tasks:
            cell = self._cell(task, "due")
            at = PLACE.match(str(cell["where"])) if cell is not None and cell.get("format") else None
            if m and at and at.group("sheet", "column") == m.group("sheet", "column"):
                return str(cell["format"])  # type: ignore[index]  # there is one where its place was found
        return ""

    def _month_first(self, where: str) -> bool:
        """Whether the days of the column are written month first, as those say that can only be read so."""
        here = PLACE.match(where)
        for task in self._tasks:
            cell = self._cell(task, "due")
            at = PLACE.match(str(cell["where"])) if cell is not None else None
            m = WRITTEN_DAY.match(str(cell["text"]).strip()) if cell is not None else None
            if here and at and m and at.group("sheet", "column") == here.group("sheet", "column") and int(m[3]) > 12:
                return True
        return False

    # -- notes

    def _notes(self, read: ReadTask, view: TaskView) -> _Wanted | None:
        have = fold(" ".join([read.evidence or "", *(n.text for n in read.notes)]))
        new = [n for n in view.standing_notes() if n.origin != "import" and fold(n.text) not in have]
        if not new:
            return None
        where = self._place(read, "evidence")
        if where is None:
            self._leave(view, f"{len(new)} note{'s' if len(new) > 1 else ''}", "the file has no cell for them")
            return None
        lines = [f"{n.date.strftime('%d/%m/%Y')}: {n.text}" if n.date else n.text for n in new]
        before = read.evidence or ""
        parts = [*lines[::-1], before] if newest_first(read) else [before, *lines]
        text = "\n".join(p for p in parts if p)
        if len(text) > _LONGEST_CELL:
            self._leave(view, "notes", f"its cell would hold {len(text):,} letters, more than a cell can")
            return None
        return self._wants(view, "notes", where, before, text, "; ".join(lines))


def prepared(session: Session, source: Path) -> IntoTheirs:
    """The copy's bytes and its account; nothing is written. Raises FileError for a file that is no .xlsx, RefusedError when nothing fits."""
    reading = read_in(session, source)
    proposal = reading.proposal
    data = source.read_bytes()
    pairs = paired_with(session, proposal)
    if not pairs:
        raise RefusedError(
            f"{source.name} holds none of the plan's tasks; import it first, or name the workbook the plan came from."
        )
    filler = _Filler(session, proposal, pairs, reading.book)
    wanted = filler.wanted()
    filler.left += without_a_row(session, [uid for _, uid in pairs], source.name)
    sealed = holds_formula(
        data, [(w.change.sheet, w.change.place) for w in wanted if w.change.value is not None], source.name
    )
    made = IntoTheirs(left=filler.left)
    for w in wanted:
        if (w.change.sheet, w.change.place) in sealed:
            made.left.append(f"{w.told.ref} {w.told.field}: {w.told.where} holds a formula, which is not written over")
        else:
            made.written.append(w.told)
    made.content = write(
        data, [w.change for w in wanted if (w.change.sheet, w.change.place) not in sealed], source.name
    )
    return made


def write_copy(
    session: Session, source: Path, target: Path, *, replace: bool = False, given_to: str | None = None
) -> IntoTheirs:
    """Write the copy and note that it left. Raises FileError when the target is the workbook itself, or is there already."""
    from tui_tracker import files
    from tui_tracker.actions.send_out.style import Made, Style
    from tui_tracker.paths import refuse_own

    if target.resolve() == source.resolve():
        raise FileError(f"{target} is the workbook itself, which is never written; name another file.")
    refuse_own(session.places, target)
    files.refuse_existing(target, replace=replace)
    made = prepared(session, source)
    made.left += still_other(session, source.name, made.content)
    files.write_whole(target, made.content, replace=replace)
    ExportActions(session).record_sent(
        target.name, Made("", None, None), f"into {source.name}", Style(internal=True), given_to
    )
    return made
