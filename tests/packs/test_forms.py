"""Forms as they come back from Notepad, mail programs and Excel; and forms that mean harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import open_tracker, task
from tests.packs.filling import fill
from tests.packs.test_laws import merged, records
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Note
from tui_tracker.errors import FileError, RefusedError, TrackerError

MAILED = {
    "as Notepad saves it": lambda b: b,
    "with a mark at the start": lambda b: b"\xef\xbb\xbf" + b,
    "as Notepad's Unicode": lambda b: b.decode().encode("utf-16"),
    "in an old encoding": lambda b: b.decode().replace("–", "-").encode("cp1252", "replace"),
    "with plain line ends": lambda b: b.replace(b"\r\n", b"\n"),
    "with old Mac line ends": lambda b: b.replace(b"\r\n", b"\r"),
    "with non-breaking spaces": lambda b: b.replace(b" = ", "\u00a0=\u00a0".encode()),
    "with tabs": lambda b: b.replace(b" = ", b"\t=\t"),
    "with curly quotes": lambda b: b.decode().replace("'''", "’’’").replace('"', "”").encode(),
    "with other curly quotes": lambda b: b.decode().replace("= '''", "= ‘‘‘").replace('"', "“").encode(),
    "quoted by a mail program": lambda b: b"\r\n".join(b"> " + line for line in b.split(b"\r\n")),
    "with spaces at the line ends": lambda b: b.replace(b"\r\n", b"  \r\n"),
    "without the boxes of short answers": lambda b: b.replace(b"progress = '''complete'''", b"progress = complete"),
}


@pytest.mark.parametrize("how", MAILED)
def test_a_text_form_survives_editors_and_mail_programs(plan: Tracker, form: Path, how: str) -> None:
    fill(form, {"AFI1/T1": {"progress": "complete", "note": 'Seen at F:\\plans\\"new"\nand it\'s done'}})
    form.write_bytes(MAILED[how](form.read_bytes()))
    assert merged(plan, form)
    view = plan.read.task(task(plan, "AFI1/T1"))
    assert view.task.progress == "complete"
    straight = [n.text.translate({ord(c): '"' for c in "“”"}) for n in view.notes]
    assert [" ".join(text.split()) for text in straight] == ['Seen at F:\\plans\\"new" and it\'s done']
    assert view.notes[0].said_by == "SM Prevention"
    assert view.notes[0].entered_by == "Coordinator"


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ("format = 1", "format = 2", "another version (format 2; this program reads 1)"),
        ("format = 1", "", "another version"),
    ],
)
def test_a_garbled_form_is_named_by_its_line_and_merges_nothing(
    plan: Tracker, form: Path, found: str, put: str, says: str
) -> None:
    form.write_text(form.read_text(encoding="utf-8").replace(found, put, 1), encoding="utf-8")
    before = records(plan)
    with pytest.raises(TrackerError) as refused:
        merged(plan, form)
    assert says in str(refused.value), str(refused.value)
    assert records(plan) == before


@pytest.mark.parametrize(
    ("field", "answer", "says"),
    [
        ("progress", "nearly there", "nearly there"),
        ("date", "some time in June", "some time in June"),
        ("date", "1 Dec 2026", "still to come"),
        ("new_date", "when the trainer is back", "trainer"),
        ("progress", "deferred", "in its own field"),
        ("files", "../../etc/passwd", "no plain file name"),
        ("files", "C:\\Windows\\win.ini", "no plain file name"),
        ("files", "nothing.pdf", "not in the folder"),
    ],
)
def test_an_answer_that_means_nothing_is_named_with_its_words(
    plan: Tracker, form: Path, field: str, answer: str, says: str
) -> None:
    fill(form, {"AFI1/T1": {field: answer, "note": "good news"}})
    found = plan.returns.preview(form)
    assert [(u.ref, u.field) for u in found.unread] == [("AFI1/T1", field)]
    assert says in found.unread[0].message
    assert plan.returns.merge(found) is not None, "one answer that cannot be read holds up no other"
    assert plan.read.task(task(plan, "AFI1/T1")).notes[0].text == "good news", "nothing else is lost"
    again = plan.returns.preview(form)
    assert [(u.ref, u.field) for u in again.unread] == [("AFI1/T1", field)], "it waits, and is asked again"
    assert not again.notes
    settled = plan.returns.preview(form, settled={("AFI1/T1", field): ""})
    assert not settled.unread


def test_a_file_beside_the_form_becomes_proof_and_a_link_out_of_the_folder_does_not(plan: Tracker, form: Path) -> None:
    folder = form.with_name("Station 07 files")
    folder.mkdir()
    (folder / "list.csv").write_text("a,b\n", encoding="utf-8")
    fill(form, {"AFI1/T1": {"files": "list.csv"}})
    assert merged(plan, form)
    view = plan.read.task(task(plan, "AFI1/T1"))
    assert [a.name for a in view.attachments] == ["list.csv"]
    assert not plan.history.verify().faults
    assert not merged(plan, form)
    secret = form.with_name("secret.txt")
    secret.write_text("secret", encoding="utf-8")
    try:
        (folder / "out.txt").symlink_to(secret)
    except (OSError, NotImplementedError):
        pytest.skip("this system makes no symbolic links")
    fill(form, {"AFI1/T2": {"files": "out.txt"}})
    assert [u.field for u in plan.returns.preview(form).unread] == ["files"]


def test_another_plans_form_and_another_holders_are_refused(plan: Tracker, form: Path, tmp_path: Path) -> None:
    text = form.read_text(encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text(text.replace('for = "SM Prevention"', 'for = "HR Manager"'), encoding="utf-8")
    with pytest.raises(RefusedError, match="was made for SM Prevention and says it comes from HR Manager"):
        merged(plan, other)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with open_tracker(folder, FixedClock(plan.clock.now()), prefix="z") as stranger:
        stranger.structure.new_plan("Another")
        with pytest.raises(RefusedError, match="is no form that this plan sent out"):
            merged(stranger, form)


def test_a_base_that_is_forged_in_the_file_counts_for_nothing(plan: Tracker, form: Path) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "behind_target")
    fill(form, {"AFI1/T1": {"progress": "complete"}})
    form.write_text(
        form.read_text(encoding="utf-8").replace("# We have it: unknown", "# We have it: behind target"),
        encoding="utf-8",
    )
    assert [c.base for c in plan.returns.preview(form).clashes] == ["unknown"]


def workbook(plan: Tracker, tmp_path: Path) -> Path:
    path = tmp_path / "sm.xlsx"
    plan.returns.make(path, "SM Prevention", chaser=False)
    return path


def test_a_workbook_form_is_locked_but_for_its_answers(plan: Tracker, tmp_path: Path) -> None:
    plan.stations.roll_out(task(plan, "AFI1/T1"), "Station 1-3")
    path = tmp_path / "s.xlsx"
    plan.returns.make(path, "Station 02", chaser=False)
    book = openpyxl.load_workbook(path)
    sheet = book["Return form"]
    assert sheet.protection.sheet
    assert book["tui_tracker"].sheet_state == "veryHidden"
    free = {sheet.cell(8, c.column).value for row in sheet.iter_rows(min_row=9) for c in row if not c.protection.locked}
    assert "Task" not in free
    assert "Is it done at your station? yes or no" in free
    assert "Where does it stand now?" not in free, "one station does not say where a task of forty stands"
    fill(path, {"AFI1/T1": {"done": "yes", "note": "Watch B done"}})
    assert merged(plan, path)
    assert [t.station for t in plan.stations.ticks(task(plan, "AFI1/T1")) if t.done_on] == ["Station 02"]


@pytest.mark.parametrize("value", ["=1+1", '=HYPERLINK("http://x","complete")'])
def test_a_formula_is_not_read(plan: Tracker, tmp_path: Path, value: str) -> None:
    path = workbook(plan, tmp_path)
    fill(path, {"AFI1/T1": {"note": value}, "AFI1/T2": {"note": "done by hand"}})
    found = plan.returns.preview(path)
    assert [(u.ref, u.field, u.where) for u in found.unread] == [("AFI1/T1", "note", "cell G9")]
    assert "formula" in found.unread[0].message
    assert plan.returns.merge(found) is not None
    assert [n.text for n in plan.read.all(Note)] == ["done by hand"]


def test_a_workbook_that_would_unpack_to_a_gigabyte_is_refused_before_it_is_opened(
    plan: Tracker, tmp_path: Path
) -> None:
    path = workbook(plan, tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item, old.read(item))
        new.writestr("xl/media/big.bin", b"\0" * 40_000_000)
    path.write_bytes(out.getvalue())
    with pytest.raises(FileError, match="would unpack to"):
        merged(plan, path)


def test_a_copied_sheet_is_no_form(plan: Tracker, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Return form"  # type: ignore[union-attr]  # a new workbook has a sheet
    path = tmp_path / "copied.xlsx"
    book.save(path)
    with pytest.raises(FileError, match="is no return form of this program"):
        merged(plan, path)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0" * 50, b"[" * 100_000, b"form = 1", b'form = "x"\nformat = 1\ntask = 3', b"PK\x03\x04nonsense", b"\xff\xfe\x00",
        b'form = "x"\nformat = 1\n[[task]]\nref = "A"\nnote = {a=1}', b"a = 1\n" * 100_000, b"form = '" + b"x" * 6_000_000 + b"'",
    ],
)  # fmt: skip
def test_hostile_bytes_get_one_sentence(plan: Tracker, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    with pytest.raises(TrackerError) as refused:
        merged(plan, path)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 500


def test_control_characters_and_steering_marks_do_not_come_in(plan: Tracker, form: Path) -> None:
    text = form.read_text(encoding="utf-8").replace("note = '''\n\n'''", "note = '''red \u202eevil\u202c'''", 1)
    form.write_text(text, encoding="utf-8")
    assert merged(plan, form)
    assert "\u202e" not in plan.read.all(Note)[0].text


# -- by command line


Run = Callable[..., tuple[int, str]]
