"""Where tables are on a sheet: heading rows, the rows under them, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tui_tracker.domain import progress_words
from tui_tracker.domain.text import fold
from tui_tracker.intake import assigning, headings, lines, one_role_each, roles
from tui_tracker.intake.grid import Cell, Sheet
from tui_tracker.intake.head_rows import DAY, distinct, heads_of, is_head, is_line, same_head
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.roles import Column

_TELLING = {"action", "statement", "owner", "due", "status", "tick", "evidence", "update", "qa.date", "sampling.date"}
Choices = Mapping[tuple[str, int, int], str]


@dataclass(frozen=True)
class How:
    """One way of reading a sheet: which rows are headings (None: those that look like it), and how the roles are found.

    ``assign``: columns and roles together, as one optimum; else name by name. ``nameless`` are those of the ``heads`` that are
    none: the table under such a row has no heading.
    """

    heads: tuple[int, ...] | None = None
    assign: bool = False
    nameless: tuple[int, ...] = ()


PLAIN = How()


@dataclass
class Block:
    """One table: its sheet, columns with roles, data rows (by number), and long texts in or above its heading."""

    sheet: Sheet
    head: int
    columns: list[Column]
    rows: list[int]
    above: list[tuple[int, int, Cell]] = field(default_factory=list)
    heads: int = 1
    how: How = PLAIN
    headings: tuple[tuple[str, str], ...] = ()

    def column(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((c for c in self.columns if c.role == role), None)

    def has(self, *wanted: str) -> bool:
        return any(c.role in wanted for c in self.columns)

    @property
    def is_register(self) -> bool:
        """A table of areas with typed counts beside them, not of tasks."""
        return sum(c.role == "count" for c in self.columns) >= 2

    @property
    def is_list(self) -> bool:
        """A table that only names areas: their references and words, and perhaps whose they are."""
        return not self.is_plan and self.has("ref") and self.has("statement") and not self.has("action")

    @property
    def is_plan(self) -> bool:
        """Whether it holds anything that could be an area or a task, with something said of it."""
        if self.how.assign:
            return self._is_plan_by_worth()
        if self.is_register:
            return self.has("statement") or (self.has("ref") and self.has("action"))
        said = {c.role.partition(".")[0] for c in self.columns} & {
            "owner", "area_owner", "due", "status", "tick", "qa", "sampling", "evidence", "update", "work",
        }  # fmt: skip
        if self.has("action"):
            return bool(said - {"work"}) and len(said) + self.has("ref", "no", "pillar", "statement") >= 2
        if self.has("statement"):
            return bool(said - {"work", "owner", "area_owner"}) and len(said) + self.has("ref", "no", "pillar") >= 2
        return False

    def _is_plan_by_worth(self) -> bool:
        """Assigned as a whole: a text that is an action or a finding, and two things said of it, one by its heading."""
        worth = {r: max((c.score for c in self.columns if c.role == r), default=0.0) for r in ("action", "statement")}
        said = {
            c.role: c.score
            for c in self.columns
            if c.role in ("owner", "area_owner", "due", "status", "tick", "evidence", "update")
        }
        if min(worth.values()) >= 4.5:  # what is wanted beside what is done about it
            return True
        if self.head in self.how.nameless:
            return max(worth.values()) >= 1.2 and len(said) >= 2
        if max(worth.values()) >= 1.2 and sum(score >= 2.5 for score in said.values()) >= 3:
            return True  # whose, by when and how far, and a text that nothing else explains
        if worth["statement"] >= 4 and sum(c.role == "tick" for c in self.columns) >= 2:
            return True  # what should be, and how far it is by the column that is ticked
        how_it_stands = max((score for role, score in said.items() if "owner" not in role), default=0.0)
        if not worth["action"] and how_it_stands < 3.5:
            return False  # findings or risks with their owners: a register, not a plan
        return max(worth.values()) >= 2.4 and len(said) >= 2 and max(said.values()) >= 3.5


def find(sheet: Sheet, legend: Legend, chosen: Choices | None = None, how: How = PLAIN) -> list[Block]:
    """Every table of a sheet that has headings, top to bottom."""
    made: list[Block] = []
    heads = list(how.heads) if how.heads is not None else heads_of(sheet)
    for i, head in enumerate(heads):
        after = heads[i + 1] if i + 1 < len(heads) else None
        last = _caption_start(sheet, head, after) if after is not None else _last_row(sheet, head)
        first = (made[-1].rows[-1] + 1 if made[-1].rows else made[-1].head + 1) if made else 0
        made.append(_block(sheet, head, last, first, legend, chosen or {}, how))
    return made


def _last_row(sheet: Sheet, head: int) -> int:
    """Where a table ends that no other follows. A document's table ends where its text goes on; a table without a
    heading of its own that follows at once, as wide, is its next page.
    """
    end: int | None = None
    width = 0
    for first, last in sheet.tables:
        if first <= head <= last:
            end, width = last, len(sheet.rows[head])
        elif end is not None:
            between = any(sheet.filled(r) and not _is_continued(sheet, r) for r in range(end + 1, first))
            if between or len(sheet.rows[first]) != width or _has_head(sheet, first, last):
                break
            end = last
    return len(sheet.rows) if end is None else end + 1


def _is_continued(sheet: Sheet, row: int) -> bool:
    """Whether a line only says that the table goes on: “Action tracker (continued)”."""
    filled = sheet.filled(row)
    return len(filled) == 1 and bool(
        re.search(r"\bcont(?:inued|'d|’d|\.)", sheet.own(row, filled[0]).text, re.IGNORECASE)
    )


def _has_head(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a table has a heading of its own, perhaps under lines that say whose it is."""
    return any(is_head(sheet, r) for r in range(first, min(last, first + 8) + 1))


