"""Which reading of a sheet: several whole ones are made, each is measured by what it leaves unexplained, and the best is taken.

The reading that costs least comes first: headings that look like headings, roles name by name. Where nothing about it is
suspicious it is taken as it is. Else others are tried: roles assigned as one optimum, other rows as headings, no heading at
all, without the spacer columns of merged cells. Nothing is gated: a reading that finds no plan is one of the candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from tui_tracker.intake import blocks, heads, measuring, shapes
from tui_tracker.intake.assemble import Assembler
from tui_tracker.intake.blocks import Block, How
from tui_tracker.intake.grid import Book, Sheet
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.measuring import Measure
from tui_tracker.intake.proposal import Proposal, ReadArea

# What another reading must be better by than the plain one.
_BETTER = 0.02
Tables = Callable[[Sheet, How], list[Block]]


@dataclass
class Reading:
    """One whole reading of a sheet: its tables that are plans, each with its areas, those that are none, and its account.

    ``more`` are the tables of a sheet without a plan with their roles assigned: they may name what another sheet lists.
    """

    name: str
    parts: Sequence[Sheet]
    how: How
    proposal: Proposal
    read: list[tuple[Block, list[ReadArea]]] = field(default_factory=list)
    others: list[Block] = field(default_factory=list)
    more: list[Block] = field(default_factory=list)
    measure: Measure = field(default_factory=Measure)

    @property
    def areas(self) -> list[ReadArea]:
        return [a for _, areas in self.read for a in areas]


def read(sheet: Sheet, legend: Legend, kind: str, tables: Tables, settled: Tables | None = None) -> Reading:
    """The best reading of a sheet. ``settled`` finds its tables with what somebody said of their columns: which reading is the
    best does not hang on that, so that one answer changes one column and not the whole reading.
    """
    parts = shapes.plain(sheet, lambda s: shapes.is_plan(tables(s, blocks.PLAIN)))
    best = plain = _made("plain", parts, blocks.PLAIN, sheet, legend, kind, tables)
    if plain.measure.is_suspicious:
        found = [plain]
        if (joined := heads.without_blanks(sheet)) is not None:
            one = shapes.plain(joined, lambda s: shapes.is_plan(tables(s, blocks.PLAIN)))
            found.append(_made("without blank columns", one, blocks.PLAIN, sheet, legend, kind, tables))
        for name, part, how in _ways(sheet, legend):
            found.append(_made(name, [part], how, sheet, legend, kind, tables))
        best = max(found, key=lambda r: r.measure.worth)
        best = best if best.measure.worth > plain.measure.worth + _BETTER else plain
        if best.measure.is_empty:  # no plan here: its tables may still say more of what another sheet lists
            best.more = [b for r in found if r.name == "assigned" for b in r.others]
    if settled is None:
        return best
    plans = {block.head for block, _ in best.read}
    made = _made(best.name, best.parts, best.how, sheet, legend, kind, settled, plans)
    made.more = best.more
    return made


def _ways(sheet: Sheet, legend: Legend) -> Iterator[tuple[str, Sheet, How]]:
    """The other readings worth a try, each a sheet or a part of it with its rows of headings."""
    yield "assigned", sheet, How(assign=True)
    rows = heads.regions(sheet)
    chosen = heads.best(sheet, rows, legend)
    if chosen is not None:
        yield "other headings", sheet, chosen
    single = heads.single(sheet, legend)
    if single is not None and (chosen is None or (single,) != chosen.heads):
        yield "one heading", sheet, How((single,), assign=True)
    narrow = heads.without_spacers(sheet)
    if narrow is not None:
        yield "without spacers", narrow, How(assign=True)
        if (others := heads.best(narrow, heads.regions(narrow), legend)) is not None:
            yield "without spacers, other headings", narrow, others


def _made(
    name: str,
    parts: Sequence[Sheet],
    how: How,
    sheet: Sheet,
    legend: Legend,
    kind: str,
    tables: Tables,
    plans: Collection[int] = (),
) -> Reading:
    """One reading carried out and measured. ``plans`` are heads of tables that are plans whatever is said of their columns."""
    made = Reading(name, parts, how, Proposal(sheet.name))
    for part in parts:
        assembler = Assembler(made.proposal, legend, part, kind)
        for block in tables(part, how):
            if not (block.is_plan or block.head in plans):
                assembler.pass_over(block)
                made.others.append(block)
                continue
            known = [id(a) for _, areas in made.read for a in areas]
            areas = assembler.read(block)
            tasks = sum(len(a.tasks) for a in areas)
            where = part.where(max(block.head, 0), 0)
            made.proposal.remark("used", where, f"{len(areas)} areas, {tasks} tasks")
            made.proposal.remark("columns", where, ", ".join(f"{c.name or '(none)'} = {c.role}" for c in block.columns if c.role != "other"))  # fmt: skip
            made.read.append((block, [a for a in areas if id(a) not in known]))
        assembler.name_pillars()
    dropped = {r.where for r in made.proposal.remarks if r.kind == "dropped"}
    made.measure = measuring.measure(Book(sheet.name, [sheet]), made.read, legend, made.areas, dropped)
    return made
