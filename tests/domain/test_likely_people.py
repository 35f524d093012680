"""What identifies somebody whom no list of names has: invented people, each alone and inside a sentence of a note."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.publication import KINDS
from tui_tracker.domain.publication_rules import Rules
from tui_tracker.domain.records import Area
from tui_tracker.domain.unknown_names import is_known
from tui_tracker.english import english
from tui_tracker.errors import FileError

PEOPLE = [
    "Nomvula Dlakiso", "Gwenfair Prydderch Owain", "dave quillborn", "sm tarnbrook", "SM BA", "T Adeyomi", "Brackenthwaite, L.", "OQUILLAN Niamh",
    "Llinos ap Rhisiart", "Agnieszka Wróblewska", "Xu Qiang", "Lyndon Frostwick (Head of Fleet)", "Tregorran (WM)", "(Quarnwell)", "1457 Pembrick",
]  # fmt: skip
OTHERS = [
    ("identifier", "SN 10874"), ("identifier", "collar number 2231"), ("identifier", "jtarnbr4"), ("identifier", "FX19 KLU"), ("identifier", "14 Birch Close"),
    ("identifier", "ZZ99 9ZZ"), ("identifier", "DOB 12/03/1961"), ("identifier", "born on 3 May 1970"), ("identifier", "QQ 12 34 56 C"), ("phone", "496 0466"),
    ("phone", "ext 4671"), ("phone", "x4672"), ("phone", "O7700 900468"), ("e-mail", "m.tarnbrook (at) northfire.example"), ("drive path", "the P drive"),
    ("intranet address", "Teams link"), ("intranet address", "intranet/policies/bc"), ("personal matter", "long-term sick"), ("personal matter", "on maternity leave"),
]  # fmt: skip
SENTENCES = (
    "{}",
    "Reviewed with {} on the day.",
    "Update 12/05/24: {} will send the plan.",
    "The plan was agreed ({}).",
)
PLAIN = [
    "0800 111 999", "Mark Two pump", "The Fire Control room", "Area Manager Prevention", "Q3 2024-2025", "AFI1/T2", "HMICFRS Inspection", "Business Assurance",
    "Grenfell Tower Inquiry", "Safe and Well visits", "Station 07", "Community Fire Safety Strategy", "Microsoft Teams", "The service should make sure that it",
    "Update 12/05/24: training done", "CRMP 2024-28", "WM and CM development programme", "100 2000 pumps", "BA – training done", "AM POD", "Watch Managers",
    "Hazardous Materials", "Equality Impact Assessment", "Jun, Jul and Aug", "Leicestershire and Rutland", "SMART objectives", "the Home Office", "RTC training",
]  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    return list(Rules().find(text, set()))


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("person", PEOPLE)
def test_a_person_is_found_whatever_the_name(person: str, sentence: str) -> None:
    words = [w for w in person.replace("(", " ").replace(")", " ").replace(",", " ").split() if not is_known(w)]
    made = found(sentence.format(person))
    assert made
    assert all(kind == "name" for kind, _ in made)
    assert any(word in text for _, text in made for word in words or [person])


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("kind", "words"), OTHERS)
def test_what_identifies_without_a_name_is_found(kind: str, words: str, sentence: str) -> None:
    made = found(sentence.format(words))
    assert any(k == kind and (text in words or words in text) for k, text in made), made


@pytest.mark.parametrize("text", PLAIN)
def test_the_field_s_own_words_are_nobody(text: str) -> None:
    assert found(text) == []
    assert found(f"We looked at it: {text}, and it stands.") == []


def test_every_kind_that_is_found_can_be_decided() -> None:
    assert {kind for kind, _ in OTHERS} | {"name"} == set(KINDS)


def test_the_english_list_is_words_and_no_names() -> None:
    assert len(english()) > 35_000
    assert all(w.islower() and w.isascii() for w in english())
    assert english().isdisjoint({"tarnbrook", "dave", "priya", "wei"})


def test_a_word_list_that_cannot_be_read_is_one_sentence_and_no_paper(
    plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english.cache_clear()
    monkeypatch.setattr("tui_tracker.english.resources", SimpleNamespace(files=lambda _: tmp_path))
    try:
        plan.areas.save(plan.read.all(Area)[0].uid, {"headline": "Agreed with Nomvula Dlakiso."})
        with pytest.raises(
            FileError, match="word list of this installation cannot be read, so no public paper is written"
        ):
            plan.exports.export(tmp_path / "p.md", "md", Style(service="Northshire"))
        assert not (tmp_path / "p.md").exists()
    finally:
        english.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "sm pickering agreed the plan", "asked wm baker about rotas", "Pickering agreed the plan", "Manning to check the list", "Browning has the file", "cm fisher said so",
        "his sort code 20-11-43", "he has dyslexia and anxiety", "somebody with asthma",
    ],
)  # fmt: skip
def test_surnames_that_are_places_or_end_in_ing_are_somebody_where_people_stand(text: str) -> None:
    assert Rules().find(text, set())


@pytest.mark.parametrize(
    "text",
    [
        "gm close to retiring",
        "sm prevention to lead",
        "Training has begun",
        "The Lincoln station was visited",
        "Reading of gauges is weekly",
        "asthma awareness week",
        "Dates 20-11-43 to 20-12-43",
    ],
)
def test_the_same_words_for_things_are_nobody(text: str) -> None:
    assert not Rules().find(text, set())
