"""A role in the place of a name: the sentence still reads, and a cell that lists who still lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.publication import Check
from tui_tracker.domain.publication_rules import Rules
from tui_tracker.domain.records import Publication

DECIDED = [
    Publication(uid="1", what="name", found="P Marlow", shown_as="the QA officer"),
    Publication(uid="2", what="name", found="Priya Solanki", shown_as="a named person"),
    Publication(uid="3", what="name", found="Jo Farrow", shown_as="a named person"),
    Publication(uid="4", what="name", found="DKP", shown_as="the QA officer"),
    Publication(uid="5", what="phone", found="0113 496 0466", shown_as="[telephone number left out]"),
]


def shown(text: str) -> str:
    return Check(Rules(decided=DECIDED)).pass_through(text, "here")


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Spoke to P Marlow about it.", "Spoke to the QA officer about it."),
        ("P Marlow's team agreed.", "The QA officer's team agreed."),
        ("Seen. P Marlow agreed.", "Seen. The QA officer agreed."),
        ("Agreed with SM P Marlow on site.", "Agreed with the QA officer on site."),
        ("Our P Marlow will see to it.", "Our QA officer will see to it."),
        ("DKP – seen at two stations", "The QA officer – seen at two stations"),
        ("Told “P Marlow” today", "Told “the QA officer” today"),
        ("It went to Priya Solanki and Jo Farrow last week.", "It went to a named person and another last week."),
        ("HR Manager / P Marlow", "HR Manager / QA officer"),
        ("P Marlow", "QA officer"),
        ("Priya Solanki, Head of Fleet", "Named person, Head of Fleet"),
        ("Ring 0113 496 0466 first", "Ring [telephone number left out] first"),
        ("Asked for it\nP Marlow has it", "Asked for it\nThe QA officer has it"),
    ],
)
def test_a_role_fits_its_sentence(text: str, reads: str) -> None:
    assert shown(text) == reads


@given(
    st.text(st.characters(codec="ascii", exclude_characters="\r\x0b\x0c"), max_size=30),
    st.text(st.characters(codec="ascii"), max_size=30),
)
def test_what_stands_around_a_name_is_kept_and_the_name_is_gone(before: str, after: str) -> None:
    """The name goes; every other word stays, in order, but a title or an article directly before it."""
    made = shown(f"{before} P Marlow {after}")
    assert "P Marlow" not in made or "P Marlow" in before + after
    said = before.split()[:-1] + after.split()
    left = iter(made.split())
    assert all(word in left for word in said), (said, made)
