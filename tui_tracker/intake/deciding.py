"""Which reading of a sheet: several whole ones are made, each is measured by what it leaves unexplained, and the best is taken.

The reading that costs least comes first: headings that look like headings, roles name by name. Where nothing about it is
suspicious it is taken as it is. Else others are tried: roles assigned as one optimum, other rows as headings, no heading at
all, without the spacer columns of merged cells. Nothing is gated: a reading that finds no plan is one of the candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from tui_tracker.domain.text import count_of
from tui_tracker.intake import blocks, heads, measuring, shapes
from tui_tracker.intake.assemble import Assembler
from tui_tracker.intake.blocks import Block, How
from tui_tracker.intake.choices import NOTHING, SheetChoices
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


def read(
    sheet: Sheet,
    legend: Legend,
    kind: str,
    tables: Tables,
    settled: Tables | None = None,
    said: SheetChoices = NOTHING,
) -> Reading:
    """The best reading of a sheet. ``settled`` finds its tables with what somebody said of their columns: which reading is the
    best does not hang on that, so that one answer changes one column and not the whole reading. ``said`` of the sheet as a
    whole goes before what would be found: its headings, the reading to take, rows that name an area.
    """
    if said.heads is not None:
        best = _as_said(sheet, legend, kind, tables, said)
    else:
        best = _best(sheet, legend, kind, tables, said.way)
    if settled is None and not (said.bands and said.heads is None):
        return best
    plans = {block.head for block, _ in best.read}
    made = _made(best.name, best.parts, best.how, sheet, legend, kind, settled or tables, plans, said.bands)
    made.more = best.more
    return made


def _best(sheet: Sheet, legend: Legend, kind: str, tables: Tables, way: str | None) -> Reading:
    plain = next(_all(sheet, legend, kind, tables))
    if not plain.measure.is_suspicious and way in (None, plain.name):
        return plain
    found = list(_all(sheet, legend, kind, tables))
    if way is not None:
        return next((r for r in found if r.name == way), plain)
    best = max(found, key=lambda r: r.measure.worth)
    best = best if best.measure.worth > plain.measure.worth + _BETTER else plain
    if best.measure.is_empty:  # no plan here: its tables may still say more of what another sheet lists
        best.more = [b for r in found if r.name == "assigned" for b in r.others]
    return best


def ways(sheet: Sheet, legend: Legend, kind: str, tables: Tables) -> list[Reading]:
    """The readings of a sheet that find something, and not the same as a better one; the best first."""
    made: list[Reading] = []
    known: set[object] = set()
    for found in sorted(_all(sheet, legend, kind, tables), key=lambda r: -r.measure.worth):
        shape = tuple((b.head, tuple((c.index, c.role) for c in b.columns if c.role != "other")) for b, _ in found.read)
        if found.read and shape not in known:
            known.add(shape)
            made.append(found)
    return made


def _all(sheet: Sheet, legend: Legend, kind: str, tables: Tables) -> Iterator[Reading]:
    """Every whole reading that is tried, the plain one first."""
    parts = shapes.plain(sheet, lambda s: shapes.is_plan(tables(s, blocks.PLAIN)))
    yield _made("plain", parts, blocks.PLAIN, sheet, legend, kind, tables)
    if (joined := heads.without_blanks(sheet)) is not None:
        one = shapes.plain(joined, lambda s: shapes.is_plan(tables(s, blocks.PLAIN)))
        yield _made("without blank columns", one, blocks.PLAIN, sheet, legend, kind, tables)
    for name, part, how in _ways(sheet, legend):
        yield _made(name, [part], how, sheet, legend, kind, tables)


def _as_said(sheet: Sheet, legend: Legend, kind: str, tables: Tables, said: SheetChoices) -> Reading:
    """The reading with the headings that somebody named, and no others: each heads a plan."""
    named = said.heads or ()
    bare = tuple(r for r in named if not sheet.filled(r))  # a table without a heading
    how = How(named, assign=True, nameless=bare)
    return _made("as said", [sheet], how, sheet, legend, kind, tables, named, said.bands)


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
    bands: Collection[int] = (),
) -> Reading:
    """One reading carried out and measured. ``plans`` are heads of tables that are plans whatever is said of their columns,
    ``bands`` rows that somebody said name an area each.
    """
    made = Reading(name, parts, how, Proposal(sheet.name))
    for part in parts:
        assembler = Assembler(made.proposal, legend, part, kind, bands)
        for block in tables(part, how):
            if not (block.is_plan or block.head in plans):
                assembler.pass_over(block)
                made.others.append(block)
                continue
            known = [id(a) for _, areas in made.read for a in areas]
            areas = assembler.read(block)
            tasks = sum(len(a.tasks) for a in areas)
            where = part.where(max(block.head, 0), 0)
            made.proposal.remark("used", where, f"{count_of(len(areas), 'area')}, {count_of(tasks, 'task')}")
            made.proposal.remark("columns", where, ", ".join(f"{c.name or '(none)'} = {c.role}" for c in block.columns if c.role != "other"))  # fmt: skip
            made.read.append((block, [a for a in areas if id(a) not in known]))
        assembler.name_pillars()
    dropped = {r.where for r in made.proposal.remarks if r.kind == "dropped"}
    made.measure = measuring.measure(Book(sheet.name, [sheet]), made.read, legend, made.areas, dropped)
    return made
