"""Every other word that might be somebody, and names that are plain words: what is asked, what is never asked, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain import odd_words, plain_text, unknown_names, word_names
from tui_tracker.domain.field_vocabulary import ACRONYMS
from tui_tracker.domain.publication import Check
from tui_tracker.domain.publication_rules import Rules
from tui_tracker.domain.records import Publication
from tui_tracker.english import english

GIVEN = ("Ivy", "Summer", "Robin", "Pearl", "Dawn", "Jade")


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in odd_words.odd(text)]


def likely(text: str) -> list[str]:
    return [w for _, w in Rules().find(text, set())]


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize(
    "sentence",
    ["{} says it is ready", "Sheet sent, {} will check the totals", "Asked {} for the figures", "Agreed with {} on 3 May", "{} to chase the supplier", "The lead is now {}, from June"],
)  # fmt: skip
def test_a_name_that_is_a_plain_word_is_somebody_where_only_people_stand(name: str, sentence: str) -> None:
    assert name in likely(sentence.format(name))


@pytest.mark.parametrize(
    "text",
    ["Due in June", "Moved from May to July", "The June paper was agreed", "Winter pressures plan signed", "A robin nested in the tower", "Dawn patrol cancelled", "Mark all hydrants on the map"],
)  # fmt: skip
def test_the_same_words_for_months_and_things_are_no_likely_people(text: str) -> None:
    assert not likely(text)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("The old Falcon sheet is gone", "Falcon"),
        ("Left with QX at the desk", "QX"),
        ("Seen by K. and filed", "K."),
        ("Ring about 48213 first", "48213"),
        ("Kept under AB12-4490 since May", "AB12-4490"),
        ("Sheet by tamsyn was late", "tamsyn"),
        ("The Rose form stays", "Rose"),
        ("Kit moved by Mickey B and two others", "Mickey B"),
    ],
)
def test_what_stands_out_is_asked_in_one_of_the_lists(text: str, odd: str) -> None:
    found = [*words(text), *likely(text)]
    assert any(odd in w or w in odd for w in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Set the score", "AFI1/T2 Book by score", "Station Manager to confirm with Area Manager", "Trained 45 of 60 on 12 May 2026",
        "The HMICFRS visit to Northshire is in March", "Policy published; crews briefed.", "£12,500 of £20,000 spent", "Level 3 incident in 2024",
    ],
)  # fmt: skip
def test_plain_notes_and_titles_ask_nothing(text: str) -> None:
    assert words(text) == []
    assert likely(text) == []


@pytest.mark.parametrize("acronym", sorted(a.upper() for a in ACRONYMS if a.isalpha())[::40])
def test_no_acronym_of_the_field_is_asked(acronym: str) -> None:
    assert acronym not in words(f"The {acronym} was checked")


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        # somebody acts; a post, or a word that ends as things do, does so as well
        ("“Smudge” is sorting it", ["Smudge"]), ("Chalky has it", ["Chalky"]), ("Officer to confirm", []), ("Training is done", []), ("Crews has it", []), ("Station is open", []),
        ("Decision was taken", []), ("Equipment has come", []), ("Activity was seen", []), ("Bramble sent it", ["Bramble"]),
        # small letters
        ("list from tamsyn about it", ["tamsyn"]), ("see the mark of it", []), ("the xyzzq of it", ["xyzzq"]), ("ask hope of it", []), ("left with kevin for now", ["kevin"]),
        # a word with a letter
        ("Kit of Mickey B today", ["Mickey", "Mickey B"]), ("Kit of Option B today", ["Option", "Option B"]), ("Kit of Option A today", ["Option"]), ("Kit of Mickey I saw", ["Mickey"]), ("Kit of Station B today", []),
        # initials
        ("Left with QX", ["QX"]), ("Left with CFO", []), ("All of THEM", []), ("Left with the AND", ["AND"]), ("Left with SOPs", []), ("Left with RPEs", []), ("Seen by K. then", ["K."]),
        # contracted, or with something before it
        ("it isn't ready, they don’t know, we can't", []), ("to reinvigorate the prebooked visits", []), ("seen by unwin and refaela", ["unwin", "refaela"]),
        # numbers
        ("Ring 48213", ["48213"]), ("In 2024", []), ("Vehicle R17A", []), ("Code ab12cd", ["ab12cd"]), ("About 250kg of it", []), ("On 12may24", []), ("Case AB12-4490", ["AB12-4490"]), ("£12500 of it", []),
        # a capital that is due, and a name all the same
        ("Hope agreed to it", ["Hope"]), ("Hope's form", ["Hope's"]), ("Falcon sheet", []), ("One thing: Falcon sheet", []), ("- Falcon sheet", []), ("AFI1/T2: Falcon sheet", []), ("the Falcon sheet", ["Falcon"]),
        ("1) Falcon sheet", []), ("“Falcon sheet”", []), ("Zyxqua sheet", ["Zyxqua"]), ("Rose’s form", ["Rose’s"]), ("Khan’s form", ["Khan’s"]), ("Khan's form", ["Khan's"]),
        # words of the field, joined
        ("the Watch-Manager rota", []), ("the HR/Finance desk", []), ("the Control's log", []), ("the Northshire/Falcon desk", ["Falcon"]),
    ],
)  # fmt: skip
def test_what_is_odd_and_what_is_not(text: str, odd: list[str]) -> None:
    assert sorted(set(words(text))) == sorted(odd)


@pytest.mark.parametrize(
    ("word", "times", "sorts"),
    [
        ("Kevin", 3, (0, 3, "kevin")), ("Khan", 1, (0, 1, "khan")), ("Rose", 2, (0, 2, "rose")), ("QX", 1, (1, 1, "qx")), ("K.", 1, (1, 1, "k")), ("48213", 2, (1, 2, "48213")), ("ab12cd", 1, (1, 1, "ab12cd")),
        ("Falcon", 4, (2, 4, "falcon")), ("Kevin.", 1, (0, 1, "kevin")),
    ],
)  # fmt: skip
def test_how_telling_a_word_is(word: str, times: int, sorts: tuple[int, int, str]) -> None:
    assert odd_words.weight(word, times) == sorts


def test_the_most_telling_stand_first() -> None:
    check = Check(Rules())
    for text in ("The old Falcon sheet, the Falcon list", "Left with QX", "The Rose form stays", "The Kestrel van"):
        check.pass_through(text, "a note")
    assert [o.found for o in check.others()] == ["Rose", "QX", "Kestrel", "Falcon"]
    assert check.others()[3].times == 2
    assert check.others()[0].sentence == "The Rose form stays"


def test_what_was_looked_at_once_is_not_asked_again_wherever_it_stands() -> None:
    looked = Publication(uid="1", found="Falcon", what="word")
    check = Check(Rules(decided=[looked]))
    check.pass_through("The FALCON sheet and the falcon", "a note")
    check.pass_through("The Falcon list of the Kestrel", "a note")
    assert [o.found for o in check.others()] == ["Kestrel"]


@given(st.text(max_size=60))
def test_a_place_that_is_named_lies_in_the_text_and_holds_something(text: str) -> None:
    for start, end in [*odd_words.odd(text), *word_names.likely(text)]:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


PLAIN_WORDS = st.sampled_from(sorted(w for w in english() if w.isalpha())[::37])
TOKENS = st.one_of(PLAIN_WORDS, PLAIN_WORDS.map(str.capitalize), st.sampled_from([*GIVEN, "Khan", "sm", "QX", "J.", "12", "AFI1/T2", "–", "jo", "will", "w/", "and", "asked", "to", "chase", "says", "(RT)", ",", ".", "Dr"]))  # fmt: skip


@given(st.lists(TOKENS, min_size=1, max_size=9).map(" ".join))
def test_a_text_of_plain_words_alone_is_passed_over_and_nobody_stands_in_it(text: str) -> None:
    """What is skipped for speed would have found nothing: every form of a name, run all the same."""
    if not plain_text.has_stranger(text):
        rules = Rules()
        assert rules._names(text) == []
        assert [*unknown_names.likely(text)] == []
        assert [*word_names.likely(text)] == []
        assert [*odd_words._words(text)] == []
