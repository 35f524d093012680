"""The plan as a paper: one as-at date, the pillar table, the nested figures, a table an area, the evidence behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Cell, Column, Document, Facts, Heading, Para, Table, Turn
from tui_tracker.domain.figures import Counts
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.views import AreaRow, Life, PlanView, SummaryView, TaskView
from tui_tracker.frozen import dataclass
from tui_tracker.reports import common, register
from tui_tracker.reports.area_lines import said_words
from tui_tracker.reports.common import Origin
from tui_tracker.reports.life import NO_LIFE


@dataclass(frozen=True)
class Paper:
    """All that the paper shows. ``tasks_of`` gives an area's standing tasks; areas are asked for once each, in order.

    ``origin.later`` counts dated entries after the as-at date, which are outside every figure.
    """

    title: str
    summary: SummaryView
    areas: Sequence[AreaRow]
    tasks_of: Callable[[AreaRow], Sequence[TaskView]]
    origin: Origin
    evidence: bool = True
    lives: Mapping[str, Life] = field(default_factory=dict)


def document(paper: Paper) -> Document:
    """The paper as blocks. Raises RefusedError when any figure of it does not add up."""
    common.check_summary(paper.summary)
    return Document(paper.title, paper.origin.marking, dates.long(paper.summary.as_at), _blocks(paper))


def _blocks(paper: Paper) -> Iterator[Block]:
    summary = paper.summary
    steps = common.StepsDown(summary.as_at)
    # The register is made before what stands above it: its tasks are then read once, and why they stop is known.
    registers = [list(_register(paper, plan, steps)) for plan in summary.plans]
    yield _front(paper)
    yield Heading(2, "Progress by pillar")
    yield from _pillar_tables(summary)
    yield Heading(2, "How much is really done")
    yield from common.nested(summary.plans, summary.figures)
    yield from steps.blocks()
    yield Turn(landscape=True)
    for blocks in registers:
        yield from blocks
        blocks.clear()
    yield Turn(landscape=False)
    yield Heading(2, "Keys")
    yield from common.rag_keys(summary.plans)
    yield Para(common.PROGRESS_KEY)


def _register(paper: Paper, plan: PlanView, steps: common.StepsDown) -> Iterator[Block]:
    yield Heading(2, plan.plan.name)
    mine = [row for row in paper.areas if row.area.plan == plan.plan.uid]
    yield from register.blocks(
        mine,
        lambda row: steps.take(paper.tasks_of(row)),
        evidence=paper.evidence,
        stands=lambda row: said_words(row, paper.summary.as_at, paper.lives.get(row.area.uid, NO_LIFE)),
    )


def _front(paper: Paper) -> Facts:
    origin = paper.origin
    rows = [
        ("Service", origin.service),
        ("Plan", ", ".join(p.plan.name for p in paper.summary.plans)),
        ("As at", dates.long(paper.summary.as_at)),
        ("Dated after that day, and outside every figure", str(origin.later) if origin.later else ""),
        ("Journal", f"entry {origin.number}, head {origin.head}"),
    ]
    return Facts(tuple((label, value) for label, value in rows if value))


def _counts_row(name: str, counts: Counts, letter: str) -> list[Cell]:
    return [name, counts.areas, counts.tasks, *(counts.of(p) for p in Progress), counts.overdue, letter]


def _pillar_tables(summary: SummaryView) -> Iterator[Block]:
    columns = [Column("Pillar", width=2), Column("Areas", True, True), Column("Tasks", True, True)]
    columns += [
        Column("Not stated" if p is Progress.UNKNOWN else WORDS[p].word.capitalize(), True, True) for p in Progress
    ]
    columns += [Column("Past date", True, True), Column("RAG")]
    for plan in summary.plans:
        rows = [
            _counts_row(v.name or "No pillar", v.counts, v.colour.letter)
            for v in summary.pillars
            if v.plan.uid == plan.plan.uid
        ]
        caption = plan.plan.name if len(summary.plans) > 1 else ""
        yield Table(columns, rows, _counts_row("Total", plan.counts, ""), caption, (2, tuple(range(3, 10))))
