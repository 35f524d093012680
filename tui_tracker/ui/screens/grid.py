"""The file's own cells, with what each row and column was read as: wrong headings, roles and tables are set right by one key each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from tui_tracker.actions.bring_in.import_session import Reading
from tui_tracker.actions.bring_in.read_cells import Sheet
from tui_tracker.errors import UsageError
from tui_tracker.ui import grid_view
from tui_tracker.ui.canvas import Page
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own
from tui_tracker.ui.desk import Host
from tui_tracker.ui.grid_view import GridCell
from tui_tracker.ui.lines import Line, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

if TYPE_CHECKING:
    from tui_tracker.ui.screens.importing import ImportingScreen

_SIDE, _WITH_SIDE = 44, 118  # columns of the pane of sentences, and from which width it stands beside the grid


class GridScreen(TrackerScreen):
    """One sheet of the file that is being imported. What is said here is undone here, and nothing is written."""

    name_ = "grid"
    tab = "more"
    own_commands = ("grid.role", "grid.head", "grid.areas", "grid.take", "grid.leave", "grid.ways", "view.next", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._sheet_no = 0
        self._left = self._room = 0
        self._rows: grid_view.GridRows | None = None

    @property
    def importing(self) -> ImportingScreen:
        return cast("ImportingScreen", self.host.screen_for("importing"))

    @property
    def reading(self) -> Reading:
        found = self.importing.reading
        if found is None:
            raise UsageError("No file is being read; ⟦back⟧ goes back.")
        return found

    @property
    def _sheets(self) -> list[Sheet]:
        shown = [s for s in self.reading.book.sheets if s.rows and s.width]
        return [s for s in shown if not s.hidden] or shown

    @property
    def _sheet(self) -> Sheet:
        sheets = self._sheets
        if not sheets:
            raise UsageError("The file holds no cells; ⟦back⟧ goes back.")
        return sheets[min(self._sheet_no, len(sheets) - 1)]

    def arrive(self, place: Place) -> None:
        if place.subject != self.here.subject:
            self._sheet_no = self._left = 0
            self.canvas.door = 0
            place = Place(place.screen, place.subject, place.query, self._start())
        self.stale = True
        super().arrive(place)

    def _start(self) -> str:
        """Begin on the first sheet that is read as a plan, under its heading; else on the fullest."""
        if self.importing.reading is None or not self._sheets:
            return ""
        sheets = self._sheets
        read = [n for n, s in enumerate(sheets) if self.reading.heads_of(s.name)]
        full = max(range(len(sheets)), key=lambda n: sum(1 for _ in sheets[n].cells()), default=0)
        self._sheet_no = read[0] if read else full
        tasks = [
            r for r, kind in sorted(grid_view.kinds(self.reading, self._sheet).items()) if kind in ("area", "task")
        ]
        return str(tasks[0] if tasks else 0)

    # -- showing

    def place_name(self) -> str:
        if self.importing.reading is None:
            return "Import: cells"
        sheets = self._sheets
        where = f", {self._sheet.name} ({min(self._sheet_no, len(sheets) - 1) + 1} of {len(sheets)})" if sheets else ""
        return f"Cells of {Path(self.here.subject).name}{where}"

    def hint(self) -> str:
        if self.importing.reading is None:
            return ""
        return "Set right what was misread: ⟦grid.role⟧ this column, ⟦grid.head⟧ this row is the heading, ⟦grid.areas⟧ rows like it are areas, ⟦grid.ways⟧ another reading. ⟦back⟧ goes on."

    def build(self, width: int, height: int) -> Page:
        sheet = self._sheet
        side = _SIDE if width >= _WITH_SIDE else 0
        self._rows = grid_view.GridRows(self.reading, sheet, self._left)
        self._room = room = width - (side + 1 if side else 0)
        told = grid_view.sentences(self.reading, sheet.name, brief=not side)
        head: list[Line] = [[("  " + grid_view.state(self.reading, sheet), "foreground bold")]]
        if not side:
            head += [[("  " + said, "muted")] for said in told]
        head += grid_view.heads(self.reading, self._rows, sheet, max(0, self.canvas.cursor), room)
        return Page(head=head, body=self._rows, side=self._pane(told, side), side_width=side)

    def _pane(self, told: list[str], width: int) -> list[Line]:
        if not width:
            return []
        made: list[Line] = [[(" As they will be", "foreground bold")], []]
        for said in told or ["Nothing yet: say which row is the heading, and what its columns hold."]:
            made += [[(" " + line, "foreground")] for line in wrap(said, width - 2)] + [[]]
        for alarm in self.reading.proposal.alarms[:3]:
            made += [[(" ! " + line, "pastdate")] for line in wrap(alarm, width - 4)]
        return made

    def moved(self) -> None:
        """Another table may be under the cursor: the roles over the columns are its own."""
        if self._rows is None or self.importing.reading is None:
            return
        head = grid_view.heads(self.reading, self._rows, self._sheet, max(0, self.canvas.cursor), self._room)
        self.canvas.page.head = [*self.canvas.page.head[:-2], *head]
        self.canvas.refresh()

    # -- moving over columns

    @own("grid.right", "move.right", "right", "the column to the right", where="grid")
    def column_right(self) -> None:
        self._move_column(1)

    @own("grid.left", "move.left", "left", "the column to the left", where="grid")
    def column_left(self) -> None:
        self._move_column(-1)

    def _move_column(self, step: int) -> None:
        row = self.canvas.current()
        if self._rows is None or row is None or not row.doors:
            return
        shown = len(row.doors)
        goal = min(self.canvas.door, shown - 1) + step
        if 0 <= goal < shown:
            self.canvas.move_door(step)
        elif self._left + step >= 0 and self._left + shown + (step > 0) <= self._sheet.width:
            self._left += step
            self.reload()
            now = self.canvas.current()
            self.canvas.door = len(now.doors) - 1 if step > 0 and now is not None else 0
            self.canvas.refresh()

    def next_list(self) -> None:
        self._sheet_no = (self._sheet_no + 1) % max(1, len(self._sheets))
        self._left = 0
        self.canvas.cursor, self.canvas.top, self.canvas.door = 0, 0, 0
        self.reload()

    # -- saying what is what

    def _cell(self) -> GridCell:
        target = self.canvas.target()
        if not isinstance(target, GridCell):
            raise UsageError("The cursor stands on no cell.")
        return target

    @own(
        "grid.open",
        "open",
        "column",
        "what the column under the cursor holds",
        where="grid",
        works=lambda s: s._in_table(),
    )
    def open_row(self) -> None:
        self.another_role()

    @command(
        "grid.role",
        "space",
        "column",
        "what the column under the cursor holds",
        where="grid",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s._in_table(),
    )
    def another_role(self) -> None:
        cell = self._cell()
        if self.reading.column_at(cell.sheet, cell.row, cell.column) is None:
            raise UsageError(
                "This row is in no table that is read as a plan: stand on its heading and press ⟦grid.head⟧ first."
            )
        name = grid_view.column_name(self.reading, cell)
        choices = {key: words for key, (_, words) in grid_view.ROLE_KEYS.items()}
        self.choose(f"What does {name} hold?", choices, lambda key: self._set_role(cell, key))

    def _in_table(self) -> bool:
        """Whether the cell under the cursor stands in a table that is read as a plan."""
        cell = self._cell()
        return self.reading.column_at(cell.sheet, cell.row, cell.column) is not None

    def _named_row(self) -> bool:
        """Whether the row under the cursor may name an area."""
        cell = self._cell()
        return bool(self.reading.rows_like(cell.sheet, cell.row))

    def _set_role(self, cell: GridCell, key: str) -> None:
        column = self.reading.column_at(cell.sheet, cell.row, cell.column)
        role, words = grid_view.ROLE_KEYS[key]
        if column is not None:
            name = grid_view.column_name(self.reading, cell)
            self.importing.keep()
            self.reading.give(column, role)
            self._done(f"{name} holds: {words}.")

    @command(
        "grid.head", "H", "heading", "this row is the heading of its table", where="grid", group=THIS_SCREEN, shown=True
    )
    def heading_here(self) -> None:
        cell = self._cell()
        self.importing.keep()
        self.reading.head_here(cell.sheet, cell.row)
        self._done(f"Row {cell.row + 1} is the heading.")

    @command(
        "grid.take",
        "+",
        "take",
        "this row heads one more table that is a plan",
        where="grid",
        group=THIS_SCREEN,
        shown=True,
    )
    def take_table(self) -> None:
        cell = self._cell()
        self.importing.keep()
        self.reading.table_here(cell.sheet, cell.row)
        self._done(f"Row {cell.row + 1} heads a table that is a plan.")

    @command(
        "grid.leave",
        "-",
        "leave",
        "the table under the cursor is no plan",
        where="grid",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s._in_table(),
    )
    def leave_table(self) -> None:
        cell = self._cell()
        self.importing.keep()
        if not self.reading.leave_table(cell.sheet, cell.row):
            raise UsageError("This row is in no table that is read as a plan; there is none to leave.")
        self._done("The table is left out.")

    @command(
        "grid.areas",
        "B",
        "areas",
        "rows like this one name an area each; again: they do not",
        where="grid",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s._named_row(),
    )
    def areas_like_this(self) -> None:
        cell = self._cell()
        self.importing.keep()
        count = self.reading.areas_like(cell.sheet, cell.row)
        if not count:
            raise UsageError("This row is blank or a heading; stand on one that names an area.")
        on = cell.row in self.reading.bands.get(cell.sheet, frozenset())
        rows = "1 row like this one names an area" if count == 1 else f"{count} rows like this one name an area each"
        self._done(f"{rows}." if on else "These rows are read as they were before.")

    @command(
        "grid.ways",
        "w",
        "readings",
        "the whole readings of this sheet that differ, a key each",
        where="grid",
        group=THIS_SCREEN,
        shown=True,
    )
    def choose_way(self) -> None:
        sheet = self._sheet.name
        ways = self.reading.ways_of(sheet)[:4]
        if not ways:
            raise UsageError(
                "No other reading of this sheet finds anything: ⟦grid.head⟧ says which row is the heading."
            )
        choices = {
            str(n): f"{way.areas} areas, {way.tasks} tasks{' (this one)' if way.holds else ''}: {way.columns[:90]}"
            for n, way in enumerate(ways, 1)
        }
        self.choose("Which reading is right?", choices, lambda key: self._take_way(int(key)))

    def _take_way(self, number: int) -> None:
        sheet = self._sheet.name
        ways = self.reading.ways_of(sheet)
        if number > len(ways):
            raise UsageError(f"There are only {len(ways)} readings of this sheet.")
        self.importing.keep()
        way = ways[number - 1]
        self.reading.take_way(sheet, way.name)
        self._done(f"Reading {number}: {way.areas} areas, {way.tasks} tasks.")

    @command(
        "grid.way-1", "1", "best reading", "the reading of this sheet that looks best", where="grid", group=THIS_SCREEN
    )
    def way_1(self) -> None:
        self._take_way(1)

    @command(
        "grid.way-2", "2", "second reading", "the next best reading of this sheet", where="grid", group=THIS_SCREEN
    )
    def way_2(self) -> None:
        self._take_way(2)

    @command("grid.way-3", "3", "third reading", "the one after", where="grid", group=THIS_SCREEN)
    def way_3(self) -> None:
        self._take_way(3)

    @command("grid.way-4", "4", "fourth reading", "and the one after that", where="grid", group=THIS_SCREEN)
    def way_4(self) -> None:
        self._take_way(4)

    @own("grid.undo", "edit.undo", "take back", "take the last answer back", where="grid")
    def undo_answer(self) -> None:
        self.importing.take_back()
        self.reload()
        self.say("The last answer is taken back.")

    def _done(self, sentence: str) -> None:
        """What was said holds at once: the grid shows it, and the figures say what it did."""
        self.importing.was_settled()
        row = self.canvas.cursor
        self.reload()
        self.canvas.cursor = row
        self.say(f"{sentence} {grid_view.state(self.reading, self._sheet).capitalize()}. ⟦edit.undo⟧ takes it back.")


SCREEN = GridScreen
