"""A paper as blocks: a table that does not add up never exists, and every text passes through whoever asks for it."""

from __future__ import annotations

import pytest

from tui_tracker.domain.document import (
    Block,
    Bullets,
    Chart,
    Column,
    Facts,
    Heading,
    Para,
    Series,
    Table,
    Turn,
    mapped,
    passed,
)  # fmt: skip
from tui_tracker.errors import RefusedError

COLUMNS = [Column("Pillar"), Column("Tasks", True, True), Column("Done", True, True), Column("Share", True)]
ROWS = [["People", 3, 1, 9], ["Efficiency", 4, 2, 8]]


def table(**more: object) -> Table:
    return Table(**{"columns": COLUMNS, "rows": ROWS, **more})


def test_a_table_that_adds_up_is_made() -> None:
    made = table(total=["Total", 7, 3, 99])
    assert made.total == ["Total", 7, 3, 99]  # a share is no sum
    assert table(total=["Total", 0, 0, 0], rows=[]).rows == []
    assert (made.caption, made.parts) == ("", None)
    assert (COLUMNS[0].number, COLUMNS[0].adds, COLUMNS[0].width) == (False, False, 1)
    assert Para("x") == Para("x", "", False)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"total": ["Total", 7, 4, 0]}, "The column “Done” adds up to 3 but its total says 4; the paper was not written."),
        ({"total": ["Total", 6, 3, 0]}, "The column “Tasks” adds up to 7 but its total says 6; the paper was not written."),
        ({"parts": (1, (2, 3))}, "The row “People” does not add up to its tasks; the paper was not written."),
        ({"rows": [["People", 3, 1, 2], ["Efficiency", 4, 2, 1]], "parts": (1, (2, 3))}, "The row “Efficiency” does not add up to its tasks; the paper was not written."),
        ({"rows": [["People", 3, 1, 2]], "total": ["Total", 3, 1, 1], "parts": (1, (2, 3))}, "The row “Total” does not add up to its tasks; the paper was not written."),
    ],
)  # fmt: skip
def test_a_table_that_does_not_add_up_is_refused_with_what_is_wrong(more: dict[str, object], says: str) -> None:
    with pytest.raises(RefusedError) as refused:
        table(**more)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("more", "cells"), [({"rows": [["People", 3]]}, 2), ({"rows": [], "total": ["Total", 1, 1, 1, 1]}, 5)]
)
def test_a_row_has_a_cell_for_each_column(more: dict[str, object], cells: int) -> None:
    with pytest.raises(ValueError, match=f"^a row of {cells} cells under 4 columns$"):
        table(**more)


CHART = Chart(
    "bars", "By month", "Month", ("Jan", "Feb"), (Series("Due", (1, 2)), Series("Done", (0, 2))), "More is done"
)


def test_a_chart_is_a_table_of_the_same_figures() -> None:
    made = CHART.table()
    assert [(c.name, c.number, c.adds) for c in made.columns] == [
        ("Month", False, False),
        ("Due", True, False),
        ("Done", True, False),
    ]
    assert (made.rows, made.caption, made.total) == ([["Jan", 1, 0], ["Feb", 2, 2]], "By month", None)


def _loud(text: str) -> str:
    return text.upper()


@pytest.mark.parametrize(
    ("block", "made"),
    [
        (Heading(2, "One"), Heading(2, "ONE")),
        (Para("text", "lead", True), Para("TEXT", "LEAD", True)),
        (Facts((("a", "b"), ("c", "d"))), Facts((("A", "B"), ("C", "D")))),
        (Bullets(("a", "b")), Bullets(("A", "B"))),
        (Turn(True), Turn(True)),
        (
            table(total=["total", 7, 3, 99], caption="by pillar"),
            Table(
                [Column("PILLAR"), Column("TASKS", True, True), Column("DONE", True, True), Column("SHARE", True)],
                [["PEOPLE", 3, 1, 9], ["EFFICIENCY", 4, 2, 8]], ["TOTAL", 7, 3, 99], "BY PILLAR",
            ),
        ),
        (
            Table([Column("a"), Column("n", True), Column("m", True)], [["x", 2, 2]], None, "", (1, (2,))),
            Table([Column("A"), Column("N", True), Column("M", True)], [["X", 2, 2]], None, "", (1, (2,))),
        ),
        (CHART, Chart("bars", "BY MONTH", "Month", ("JAN", "FEB"), (Series("DUE", (1, 2)), Series("DONE", (0, 2))), "MORE IS DONE")),
    ],
)  # fmt: skip
def test_every_text_of_a_block_can_be_changed(block: Block, made: Block) -> None:
    assert mapped(block, _loud) == made
    assert mapped(block, lambda text: text) == block


def test_every_text_goes_through_with_the_place_where_it_stands() -> None:
    blocks: list[Block] = [
        Heading(1, "Plan"), Para("first"), Heading(2, "AFI1 Visits"), Para("second", "who"),
        Table([Column("Task"), Column("Due")], [["T1", "Mar"], ["", "Apr"], [3, "May"]], None, "caption"),
        Heading(3, "A heading that is a good deal longer than forty letters"), Bullets(("third",)), Heading(2, ""), Facts((("k", "v"),)),
    ]  # fmt: skip
    seen: list[tuple[str, str]] = []

    def through(text: str, where: str) -> str:
        seen.append((text, where))
        return f"<{text}>"

    made = list(passed(blocks, through))
    assert seen == [
        ("Plan", "the front of the paper"), ("first", "the front of the paper"), ("", "the front of the paper"),
        ("AFI1 Visits", "AFI1"), ("second", "AFI1"), ("who", "AFI1"),
        ("T1", "AFI1 › T1"), ("Mar", "AFI1 › T1"), ("", "AFI1"), ("Apr", "AFI1"), ("May", "AFI1"), ("caption", "AFI1"),
        ("A heading that is a good deal longer than forty letters", "A heading that is a good deal longer tha"),
        ("third", "A heading that is a good deal longer tha"), ("", ""), ("k", ""), ("v", ""),
    ]  # fmt: skip
    assert isinstance(made[4], Table)
    assert made[4].rows == [["<T1>", "<Mar>"], ["<>", "<Apr>"], [3, "<May>"]]
    assert (made[4].caption, [c.name for c in made[4].columns]) == ("<caption>", ["Task", "Due"])
    assert made[3] == Para("<second>", "<who>")


@pytest.mark.parametrize(
    ("heading", "place"), [("AFI1 Visits", "AFI1"), ("11 Visits", "11 Visits"), ("Visits 3", "Visits 3"), ("T2", "T2")]
)
def test_a_heading_that_opens_with_a_reference_is_named_by_it(heading: str, place: str) -> None:
    seen: list[str] = []
    list(passed([Heading(2, heading), Para("x")], lambda text, where: seen.append(where) or text))
    assert set(seen) == {place}
