"""Progress words, references, people and text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain import people, progress, refs, text
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Alias
from tui_tracker.errors import UsageError


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("On Track", Progress.ON_TARGET), ("Amber", Progress.ON_TARGET), ("Yellow", Progress.ON_TARGET), ("GREEN", Progress.COMPLETE),
        ("Closed", Progress.COMPLETE), ("Red", Progress.BEHIND_TARGET), ("In progress", Progress.ONGOING), ("Started", Progress.ONGOING),
        ("Yet to Start", Progress.NOT_STARTED), ("still to start", Progress.NOT_STARTED), ("Deferred", Progress.DEFERRED),
    ],
)  # fmt: skip
def test_the_fields_words_map_to_ours(word: str, means: Progress) -> None:
    assert progress.from_word(word) is means


def test_an_unknown_word_is_never_guessed() -> None:
    assert progress.from_word("Mostly there") is None
    assert progress.from_word("") is None
    with pytest.raises(UsageError, match="Mostly there"):
        progress.parse("Mostly there")


@pytest.mark.parametrize("typed", ["AFI11/T6", "afi 11/6", "AFI11/6", "afi11 / t6", "Afi11/Task 6"])
def test_a_reference_is_read_leniently(typed: str) -> None:
    ref = refs.parse(typed)
    assert (ref.area, ref.task) == ("AFI11", "6")


def test_old_spellings_of_area_references_are_one() -> None:
    assert refs.normal_area("AFIs 21") == refs.normal_area("afi 21") == "AFI21"
    assert refs.normal_area("SII 1") == "SII1"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("T & D", ["T & D"]), ("I & OD", ["I & OD"]), ("Head of L&D", ["Head of L&D"]),
        ("Corporate Risk & Resilience", ["Corporate Risk & Resilience"]), ("Health & Wellbeing Lead", ["Health & Wellbeing Lead"]),
        ("Planning and Performance Manager", ["Planning and Performance Manager"]), ("SM & TL Community Safety", ["SM", "TL Community Safety"]),
        ("HR Manager / Geo Support", ["HR Manager", "Geo Support"]), ("EDI/CFO", ["EDI", "CFO"]),
        ("Head of L&D/HR Manager", ["Head of L&D", "HR Manager"]), ("CM / HP", ["CM", "HP"]),
        ("Head of Prevention and Protection", ["Head of Prevention and Protection"]),
    ],
)  # fmt: skip
def test_joint_owners_are_split_and_departments_are_not(cell: str, names: list[str]) -> None:
    assert people.split(cell) == names


def test_people_are_compared_through_the_register() -> None:
    before = people.Register()
    assert not people.same_person(before, "CM / HP", "C Marlow")
    aliases = [
        Alias(uid=str(i), person="p1", spelling=s, folded=text.fold(s)) for i, s in enumerate(("CM", "C Marlow"))
    ]
    after = people.Register(aliases)
    assert people.same_person(after, "CM / HP", "c  marlow")
    assert not people.same_person(after, "HP", "C Marlow")


@given(st.text())
def test_cleaned_text_reaches_a_terminal_as_nothing_but_text(raw: str) -> None:
    clean = text.clean(raw)
    assert not any(ord(c) < 32 and c not in "\t\n" for c in clean)
    assert not any(0x7F <= ord(c) <= 0x9F or 0xD800 <= ord(c) <= 0xDFFF or 0x202A <= ord(c) <= 0x202E for c in clean)
    assert text.clean(clean) == clean
    assert "\n" not in text.clean(raw, multiline=False)


@pytest.mark.parametrize("bad", ["\x1b]0;X\x07", "\x9b31m", "\u202eevil", "\ud800", "\x00", "\u200b"])
def test_each_dangerous_character_is_shown_as_replaced(bad: str) -> None:
    assert "\ufffd" in text.clean(f"a{bad}b")
    assert text.replaced_count(f"a{bad}b") >= 1
