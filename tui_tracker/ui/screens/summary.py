"""Summary: how much is really done, pillar by pillar, and what waits for someone. Every number opens its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from tui_tracker.domain.figures import Counts
from tui_tracker.domain.inspection import PILLARS
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Action
from tui_tracker.domain.steps import STEPS
from tui_tracker.domain.text import first_line
from tui_tracker.domain.views import PillarView, SummaryView
from tui_tracker.frozen import dataclass
from tui_tracker.ui import chrome, for_a_room
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import bring_in, keep, plans
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.commands.when import has_plan
from tui_tracker.ui.desk import Host
from tui_tracker.ui.for_a_room import FIGURE_NAMES, FIGURE_QUERIES, FIGURE_STYLES
from tui_tracker.ui.letters import large, width_of
from tui_tracker.ui.lines import Builder, Line, Row, beside, crop, fit, number, pad, ref, widest
from tui_tracker.ui.palette import fill
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

# Cells of the headline: as wide as their names and a number of four digits.
_CELLS = (11, 19, 11, 11, 11, 13)
_SHORT_HEIGHT = 26
_LEAST_NAME = 8
_SHORT = {Progress.BEHIND_TARGET: "behind"}


@dataclass(frozen=True)
class _Columns:
    """How wide the columns of the pillar table are: as wide as their totals need."""

    areas: int
    tasks: int
    progress: dict[Progress, int]
    late: int

    @classmethod
    def of(cls, total: Counts, width: int) -> _Columns:
        """For a width: where all do not fit, the last words of progress are left out, and never a part of a figure."""
        wide = width >= 100
        progress = {p: widest([total.of(p)], 5 if wide else 4) for p in Progress}
        areas, tasks = widest([total.areas], 6) if wide else 0, widest([total.tasks], 6)
        late = widest([total.overdue], 6 if wide else 5)
        while len(progress) > 1 and areas + tasks + late + sum(progress.values()) > width - _LEAST_NAME - 6:
            progress.popitem()
        return cls(areas, tasks, progress, late)

    @property
    def total(self) -> int:
        return self.areas + self.tasks + sum(self.progress.values()) + self.late


@dataclass(frozen=True)
class _Bars:
    """One scale for all bars of the table: the most tasks that a pillar has, and the cells there are for it."""

    most: int
    room: int


class SummaryScreen(TrackerScreen):
    """The first screen; without a plan it says how to begin."""

    name_ = "summary"
    tab = "summary"
    own_commands = ("open", "view.explain", "find.go-to", "plan.snapshot", "plan.import", "plan.export")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._view: SummaryView | None = None
        self._asked = False

    def place_name(self) -> str:
        return "Summary"

    def ask_filter(self) -> None:
        """There is nothing to narrow here: the register is where tasks are looked for."""
        self.go("register")
        self.host.screen_for("register").ask_filter(come_for_it=True)

    @own("summary.find", "find.filter", "find tasks", "what matches, in the register", where="summary", works=has_plan)
    def find_tasks(self) -> None:
        self.ask_filter()

    def hint(self) -> str:
        if self._view is None or not self._view.plans:
            return ""
        behind = self._view.total.behind_target
        return (
            f"{behind:,} behind target, {self._view.total.overdue:,} past date. ⟦open⟧ opens a number, ⟦view.explain⟧ explains, ⟦view.plan⟧ one plan."
            + (
                ""
                if self.size.width >= chrome.TABS_FROM
                else "  " + "  ".join(f"{key} {label}" for key, _, label in chrome.TABS)
            )
        )

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if not self.host.user_settings.me and not self._asked and self.tracker.may_write and not self.tracker.me:
            self._asked = True
            self.call_after_refresh(partial(keep.who_i_am, self))

    def standing(self) -> int:
        """As the roll-up has it, which was counted already."""
        return self._view.total.tasks if self._view is not None else super().standing()

    def build(self, width: int, height: int) -> Page:
        view = self.host.roll_up()
        self._view = view
        if not view.plans:
            return Page(body=Rows(self._welcome()))
        if self.host.projecting:
            return Page(body=Rows(for_a_room.rows(view, width, height, self.host.signs)))
        rows = [*self._headline(view, width), Row([]), *self._table(view, width)]
        if height <= _SHORT_HEIGHT:  # what waits comes into view
            rows = rows[1:]
        rows += [Row([]), *self._below(view, width)]
        return Page(body=Rows(rows))

    # -- the start

    def _welcome(self) -> list[Row]:
        indent = "                "
        lines = [
            ("No plan here yet", "foreground bold"), ("", ""),
            ("Bring in the workbook you have. It is read, never changed,", "muted"), ("and you see everything before anything is kept.", "muted"), ("", ""),
        ]  # fmt: skip
        rows = [Row([]), Row([]), *(Row([(indent + text, style)]) for text, style in lines)]
        for key, words, target in (
            ("i", "import a workbook or a CSV", partial(bring_in.plan_import, self)),
            ("n", "start with an empty plan", partial(plans.plan_new, self)),
            ("q", "start from the inspection's questions", partial(plans.questions, self)),
            ("", "an invented service: close, start again with the word demo", None),
        ):
            made = Builder().add(f"{indent}{key:>3}   ", "accent").add(words, "foreground", door=target)
            rows.append(made.row())
        rows += [Row([]), Row([(f"{indent}keeps to {first_line(str(self.tracker.path), 60)}", "faint")])]
        return rows

    # -- the nested figures

    def _headline(self, view: SummaryView, width: int) -> list[Row]:
        steps = view.figures.steps()
        numbers = [*steps, view.total.overdue]
        if width < 4 + sum(_CELLS):
            return self._headline_in_lines(numbers)
        spare = max(0, min(8, (width - 4 - sum(_CELLS)) // 6))
        cells = [c + spare for c in _CELLS]
        pictures = [
            large(str(n), self.host.signs) if width_of(str(n), 0) < cell else ["", number(n), ""]
            for n, cell in zip(numbers, cells, strict=True)
        ]
        rows = [Row([])]
        for i in range(3):
            made = Builder().add("   ")
            for picture, style, cell in zip(pictures, FIGURE_STYLES, cells, strict=True):
                made.add(pad(picture[i], cell), style)
            rows.append(made.row())
        made = Builder().add("   ")
        for name, query, cell in zip(FIGURE_NAMES, FIGURE_QUERIES, cells, strict=True):
            made.add(pad(name, cell), "muted", door=Place("register", query=query))
        rows.append(made.row(key="figures"))
        rows.append(self._short(steps, cells))
        outside = view.figures
        if outside.outside_qa or outside.outside_sampled:
            made = Builder().add("   beside it, not reported complete: ", "faint")
            made.add(f"{outside.outside_qa} QA'd", "muted", door=Place("register", query="is:qa-outside")).add(
                "  ", "faint"
            )
            made.add(f"{outside.outside_sampled} sampled", "muted", door=Place("register", query="is:sampled-outside"))
            rows.append(made.row(key="outside"))
        return rows

    @staticmethod
    def _headline_in_lines(numbers: Sequence[int]) -> list[Row]:
        """The figures one below the other, where there is no room beside each other."""
        room = widest(numbers, 6)
        rows = [Row([])]
        for n, name, style, query in zip(numbers, FIGURE_NAMES, FIGURE_STYLES, FIGURE_QUERIES, strict=True):
            made = Builder().add(number(n, room) + "  ", style)
            rows.append(made.add(name, "muted", door=Place("register", query=query)).row(key=f"figure {name}"))
        return rows

    @staticmethod
    def _short(steps: Sequence[int], cells: Sequence[int]) -> Row:
        """Under each step, how many stopped before it; enter lists them, each with its reason."""
        made = Builder().add("   " + pad("", cells[0]), "faint")
        for step, (one, other), cell in zip(STEPS, pairwise(steps), cells[1:], strict=False):
            if one > other:
                made.add(pad(f"-{one - other:,}: why", cell), "faint", door=Place("steps", step))
            else:
                made.add(pad("", cell), "faint")
        return made.row(key="short")

    # -- the pillar table

    def _table(self, view: SummaryView, width: int) -> list[Row]:
        wide = width >= 100
        columns = _Columns.of(view.total, width)
        name_width = max(_LEAST_NAME, min(17 if not wide else 30, width - 6 - columns.total))
        signs = self.host.signs
        made = Builder().add("  " + pad("Pillar", name_width + 3), "muted")
        if wide:
            made.add(pad("areas", columns.areas, right=True), "muted")
        made.add(pad("tasks", columns.tasks, right=True), "muted")
        for p, room in columns.progress.items():
            made.add(pad(signs.progress[p.value], room, right=True), p.value)
        made.add(pad("late", columns.late, right=True), "pastdate")
        rows = [made.row()]
        bars = _Bars(
            max((v.counts.tasks for v in view.pillars), default=1), max(0, width - 10 - name_width - columns.total)
        )
        several = len(view.plans) > 1
        for plan in view.plans:
            if several:
                rows.append(Row([("  " + plan.plan.name, "muted")]))
            for v in view.pillars:
                if v.plan.uid == plan.plan.uid:
                    rows.append(self._pillar(v, name_width, columns, bars))
        rows.append(self._counts("", "All", view.total, name_width, columns, bars, "", key="all"))
        key: Line = [("  ", "faint")]
        for p in Progress:
            key += [(signs.progress[p.value], p.value), (f" {_SHORT.get(p, WORDS[p].word)} ", "faint")]
        rows.append(Row(crop(key, width)))
        return rows + self._grades(view, width)

    def _grades(self, view: SummaryView, width: int) -> list[Row]:
        """The inspectorate's grades of the pillars, and with room the time before; how many questions have each where pillars have none."""
        mine = [g for g in view.grades if g.subject in PILLARS]
        if not view.grades:
            return []
        said = ", ".join(f"{g.subject} {g.grade}" for g in mine)
        longer = ", ".join(f"{g.subject} {g.grade}" + (f" (was {g.before})" if g.before else "") for g in mine)
        if not mine:
            found = Counter(g.grade for g in view.grades)
            said = longer = ", ".join(f"{n} {grade}" for grade, n in found.most_common())
        text = longer if len(longer) <= width - 12 else said
        made = (
            Builder()
            .add("  Graded  ", "muted")
            .add(fit(text, min(len(text), width - 12)), "foreground", door=partial(plans.grades, self))
        )
        return [made.row(key="grades")]

    def _pillar(self, v: PillarView, name_width: int, columns: _Columns, bars: _Bars) -> Row:
        scope = f'plan:"{v.plan.name}"' + (f' pillar="{v.name}"' if v.name else ' pillar=""')
        name = v.name or "No pillar"
        return self._counts(
            v.colour.letter, name, v.counts, name_width, columns, bars, scope, key=f"{v.plan.uid}/{v.name}"
        )

    def _counts(
        self,
        letter: str,
        name: str,
        counts: Counts,
        name_width: int,
        columns: _Columns,
        bars: _Bars,
        scope: str,
        *,
        key: str,
    ) -> Row:
        made = Builder().add("  ")
        made.add(pad(letter, 2), f"{letter} bold" if letter in "GARB" else "muted")
        made.add(pad(first_line(name, name_width), name_width + 1), "foreground", door=Place("register", query=scope))
        if columns.areas:
            made.add(number(counts.areas, columns.areas), "muted")
        self._number(made, counts.tasks, columns.tasks, "foreground", scope)
        for p, room in columns.progress.items():
            self._number(made, counts.of(p), room, p.value, f"{scope} progress:{p.value}".strip())
        self._number(made, counts.overdue, columns.late, "pastdate", f"{scope} is:overdue".strip())
        if scope:
            made.add("   ")
            for text, style in self._bar(counts, bars):
                made.add(text, style)
        return made.row(key=key)

    def _number(self, made: Builder, count: int, width: int, style: str, query: str) -> None:
        if count:
            made.add(number(count, width), style, door=Place("register", query=query))
        else:
            made.add(pad(self.host.signs.dot, width, right=True), "faint")

    def _bar(self, counts: Counts, bars: _Bars) -> list[tuple[str, str]]:
        """One cell a task while the longest fits; else one cell for several, the same for every pillar, and one at least for what is there."""
        signs = self.host.signs
        cells = {Progress.COMPLETE: signs.full, Progress.ON_TARGET: signs.low}
        room = bars.room
        unit = max(1.0, bars.most / room) if room else 1.0
        spans = []
        for p in Progress:
            n = counts.of(p)
            if n and room:
                length = min(room, max(1, round(n / unit)))
                room -= length
                style = fill(p.value) if p in (Progress.COMPLETE, Progress.ON_TARGET) else p.value
                spans.append((cells.get(p, signs.progress[p.value]) * length, style))
        return spans

    # -- what waits, what is due

    def _below(self, view: SummaryView, width: int) -> list[Row]:
        half = max(38, (width - 2) // 2)
        rows = beside(self._waiting(view, half), self._due_soon(view, half), half)
        differing = [s for s in view.stated if s.worked_out is not None and s.worked_out != s.stated]
        if differing:
            said = sum(int(s.stated) for s in view.stated if s.what == "complete" and s.stated.isdigit())
            told = f"  The file states {said} complete; {len(differing)} of its figures are not borne out by its rows."
            rows += [Row([]), Row([(told, "muted")])]
        return rows

    def _waiting(self, view: SummaryView, half: int) -> list[Row]:
        rows = [Row([("  Waits for someone", "foreground bold")])]
        count_width = widest((w.count for w in view.waits), 4)
        for w in view.waits:
            made = Builder().add("  ")
            made.add(number(w.count, count_width), "foreground", door=Place("register", query=w.query))
            rows.append(made.add("  " + fit(w.what, half - 5 - count_width), "muted").row(key=f"wait-{w.query}"))
        # Most files have no action, and what acts on them is not loaded for the first frame.
        some = self.read.all(Action, closed_on=None, limit=1)
        late = len(self.tracker.action_log.overdue(self.host.plan_uid)) if some else 0
        if late:
            made = Builder().add("  ").add(pad(str(late), 4, right=True), "pastdate", door=Place("actions"))
            rows.append(
                made.add(
                    "  " + fit("action past its day" if late == 1 else "actions past their day", half - 9), "muted"
                ).row(key="wait-actions")
            )
        return rows if len(rows) > 1 else [*rows, Row([("     nothing", "faint")])]

    def _due_soon(self, view: SummaryView, half: int) -> list[Row]:
        rows = [Row([("Due in 30 days", "foreground bold")])]
        ref_width = min(16, max([9, *(len(r.ref) for r in view.due_soon)]))
        for r in view.due_soon:
            made = Builder().add(ref(r.ref, ref_width) + " ", "foreground", door=Place("task", r.uid))
            made.add(fit(r.title or r.area_title, max(8, half - 13 - ref_width)) + " ", "muted")
            rows.append(made.add(pad(r.due_words(), 10, right=True), "on_target").row(key=f"due-{r.uid}"))
        return rows if len(rows) > 1 else [*rows, Row([("nothing", "faint")])]

    def explain(self) -> None:
        from tui_tracker.actions.send_out import explain

        row, target = self.canvas.current(), self.canvas.target()
        if row is None or self._view is None:
            return
        on_name = self.canvas.door == 0
        for v in self._view.pillars:
            if row.key == f"{v.plan.uid}/{v.name}" and on_name:
                self.say(explain.colour(self.read, v.name or "No pillar", v.colour, f'pillar="{v.name}"', v.plan.uid))
                return
        if isinstance(target, Place) and target.screen == "register":
            steps = "Each of the large figures is a part of the one before. " if row.key == "figures" else ""
            self.say(steps + explain.count(self.read, target.query, self.host.plan_uid))
            return
        self.say(
            "tasks › reported complete › QA'd › sampled › assured: each is a part of the one before; ⟦open⟧ shows its tasks."
        )

    def on_key(self, event) -> None:  # type: ignore[no-untyped-def]  # as in the base
        if self._view is not None and not self._view.plans and event.character in ("n", "q") and not self.asked.is_up:
            event.stop()
            plans.plan_new(self) if event.character == "n" else plans.questions(self)
            return
        super().on_key(event)


SCREEN = SummaryScreen
