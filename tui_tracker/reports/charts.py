"""The charts of a paper, from the same records as its tables: progress over time, due by month, areas by colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.columns import CHART_HEADS
from tui_tracker.domain.document import Block, Chart, Heading, Para, Series
from tui_tracker.domain.views import AreaRow, DueMonth, Point

_MOST_POINTS = 18
_MOST_MONTHS = 18


def blocks(
    points: Sequence[Point], months: Sequence[DueMonth], areas: Sequence[AreaRow], as_at: date
) -> Iterator[Block]:
    """What there is to draw, under one heading; nothing where there is nothing."""
    made = [c for c in (over_time(points), by_month(months), by_colour(areas, as_at)) if c is not None]
    if made:
        yield Heading(2, "The plan in pictures")
        yield Para(
            "The pictures are drawn from the same records as the tables; what each shows is also said in its alternative text."
        )
        yield from made


def over_time(points: Sequence[Point]) -> Chart | None:
    """How many tasks stood, were complete and were due, at the end of each month and on the last day; None for a single day."""
    last: dict[str, Point] = {f"{p.day:%Y-%m}": p for p in points}
    shown = list(last.values())[-_MOST_POINTS:]
    if len(shown) < 2:
        return None
    first, now = shown[0], shown[-1]
    each = "; ".join(f"{dates.short(p.day)} {p.complete} of {p.tasks}" for p in shown)
    return Chart(
        "lines", "Progress over time", CHART_HEADS["time"], tuple(dates.short(p.day) for p in shown),
        (
            Series("Reported complete", tuple(p.complete for p in shown)), Series("Due by then", tuple(p.due for p in shown)),
            Series("Tasks in the plan", tuple(p.tasks for p in shown)),
        ),
        f"Line chart. Reported complete went from {first.complete} of {first.tasks} tasks on {dates.long(first.day)} to {now.complete} of {now.tasks} on {dates.long(now.day)}; {now.due} are due by then. Reported complete in each month: {each}.",
    )  # fmt: skip


def by_month(months: Sequence[DueMonth]) -> Chart | None:
    """Tasks by the month they are due in; what lies before and behind the months shown is named so."""
    dated = [m for m in months if m.month]
    if not dated:
        return None
    early, shown = dated[:-_MOST_MONTHS], dated[-_MOST_MONTHS:]
    names = [dates.short(date.fromisoformat(f"{m.month}-01"), "month") for m in shown]
    cells = [(m.complete, m.tasks - m.complete - m.late, m.late) for m in shown]
    if early:
        names.insert(0, f"before {names[0]}")
        whole, done, late = (sum(getattr(m, f) for m in early) for f in ("tasks", "complete", "late"))
        cells.insert(0, (done, whole - done - late, late))
    if undated := [m for m in months if not m.month]:
        names.append("no date")
        cells.append((undated[0].complete, undated[0].tasks - undated[0].complete - undated[0].late, undated[0].late))
    if len(cells) < 2:
        return None
    late = sum(c[2] for c in cells)
    each = "; ".join(
        f"{name}: {done} complete, {open_} open, {past} past"
        for name, (done, open_, past) in zip(names, cells, strict=True)
    )
    return Chart(
        "columns", "Tasks by the month they are due in", CHART_HEADS["month"], tuple(names),
        tuple(Series(name, tuple(c[i] for c in cells)) for i, name in enumerate(("Complete", "Open", "Open and past date"))),
        f"Column chart of {sum(map(sum, cells))} tasks in {len(cells)} columns: {sum(c[0] for c in cells)} complete, {sum(c[1] for c in cells)} open, {late} open and past their date. {each}.",
    )  # fmt: skip


def by_colour(areas: Sequence[AreaRow], as_at: date) -> Chart | None:
    """How many areas have each colour, in the order in which the first of each stands."""
    counted = Counter(f"{a.colour.letter} {a.colour.word}" for a in areas)
    if len(counted) < 2:
        return None
    names = sorted(counted, key=lambda name: (name[:1] not in "RAG", "RAG".find(name[:1]), name))
    said = ", ".join(f"{counted[n]} {n.partition(' ')[2]}" for n in names)
    return Chart("bars", "Areas by colour", CHART_HEADS["colour"], tuple(names), (Series("Areas", tuple(counted[n] for n in names)),), f"Bar chart as at {dates.long(as_at)}: {said}.")  # fmt: skip
