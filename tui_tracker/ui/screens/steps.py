"""Who stopped before a step of the nested figures, each with its reason; enter opens the task."""

from __future__ import annotations

from functools import partial

from tui_tracker.domain.steps import STEP_HEADINGS, STEPS, short_of
from tui_tracker.ui.canvas import Page
from tui_tracker.ui.columns import ANY, Cell, Column, Columns, held, rows
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Row, counted, ends
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_CHUNK = 200


class ShortRows:
    """The tasks that stopped, read a stretch at a time as they come into view."""

    def __init__(self, screen: TrackerScreen, step: str, uids: list[str]) -> None:
        self._screen, self._step, self.uids = screen, step, uids
        self._known: dict[int, dict[str, tuple[str, str, str]]] = {}
        self._layouts: dict[tuple[int, int], Columns] = {}
        self._formulas = screen.read.formulas()

    @property
    def count(self) -> int:
        return len(self.uids)

    def stands(self, index: int) -> bool:
        return True

    def find(self, key: str) -> int | None:
        return self.uids.index(key) if key in self.uids else None

    def row(self, index: int, width: int) -> Row:
        uid = self.uids[index]
        known = self._stretch(index // _CHUNK)
        ref, title, reason = known.get(uid, ("", "", ""))
        layout = self._layout(index // _CHUNK, width)
        mark = f"{self._screen.host.signs.bullet} " if uid in self._screen.host.marked else "  "
        cells = [
            Cell(ref, "foreground bold", Place("task", uid)),
            Cell(self._formulas.telling(title), "muted"),
            Cell(reason, "changed"),
        ]
        return rows(layout, [(uid, cells)], margin=mark)[0]

    def _layout(self, number: int, width: int) -> Columns:
        """The columns of a stretch; worked out once for a width."""
        if (number, width) not in self._layouts:
            known = self._stretch(number).values()
            shown = [
                held("task", (k[0] for k in known), 8, turn=1, is_ref=True),
                Column("title", 14, ((3, 60), (5, ANY))),
                held("why it stopped", (k[2] for k in known), 20, 120, turn=2),
            ]
            self._layouts[number, width] = Columns(shown, width)
        return self._layouts[number, width]

    def _stretch(self, number: int) -> dict[str, tuple[str, str, str]]:
        if number not in self._known:
            read = self._screen.read
            views = read.task_views(self.uids[number * _CHUNK : (number + 1) * _CHUNK])
            self._known[number] = {s.uid: (s.ref, s.title, s.reason) for s in short_of(views, self._step, read.today)}
        return self._known[number]


class StepsScreen(TrackerScreen):
    """``subject`` is the step; tab goes to the next one."""

    name_ = "steps"
    of_plans = True
    tab = "summary"
    peeks = True
    own_commands = ("open", "view.next", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._rows: ShortRows | None = None

    def place_name(self) -> str:
        return STEP_HEADINGS.get(self.here.subject, "")

    def selected(self) -> tuple[str, str] | None:
        row = self.canvas.current()
        return ("task", row.key) if row is not None and row.key else None

    def build(self, width: int, height: int) -> Page:
        step = self.here.subject
        self._rows = ShortRows(self, step, self.read.short_of(step, self.host.plan_uid))
        tabs = Builder().add("  ")
        for name in STEPS:
            shown = partial(self.host.go_instead, Place("steps", name))
            tabs.add(STEP_HEADINGS[name], "accent bold underline" if name == step else "muted", door=shown).add("   ")
        count = f"{counted(self._rows.count, 'task')}  "
        head = tabs.row() if width >= 110 else Row([(f"  {STEP_HEADINGS[step]}, each with its reason", "accent bold")])
        return Page(head=[Row(ends(head.line, count, width, "muted"), head.doors), []], body=self._rows)

    def shown_tasks(self) -> list[str]:
        return self.in_view(self._rows.uids) if self._rows is not None else []

    def hint(self) -> str:
        return "" if self._rows is None or self._rows.count else "None stopped here. ⟦view.next⟧ shows the next step."

    def next_list(self) -> None:
        self.host.go_instead(Place("steps", STEPS[(STEPS.index(self.here.subject) + 1) % len(STEPS)]))


SCREEN = StepsScreen
