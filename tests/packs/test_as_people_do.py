"""Good answers in the wrong shape: what people and their programs make of a form. Nothing is lost, nothing is misread, the rest is listed."""

from __future__ import annotations

import datetime
import io
import textwrap
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.conftest import task
from tests.packs.filling import fill
from tui_tracker.actions.bring_in.return_preview import Preview
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Note
from tui_tracker.errors import FileError, UsageError

FORM = "Return form"
QUOTES = "'" * 3


def made(plan: Tracker, folder: Path, form: str, name: str = "SM Prevention") -> Path:
    path = folder / f"gm.{form}"
    plan.returns.make(path, name, chaser=False)
    return path


def edited(path: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book[FORM])
    book.save(path)
    return path


def said(found: Preview) -> list[tuple[str, str]]:
    return [(e.ref, e.text) for e in found.also]


def landed(plan: Tracker, path: Path) -> Preview:
    found = plan.returns.preview(path)
    plan.returns.merge(found)
    return found


def texts(plan: Tracker) -> list[str]:
    return [n.text for n in plan.read.all(Note)]


# -- position is not identity


def moved_up(sheet: Any) -> None:
    sheet.delete_rows(1, 3)


def letterhead(sheet: Any) -> None:
    sheet.insert_rows(1, 2)


def column_in(sheet: Any) -> None:
    sheet.insert_cols(3)


def column_gone(sheet: Any) -> None:
    sheet.delete_cols(5)


def number_column(sheet: Any) -> None:
    sheet.insert_cols(1)
    for row in range(9, 12):
        sheet.cell(row, 1, row - 8)


