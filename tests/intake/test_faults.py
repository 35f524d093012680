"""What only a file's cells show, on grids made by hand: each fault, and the sheet without it."""

from __future__ import annotations

from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.read import propose

HEAD = [
    "",
    "Task",
    "Work Assigned To",
    "Projected Completion Date",
    "Progress",
    "Description of work",
    "Evidence of Compliance",
]


def sheet(name: str, rows: list[list[str]]) -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, [[Cell(t, t) for t in [*row, *[""] * (width - len(row))]] for row in rows])


def area(name: str, *tasks: list[str], overall: list[str] | None = None, head: list[str] | None = None) -> Sheet:
    label = overall if overall is not None else [f"Overall {name} Progress", "", "", "", "On Target"]
    return sheet(name, [head or HEAD, label, *tasks])


def row(no: int, title: str = "Mend it") -> list[str]:
    return [
        f"Task {no}",
        f"{title} {no}",
        "SM Prevention",
        "Mar-24",
        "On Target",
        "Write and try it out first",
        "12/01/24 - seen",
    ]


def register(*areas: tuple[str, int, int], total: tuple[int, int] | None = None, roll_up: str = "On Target") -> Sheet:
    rows = [
        [
            "AFI/SII",
            "Pillar",
            "Areas For Improvement",
            "Owner",
            "Target End Date",
            "Complete",
            "On Target",
            "AFI Progress",
        ]
    ]
    rows += [
        [ref, "People", f"The service should mend matter {ref}", "AM People", "Mar-24", str(a), str(b), roll_up]
        for ref, a, b in areas
    ]
    if total:
        rows.append(["Total", "", "", "", "", str(total[0]), str(total[1]), ""])
    return sheet("Summary", rows)


def hits(rule: str, *sheets: Sheet) -> list[str]:
    found = propose(Book("x.xlsx", list(sheets))).findings
    return sorted({f["subject"] for f in found if f["rule"] == rule})


TWO = (area("AFI1", row(1), row(2)), area("AFI2", row(1)))


def test_a_typed_total_that_is_not_the_sum() -> None:
    assert hits("PC01", register(("AFI1", 2, 3), ("AFI2", 0, 4), total=(3, 7)), *TWO) == ["plan"]
    assert hits("PC01", register(("AFI1", 2, 3), ("AFI2", 0, 4), total=(2, 7)), *TWO) == []


def test_spreadsheet_errors_by_their_cell() -> None:
    broken = register(("AFI1", 2, 3), ("AFI2", 0, 4))
    broken.rows.append([Cell("Criteria 1", "Criteria 1"), Cell("#REF!", "#REF!"), *[Cell()] * 6])
    assert hits("PC11", broken, *TWO) == ["Summary!B4"]
    assert hits("PC11", register(("AFI1", 2, 3)), area("AFI1", row(1, "Mend #REF! in the pack"))) == []


def test_an_empty_roll_up() -> None:
    assert hits("PC12", register(("AFI1", 2, 3), ("AFI2", 0, 4), roll_up=""), *TWO) == ["AFI1", "AFI2"]
    assert hits("PC12", register(("AFI1", 2, 3), ("AFI2", 0, 4)), *TWO) == []


def test_a_sheet_out_of_order() -> None:
    listed = register(("AFI1", 2, 3), ("AFI2", 0, 4))
    assert hits("PC15", listed, TWO[1], TWO[0]) == ["AFI1"]
    assert hits("PC15", listed, *TWO) == []


def test_a_heading_with_another_areas_label() -> None:
    copied = area("SII1", row(1), overall=["Overall AF11 Progress", "", "", "", "On Target"])
    misspelt = area("AFI2", row(1), overall=["Overall AFIZ Progress", "", "", "", "On Target"])
    found = propose(Book("x.xlsx", [area("AFI1", row(1)), copied, misspelt])).findings
    assert [(f["subject"], f["severity"]) for f in found if f["rule"] == "PC16"] == [("SII1", ""), ("AFI2", "note")]


def test_blank_rows_and_gaps() -> None:
    made = area("AFI1", row(1), ["Task 2"], row(4))
    assert hits("PC17", made) == ["AFI1/T2"]
    assert hits("PC18", made) == ["AFI1"]
    assert hits("PC17", *TWO) == hits("PC18", *TWO) == []


def test_a_status_that_slipped_sideways() -> None:
    shifted = area("AFI1", row(1), overall=["Overall AFI1 Progress", "", "", "", "", "Complete"])
    assert hits("PC20", shifted) == ["AFI1"]
    assert hits("PC20", *TWO) == []


def test_headings_that_drift() -> None:
    other = [*HEAD[:4], "Program", *HEAD[5:]]
    short = HEAD[:6]
    sheets = (
        area("AFI1", row(1)),
        area("AFI2", row(1)),
        area("AFI3", row(1)),
        area("AFI4", row(1), head=other),
        area("AFI5", row(1)[:6], head=short),
    )
    assert hits("PC21", *sheets) == ["AFI4", "AFI5"]
    assert hits("PC21", *sheets[:3]) == []
