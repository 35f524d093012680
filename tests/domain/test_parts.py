"""One progress cell in dated parts: which date opens one, and whose initials stand beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.date_grammar import scan
from tui_tracker.domain.parts import last, opens, split


def parts(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(p.date.text if p.date else None, p.initials, p.text) for p in split(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n ", []),
        (" No date here. ", [(None, None, "No date here.")]),
        ("12/01/24 - seen", [("12/01/24", None, "12/01/24 - seen")]),
        ("Begun. \n12/01/24 - seen", [(None, None, "Begun."), ("12/01/24", None, "12/01/24 - seen")]),
        ("12/01/24 - seen\n 13/02/24 - closed ", [("12/01/24", None, "12/01/24 - seen"), ("13/02/24", None, "13/02/24 - closed")]),
        ("12/01/24 KB - seen", [("12/01/24", "KB", "12/01/24 KB - seen")]),
        ("12/01/24, KBX: seen", [("12/01/24", "KBX", "12/01/24, KBX: seen")]),
        ("12/01/24 - KB - seen", [("12/01/24", "KB", "12/01/24 - KB - seen")]),
        ("KB 12/01/24 seen", [("12/01/24", "KB", "KB 12/01/24 seen")]),
        ("12/01/24 - seen\n- KB 13/02/24 - closed", [("12/01/24", None, "12/01/24 - seen"), ("13/02/24", "KB", "- KB 13/02/24 - closed")]),
        ("Seen.\nUpdate: 12/01/24 closed", [(None, None, "Seen."), ("12/01/24", None, "Update: 12/01/24 closed")]),
        ("12/01/24 KBXY - seen", [("12/01/24", None, "12/01/24 KBXY - seen")]),
        ("Seen • 12/01/24 closed", [(None, None, "Seen •"), ("12/01/24", None, "12/01/24 closed")]),
        ("Seen on 12/01/24", [(None, None, "Seen on 12/01/24")]),
        ("met 18/12 and Mar 24", [(None, None, "met 18/12 and Mar 24")]),
    ],
)  # fmt: skip
def test_a_cell_is_split_at_the_dates_that_open_a_part(
    text: str, found: list[tuple[str | None, str | None, str]]
) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("12/01/24", True), ("  12/01/24", True), ("seen. 12/01/24 it was", True), ("seen\n12/01/24 it was", True), ("seen  12/01/24 it was", True),
        ("seen; 12/01/24", True), ("seen 12/01/24 - closed", True), ("seen 12/01/24: closed", True), ("seen 12/01/24-Closed", True), ("seen 12/01/24-closed", True),
        ("seen 12/01/24", False), ("seen 12/01/24 closed", False), ("seen on 12/01/24 - closed", False), ("(12/01/24 - closed)", False), ("by 12/01/24: x", False),
        ("week commencing 12/01/24 - x", False), ("seen 12/01/24 Closed", True), ("seen 12 Jan 24 Closed", False), ("seen 12 Jan 24 - closed", True),
        ("UPDATE 12/01/24 it was", True), ("• KB 12/01/24 it was", True), ("seen 12/01/24, KB - closed", True), ("- 12/01/24 it was", True),
        ("x" * 60 + " till 12/01/24 - x", False), ("seen 12/01/24" + " " * 45 + "- closed", False),
    ],
)  # fmt: skip
def test_a_date_opens_a_part_or_is_spoken_of(text: str, opened: bool) -> None:
    assert opens(text, scan(text)[0]) is opened


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("12/01/24 - seen", "12/01/24 - seen"),
        ("01/03/24 - none. 09/05/24 - now seen. ", "09/05/24 - now seen."),
        ("01/03/24 - none\nKB 09/05/24 - seen on 10/05/24", "KB 09/05/24 - seen on 10/05/24"),
        ("a. 18/12 - seen", "18/12 - seen"),
        (" nothing dated ", " nothing dated "),
        ("", ""),
    ],
)
def test_the_last_round_of_a_text(text: str, part: str) -> None:
    assert last(text) == part


@given(
    st.lists(
        st.sampled_from(["12/01/24", " - ", "KB", "seen", "\n", ". ", "on ", "Mar 24", "18/12", "  "]), max_size=12
    )
)
def test_the_parts_hold_every_word_of_the_cell(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert "".join("".join(p.text.split()) for p in split(text)) == "".join(text.split())
    assert all(p.text == p.text.strip() != "" for p in split(text))
    assert all(p.date is not None for p in split(text)[1:])
