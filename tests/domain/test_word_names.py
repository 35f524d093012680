"""Names that are plain words: a month is a month where a day, a preposition or a meeting stands beside it."""

from __future__ import annotations

import pytest

from tui_tracker.domain import word_names


def people(text: str) -> list[str]:
    return [text[a:b] for a, b in word_names.likely(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("June says it is done", ["June"]),
        ("Asked June for the list", ["June"]),
        ("Asked by June 30", []),
        ("from June to July", []),
        ("Told April about it", ["April"]),
        ("Drafted for April, and sent", []),
        ("Met in May", []),
        ("Saw May on Monday", ["May"]),
        ("Asked May and June", []),
        ("Told June meeting", []),
        ("Asked June paper on it", []),
        ("Called April Board", []),
        ("via June", []),
        ("until May", []),
        ("since April", []),
        ("Seen (by June)", []),
        ("with April, again", ["April"]),
        ("per June", ["June"]),
        ("Grace says so", ["Grace"]),
        ("asked Grace to", ["Grace"]),
        ("Asked Grave about", []),
        ("The post of June", []),
    ],
)
def test_a_month_is_no_person_where_it_stands_as_one(text: str, found: list[str]) -> None:
    assert people(text) == found


def test_a_word_that_is_a_name_is_known_in_any_case() -> None:
    assert word_names.is_word_name("Bishop")
    assert word_names.is_word_name("WILL")
    assert not word_names.is_word_name("Station")
