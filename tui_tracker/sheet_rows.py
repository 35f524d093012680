"""Rows of a workbook as high as their text: programs other than Excel, and Excel for merged cells, do not work that out on opening."""

from __future__ import annotations

import math
from typing import Any

# Points a line of 11 point text takes, and the highest row that Excel has.
_LINE, _HIGHEST = 15.0, 409.0
# A column's width counts digits; words need about a tenth more room, and bold ones a little more again.
_ROOM, _BOLD = 1.1, 1.2
_USUAL_WIDTH = 8.43


def fit(sheet: Any, first: int = 1) -> None:
    """Set the height of every row from ``first`` on that holds wrapped text of more than one line."""
    merged = _merged(sheet)
    for row in sheet.iter_rows(min_row=first):
        lines = max((_lines(sheet, cell, merged) for cell in row), default=1)
        if lines > 1:
            sheet.row_dimensions[row[0].row].height = min(_HIGHEST, lines * _LINE)


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[float, int]]:
    """The whole width and the number of rows of each merged area, by its first cell."""
    return {
        (area.min_row, area.min_col): (
            sum(_width(sheet, c) for c in range(area.min_col, area.max_col + 1)),
            area.max_row - area.min_row + 1,
        )
        for area in sheet.merged_cells.ranges
    }


def _width(sheet: Any, column: int) -> float:
    from openpyxl.utils import get_column_letter

    found = sheet.column_dimensions.get(get_column_letter(column))
    return float(found.width) if found is not None and found.width else _USUAL_WIDTH


def _lines(sheet: Any, cell: Any, merged: dict[tuple[int, int], tuple[float, int]]) -> int:
    if not isinstance(cell.value, str) or cell.alignment is None or not cell.alignment.wrap_text:
        return 1
    width, rows = merged.get((cell.row, cell.column), (_width(sheet, cell.column), 1))
    room = max(1.0, width / (_BOLD if cell.font is not None and cell.font.b else 1) / _ROOM * 1.05)
    lines = sum(max(1, math.ceil(len(line) / room)) for line in cell.value.split("\n"))
    return math.ceil(lines / rows)
