"""Printed tables of figures, as a paper shows them: what each states, and whether it adds up to itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from tui_tracker.domain.columns import CHART_HEADS
from tui_tracker.domain.text import clean, fold
from tui_tracker.intake.grid import Sheet
from tui_tracker.patterns import pattern

_TOTAL = pattern(r"^(?:grand |sub-?)?totals?\b", re.IGNORECASE)
_NUMBER = pattern(r"^-?\d{1,3}(?:,\d{3})*$|^-?\d+$")
# What a printed column counts, by the words over it; the narrower come first.
_COLUMNS = (
    ("unknown", r"^not stated$|^unknown$|not known"),
    ("not_started", r"still to start|not started|yet to start"),
    ("behind_target", r"^behind"),
    ("on_target", r"^on (?:target|track)"),
    ("deferred", r"^deferred"),
    ("ongoing", r"^ongoing"),
    ("overdue", r"^past (?:its )?date|^overdue|^late$"),
    ("complete", r"completed?$|^closed$"),
    ("in_progress", r"in progress|under way|underway"),
    ("started", r"^started$"),
    (
        "tasks",
        r"^(?:total |number of |no of )?(?:tasks?|recommendations?|actions?)\b(?! no)(?!.* to be (?!undertaken))",
    ),
    ("areas", r"^(?:number of )?(?:areas? for improvement|areas?|afis?)$"),
)
_DRAWN = frozenset(CHART_HEADS.values())
_PARTS = ("complete", "in_progress", "not_started", "on_target", "behind_target", "deferred", "ongoing", "unknown")


@dataclass
class Printed:
    """One printed table: columns by what they count, rows of figures by name, and its total row where it has one."""

    caption: str
    columns: dict[str, str]
    rows: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    total: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """Something a table states that is not so. ``kind``: ``column`` or ``row`` (against itself) or ``plan``."""

    table: str
    kind: str
    what: str
    stated: int
    worked_out: int

    def sentence(self) -> str:
        against = {"column": "its rows add to", "row": "its parts add to", "plan": "the plan's records give"}[self.kind]
        return f"{self.table}: {self.what} is stated as {self.stated}; {against} {self.worked_out}."


def read(sheet: Sheet) -> list[Printed]:
    """Every table of figures in a grid; what is no table of figures is passed over."""
    made: list[Printed] = []
    names: list[str] = []
    caption = ""
    for r in range(len(sheet.rows)):
        texts = [re.sub(r"[*_]+", "", cell.text).strip() for cell in sheet.rows[r]]
        filled = [t for t in texts if t]
        numbers = [t for t in texts[1:] if _NUMBER.match(t)]
        if len(filled) == 1 and not numbers:
            caption, names = filled[0], []
        elif filled and not numbers and not _NUMBER.match(texts[0]) and len(filled) >= 2 and not _TOTAL.match(texts[0]):
            if not re.fullmatch(r"[-: ]+", "".join(filled)):
                names = texts if filled[0] not in _DRAWN else []
                made.append(Printed(caption or f"the table in row {r + 1}", _roles(names)))
        elif made and names and (numbers or _NUMBER.match(texts[0])):
            _row(made[-1], names, texts)
    return [p for p in made if p.columns and (p.rows or p.total)]


def _roles(names: list[str]) -> dict[str, str]:
    """Role → heading, each role once and the first that fits."""
    made: dict[str, str] = {}
    for name in names:
        plain = fold(re.sub(r"[.:]", "", name))
        role = next((r for r, pattern in _COLUMNS if r not in made and re.search(pattern, plain)), None)
        if role and not (role in ("areas", "tasks") and name == names[0] and "number" not in plain):
            made[role] = name
    return made


def _row(table: Printed, names: list[str], texts: list[str]) -> None:
    figures = {}
    for role, heading in table.columns.items():
        text = texts[names.index(heading)] if names.index(heading) < len(texts) else ""
        if _NUMBER.match(text):
            figures[role] = int(text.replace(",", ""))
    if not figures:
        return
    if _TOTAL.match(texts[0]):
        table.total = figures
    else:
        table.rows.append(("" if _NUMBER.match(texts[0]) else texts[0], figures))


def against_itself(table: Printed) -> list[Difference]:
    """Totals that are not the sums of their columns, and rows whose parts are not their whole."""
    made = []
    if table.rows and table.total:
        for role, stated in table.total.items():
            added = sum(row.get(role, 0) for _, row in table.rows)
            if added != stated:
                made.append(Difference(table.caption, "column", f"the total of “{table.columns[role]}”", stated, added))
    for name, row in [*table.rows, ("the total row", table.total)]:
        parts = _parts(row)
        if len(parts) >= 3 and "tasks" in row and sum(parts) != row["tasks"]:
            what = f"“{table.columns['tasks']}” of {name or 'the row'}"
            made.append(Difference(table.caption, "row", what, row["tasks"], sum(parts)))
    return made


def _parts(row: dict[str, int]) -> list[int]:
    """The figures of a row that make up its whole: in progress holds on target and the like, where it is shown."""
    folded = "in_progress" in row
    return [
        row[p]
        for p in _PARTS
        if p in row and not (folded and p in ("on_target", "behind_target", "deferred", "ongoing"))
    ]


def markdown_sheet(path: Path, text: str) -> Sheet:
    """Pipe tables and plain lines of a text as a grid; a line without pipes is a caption."""
    from tui_tracker.intake.grid import Cell

    rows = []
    for line in clean(text).split("\n"):
        plain = line.strip().lstrip("#").strip()
        cells = (
            [c.strip() for c in plain.strip("|").split("|")] if "|" in plain else [c.strip() for c in plain.split("\t")]
        )
        rows.append([Cell(re.sub(r"<[^>]+>", "", c)) for c in cells])
    return Sheet(path.stem, rows)
