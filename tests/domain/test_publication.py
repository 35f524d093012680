"""What a public paper must not give away is found in the forms people write it in; posts and places are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.name_shapes import rank_of
from tui_tracker.domain.publication import Check, Finding, statement
from tui_tracker.domain.publication_rules import Rules, is_personal
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
    assert check.pass_through("Jane\nSmith’s word; JANE SMITH", "x") == "The owner’s word; the owner"
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


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Mr. J. A. Smith’s word", ("name", "Mr. J. A. Smith")),
        ("Miss Church Lane", ("name", "Miss Church Lane")),
        ("Mr Smith Office", ("name", "Mr Smith")),
        ("Mrs Training Manager", None),
        ("Chief Fire Officer J. Oduya", ("name", "J. Oduya")),
        ("WM J Oduya", ("name", "WM J Oduya")),
        ("CM Sarah Training", ("name", "CM Sarah")),
        ("GM Fire", None),
        ("SM Odu", ("name", "SM Odu")),
        ("AM Oduy", ("name", "AM Oduy")),
        ("spoke to Zed Quorn", ("name", "Zed Quorn")),
        ("liaised with Zed Station", None),
        ("J. Quorn wrote", ("name", "J. Quorn")),
        ("J Quorn wrote", ("name", "J Quorn")),
        ("J Smith wrote", ("name", "J Smith")),
        ("A Smith wrote", None),
        ("J. Training wrote", None),
        ("Quorn, Sarah", ("name", "Quorn, Sarah")),
        ("Jones, Sarah", ("name", "Jones, Sarah")),
        ("SARAH QUORN", ("name", "SARAH QUORN")),
        ("ZED QUORN", None),
        ("SARAH TRAINING", ("name", "SARAH")),
        ("Zed Jones", ("name", "Zed Jones")),
        ("Zed Green", None),
        ("Sarah Green", ("name", "Sarah Green")),
        ("Station Sarah", ("name", "Sarah")),
        ("Sarah Office", ("name", "Sarah")),
        ("Sarah van Dyke", ("name", "Sarah van Dyke")),
        ("Maria de la Cruz wrote", ("name", "Maria de la Cruz")),
        ("Plan de Campagne", ("name", "de Campagne")),
        ("Sarah la", ("name", "Sarah")),
        ("Sarah Jones de Souza Lima", ("name", "Sarah Jones de Souza Lima")),
        ("Sarah Jones Office", ("name", "Sarah Jones")),
        ("Sarah Jones and Zed Quorn", ("name", "Zed Quorn")),
        ("Sarah Jones, Zed Quorn", ("name", "Zed Quorn")),
        ("Sarah Jones and Fire Control", ("name", "Sarah Jones")),
    ],
)  # fmt: skip
def test_a_name_is_known_by_its_form(text: str, finding: tuple[str, str] | None) -> None:
    made = list(Rules().find(text, set()))
    assert finding in made if finding else made == []


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        (None, False), ("", False), (" (Fire) ", False), ("Mr Church", True), ("GM Oduya", True), ("GM Prevention", False), ("Sarah Jones (Risk)", True), ("Sarah Jones - Risk", True),
        ("Sarah Training", False), ("Sarah jones", True), ("J Oduya", True), ("J. Training", False), ("Zed Quorn", True), ("Zed Quorn Office", False), ("Zed, Quorn", True),
        ("Zed Qu", False), ("Zed Quo", True), ("Zed A. Quorn", True), ("Zed van Quorn", True), ("Zed of Quorn", False), ("A B C D Quorn", True), ("Zed Aa Bbb Ccc Quorn", False),
        ("Zed Aaa Bbb Quorn", True), ("Quorn", False), ("Zed/Quorn Station", False), ("zed quorn", False), ("Zed–Fire", False),
        ("Sarah Quorn Training", False), ("Fire A Quorn", False), ("Sarah", False), ("SM Zed Quorn", False), ("SM Zed Sarah", False), ("SM Sarah", True), ("SM J. Quorn", True),
    ],
)  # fmt: skip
def test_a_cell_names_a_person_or_a_post(name: str | None, personal: bool) -> None:
    assert is_personal(name) is personal


@pytest.mark.parametrize(
    ("name", "personal"), [("Quorn", True), ("Quo", False), ("Quor", True), ("quorn", False), ("Training", False), ("Zed Quorn", True)]
)  # fmt: skip
def test_alone_one_word_may_be_a_person(name: str, personal: bool) -> None:
    assert is_personal(name, alone=True) is personal


@pytest.mark.parametrize(
    ("name", "rank"),
    [("SM Farrow", "SM"), ("Watch  Manager J. Farrow", "Watch Manager"), ("Chief Constable Jones", "Chief Constable"), ("Farrow", None), ("SM Farrow said", None)],
)  # fmt: skip
def test_a_rank_before_a_name_is_a_role_to_show(name: str, rank: str | None) -> None:
    assert rank_of(name) == rank


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("https://intranet/x", "intranet address"), ("https://hr.fire.local:8080/x", "intranet address"), ("http://10.0.0.1:80/x", "intranet address"),
        ("www.intranet.fire.example", "intranet address"), ("https://fire.SharePoint.com/x", "intranet address"), ("FILE://server/x", "drive path"),
        ("ftp://files.example.org", None), ("https://example.org/intranet", None), ("http://172.16.1.2/", "intranet address"), ("http://172.32.1.2/", None),
        ("WWW.example.org", None), ("fire.lan", "intranet address"), ("0116 229 20", None), ("0116 229 200 000 00", None), ("(0116) 229 2000", "phone"),
        ("+44 7700 900123", "phone"), ("0116 229 200", "phone"), ("0116 229 200 0000", "phone"), ("C:/a/b.txt", "drive path"), ("//server/share/x", "drive path"),
    ],
)  # fmt: skip
def test_an_address_is_inside_the_network_or_open(text: str, finding: str | None) -> None:
    assert [what for what, _ in Rules().find(text, set())] == ([finding] if finding else [])


def test_the_plans_own_people_are_found_by_any_of_their_words() -> None:
    rules = Rules(["Zed Quorn (Risk)", "Kim Vance", "GM Protection"], signers=["KB", "SM", "Farrow", "AB C"])
    assert rules.find("zed quorn and J Quorn", set()) == (("name", "zed quorn"), ("name", "J Quorn"))
    assert rules.find("KB, SM; KBX & Farrow", set()) == (("name", "Farrow"), ("name", "KB")) or rules.find(
        "KB, SM; KBX & Farrow", set()
    ) == (("name", "KB"), ("name", "Farrow"))
    assert rules.find("Kim and Zed", set()) == (("name", "Kim"),)
    assert rules.find("SM Quorn", set()) == (("name", "SM Quorn"),)
    assert rules.find("GM Protection", set()) == ()


def test_the_given_name_of_a_decided_name_is_found_by_itself() -> None:
    assert Rules(decided=[decided("Sarah Jones", "the owner")]).find("Sarah agreed", set()) == (("name", "Sarah"),)


def test_a_decision_to_let_stand_is_used_and_no_finding() -> None:
    rules = Rules(decided=[decided("Sarah Jones", None, "she is the inspector"), decided("Amy Green", "[redacted]")])
    used: set[str] = set()
    assert rules.find("Sarah  Jones met Amy Hill", used) == (("name", "Amy Hill"),)
    assert used == {"sarah jones"}
    assert rules.find("Sarah  Jones met Amy Hill", used) == (("name", "Amy Hill"),)
    assert rules.find("x", used) == rules.find("", used) == ()


def test_what_was_swapped_is_noted_as_used() -> None:
    rules = Rules(decided=[decided("Amy Green", "the owner"), decided("Amy Green-Hill", "another"), decided("AB", "")])
    used: set[str] = set()
    assert rules.swap("Amy Green-Hill, amy\n green and AB", used) == "Another, Owner and "
    assert used == {"amy green-hill", "amy green", "ab"}
    assert Rules().swap("Amy Green", used) == "Amy Green"


def test_findings_are_counted_where_they_first_stand() -> None:
    check = Check(Rules())
    assert check.pass_through("Sarah Jones, 0116 229 2000", "AFI1") == "Sarah Jones, 0116 229 2000"
    check.pass_through("SARAH JONES wrote to a@b.example", "AFI2")
    check.pass_through("Sarah Jones", "AFI3")
    assert check.findings() == [
        Finding("name", "Sarah Jones", 3, "AFI1"),
        Finding("phone", "0116 229 2000", 1, "AFI1"),
        Finding("e-mail", "a@b.example", 1, "AFI2"),
    ]


SAID = "A name that reads like a plain word may still stand."


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([], f"Looked at on 1 June 2026 by the plan's coordinator. {SAID}"),
        ([("Amy", "name", "the owner", None)], f"Looked at on 1 June 2026 by the plan's coordinator; 1 name or word is not shown. {SAID}"),
        (
            [("Amy", "name", "the owner", None), ("Ben", "name", "a", None), ("0116 1", "phone", "", None)],
            f"Looked at on 1 June 2026 by the plan's coordinator; 2 names or words are not shown; 1 address or number is left out. {SAID}",
        ),
        (
            [("0116 1", "phone", "", None), ("0116 2", "phone", "", None), ("Cat", "name", None, "asked")],
            f"Looked at on 1 June 2026 by the plan's coordinator; 2 addresses or numbers are left out; 1 decided as public (asked). {SAID}",
        ),
        (
            [("off sick", "personal matter", "", None), ("0116 1", "phone", "", None)],
            f"Looked at on 1 June 2026 by the plan's coordinator; 1 address or number is left out; 1 personal matter is left out. {SAID}",
        ),
        ([("Amy", "name", None, None), ("Ben", "name", None, None)], f"Looked at on 1 June 2026 by the plan's coordinator; 2 decided as public (). {SAID}"),
        (
            [("Amy", "name", None, "asked"), ("Ben", "name", None, "asked"), ("Cat", "name", None, "public")],
            f"Looked at on 1 June 2026 by the plan's coordinator; 3 decided as public (asked; public). {SAID}",
        ),
    ],
)  # fmt: skip
def test_the_paper_says_what_its_check_did(made: list[tuple[str, str, str | None, str | None]], said: str) -> None:
    all_of = [
        Publication(uid=f, found=f, what=w, shown_as=s, reason=r)
        for f, w, s, r in [*made, ("Unused", "name", "x", None)]
    ]
    assert statement(all_of, {f.casefold() for f, *_ in made}, "1 June 2026") == said


@pytest.mark.parametrize(
    "digest",
    ["00036880856b9ec8c7da8d4f3c19710b53f303dad54429e9a4cb6a84742a8d1b", "0116496012345abc", "a07700900123456f"],
)
def test_a_digest_holds_no_telephone_number(digest: str) -> None:
    check = Check(Rules([], [], [], [], []))
    assert check.pass_through(f"journal entry 12, head {digest}.", "the foot").endswith(f"{digest}.")
    assert not check.findings()
    check.pass_through("Ring 0116 496 0123 or 07700900123.", "a note")
    assert [f.what for f in check.findings()] == ["phone", "phone"]
