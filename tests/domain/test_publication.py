"""What a public paper must not give away is found in the forms people write it in; posts and places are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.publication import Check, Rules, is_personal
from tui_tracker.domain.records import Publication

KNOWN = ["Kim Rowan", "K Rowan (Protection)", "GM Protection", "HR Manager"]
SIGNERS = ["Farrow", "KB", "Zbigniew Wójcik-Smythe", "Business Assurance", "AM People"]


def found(text: str) -> list[tuple[str, str]]:
    return list(Rules(KNOWN, signers=SIGNERS).find(text, set()))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("met Sarah Wood there", "Sarah Wood"), ("Amy Green and David Hill", "Amy Green"), ("Cllr Church said", "Cllr Church"), ("Mr Law agreed", "Mr Law"),
        ("José Núñez wrote", "José Núñez"), ("Siân Hughes", "Siân Hughes"), ("seen by JOHN SMITH", "JOHN SMITH"), ("John FitzGerald", "John FitzGerald"), ("Smith, John", "Smith, John"),
        ("John‑Paul Smith", "John‑Paul Smith"), ("Mary Jane Smith checked", "Mary Jane Smith"), ("Dr Mary Jane Smith", "Dr Mary Jane Smith"), ("Maria De Souza", "Maria De Souza"),
        ("shared with Hiren Patel", "Hiren Patel"), ("Chief Constable Jones", "Chief Constable Jones"), ("SM Oduya asked", "SM Oduya"), ("Kim Rowan agreed", "Kim Rowan"),
        ("K Rowan agreed", "K Rowan"), ("Farrow said so", "Farrow"), ("seen by KB", "KB"), ("Zbigniew Wójcik-Smythe", "Zbigniew Wójcik-Smythe"), ("Kim said so", "Kim"),
        ("Then Sarah Jones agreed", "Sarah Jones"), ("Met Sarah Wood", "Sarah Wood"), ("Asked Sarah Jones to look", "Sarah Jones"), ("TOLD SARAH JONES", "SARAH JONES"),
        ("Seen by Leicester, Smith, John", "Smith, John"),
    ],
)  # fmt: skip
def test_a_name_is_found_whole(text: str, name: str) -> None:
    assert ("name", name) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "GM Fire Protection said", "Head of L&D and T & D", "Hindu Community - joined by AM POD", "Home Safety Checks", "As of 1st September-23", "Fire Control Team", "Nottingham Trent and Leicester City",
        "Business Assurance", "HR Manager / Payroll", "Operational Risk", "The Service should make sure", "Plan A Next", "Appendix A Table", "Community Risk Management Plan",
    ],
)  # fmt: skip
def test_posts_teams_and_places_are_no_names(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("ring 0116 229 2000 now", "phone", "0116 229 2000"), ("0044 116 229 2000", "phone", "0044 116 229 2000"), ("0116–229–2000", "phone", "0116–229–2000"),
        ("Tel.07700 900123-", "phone", "07700 900123"), ("+353 1 234 5678", "phone", "+353 1 234 5678"), ("a.o'brien@fire.example", "e-mail", "a.o'brien@fire.example"),
        ("see https://intranet.nfrs.gov.uk/x", "intranet address", "https://intranet.nfrs.gov.uk/x"), ("10.1.2.3/x", "intranet address", "10.1.2.3/x"),
        ("northshire.sharepoint.com/sites/x", "intranet address", "northshire.sharepoint.com/sites/x"), ("S:/Plans/Kim.docx", "drive path", "S:/Plans/Kim.docx"),
        ("at \\\\srv\\My Docs\\P Marlow\\a b.docx end", "drive path", "\\\\srv\\My Docs\\P Marlow\\a b.docx"), ("S:\\Plans\\Kim notes.docx", "drive path", "S:\\Plans\\Kim notes.docx"),
    ],
)  # fmt: skip
def test_numbers_and_addresses_are_found_whole(text: str, what: str, words: str) -> None:
    assert (what, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.gov.uk/x",
        "12/01/2024",
        "2022/23",
        "0.98 of 1,000",
        "ratio 3:1 and/or",
        "Q4 2024/25",
        "version 1.2.3",
    ],
)
def test_the_open_web_dates_and_ratios_are_left_alone(text: str) -> None:
    assert found(text) == []


def decided(words: str, shown: str | None, reason: str | None = None) -> Publication:
    return Publication(uid="u", found=words, what="name", shown_as=shown, reason=reason)


def test_a_decision_swaps_whole_names_only() -> None:
    check = Check(Rules(decided=[decided("Jane Smith", "the owner")]))
    assert check.pass_through("Jane\nSmith’s word; JANE SMITH", "x") == "the owner’s word; the owner"
    assert check.pass_through("Jane Smith-Jones", "x") == "Jane Smith-Jones"
    assert [f.found for f in check.findings()] == ["Jane Smith-Jones"]


def test_invisible_and_full_width_letters_hide_nothing() -> None:
    check = Check(Rules())
    assert check.pass_through("Jo\u00adhn Sm\u200bith and Ｊｏｈｎ Ｓｍｉｔｈ", "x") == "John Smith and John Smith"
    assert [f.found for f in check.findings()] == ["John Smith"]


def test_an_officers_published_contact_is_no_finding() -> None:
    rules = Rules(officers=["Jane Smith"], contacts=["jane.smith@fire.example, 0116 229 2000"])
    assert rules.find("Jane Smith, jane.smith@fire.example, 0116 229 2000", set()) == ()
    assert rules.find("0116 229 2001", set()) == (("phone", "0116 229 2001"),)


def test_officers_are_shown_and_erased_decisions_do_nothing() -> None:
    rules = Rules(
        officers=["Jane Smith"], decided=[decided("Jane Smith", "the owner"), decided("[redacted]", "a councillor")]
    )
    assert rules.swap("Jane Smith [redacted]", set()) == "Jane Smith [redacted]"
    assert rules.find("Jane Smith", set()) == ()


@given(st.text(max_size=60), st.lists(st.sampled_from(["Kim Rowan", "kım", "İ", "a.b", "(x", "\\1"]), max_size=3))
def test_no_text_and_no_decision_breaks_the_check(text: str, words: list[str]) -> None:
    check = Check(Rules(decided=[decided(w, "\\g<0> role") for w in words]))
    made = check.pass_through(text, "x")
    assert all("\\g<0> role" in made for w in words if w == text.strip() and text.isascii())


def test_a_long_word_of_capitals_is_no_trap() -> None:
    import time

    start = time.perf_counter()
    for text in ("A" * 50_000, "Mr " * 20_000, "Aa" * 20_000, "0 " * 20_000, "a." * 20_000):
        found(text)
    assert time.perf_counter() - start < 10


def test_cells_that_name_somebody() -> None:
    assert all(
        is_personal(n) for n in ("K Rowan", "Mo Farrow", "Siân O'Connor", "Kernow Beta", "SM Farrow", "E Brand (CRR)")
    )
    assert not any(
        is_personal(n)
        for n in (
            "GM Prevention",
            "Geo Support",
            "T & D",
            "AST (IT)",
            "Various",
            "Station 07",
            "Health & Wellbeing Lead",
        )
    )