def sorted_rows(sheet: Any) -> None:
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=9, max_row=11)]
    for row, values in zip(range(9, 12), reversed(rows), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def renamed(sheet: Any) -> None:
    sheet.title = "Sheet1"


@pytest.mark.parametrize("change", [moved_up, letterhead, column_in, column_gone, number_column, sorted_rows, renamed])
def test_rows_and_columns_may_be_anywhere(plan: Tracker, tmp_path: Path, change: Callable[[Any], None]) -> None:
    path = made(plan, tmp_path, "xlsx")
    fill(path, {
        "AFI1/T1": {"progress": "complete", "note": "All done"}, "AFI1/T2": {"new_date": "31 Oct 2026", "why": "off sick"}, "AFI1/T3": {"problem": "no van"},
    })  # fmt: skip
    found = landed(plan, edited(path, change))
    assert (sorted(found.notes), found.proposals, found.problems) == (
        [("AFI1/T1", "All done")], [("AFI1/T2", "31 Oct 26", "off sick")], [("AFI1/T3", "no van")],
    )  # fmt: skip
    assert [(o.ref, o.result) for o in found.changed] == [("AFI1/T1", "complete")]
    assert not found.unread


def test_without_a_heading_row_nothing_is_guessed(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "xlsx")
    fill(path, {"AFI1/T1": {"note": "All done"}})
    with pytest.raises(FileError, match="has lost its heading row"):
        plan.returns.preview(edited(path, lambda sheet: sheet.delete_rows(8)))


# -- what else is written on it


def test_what_is_no_answer_is_listed_and_taken_as_a_note(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "xlsx")

    def change(sheet: Any) -> None:
        sheet["G9"].comment = Comment("we did this in May", "x")
        sheet["E9"] = "typed over the last word"
        sheet["P10"] = "see the other sheet"
        sheet["A20"] = "Other remarks: we need a second van"
        sheet["A1"].comment = Comment("who is this from?", "x")
        sheet["G11"] = "all three watches"
        sheet["G11"].hyperlink = "https://example.org/report"
        sheet.parent.create_sheet("More")["B2"] = "and here is the rest"

    found = plan.returns.preview(edited(path, change))
    assert set(said(found)) == {
        ("", "a comment: who is this from?"), ("AFI1/T1", "a comment: we did this in May"), ("AFI1/T1", "over “Last word”: typed over the last word"),
        ("AFI1/T2", "see the other sheet"), ("AFI1/T3", "a link behind “all three watches”: https://example.org/report"),
        ("", "Other remarks: we need a second van"), ("", "and here is the rest"),
    }  # fmt: skip
    assert not found.nothing_new
    everything = plan.returns.preview(path, also=None)
    assert plan.returns.merge(everything) is not None
    assert {"all three watches", "a comment: we did this in May", "see the other sheet"} <= set(texts(plan))
    left = plan.returns.preview(path)
    assert {ref for ref, _ in said(left)} == {""}, "what has no task stays listed; what was taken is not asked again"


def test_a_note_over_two_merged_rows_is_the_first_ones_and_listed_for_the_second(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "xlsx")
    fill(path, {"AFI1/T1": {"note": "both are done"}})
    found = plan.returns.preview(edited(path, lambda sheet: sheet.merge_cells("G9:G10")))
    assert (found.notes, said(found)) == ([("AFI1/T1", "both are done")], [("AFI1/T2", "both are done")])


def test_a_struck_out_answer_is_none(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "xlsx")
    fill(path, {"AFI1/T1": {"note": "never happened"}})

    def strike(sheet: Any) -> None:
        sheet["G9"].font = openpyxl.styles.Font(strike=True)

    found = plan.returns.preview(edited(path, strike))
    assert (found.notes, said(found)) == ([], [("AFI1/T1", "struck out: never happened")])


def test_files_beside_the_form_that_no_line_names_are_listed(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "xlsx")
    (tmp_path / "gm files").mkdir()
    (tmp_path / "gm files" / "photo.jpg").write_bytes(b"x")
    assert said(plan.returns.preview(path)) == [("", "a file that no line names: photo.jpg")]


# -- nothing dropped by rule


def test_a_reason_a_day_and_a_correction_land(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    blank = path.read_bytes()
    fill(
        path,
        {
            "AFI1/T1": {"why": "trainer off sick"},
            "AFI1/T2": {"progress": "complete", "date": "1 June 2026"},
            "AFI1/T3": {"new_date": "30 Sep 2026"},
        },
    )
    landed(plan, path)
    assert sorted(texts(plan)) == ["Where it stands: complete", "Why it is later: trainer off sick"]
    path.write_bytes(blank)
    fill(path, {"AFI1/T3": {"new_date": "30 Sep 2026", "why": "no trainer"}})
    assert landed(plan, path).proposals == [("AFI1/T3", "30 Sep 26", "no trainer")]
    assert [p.reason for p in plan.stations.proposals()] == ["no trainer"]


def test_a_day_put_right_corrects_its_note(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    blank = path.read_bytes()
    fill(path, {"AFI1/T1": {"note": "Drill held", "date": "20 May 2026"}})
    asked = plan.returns.preview(path)
    assert [(u.field, "before the form went out" in u.message) for u in asked.unread] == [("date", True)]
    plan.returns.merge(asked)
    assert [(n.text, n.date) for n in plan.read.all(Note)] == [("Drill held", None)], "no day until it is confirmed"
    plan.returns.merge(plan.returns.preview(path, settled={("AFI1/T1", "date"): "20 May 2026"}))
    standing = plan.read.task(task(plan, "AFI1/T1")).standing_notes()
    assert [(n.text, str(n.date)) for n in standing] == [("Drill held", "2026-05-20")]
    path.write_bytes(blank)
    fill(path, {"AFI1/T1": {"note": "Drill held", "date": "1 June 2026"}})
    landed(plan, path)
    standing = plan.read.task(task(plan, "AFI1/T1")).standing_notes()
    assert [(n.text, str(n.date)) for n in standing] == [("Drill held", "2026-06-01")]


# -- copies in any order


def test_the_same_file_again_is_nothing_new_whatever_came_between(plan: Tracker, tmp_path: Path) -> None:
    first = made(plan, tmp_path, "xlsx")
    second = tmp_path / "gm (1).xlsx"
    second.write_bytes(first.read_bytes())
    fill(first, {"AFI1/T1": {"progress": "on target", "note": "half way"}})
    fill(second, {"AFI1/T1": {"progress": "complete"}})
    landed(plan, first)
    found = plan.returns.preview(second)
    assert [(c.ref, c.ours, c.theirs) for c in found.clashes] == [("AFI1/T1", "on_target", "complete")], (
        "never a silent overwrite"
    )
    plan.returns.merge(plan.returns.preview(second, take="theirs"))
    for path in (first, second, first):
        again = plan.returns.preview(path)
        assert again.merged_before
        assert plan.returns.merge(again) is None
    assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "complete"


# -- days, no, who


@pytest.mark.parametrize(
    "words", ["2027", "30", "31/3", datetime.date(1905, 7, 19), datetime.date(2020, 1, 1), "1 Jan 2020"]
)
def test_a_day_that_may_be_something_else_is_asked_about(plan: Tracker, tmp_path: Path, words: object) -> None:
    path = made(plan, tmp_path, "xlsx")
    found = landed(plan, edited(path, lambda sheet: sheet.__setitem__("I9", words)))
    assert [(u.ref, u.field) for u in found.unread] == [("AFI1/T1", "new_date")]
    assert plan.stations.proposals() == []


@pytest.mark.parametrize("form", ["xlsx", "txt"])
def test_a_month_is_the_same_in_both_kinds_of_form(plan: Tracker, tmp_path: Path, form: str) -> None:
    path = made(plan, tmp_path, form)
    fill(path, {"AFI1/T1": {"new_date": "March 2027"}})
    assert landed(plan, path).proposals == [("AFI1/T1", "March 2027", "no reason given")]
    assert str(plan.stations.proposals()[0].due_on) == "2027-03-31"


@pytest.mark.parametrize("word", ["No", "None", "N/A", "n/a", "-", "no change", "Nothing to report."])
def test_no_is_no_problem(plan: Tracker, tmp_path: Path, word: str) -> None:
    path = made(plan, tmp_path, "xlsx")
    fill(path, {"AFI1/T1": {"problem": word, "new_date": word, "files": word, "progress": word, "why": word}})
    assert plan.returns.preview(path).nothing_new


@pytest.mark.parametrize("form", ["xlsx", "txt"])
def test_who_filled_it_in_says_it(plan: Tracker, tmp_path: Path, form: str) -> None:
    path = made(plan, tmp_path, form)
    fill(path, {"AFI1/T1": {"note": "done by hand"}})
    if form == "xlsx":
        edited(path, lambda sheet: sheet.__setitem__("B7", "WM Smith"))
    else:
        path.write_text(
            path.read_text(encoding="utf-8").replace("filled_in_by = '''   '''", "filled_in_by = '''WM Smith'''"),
            encoding="utf-8",
        )
    landed(plan, path)
    assert [n.said_by for n in plan.read.all(Note)] == ["WM Smith"]


def test_a_form_by_filter_speaks_for_whom_it_was_made(plan: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    plan.returns.make(path, "SM Station 3", query="owner:SM", chaser=False)
    fill(path, {"AFI1/T1": {"note": "done by hand"}})
    landed(plan, path)
    assert [n.said_by for n in plan.read.all(Note)] == ["SM Station 3"]


def test_without_a_name_merging_asks_who(plan: Tracker, tmp_path: Path) -> None:
    path = made(plan, tmp_path, "txt")
    fill(path, {"AFI1/T1": {"note": "done by hand"}})
    plan.me = ""
    with pytest.raises(UsageError, match="Who merges it"):
        plan.returns.merge(plan.returns.preview(path))


# -- text and mail


def filled(text: str) -> str:
    text = text.replace("note = '''", "note = '''\r\nWe did it", 1)
    return text.replace("progress = '''   '''", "progress = '''on target'''", 1)


def mail(text: str, *, attached: bool, html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "wm@example.org", "co@example.org", "Your form"
    body = (
        "Dear all,\n\nthe van is off the road.\n"
        if attached
        else f"Dear all,\n\nhere it is.\n\n{text}".replace("\r", "")
    )
    message.set_content(body)
    if html:
        rows = "<br>".join(text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "").split("\n"))
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "wm@example.org", "co@example.org", "Your form"
        message.set_content(f"<html><body>{rows}</body></html>", subtype="html")
    if attached:
        message.add_attachment(text.encode("utf-8"), maintype="text", subtype="plain", filename="gm.txt")
    return message.as_bytes()


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("gm.txt", text)
    return out.getvalue()


def in_word(text: str) -> bytes:
    import docx

    document = docx.Document()
    for line in text.replace("\r", "").split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def wrapped(text: str, width: int) -> str:
    return "\n".join(
        textwrap.fill(line, width) if line.startswith("#") else line for line in text.replace("\r", "").split("\n")
    )


def quoted(text: str) -> str:
    return "Thanks.\n\nOn Monday the office wrote:\n" + "\n".join(
        "> " + line for line in text.replace("\r", "").split("\n")
    )


COMES: dict[str, Callable[[str], bytes]] = {
    "wrapped at 72": lambda t: wrapped(t, 72).encode(), "wrapped at 60": lambda t: wrapped(t, 60).encode(), "quoted": lambda t: quoted(t).encode(),
    "attached": lambda t: mail(t, attached=True), "in the words of a mail": lambda t: mail(t, attached=False), "as a web page": lambda t: mail(t, attached=False, html=True),
    "zipped": zipped, "in Word": in_word, "UTF-16 without a mark": lambda t: t.encode("utf-16-le"), "a greeting and a signature": lambda t: f"Hello,\n\n{t}\nSent from my phone\n".encode(),
    "under its box": lambda t: t.replace("progress = '''on target'''", "progress = '''   '''\r\non target").encode(),
    "behind its box": lambda t: t.replace("progress = '''on target'''", "progress = '''   ''' on target").encode(),
    "without a box": lambda t: t.replace("'''on target'''", "on target").encode(), "capitals": lambda t: t.replace("progress =", "Progress =").encode(),
    "one mark too few": lambda t: t.replace("We did it\r\n\r\n'''", "We did it\r\n\r\n''").encode(), "[task]": lambda t: t.replace("[[task]]", "[task]").encode(),
}  # fmt: skip


@pytest.mark.parametrize("how", COMES)
def test_a_text_form_lands_however_it_comes(plan: Tracker, tmp_path: Path, how: str) -> None:
    path = made(plan, tmp_path, "txt")
    text = filled(path.read_bytes().decode("utf-8"))
    path.write_bytes(COMES[how](text))
    found = landed(plan, path)
    assert found.notes == [("AFI1/T1", "We did it")]
    assert [(o.ref, o.result) for o in found.changed] == [("AFI1/T1", "on_target")]
    assert not found.unread
    extra = " ".join(t for _, t in said(found))
    for words in ("the van is off the road", "Sent from my phone", "Thanks.", "here it is."):
        if words.encode() in COMES[how](text):
            assert words in extra


@pytest.mark.parametrize(
    ("bytes_", "told"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Office file"),
        (b"{\\rtf1 x}", "rich-text"),
        (b"", "is empty"),
    ],
)
def test_what_cannot_hold_a_form_gets_one_sentence(plan: Tracker, tmp_path: Path, bytes_: bytes, told: str) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes(bytes_)
    with pytest.raises(FileError, match=told):
        plan.returns.preview(path)


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ('note = "see F:\\new\\table"', "see F:\\new\\table"), ("note = '''\nwe did it\nwhy = because it was late\n'''", "we did it\nwhy = because it was late"),
        ("note = '''\nhe said ‘‘done’’’\n'''", "he said ‘‘done’’’"), ("note =\nwe did it\nand more", "we did it\nand more"),
    ],
)  # fmt: skip
def test_a_good_note_stays_what_it_is(plan: Tracker, tmp_path: Path, note: str, kept: str) -> None:
    path = made(plan, tmp_path, "txt")
    text = path.read_text(encoding="utf-8").replace("note = '''\n\n'''", note, 1)
    path.write_text(text, encoding="utf-8")
    landed(plan, path)
    assert texts(plan) == [kept]
