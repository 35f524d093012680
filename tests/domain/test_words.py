"""Progress words, references, people and text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain import people, progress_words, refs, text
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
    assert progress_words.from_word(word) is means


def test_an_unknown_word_is_never_guessed() -> None:
    assert progress_words.from_word("Mostly there") is None
    assert progress_words.from_word("") is None
    with pytest.raises(UsageError, match="Mostly there"):
        progress_words.parse("Mostly there")


def test_what_is_no_progress_word_is_refused_with_those_that_are() -> None:
    with pytest.raises(UsageError) as refused:
        progress_words.parse("nearly_done")
    known = "complete, on target, behind target, not started, deferred, ongoing, unknown"
    assert str(refused.value) == f"“nearly_done” is not a progress word; use one of {known}."
    assert progress_words.parse("On_Target!") is Progress.ON_TARGET
    assert progress_words.from_word("  NOT–yet   started. ") is Progress.NOT_STARTED


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("sii 1", [(None, "SII1", None)]),
        ("AFI11/T6", [(None, "AFI11", ("6", "T6")), (None, "AFI11/T6", None)]),
        ("Plan A: afi_2 / Task 3", [("Plan A", "AFI2", ("3", "ASK3", "TASK3")), ("Plan A", "AFI2/TASK3", None)]),
        ("AFI1/2/3", [(None, "AFI1/2", ("3",)), (None, "AFI1", ("2/3",)), (None, "AFI1/2/3", None)]),
        ("ES1.4/Ta", [(None, "ES1.4", ("A", "TA")), (None, "ES1.4/TA", None)]),
        (" .AFI–; / .T7, ", [(None, "AFI", ("7", "T7")), (None, "AFI–;/.T7", None)]),
        ("Theme", [(None, "THEME", None)]), ("AFIs/T", [(None, "AFIS", ("T",)), (None, "AFIS/T", None)]),
    ],
)  # fmt: skip
def test_a_reference_is_taken_apart_in_every_way(
    typed: str, ways: list[tuple[str | None, str, tuple[str, ...] | None]]
) -> None:
    found = [(w.plan, w.area, w.tasks) for w in refs.ways(typed)]
    assert [w for w in found if w in ways] == ways


@pytest.mark.parametrize("typed", ["", " ", "/1", " / ", "AFI1/", "AFI1/ ", ":AFI1", " :AFI1/1", "Plan:"])
def test_half_a_reference_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        refs.ways(typed)
    assert str(refused.value) == f"“{typed}” is not a reference; write it as AFI11 or AFI11/T6."


def test_references_sort_by_their_numbers() -> None:
    wanted = ["AFI2", "afi2/T3", "AFI11/T2", "AFI11/T10", "SII1"]
    mixed = [wanted[i] for i in (3, 0, 4, 2, 1)]
    assert sorted(mixed, key=refs.natural_key) == wanted
    assert refs.natural_key("Afi11/T2") == ((1, "afi"), (0, 11), (1, "/t"), (0, 2))
    assert refs.task_ref("AFI11", "6") == "AFI11/T6"


@pytest.mark.parametrize("typed", ["AFI11/T6", "afi 11/6", "AFI11/6", "afi11 / t6", "Afi11/Task 6"])
def test_a_reference_is_read_leniently(typed: str) -> None:
    first = refs.ways(typed)[0]
    assert (first.area, (first.tasks or ("",))[0]) == ("AFI11", "6")


def test_old_spellings_of_area_references_are_one() -> None:
    assert refs.normal_area("AFIs 21") == refs.normal_area("afi 21") == "AFI21"
    assert refs.normal_area("SII 1") == "SII1"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("T & D", ["T & D"]), ("I & OD", ["I & OD"]), ("Head of L&D", ["Head of L&D"]),
        ("Corporate Risk & Resilience", ["Corporate Risk & Resilience"]), ("Health & Wellbeing Lead", ["Health & Wellbeing Lead"]),
        ("Planning and Performance Manager", ["Planning and Performance Manager"]), ("SM & TL Community Safety", ["SM Community Safety", "TL Community Safety"]),
        ("HR Manager / Geo Support", ["HR Manager", "Geo Support"]), ("EDI/CFO", ["EDI", "CFO"]),
        ("Head of L&D/HR Manager", ["Head of L&D", "HR Manager"]), ("CM / HP", ["CM", "HP"]),
        ("Head of Prevention and Protection", ["Head of Prevention and Protection"]),
    ],
)  # fmt: skip
def test_joint_owners_are_split_and_departments_are_not(cell: str, names: list[str]) -> None:
    assert people.split(cell) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("", []), (" / ; ", []), ("A\nB, C;D", ["A", "B", "C", "D"]), ("AM and GM Risk", ["AM Risk", "GM Risk"]), ("Ann Oak and Head of HR", ["Ann Oak", "Head of HR"]),
        ("SM & TL and GM", ["SM", "TL and GM"]), ("SM & TL Risk and GM Risk", ["SM Risk", "TL Risk", "GM Risk"]), ("SM Prevention and GM Protection", ["SM Prevention", "GM Protection"]), ("SMT Prevention and GM Protection", ["SMT Prevention and GM Protection"]), ("Prevention and GM Protection", ["Prevention and GM Protection"]), ("Finance and Director of HR and Chief Clerk", ["Finance", "Director of HR", "Chief Clerk"]), ("Ann Oak & Ben Elm", ["Ann Oak & Ben Elm"]),
        ("AB and CDEF", ["AB and CDEF"]), ("ABCD and CDEF", ["ABCD", "CDEF"]), ("AM and the GM", ["AM and the GM"]), ("Health and HR", ["Health and HR"]),
        ("L&D and HR Team", ["L&D and HR Team"]), ("Ann Oak, GM and HR safety", ["Ann Oak", "GM", "HR safety"]),
    ],
)  # fmt: skip
def test_a_cell_names_its_people_in_order(cell: str, names: list[str]) -> None:
    assert people.split(cell) == names


def test_a_register_knows_a_person_by_any_spelling() -> None:
    known = people.Register([Alias(uid="1", person="p1", spelling="Ann Oak / HR", folded=text.fold("Ann Oak / HR"))])
    assert known.person(" ann  OAK / hr") == "p1"
    assert known.person("Ben  ELM") == "ben elm"
    assert known.people("Ann Oak / HR") == {"p1"}
    assert known.people("Ann Oak / Ben Elm") == {"ann oak", "ben elm"}
    assert known.people(None) == known.people("") == known.people(" ") == set()


def test_people_are_compared_through_the_register() -> None:
    before = people.Register()
    assert not before.people("CM / HP") & before.people("C Marlow")
    aliases = [
        Alias(uid=str(i), person="p1", spelling=s, folded=text.fold(s)) for i, s in enumerate(("CM", "C Marlow"))
    ]
    after = people.Register(aliases)
    assert after.people("CM / HP") & after.people("c  marlow")
    assert not after.people("HP") & after.people("C Marlow")


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


@pytest.mark.parametrize(
    ("raw", "lines", "line"),
    [
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne", "a b c d e"),
        ("a\t\n\nb", "a\t\n\nb", "a b"),
        ("e\u0301", "é", "é"),
        ("a\u200db", "a\u200db", "a\u200db"),
        ("a\x07b", "a\ufffdb", "a\ufffdb"),
    ],
)
def test_text_from_outside_is_made_plain(raw: str, lines: str, line: str) -> None:
    assert text.clean(raw) == lines
    assert text.clean(raw, multiline=False) == line


def test_only_what_is_replaced_is_counted() -> None:
    assert text.replaced_count("a\r\nb\rc") == 0
    assert text.replaced_count("\x00\x1b[0m\u202e") == 3


def test_words_are_compared_without_case_form_or_punctuation() -> None:
    assert text.fold(" ＡＢ\u00a0 Straße\n") == "ab strasse"
    assert text.words("On_Target, “2nd” Try") == ["on", "target", "2nd", "try"]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (13, "Mend all of…"),
        (12, "Mend all of…"),
        (11, "Mend all o…"),
        (14, "Mend all of it"),
        (5, "Mend…"),
        (6, "Mend…"),
        (1, "…"),
        (0, "…"),
    ],
)
def test_the_first_words_end_in_an_ellipsis_where_they_are_cut(width: int, shown: str) -> None:
    assert text.first_line(" Mend  all\nof it ", width) == shown


@pytest.mark.parametrize(
    ("name", "said"),
    [("the inspectorate", "the inspectorate's"), ("the auditors", "the auditors'"), ("HMICFRS", "HMICFRS's"), ("the NFCC", "the NFCC's"), ("", "'s")],
)  # fmt: skip
def test_whose_it_is_is_said_as_english_does(name: str, said: str) -> None:
    assert text.whose(name) == said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" afi 11 / t6 ", [(None, "AFI11", ("6", "T6")), (None, "AFI11/T6", None)]),
        ("More:AFI1", [(None, "MORE:AFI1", None), ("More", "AFI1", None)]),
        ("a:b:c", [(None, "A:B:C", None), ("a", "B:C", None), ("a:b", "C", None)]),
        ("a : b", [(None, "A:B", None), ("a", "B", None)]),
    ],
)  # fmt: skip
def test_a_reference_may_name_its_plan_and_hold_more_than_one_stroke(
    text: str, found: list[tuple[str | None, str, tuple[str, ...] | None]]
) -> None:
    assert [(w.plan, w.area, w.tasks) for w in refs.ways(text)] == found


@pytest.mark.parametrize("text", ["", " ", "/", "AFI1/", "/T6", ":AFI1", "AFI1:", " / "])
def test_what_begins_or_ends_with_a_stroke_is_no_reference(text: str) -> None:
    with pytest.raises(UsageError, match="is not a reference; write it as AFI11 or AFI11/T6"):
        refs.ways(text)


def test_numbers_and_references_are_compared_as_they_read() -> None:
    assert refs.numbers(" t 6.") == ("6", "T6")
    assert refs.numbers("Task 6;") == ("6", "ASK6", "TASK6")
    assert (refs.numbers("T"), refs.numbers("6,")) == (("T",), ("6",))
    assert [refs.own_number(x) for x in ("Task a", "task  12", " a ", "Task", "Tasks")] == [
        "a",
        "12",
        "a",
        "Task",
        "Tasks",
    ]
    assert refs.same_ref("AFI 1", "afi1")
    assert refs.same_ref("a b", "AB ")
    assert not refs.same_ref("AFI1", "AFI11")


def test_the_lead_of_several_is_marked_and_stands_first() -> None:
    assert people.with_lead("SM Risk / HR Manager / Estates", "hr manager") == "HR Manager (lead) / SM Risk / Estates"
    assert people.with_lead("SM Risk", "SM Risk") == "SM Risk (lead)"
    with pytest.raises(ValueError, match=r"^Control$"):
        people.with_lead("SM Risk / HR Manager", "Control")
