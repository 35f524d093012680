"""What words, colours and days mean: shapes that were read wrong without a word, and their near misses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.conftest import open_tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain import date_grammar, parts, progress_words
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Note
from tui_tracker.intake.grid import Book
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.proposal import Proposal
from tui_tracker.intake.read import read

C, T, B, N, O = (  # noqa: E741  # the five that occur here, by their letters
    Progress.COMPLETE, Progress.ON_TARGET, Progress.BEHIND_TARGET, Progress.NOT_STARTED, Progress.ONGOING,
)  # fmt: skip
WORDS = [
    ("100% complete", C), ("Closed - 100%", C), ("Complete 12/03/2026", C), ("0% complete", N), ("10% completed", O), ("Complete 90%", O), ("Complete (90 per cent)", O),
    ("3 of 5 complete", O), ("5 out of 5 complete", C), ("In progress - going off track", B), ("Ongoing, but off track", B), ("In progress (slipping)", B),
    ("In progress. Not on track", B), ("Ongoing: on track", T), ("In progress until March", O), ("Status: In Progress", O), ("RAG: Complete", C), ("3/5 complete", None),
]  # fmt: skip
REVISED = [
    ("31/12/2026 revised to 31/03/2027", date(2027, 3, 31)), ("31 March 2026 (extended to 30 June 2026)", date(2026, 6, 30)), ("31/03/2026 → 30/06/2026", date(2026, 6, 30)),
    ("31/03/2026 -> 30/06/2026", date(2026, 6, 30)), ("By end of March 2026, now June 2026", date(2026, 6, 30)), ("was 31/03/2026 now 30/06/2026", date(2026, 6, 30)),
    ("revised to 30/06/2027", date(2027, 6, 30)), ("31/03/2026, moved to 30/04/2026, then slipped to 31/05/2026", date(2026, 5, 31)),
    ("31/03/2026 (was 31/01/2026)", date(2026, 3, 31)), ("31/03/2026 (originally 31/05/2026)", date(2026, 3, 31)), ("September 30th", None), ("Mar 25th", None),
    ("September 30th, 2027", date(2027, 9, 30)), ("September 30", date(2030, 9, 30)),
]  # fmt: skip
NOTES = [
    ("Q1 89% complete, more to do", [None]), ("Q3 - 45 of 60 trained", [None]), ("Q3 24 - 45 of 60 trained", [date(2024, 9, 30)]), ("March 25th: training started.", [None]),
    ("Person d.o.b. 23-07-88 spoken to. Done.", [None]), ("Date of birth: 01/02/1990. Seen.", [None]), ("23-07-24 spoken to.", [date(2024, 7, 23)]),
    ("Q4 2026/27 at the latest", [None]), ("Q4 2024/25: done", [date(2025, 3, 31)]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "meant"), WORDS)
def test_a_progress_word_with_more_beside_it(said: str, meant: Progress | None) -> None:
    found = Legend(Book("a", [])).word(said)
    assert (found.progress if found else None) is meant


@pytest.mark.parametrize(("said", "due"), REVISED)
def test_of_a_day_and_the_one_it_was_moved_to_the_new_one_holds(said: str, due: date | None) -> None:
    found = date_grammar.read_cell(said)
    assert (found.date.due if found.date else None) == due
    assert found.text == said


@pytest.mark.parametrize(("said", "days"), NOTES)
def test_what_is_no_day_of_a_note(said: str, days: list[date | None]) -> None:
    found = parts.split(said)
    assert [p.date.due if p.date else None for p in found] == days
    assert "".join(p.text for p in found).replace(" ", "") == said.replace(" ", "")


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_share_done_is_complete_only_when_it_is_all(share: float) -> None:
    assert (progress_words.of_share(share) is C) == (share == 1)


# -- in a file

F1 = "The service should improve how it identifies risk in the community"
F2 = "The service should assure itself that its commanders are assessed"
HEAD = ["Ref", "Area for improvement", "Action", "Owner", "Due"]
ROWS = [["AFI1", F1, "Review the profiles", "GM Prevention", "31/03/2027"], ["AFI1", F1, "Train the crews", "SM Training", "30/04/2027"], ["AFI2", F2, "Assess the commanders", "GM Response", "30/06/2027"]]  # fmt: skip
GREEN, BLUE = "FF00B050", "FF0070C0"


def made(folder: Path, rows: Sequence[Sequence[str]], fills: dict[tuple[int, int], str] | None = None) -> Proposal:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for (row_no, column), fill in (fills or {}).items():
        sheet.cell(row_no, column).fill = PatternFill("solid", fgColor=fill)
    path = folder / "plan.xlsx"
    book.save(path)
    return read(path)


def statuses(proposal: Proposal) -> list[str | None]:
    return [t.status for a in proposal.areas for t in a.tasks]


@pytest.mark.parametrize("order", [("BRAG", "Status"), ("Status", "BRAG")])
def test_words_win_over_colours(tmp_path: Path, order: tuple[str, str]) -> None:
    said = {"BRAG": ["Green", "Blue", "Green"], "Status": ["On track", "Complete", "Not started"]}
    found = made(
        tmp_path,
        [[*HEAD, *order], *([*row, *(said[name][n] for name in order)] for n, row in enumerate(ROWS))],
        {(2, 6): GREEN, (3, 6): BLUE, (4, 6): GREEN},
    )
    assert statuses(found) == ["on_target", "complete", "not_started"]
    assert [x.text for a in found.areas for t in a.tasks for x in t.also] == said["BRAG"]


@pytest.mark.parametrize("worded", [True, False])
def test_where_blue_and_green_both_occur_blue_is_complete_and_green_on_target(tmp_path: Path, worded: bool) -> None:
    names = ["Green", "Blue", "Green"] if worded else ["", "", ""]
    fills = {} if worded else {(2, 6): GREEN, (3, 6): BLUE, (4, 6): GREEN}
    found = made(tmp_path, [[*HEAD, "BRAG"], *([*row, name] for row, name in zip(ROWS, names, strict=True))], fills)
    assert statuses(found) == ["on_target", "complete", "on_target"]
    assert found.proposed == {"Green" if worded else "green": "on_target"}  # asked once, with its proposed answer


def test_green_alone_is_complete(tmp_path: Path) -> None:
    found = made(
        tmp_path, [[*HEAD, "RAG"], *([*row, n] for row, n in zip(ROWS, ["Green", "Red", "Green"], strict=True))]
    )
    assert statuses(found) == ["complete", "behind_target", "complete"]


def test_findings_as_words_under_afi_are_statements(tmp_path: Path) -> None:
    rows = [["AFI", *HEAD[2:], "Status"], *([*row[1:], "On track"] for row in ROWS)]
    found = made(tmp_path, rows)
    assert [(a.ref, a.title, len(a.tasks)) for a in found.areas] == [(None, F1, 2), (None, F2, 1)]


def test_a_number_on_each_row_of_a_repeated_finding_is_the_actions(tmp_path: Path) -> None:
    rows = [["Ref", "AFI", *HEAD[2:], "Status"], *([str(n), *row[1:], "On track"] for n, row in enumerate(ROWS, 1))]
    found = made(tmp_path, rows)
    assert [(a.title, [t.no for t in a.tasks]) for a in found.areas] == [(F1, ["1", "2"]), (F2, ["3"])]


def test_dues_in_words_stay_the_due_column(tmp_path: Path) -> None:
    said = ["With immediate effect", "By 1 June 2027", "TBC"]
    found = made(
        tmp_path, [[*HEAD, "Status"], *([*row[:4], due, "On track"] for row, due in zip(ROWS, said, strict=True))]
    )
    assert [t.due.text for a in found.areas for t in a.tasks] == said
    assert [t.due.day for a in found.areas for t in a.tasks] == [None, date(2027, 6, 1), None]


def test_a_note_dated_ahead_of_today_has_no_day(tmp_path: Path, clock: FixedClock) -> None:
    ahead = f"01/02/{clock.today().year + 2}: the second phase begins"
    past = f"01/02/{clock.today().year - 1}: the first phase is done"
    found = made(
        tmp_path, [[*HEAD, "Update"], *([*row, said] for row, said in zip(ROWS, [ahead, past, past], strict=True))]
    )
    with open_tracker(tmp_path, clock) as tracker:
        tracker.imports.apply(found, tmp_path / "plan.xlsx")
        notes = {n.text: n.date for n in tracker.read.all(Note)}
    assert notes == {ahead: None, past: date(clock.today().year - 1, 2, 1)}
