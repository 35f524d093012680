"""Forms as they come back: old encodings, mails, colours and words in other places."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from tests.packs.filling import fill
from tests.packs.test_as_people_do import FORM, QUOTES, edited, filled, in_word, landed, made, said, texts
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Note, Problem
from tui_tracker.errors import FileError
from tui_tracker.packs import text_form


@pytest.mark.parametrize(("encoding", "said_"), [("cp1250", "central Europe"), ("cp1252", "old Windows encoding")])
def test_old_encodings_are_told_apart(plan: Tracker, tmp_path: Path, encoding: str, said_: str) -> None:
    words = "Łukasz Żółć – zrobione" if encoding == "cp1250" else "Café £300 – naïve"
    path = made(plan, tmp_path, "txt")
    text = path.read_text(encoding="utf-8").replace("note = '''", f"note = '''\n{words}", 1)
    path.write_bytes(text.encode(encoding, "replace"))
    found = landed(plan, path)
    assert texts(plan) == [words]
    assert said_ in found.repairs[0]


def test_no_line_of_a_form_is_broken_by_a_mail(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    assert max(len(line) for line in path.read_text(encoding="utf-8").split("\n")) <= text_form.WIDEST


def test_an_answer_on_the_line_that_asks_is_listed(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("# Anything in the way?", "# Anything in the way? yes, no budget", 1), encoding="utf-8"
    )
    assert said(plan.returns.preview(path)) == [("AFI1/T1", "Anything in the way? yes, no budget")]


# -- what a blind tester found


def test_every_sign_of_a_web_page_is_read(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    text = path.read_text(encoding="utf-8").replace("note = '''", "note = '''\n£40 – it’s done…", 1)
    coded = (
        text.replace("'", "&#x27;")
        .replace("£", "&pound;")
        .replace("’", "&rsquo;")
        .replace("…", "&hellip;")
        .replace("–", "&ndash;")
        .replace('"', "&quot;")
    )
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "wm@example.org", "co@example.org", "Your form"
    message.set_content(
        "<html>" + "".join(f"<div>{line}</div>" for line in coded.split("\n")) + "</html>", subtype="html"
    )
    path.write_bytes(message.as_bytes())
    assert landed(plan, path).notes == [("AFI1/T1", "£40 – it’s done…")]


def with_files(text: str, *names: str, inner: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "wm@example.org", "co@example.org", "Your form"
    message.set_content("Here you are.\n")
    message.add_attachment(text.encode("utf-8"), maintype="text", subtype="plain", filename="gm.txt")
    for name in names:
        content = text.encode("utf-8") if name.endswith(".txt") else b"\xff\xd8\xff picture"
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if inner:
        outer = EmailMessage()
        outer["From"], outer["To"], outer["Subject"] = "co@example.org", "co@example.org", "Fwd"
        outer.set_content("See below.\n")
        outer.add_attachment(message)
        return outer.as_bytes()
    return message.as_bytes()


def test_what_else_hangs_on_a_mail_is_listed_and_two_forms_are_said(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    text = filled(path.read_bytes().decode("utf-8"))
    path.write_bytes(with_files(text, "gate.jpg"))
    assert ("", "a file beside the form: gate.jpg") in said(plan.returns.preview(path))
    path.write_bytes(with_files(text, "second.txt"))
    with pytest.raises(FileError, match="holds 2 return forms"):
        plan.returns.preview(path)
    path.write_bytes(with_files(text, inner=True))
    assert landed(plan, path).notes == [("AFI1/T1", "We did it")]


def test_a_table_and_a_page_head_in_a_word_document_are_listed(plan: Tracker, tmp_path: Path) -> None:
    import docx

    path = made(plan, tmp_path, "txt")
    document = docx.Document(io.BytesIO(in_word(filled(path.read_bytes().decode("utf-8")))))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "AFI1/T2", "sent out Monday"
    document.sections[0].header.paragraphs[0].text = "from Sam"
    document.save(str(path))
    assert {"AFI1/T2 | sent out Monday", "from Sam"} <= {t for _, t in said(plan.returns.preview(path))}


@pytest.mark.parametrize(
    "word",
    [
        "No issues at present",
        "None at this time.",
        "no, all fine",
        "Not really",
        "?",
        "Nothing so far, thanks",
        "Nope",
        "None to date",
        "No problems at all",
        "Not that I know of",
        "0",
    ],
)
def test_no_problem_in_other_words_is_none(plan: Tracker, tmp_path: Path, word: str) -> None:
    path = made(plan, tmp_path, "txt")
    fill(path, {"AFI1/T1": {"problem": word}})
    assert plan.returns.preview(path).nothing_new


@pytest.mark.parametrize(
    "word", ["no van", "None of the crews can drive it", "nothing has arrived from stores", "not enough trainers"]
)
def test_what_begins_with_no_may_be_a_problem(plan: Tracker, tmp_path: Path, word: str) -> None:
    path = made(plan, tmp_path, "txt")
    fill(path, {"AFI1/T1": {"problem": word}})
    assert landed(plan, path).problems == [("AFI1/T1", word)]


def test_a_month_is_no_day_of_a_note(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    fill(path, {"AFI1/T1": {"note": "Drill held", "date": "Jun-26"}})
    assert [(u.field, u.message) for u in landed(plan, path).unread] == [
        ("date", "“Jun-26” names no single day: on which day was it?")
    ]
    assert [n.date for n in plan.read.all(Note)] == [None]


def test_words_that_name_a_task_belong_to_it(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    path.write_text(
        path.read_text(encoding="utf-8") + "\nPS: the tablets (AFI1/T2) need new cards.\n\nSent from my phone\n",
        encoding="utf-8",
    )
    assert said(plan.returns.preview(path)) == [
        ("AFI1/T2", "PS: the tablets (AFI1/T2) need new cards."),
        ("", "Sent from my phone"),
    ]


def test_a_reason_sent_later_is_the_reason_of_the_date_that_waits(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    blank = path.read_bytes()
    fill(path, {"AFI1/T1": {"new_date": "31 Oct 2026"}})
    landed(plan, path)
    path.write_bytes(blank)
    fill(path, {"AFI1/T1": {"why": "no trainer"}})
    landed(plan, path)
    assert [(p.due_text, p.reason) for p in plan.stations.proposals()] == [("31 Oct 26", "no trainer")]
    assert texts(plan) == []


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("progress", "Completed?", "in doubt"),
        ("progress", "green", "what colours mean"),
        ("note", "complete", "where it stands"),
        ("note", "as above", "write it out"),
        ("why", "31/03/2027", "only a day"),
        ("problem", "31/03/2027", "only a day"),
        ("new_date", "31/03/2072", "10 years"),
        ("date", "1 June 2026", "stands alone"),
    ],
)
def test_what_may_have_slipped_or_is_in_doubt_is_asked(
    plan: Tracker, tmp_path: Path, field: str, words: str, told: str
) -> None:
    path = made(plan, tmp_path, "xlsx")
    fill(path, {"AFI1/T1": {field: words}})
    found = landed(plan, path)
    assert [(u.ref, u.field) for u in found.unread] == [("AFI1/T1", field)]
    assert told in found.unread[0].message
    assert plan.read.all(Note) == plan.read.all(Problem) == plan.stations.proposals() == []


def test_green_means_what_the_plans_colours_mean(plan: Tracker, tmp_path: Path) -> None:
    plan.judging.scheme(plan.read.plans()[0].uid, "on-track")
    path = made(plan, tmp_path, "xlsx")
    fill(path, {"AFI1/T1": {"progress": "Green"}})
    assert [(o.ref, o.result) for o in landed(plan, path).changed] == [("AFI1/T1", "on_target")]


def test_files_are_found_by_their_names_whatever_parts_them(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "xlsx")
    folder = tmp_path / "gm files"
    folder.mkdir()
    for name in ("walk.txt", "Photo.JPG", "survey.pdf"):
        (folder / name).write_bytes(b"x")
    fill(path, {"AFI1/T1": {"files": "Walk.TXT, photo.jpg; survey"}})
    found = plan.returns.preview(path)
    assert [name for _, name in found.files] == ["Walk.TXT", "photo.jpg"]
    assert [u.message for u in found.unread] == [
        "“survey” is not in the folder beside the form; is it survey.pdf; save it into a folder “gm files” beside it and merge again"
    ]


def test_of_a_copied_sheet_only_what_differs_is_listed(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book[FORM])
    copy["G9"] = "Only half of it"
    book.save(path)
    assert [text for _, text in said(plan.returns.preview(path))] == ["Only half of it"]


def test_a_block_without_its_task_holds_up_no_other(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    fill(path, {"AFI1/T1": {"note": "first"}, "AFI1/T2": {"note": "second"}, "AFI1/T3": {"note": "third"}})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('ref = "AFI1/T2"', "").replace('ref = "AFI1/T3"', "Ref: afi1/t3"), encoding="utf-8")
    found = landed(plan, path)
    assert [n for _, n in found.notes] == ["first", "third"]
    assert said(found) == [("", "note: second")]
    assert found.missing == ["AFI1/T2"]


def test_a_task_answered_twice_is_asked_about(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    fill(path, {"AFI1/T1": {"progress": "on target"}})
    text = path.read_text(encoding="utf-8")
    block = text[text.index("[[task]]") : text.index("[[task]]", text.index("[[task]]") + 5)]
    path.write_text(text + block.replace(f"{QUOTES}on target", f"{QUOTES}complete", 1), encoding="utf-8")
    found = plan.returns.preview(path)
    assert [(u.field, u.raw) for u in found.unread] == [("progress", "complete")]
    assert "which holds" in found.unread[0].message
    assert not plan.returns.preview(path, settled={("AFI1/T1", "progress"): "complete"}).unread


def test_a_page_of_the_web_and_a_text_box_are_read(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    lines = "".join(
        f"<p>{line.replace(chr(39), '&#39;')}</p>"
        for line in filled(path.read_bytes().decode("utf-8")).replace("\r", "").split("\n")
    )
    path.write_text(f"<html><head><style>p {{}}</style></head><body>{lines}</body></html>", encoding="utf-8")
    assert landed(plan, path).notes == [("AFI1/T1", "We did it")]
    book = made(plan, tmp_path, "xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr(
            "xl/drawings/drawing1.xml",
            "<xdr:sp><xdr:txBody><a:p><a:r><a:t>see me &amp; Jo</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
        )
    book.write_bytes(out.getvalue())
    assert ("", "see me & Jo") in said(plan.returns.preview(book))


@pytest.mark.parametrize("slipped", ["note =\n{q}\nWalked two.\n{q}", "note = \n{q}\n\n{q}\nWalked two."])
def test_marks_that_slipped_to_the_next_line_are_no_words(plan: Tracker, tmp_path: Path, slipped: str) -> None:
    path = made(plan, tmp_path, "txt")
    text = path.read_text(encoding="utf-8").replace(f"note = {QUOTES}\n\n{QUOTES}", slipped.format(q=QUOTES), 1)
    path.write_text(text.replace('form = "', 'form = "').replace("u0000", "U0000"), encoding="utf-8")
    assert landed(plan, path).notes == [("AFI1/T1", "Walked two.")]


def test_a_name_without_an_answer_and_swapped_columns_are_not_passed_over(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "xlsx")
    edited(path, lambda sheet: sheet.__setitem__("B7", "Mo, covering for Jan"))
    assert said(plan.returns.preview(path)) == [("", "filled in by Mo, covering for Jan, and without an answer")]
    fill(path, {"AFI1/T1": {"progress": "We asked the crews", "note": "on target"}})
    found = landed(plan, path)
    assert sorted(u.field for u in found.unread) == ["note", "progress"]
    assert texts(plan) == []
