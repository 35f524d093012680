"""The register as it stands in papers: an area with its tasks in a table, recommendations together in one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tui_tracker.domain.document import Block, Cell, Column, Heading, Para, Table
from tui_tracker.domain.views import AreaRow, TaskView, target_words
from tui_tracker.reports import common

COLUMNS = (
    Column("Task", width=1.4), Column("What", width=4), Column("Owner", width=2), Column("Due", width=1.6), Column("Progress", width=1.5),
    Column("QA", width=1.6), Column("Sampling", width=1.6),
)  # fmt: skip
_LIST_COLUMNS = (Column("Ref", width=1.4), Column("Recommendation", width=6), *COLUMNS[2:])


def is_list(tasks: Sequence[TaskView]) -> bool:
    """Whether an area is a recommendation that is its own action: it has a row, not a table."""
    return len(tasks) == 1 and tasks[0].task.title is None


def row(view: TaskView, first: str, what: str) -> list[Cell]:
    """A task's row: reference, what, owner, due, progress, QA, sampling."""
    owner = view.task.assigned_to or (view.area.owner if view.task.title is None else None) or "not stated"
    return [
        first,
        what if not view.steps else f"{what}\n{common.steps(view)}",
        owner,
        common.due(view),
        common.progress(view),
        common.signed(view, "qa"),
        common.signed(view, "sampling"),
    ]


def table(tasks: Sequence[TaskView]) -> Table:
    """The tasks of one area."""
    return Table(COLUMNS, [row(t, t.row.ref, t.task.title or "(the recommendation itself)") for t in tasks])


def blocks(
    areas: Sequence[AreaRow],
    tasks_of: Callable[[AreaRow], Sequence[TaskView]],
    *,
    evidence: bool,
    stands: Callable[[AreaRow], str] = lambda _: "",
) -> Iterator[Block]:
    """Every area in order, with the evidence behind it where that is asked for; ``stands`` says more of one, or nothing."""
    together: list[tuple[AreaRow, TaskView]] = []
    for area in areas:
        tasks = tasks_of(area)
        if is_list(tasks):
            together.append((area, tasks[0]))
            continue
        yield from _together(together, evidence)
        together = []
        yield from _area(area, tasks, evidence, stands(area))
    yield from _together(together, evidence)


def _together(found: Sequence[tuple[AreaRow, TaskView]], evidence: bool) -> Iterator[Block]:
    if found:
        yield Heading(3, found[0][0].plan)
        yield Table(_LIST_COLUMNS, [row(view, area.area.ref, area.area.title) for area, view in found])
        if evidence:
            for _, view in found:
                yield from _evidence(view)


def _area(area_row: AreaRow, tasks: Sequence[TaskView], evidence: bool, stands: str) -> Iterator[Block]:
    area = area_row.area
    target = target_words(area)
    said = [f"Owner: {area.owner or 'not stated'}", f"RAG: {area_row.colour.letter} ({area_row.colour.rule})"]
    if target:
        said.append(f"target {target}")
    yield Heading(3, f"{area.ref} {area.title}")
    yield Para("; ".join(said) + ".")
    if stands:
        yield Para(stands)
    if not tasks:
        yield Para("No tasks.")
        return
    yield table(tasks)
    if evidence:
        for view in tasks:
            yield from _evidence(view)


def _evidence(view: TaskView) -> Iterator[Block]:
    notes, signed = common.note_rows(view), common.signoff_rows(view)
    if notes or signed:
        yield Heading(4, f"{view.row.ref} {view.task.title or ''}".strip())
    if notes:
        yield Table(common.NOTE_COLUMNS, notes, caption="Evidence")
    if signed:
        yield Table(common.SIGNOFF_COLUMNS, signed, caption="Sign-off")