def _caption_start(sheet: Sheet, head: int, after: int) -> int:
    """The first row of the lines that stand over the next heading: they are not of the table before it."""
    if any(first <= head <= last for first, last in sheet.tables):
        return max(head + 1, min(after, _last_row(sheet, head)))
    row, found, blanks = after, after, 0
    while row - 1 > head:
        filled = distinct(sheet, row - 1)
        if not filled:
            blanks += 1
            if (found < after and blanks) or blanks > 2:
                break
        elif len(filled) <= 2 and is_line(sheet, row - 1, filled):
            found = row - 1
        else:
            break
        row -= 1
    return found


def _second_row(sheet: Sheet, head: int) -> bool:
    """Whether the row under the head carries sub-headings of its wide cells."""
    if head + 1 >= len(sheet.rows):
        return False
    wide = {c for c in sheet.filled(head) if sheet.span(head, c) > 1}
    open_columns = {c for top in wide for c in range(top, top + sheet.span(head, top))}
    below = [c for c in sheet.filled(head + 1) if headings.is_heading(sheet.own(head + 1, c).text)]
    if sum(c in open_columns for c in below) >= 2:
        return True
    under = sheet.filled(head + 1)
    merged_down = {c for c in sheet.filled(head) if sheet.merges.get((head + 1, c)) == (head, c)}
    if len(under) >= 2 and set(under) <= open_columns and len(merged_down) >= 2 and all(len(sheet.own(head + 1, c).text) <= 40 for c in under):  # fmt: skip
        return True
    blank_above = [c for c in below if not sheet.own(head, c).text]
    return len(blank_above) >= 2 and len(below) >= len(sheet.filled(head + 1)) - 2 and len(below) >= 3


def _block(sheet: Sheet, head: int, end: int, first: int, legend: Legend, chosen: Choices, how: How) -> Block:
    bare = head in how.nameless
    two = not bare and (_second_row(sheet, head) or (how.assign and _sub_headings(sheet, head)))
    rows = list(range(head + 1, end))
    if two:
        rows = (
            rows[1:]
            if _all_under(sheet, head) or how.assign
            else [r for r in rows if r != head + 1 or not _only_headings(sheet, r)]
        )
    if not bare and (depth := _depth(sheet, head)) > 2:
        rows = [r for r in rows if r >= head + depth]
    data = [r for r in rows if sheet.filled(r) or any(sheet.own(r, c).fill for c in range(sheet.width))]
    above = [(r, c, sheet.own(r, c)) for r in range(first, head) for c in sheet.filled(r)]
    over = {} if bare else _group_row(sheet, head)
    measured = [r for r in data if r != head + 1 or not two]
    measured = [r for r in measured if _is_row(sheet, head, r)] or measured
    cells = {c: [sheet.cell(r, c) for r in measured] for c in range(sheet.width)}
    headings = _named_columns(sheet, head, above, over, how, two=two, bare=bare)
    if how.assign:
        columns = assigning.assign(headings, cells, legend)
    else:
        columns = [roles.decide(c, group, name, cells[c], legend) for c, (group, name) in enumerate(headings)]
        one_role_each.settle(columns, cells, legend)
        if len({c.role for c in columns if c.score >= 3} & _TELLING) >= 2:
            one_role_each.by_contents(columns, cells, legend)
        one_role_each.led_areas(columns, cells)
    one_role_each.under_areas(columns, cells)
    _owners(columns, cells)
    _as_said(columns, sheet, head, chosen)
    made = Block(sheet, head, columns, data, above, 2 if two else 1, how, tuple(headings))
    if not made.has("status", "tick") and not how.assign:
        _status_by_fill(made, cells, legend)
    return made


