"""Reading plan files: the real ones by their keys, the sample by its source, and grids made by hand."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SHARED_PLANS, law, needs_shared_plans
from tui_tracker.actions.keep.demo import sample_folder
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain import dates
from tui_tracker.domain import parts as notes
from tui_tracker.domain.records import Note
from tui_tracker.errors import FileError, UsageError
from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.proposal import Proposal
from tui_tracker.intake.read import deadline_in, propose, read

PLANS = sorted(k.name[: -len(".key.json")] for k in SHARED_PLANS.glob("*.key.json"))


@needs_shared_plans
@pytest.mark.parametrize("name", PLANS)
def test_a_real_file_is_read_as_a_careful_reader_would(name: str, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text(json.dumps(read(SHARED_PLANS / name).to_json()), encoding="utf-8")
    command = [
        sys.executable,
        str(SHARED_PLANS / "score.py"),
        str(SHARED_PLANS / f"{name}.key.json"),
        str(tmp_path / "out.json"),
        "--json",
    ]
    score = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    assert score["strict"] >= 0.99
    assert score["invented_areas"] == []
    assert score["invented_tasks"] == []


@needs_shared_plans
def test_the_tracker_comes_in_with_its_figures_and_an_account(tracker: Tracker) -> None:
    path = SHARED_PLANS / "leicestershire-tracker.xlsx"
    proposal = read(path)
    kinds = proposal.counted()
    assert kinds["error_text"] == 13
    assert sum("blank task row" in r.text for r in proposal.remarks) == 14
    assert sum("fill read as" in r.text for r in proposal.remarks) == 28
    assert [r.where for r in proposal.remarks if r.kind == "fragment"] == ["SII3!A6"]
    assert any(r.text == "SII4 states 6 tasks, its counts add to 9, its sheet has 6" for r in proposal.remarks)
    tracker.imports.apply(proposal, path)
    view = tracker.read.summary()
    assert (view.total.areas, view.total.tasks) == (38, 95)
    assert (
        view.total.complete,
        view.total.on_target,
        view.total.behind_target,
        view.total.ongoing,
        view.total.unknown,
    ) == (35, 21, 3, 10, 26)
    figures = view.plans[0].figures
    assert figures.steps() == (75, 25, 22, 12, 0)
    assert (figures.outside_qa, figures.outside_sampled) == (10, 8)
    assert sum(int(s.stated) for s in view.stated if s.what == "complete") == 41
    for one, two in (("SII2/T1", "SII2/T2"), ("SII3/T3", "SII3/T4")):
        tracker.structure.join(tracker.resolve(one).uid, tracker.resolve(two).uid)
    for n in range(3):
        tracker.structure.add_task(tracker.resolve("AFI3", kind="area").uid, f"Placeholder {n}")
    assert tracker.read.summary().plans[0].counts.tasks == 76
    assert tracker.resolve("SII3/4").uid == tracker.resolve("SII3/T3").uid
    for _ in range(5):
        tracker.history.undo()
    assert tracker.read.summary() == view


@needs_shared_plans
def test_the_sweep_of_imported_entries_assures_eight(tracker: Tracker) -> None:
    path = SHARED_PLANS / "leicestershire-tracker.xlsx"
    tracker.imports.apply(read(path), path)
    waiting = tracker.signoffs.unsettled()
    assert len(waiting) == 52
    wanted = {"AFI1/T1", "AFI1/T5", "AFI5/T1", "AFI5/T2", "AFI5/T3", "AFI7/T1", "AFI7/T2", "AFI12/T2"}
    tracker.signoffs.settle({u.entry.uid: "close" for u in waiting if u.ref in wanted})
    assert {r.ref for r in tracker.read.task_rows(tracker.read.task_ids("is:assured"))} == wanted


@needs_shared_plans
def test_the_same_file_twice_changes_nothing(tracker: Tracker) -> None:
    path = SHARED_PLANS / "leicestershire-tracker.xlsx"
    tracker.imports.apply(read(path), path)
    head = tracker.read.journal_head()
    again = tracker.imports.apply(read(path), path)
    assert (again.applied, again.differences) == (None, [])
    assert tracker.read.journal_head() == head


def test_a_newer_file_adds_and_never_overwrites(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    head = "Ref,Pillar,Area for improvement,Task no,Action,Assigned to,Due,Status\n"
    path.write_text(head + "AFI1,People,Hours are watched,1,Set a baseline,HR,Mar-26,On Target\n", encoding="utf-8")
    tracker.imports.apply(read(path), path)
    tracker.tasks.set_progress([tracker.resolve("AFI1/T1").uid], "behind_target")
    newer = "AFI1,People,Hours are watched,1,Set a baseline,HR,Mar-26,Complete\n,,,2,Watch it,HR,Jun-26,\n"
    path.write_text(head + newer, encoding="utf-8")
    outcome = tracker.imports.apply(read(path), path)
    assert (outcome.added_areas, outcome.added_tasks) == (0, 1)
    assert outcome.differences == [
        "AFI1/T1 progress: changed in both, here “behind_target”, in the file “complete”; not settled, left as it is here"
    ]
    assert tracker.tasks.get(tracker.resolve("AFI1/T1").uid)[0].progress == "behind_target"
    tracker.history.undo()
    assert tracker.read.summary().total.tasks == 1


def test_an_import_is_one_change_and_undo_takes_it_all(tracker: Tracker) -> None:
    path = sample_folder() / "northshire.xlsx"
    outcome = tracker.imports.apply(read(path), path)
    assert (outcome.added_areas, outcome.added_tasks) == (29, 88)
    assert tracker.history.verify().faults == ()
    tracker.history.undo()
    assert tracker.read.summary().total.areas == 0


def test_the_original_cells_are_kept_beside_what_was_made_of_them(tracker: Tracker) -> None:
    path = sample_folder() / "northshire.xlsx"
    tracker.imports.apply(read(path), path)
    view = tracker.read.task(tracker.resolve("AFI5/T4").uid)
    cells = {c["field"]: c for s in view.sources for c in s.cells}
    assert cells["qa.date"]["text"] == "19/09/2026 19/02/2026"
    assert str(view.signoffs[0].date) == "2026-02-19"
    assert cells["status"]["fill"] == "92D050"
    assert cells["due"]["where"] == "AFI5!D6"
    assert tracker.read.task(tracker.resolve("AFI6/T1").uid).task.evidence_text.startswith("31/10/25 - Six")  # type: ignore[union-attr]  # it has one


def test_the_sample_files_are_what_their_source_builds(tmp_path: Path) -> None:
    folder = sample_folder()
    if not (folder / "build.py").is_file():
        pytest.skip("the builder is only in a checkout")
    (tmp_path / "northshire.txt").write_bytes((folder / "northshire.txt").read_bytes())
    (tmp_path / "build.py").write_bytes((folder / "build.py").read_bytes())
    subprocess.run([sys.executable, str(tmp_path / "build.py")], check=True, capture_output=True)
    assert (tmp_path / "northshire.csv").read_bytes() == (folder / "northshire.csv").read_bytes()
    one, two = (read(f / "northshire.xlsx").to_json() for f in (tmp_path, folder))
    assert one == two


def grid(*rows: list[str], name: str = "Plan") -> Proposal:
    return propose(Book("plan.csv", [Sheet(name, [[Cell(t, t) for t in row] for row in rows])]))


HEAD = ["Ref", "Area for improvement", "Action", "Owner", "Due date", "Status", "Update"]


def test_an_unknown_word_is_left_unknown_and_said() -> None:
    made = grid(HEAD, ["AFI1", "Hours are watched", "Baseline", "HR", "Mar-26", "Nearly there", ""])
    assert made.areas[0].tasks[0].status is None
    assert any("“Nearly there” is not a known progress word" in r.text for r in made.remarks)


def test_an_area_is_carried_down_over_its_actions() -> None:
    made = grid(
        HEAD,
        ["AFI1", "Hours are watched", "Baseline", "HR", "Mar-26", "Green", ""],
        ["", "", "Watch", "HR", "Apr-26", "Red", ""],
    )
    assert [(a.ref, [t.title for t in a.tasks]) for a in made.areas] == [("AFI1", ["Baseline", "Watch"])]
    assert [t.status for t in made.areas[0].tasks] == ["complete", "behind_target"]


def test_a_table_that_is_no_plan_gives_nothing_and_says_so() -> None:
    made = grid(["Station", "Phone", "Postcode"], ["Station 01", "none", "AB1"])
    assert made.areas == []
    assert [r.kind for r in made.remarks] == ["not_used"]


def test_repeated_headings_and_totals_are_dropped() -> None:
    row = ["AFI1", "Hours are watched", "Baseline", "HR", "Mar-26", "Green", ""]
    made = grid(HEAD, row, ["Total", "", "", "", "", "", ""])
    assert len(made.areas[0].tasks) == 1
    assert any("a total" in r.text for r in made.remarks)


def test_a_blank_progress_is_never_not_started() -> None:
    made = grid(HEAD, ["AFI1", "Hours are watched", "Baseline", "HR", "Mar-26", "", ""])
    assert made.to_json()["areas"][0]["tasks"][0]["status"] is None


def test_the_inspectorates_date_in_the_words_is_found() -> None:
    found = deadline_in("By 1 June 2023, chief fire officers should …")
    assert found is not None
    assert found.due.isoformat() == "2023-06-01"
    assert deadline_in("With immediate effect, …") is None


AFI9 = (
    "First paragraph without a date.\nSecond one, for the 22/23 year.\n31/10/23 - Six plans. 22/01/24 - nine. ICT plan for 24/25 due. "
    "20/11/23 - reminders. 30/01/24 - ten plans.\n25/04/2024 - ICT plan received."
)


def test_one_cell_becomes_its_dated_notes_and_the_lead() -> None:
    parts = notes.split(AFI9)
    assert [p.date.due.isoformat() if p.date else None for p in parts] == [
        None,
        "2023-10-31",
        "2024-01-22",
        "2023-11-20",
        "2024-01-30",
        "2024-04-25",
    ]
    assert parts[0].text.endswith("22/23 year.")


@pytest.mark.parametrize(
    ("text", "initials"),
    [("18-0424 GG - used", "GG"), ("CP 14/6/24 - done", "CP"), ("23.10.23 - agreed", None)],
)
def test_initials_beside_the_date_are_the_author(text: str, initials: str | None) -> None:
    assert notes.split(text)[0].initials == initials


@pytest.mark.parametrize(
    "text", ["agreed on 23.10.23 by SLT", "open until 24 November 2023", "due by Mar 24", "met in June 2023"]
)
def test_a_date_that_is_only_spoken_of_opens_nothing(text: str) -> None:
    assert len(notes.split(text)) == 1


@given(st.text(st.sampled_from("ab .,-–:\n/0123456789MarSeptGGCP•"), max_size=80))
def test_splitting_loses_no_character(text: str) -> None:
    parts = notes.split(text)
    assert "".join("".join(p.text.split()) for p in parts) == "".join(text.split())


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "is a PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0 ...", "old Office file"),
        ("a.xls", b"<html><table>", "is a web page"),
        ("a.xlsx", b"PK\x03\x04 but broken", "is damaged"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\x00\x01\x02\x03" * 100, "is not text"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_sentence(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError, match=says):
        read(tmp_path / name)


def test_a_missing_file_and_a_foreign_archive(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        read(tmp_path / "gone.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as out:
        out.writestr("x.txt", "x")
    with pytest.raises(FileError, match="neither an Excel workbook"):
        read(tmp_path / "a.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", "<x/>")
        out.writestr("xl/worksheets/sheet1.xml", b"0" * (120 * 2**20))
    with pytest.raises(FileError, match="would unpack to 120 MB"):
        read(tmp_path / "bomb.xlsx")


def test_a_stray_far_cell_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for c, text in enumerate(HEAD, 1):
        sheet.cell(1, c, text)
    for c, text in enumerate(["AFI1", "Hours are watched", "Baseline", "HR", "Mar-26", "Green"], 1):
        sheet.cell(2, c, text)
    sheet["XFD1048576"] = "stray"
    book.save(tmp_path / "far.xlsx")
    made = read(tmp_path / "far.xlsx")
    assert [t.title for a in made.areas for t in a.tasks] == ["Baseline"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [HEAD, ["AFI1", "Costs £12 – café", "Baseline", "HR", "Mar-26", "Green", "x"]]
    (tmp_path / "p.csv").write_bytes("\r\n".join(delimiter.join(r) for r in rows).encode(encoding))
    made = read(tmp_path / "p.csv")
    assert made.areas[0].title == "Costs £12 – café"
    assert made.areas[0].tasks[0].due.day == dates.month_end(2026, 3)


@law(30)
@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=8))
def test_any_grid_is_read_without_a_fault(rows: list[list[str]]) -> None:
    made = grid(HEAD, *rows)
    assert json.loads(json.dumps(made.to_json()))["report"]["areas"] == len(made.areas)


def test_hostile_text_comes_in_clean_and_is_counted(tmp_path: Path, tracker: Tracker) -> None:
    bad = "[/] [red]x[/red] \x1b]0;X\x07 \u202eevil"
    (tmp_path / "p.csv").write_text(
        ",".join(HEAD) + "\n" + f"AFI1,Hours are watched,{bad},HR,Mar-26,Green,{bad}\n", encoding="utf-8"
    )
    made = read(tmp_path / "p.csv")
    assert any("control characters were replaced" in r.text for r in made.remarks)
    title = made.areas[0].tasks[0].title or ""
    assert "[/] [red]x[/red]" in title
    assert "\x1b" not in title
    assert "\u202e" not in title
    tracker.imports.apply(made, tmp_path / "p.csv")


def test_nothing_to_import_writes_nothing(tmp_path: Path, tracker: Tracker) -> None:
    (tmp_path / "p.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no table"):
        tracker.imports.apply(read(tmp_path / "p.csv"), tmp_path / "p.csv")
    assert tracker.read.journal_head()[0] == 0


@needs_shared_plans
def test_the_trackers_paper_renders_twice_with_every_table_intact(tracker: Tracker) -> None:
    from tests.reports.test_markdown import by_cmark, by_markdown_it, tables_of

    path = SHARED_PLANS / "leicestershire-tracker.xlsx"
    tracker.imports.apply(read(path), path)
    paper = tracker.exports.markdown(evidence=True, internal=True)
    one, two = tables_of(paper, by_cmark), tables_of(paper, by_markdown_it)
    assert one == two
    assert len(one) == paper.count("\n| --- |")
    for table in one:
        assert len({len(row) for row in table}) == 1
    notes_out = {row[2] for table in one for row in table if len(row) == 3}
    assert {n.text for n in tracker.read.all(Note)} <= notes_out


def test_markup_of_a_web_page_becomes_plain_text_and_is_said() -> None:
    text = "<p>Seen &amp; agreed.</p><ul><li>one</li><li>two</li></ul>"
    made = grid(HEAD, ["AFI1", "Hours are watched", "Baseline", "T&D", "Mar-26", "Green", text])
    task = made.areas[0].tasks[0]
    assert task.evidence == "Seen & agreed.\n• one\n• two"
    assert task.assigned_to == "T&D"
    assert [(f["rule"], f["subject"]) for f in made.findings] == [("PC85", "Plan!G2")]
    assert grid(HEAD, ["AFI1", "Less < more", "Baseline", "T&D", "Mar-26", "Green", "a < b > c"]).findings == []