def _named_columns(
    sheet: Sheet,
    head: int,
    above: list[tuple[int, int, Cell]],
    over: dict[int, str],
    how: How,
    *,
    two: bool,
    bare: bool,
) -> list[tuple[str, str]]:
    """(what stands over a column, its name) for each column. A statement that stands in the head goes to ``above``."""
    headings: list[tuple[str, str]] = []
    group = ""
    for c in range(sheet.width):
        top = "" if bare else sheet.cell(head, c).text
        own_top = "" if bare else sheet.own(head, c).text
        named = how.assign and (top.endswith("?") or (head, c) not in sheet.merges or _is_wide_name(top))
        if not named and _is_statement(top, merged=(head, c) in sheet.merges):
            if own_top:
                above.append((head, c, sheet.own(head, c)))
            top = ""
        group = top or (group if two and not own_top and _carries(sheet, head, c) else "")
        sub = sheet.cell(head + 1, c).text if two else ""
        under_wide = not own_top or sheet.span(head, c) > 1 or (two and (_spreads(sheet, head, c) or _is_own_name(sub)))
        name = (sub if how.assign else _under(top, sub, group)) if sub and under_wide else top
        headings.append((group if two else over.get(c, ""), name))
    return headings


def _is_own_name(sub: str) -> bool:
    """Whether what stands in the second row of a heading names its column, and is no value: “SLT sponsor” under “Who owns it”."""
    return headings.best(sub) not in (None, "other") and progress_words.from_word(sub) is None


def _depth(sheet: Sheet, head: int) -> int:
    """How many rows a heading takes up: as many as most of its cells are merged down over."""
    deep = []
    for c in sheet.filled(head):
        end = head
        while sheet.merges.get((end + 1, c)) == (head, c):
            end += 1
        deep.append(end - head + 1)
    most = max(set(deep), key=deep.count, default=1)
    return most if deep.count(most) * 2 > len(deep) else 1


def _under(top: str, sub: str, group: str) -> str:
    """A column's name from the heading over it and its own: its own where that says something, else both."""
    if headings.is_heading(sub) or (headings.stage(top or group) and headings.part(sub)) or headings.is_update(sub):
        return sub
    both = f"{sub} {top}"
    return both if headings.is_heading(both) and len(sub.split()) <= 2 else top


def _is_row(sheet: Sheet, head: int, row: int) -> bool:
    """Whether a row can tell what its columns hold: not a line of text, a heading again or a summing up."""
    filled = sheet.filled(row)
    first = fold(sheet.own(row, filled[0]).text) if filled else ""
    if len(filled) < 2 or first.startswith(("overall ", "total")) or same_head(sheet, head, row):
        return False
    texts = [sheet.own(row, c).text for c in filled]
    if len(filled) == 2 and sheet.span(row, filled[1]) > 1:
        return False  # a label and its words over the columns of others
    return len(texts) > 6 or not (all(":" in t for t in texts) and lines.cell_pairs(texts))


def _as_said(columns: list[Column], sheet: Sheet, head: int, chosen: Choices) -> None:
    """What somebody said of columns holds, and changes no other, but for one that had a role that only one can have."""
    said = [(c, role) for c in columns if (role := chosen.get((sheet.name, head, c.index))) is not None]
    given = {role for _, role in said} & set(one_role_each.SINGLE)
    for column in columns:
        if column.role in given and all(column is not c for c, _ in said):
            column.role, column.why = "other", column.why + "; another column was said to be it"
    for column, role in said:
        column.role, column.why, column.score = role, "you said so", 99.0


def _owners(columns: list[Column], cells: dict[int, list[Cell]]) -> None:
    """A lead that stands on every action's row, and no other owner does, is the one it is assigned to."""
    lead = next((c for c in columns if c.role == "area_owner"), None)
    action = next((c for c in columns if c.role == "action"), None)
    if lead is None or action is None or any(c.role == "owner" for c in columns):
        return
    if re.match(r"(?:afi|area|recommendation|finding)\b", headings.plain(lead.name)):
        return  # it says itself whose lead it is
    rows = [i for i, cell in enumerate(cells[action.index]) if cell.text]
    own = {
        id(cells[lead.index][i]) for i in rows if cells[lead.index][i].text
    }  # a cell merged down is one cell of all its rows
    if len(own) >= 0.8 * len(rows):
        lead.role, lead.leads = "owner", True
        lead.why += "; it stands on the actions' own rows"


def _group_row(sheet: Sheet, head: int) -> dict[int, str]:
    """The wider headings right above a heading row, by column: ``Progress`` over two update columns."""
    if head == 0 or len(sheet.filled(head - 1)) < 1:
        return {}
    above = sheet.filled(head - 1)
    if any(sheet.own(head - 1, c).heading for c in above):
        return {}
    texts = [sheet.own(head - 1, c).text for c in above]
    if not all(len(t) <= 40 and lines.read(t).is_plain for t in texts) or (len(above) == 1 and above[0] == 0):
        return {}
    if len(texts) >= 4 and lines.cell_pairs(texts):  # labels each with its value, not headings over headings
        return {}
    made: dict[int, str] = {}
    for here, after in pairwise([*above, sheet.width]):
        span = sheet.span(head - 1, here)
        for c in range(here, here + span if span > 1 or sheet.merges else after):
            made[c] = sheet.own(head - 1, here).text
    return made


def _status_by_fill(block: Block, cells: dict[int, list[Cell]], legend: Legend) -> None:
    """Where no column is headed as the status, the one whose cells carry the colours of a traffic light is."""
    best: tuple[int, Column] | None = None
    for column in block.columns:
        fills = [cell.fill for cell in cells[column.index] if cell.fill and legend.fill(cell.fill) is not None]
        kinds = {legend.fill(f) for f in fills}
        if len(kinds) >= 2 and (best is None or len(fills) > best[0]):
            best = (len(fills), column)
    if best is not None:
        block.columns.append(roles.Column(best[1].index, best[1].name, "status", "its cells carry the colours of a traffic light"))  # fmt: skip


def _is_statement(text: str, *, merged: bool) -> bool:
    """Whether a text in a heading row is a finding that stands over the table, not a column's name."""
    if len(text) > headings.LONGEST:
        return True
    if headings.stage(text) is not None and not text.endswith("."):
        return False  # “Quality check (Service Improvement Team)”
    return len(text.split()) >= (4 if merged or text.endswith(".") else 6) and not headings.is_heading(text)


def _is_wide_name(text: str) -> bool:
    """Whether a longer text over a column is its name all the same: a question or a known wording, not a finding."""
    return bool(headings.wide_scores(text)) and len(text.split()) <= 14


def _all_under(sheet: Sheet, head: int) -> bool:
    """Whether all that stands in the second row of a heading stands under a wide cell of the first, the others merged down."""
    wide = {c for c in sheet.filled(head) if sheet.span(head, c) > 1}
    open_columns = {c for top in wide for c in range(top, top + sheet.span(head, top))}
    return bool(wide) and set(sheet.filled(head + 1)) <= open_columns


def _sub_headings(sheet: Sheet, head: int) -> bool:
    """Whether the row under wide headings is made of headings itself, known or not: each short, another, and under a wide one."""
    wide = [c for c in sheet.filled(head) if sheet.span(head, c) > 1]
    under = sheet.filled(head + 1) if head + 1 < len(sheet.rows) else []
    texts = [sheet.own(head + 1, c).text for c in under]
    if len(wide) < 2 or len(under) < 4 or len({fold(t) for t in texts}) * 10 < len(texts) * 7:
        return False
    plain = [
        t for t in texts if len(t) <= 60 and re.search(r"[A-Za-z%]", t) and not DAY.match(t) and not roles.REF.match(t)
    ]
    known = sum(bool(headings.wide_scores(t)) for t in texts)
    return (
        len(plain) == len(texts)
        and known * 2 >= len(texts)
        and sum(sheet.span(head, c) for c in sheet.filled(head)) >= len(under)
    )


def _only_headings(sheet: Sheet, row: int) -> bool:
    filled = sheet.filled(row)
    return all(headings.is_heading(sheet.own(row, c).text) for c in filled)


def _spreads(sheet: Sheet, head: int, column: int) -> bool:
    """The first of the columns over which such a heading reaches."""
    beside = column + 1
    return not sheet.merges and not sheet.own(head, beside).text and bool(sheet.own(head + 1, beside).text)


def _carries(sheet: Sheet, head: int, column: int) -> bool:
    """A heading without merges (from a CSV) reaches over the blanks to its right when they have sub-headings."""
    return not sheet.merges and bool(sheet.own(head + 1, column).text)
