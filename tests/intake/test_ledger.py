"""No silent loss: whatever stands in a file is in what was read, beside its task or area, or in the account, whole."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import open_tracker
from tests.intake.keyed import files
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Area, Opinion, Problem, Source, Step, Task
from tui_tracker.intake import readers
from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.proposal import Proposal
from tui_tracker.intake.read import propose
from tui_tracker.store.matching import KNOWN

FILES = files()
_SPACE = re.compile(r"\s+")


def told(proposal: Proposal) -> str:
    """All that a proposal, the cells it keeps beside its records, and its account say, on one line."""
    said = [c["text"] for a in proposal.areas for c in (*a.cells, *(x for t in a.tasks for x in t.cells))]
    said += [s.stated for a in proposal.areas for s in a.stated]
    said += list(strings(proposal.to_json()))
    return _SPACE.sub(" ", "\n".join(said))


def strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from strings(list(data.values()))
    elif isinstance(data, list):
        for one in data:
            yield from strings(one)


def word(rng: random.Random) -> str:
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(4)) + "x"


def text_of(rng: random.Random) -> str:
    return f"{word(rng)} {word(rng)} {word(rng)}"


def with_row(sheet: Sheet, rng: random.Random) -> list[str]:
    """A row of new words under some row."""
    at = rng.randrange(1, len(sheet.rows) + 1)
    words = [text_of(rng) for _ in range(sheet.width)]
    sheet.rows.insert(at, [Cell(t, t) for t in words])
    sheet.merges = {(r + (r >= at), c): (tr + (tr >= at), tc) for (r, c), (tr, tc) in sheet.merges.items()}
    sheet.tables = [(a + (a >= at), b + (b >= at)) for a, b in sheet.tables]
    return words


def with_column(sheet: Sheet, rng: random.Random) -> list[str]:
    """A column of new words at the right of every row that holds something, its heading too."""
    words = []
    for r, row in enumerate(sheet.rows):
        if len(sheet.filled(r)) < 2:
            continue
        text = text_of(rng)
        row += [Cell()] * (sheet.width - len(row)) + [Cell(text, text)]
        words.append(text)
    return words


def with_sheet(book: Book, rng: random.Random) -> list[str]:
    rows = [[text_of(rng) for _ in range(4)] for _ in range(5)]
    book.sheets.append(Sheet("Something else", [[Cell(t, t) for t in row] for row in rows]))
    return [t for row in rows for t in row]


def changed(path: Path, rng: random.Random) -> tuple[Proposal, list[str]]:
    """A file read again with something put into it, and the new words."""
    book = readers.read_file(path)
    shown = [s for s in book.sheets if not s.hidden and s.rows]
    sheet = rng.choice(shown)
    how = rng.randrange(3)
    words = with_row(sheet, rng) if how == 0 else with_column(sheet, rng) if how == 1 else with_sheet(book, rng)
    fresh = [
        s if s is not sheet else Sheet(s.name, s.rows, s.merges, s.hidden, s.hidden_rows, s.tables) for s in book.sheets
    ]
    return propose(Book(book.name, fresh, book.remarks, None)), words


def lost_of(path: Path, rng: random.Random) -> list[str]:
    proposal, words = changed(path, rng)
    said = told(proposal)
    return [w for w in words if w not in said]


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_whatever_stands_in_a_file_is_read_or_in_the_account(path: Path) -> None:
    book = readers.read_file(path)
    said = told(propose(book)).casefold()
    lost = [
        f"{sheet.where(r, c)}: {cell.text}"
        for sheet in book.sheets
        if not sheet.hidden
        for r, c, cell in sheet.cells()
        if len(cell.text) > 12 and not cell.is_date and _SPACE.sub(" ", cell.text).strip().casefold()[:60] not in said
    ]
    assert lost == []


@pytest.mark.parametrize("path", FILES[::2], ids=lambda p: f"{p.parent.name}-{p.name}")
def test_new_words_are_read_or_in_the_account(path: Path) -> None:
    rng = random.Random(path.name)
    assert lost_of(path, rng) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 11))
def test_no_silent_loss_over_twenty_thousand_readings(seed: int) -> None:
    """Ten seeds of 2,000 perturbed readings; what they lost is counted."""
    rng = random.Random(seed)
    lost = [(path.name, w) for _ in range(2_000) if (path := rng.choice(FILES)) for w in lost_of(path, rng)]
    print(f"seed {seed}: {len(lost)} of 2,000 readings' new words lost")
    assert lost == []


def test_what_found_no_field_stays_with_its_task_and_is_found(
    tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every priority, cost and risk column went; now each stands beside its task, is shown, searched and in JSON."""
    from tui_tracker.cli import main

    file = tmp_path / "log.csv"
    file.write_text(
        "Ref,Recommendation,Action,Owner,Due date,Status,Priority,Cost to deliver\n"
        "R1,The service should keep its hydrant records,Enter all visits,GM Water,31/03/2027,On target,Essential,£4000\n"
        "R2,The service should train its crews,Book the course,SM Training,30/04/2027,Complete,Desirable,£90\n",
        encoding="utf-8",
    )
    with open_tracker(tmp_path, clock) as tracker:
        tracker.imports.apply(propose(readers.read_file(file)), file)
        rows = tracker.read.task_rows(tracker.read.task_ids("essential"))
        assert [r.area for r in rows] == ["R1"]
        path = tracker.path
    with pytest.raises(SystemExit):
        main(["--plan", str(path), "show", "R1/T1"])
    shown = capsys.readouterr().out
    assert "also in the file  Priority: Essential" in shown
    assert "also in the file  Cost to deliver: £4000" in shown
    with pytest.raises(SystemExit):
        main(["--plan", str(path), "show", "R2/T1", "--json"])
    assert [c["text"] for c in json.loads(capsys.readouterr().out)["also"]] == ["Desirable", "£90"]
    with pytest.raises(SystemExit):
        main(["--plan", str(path), "export", "xlsx", "-o", str(tmp_path / "out.xlsx")])
    sheets = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets
    cells = {str(c.value) for sheet in sheets for row in sheet.iter_rows() for c in row}
    assert {"Essential", "£4000", "Desirable", "£90", "also in the file: Priority"} <= cells


def test_each_field_of_the_plan_can_be_chosen_for_a_column(tmp_path: Path, clock: FixedClock) -> None:
    """Resources, effect, opinion, steps …: what a field does not know the word for stays beside the area."""
    from tui_tracker.actions.bring_in.import_session import Reading

    chosen = {
        "R": "area.resources", "E": "area.effect", "P": "area.problem", "H": "area.headline", "T": "area.deadline", "Q": "area.question", "I": "area.importance",
        "A": "area.opinion", "G": "area.risk_ref", "U": "area.opened_in", "S": "task.steps", "L": "task.station", "W": "task.waiting_on",
    }  # fmt: skip
    rows = (
        "two posts,faster visits,no budget,We are mending it,30/06/2027,1.2,High,Limited assurance,CRR4,2023-25,draft it | print it,Station 3,the ministry",
        "one post,safer crews,,,,,Unheard of,Splendid,,,,Station 4,",
    )
    file = tmp_path / "log.csv"
    head = "Ref,Recommendation,Action,Owner,Due date,Status," + ",".join(f"Odd {k}" for k in chosen)
    first = "R1,The service should keep its hydrant records,Enter all visits,GM Water,31/03/2027,On target,"
    second = "R2,The service should train its crews,Book the course,SM Training,30/04/2027,Complete,"
    file.write_text(f"{head}\n{first}{rows[0]}\n{second}{rows[1]}\n", encoding="utf-8")
    reading = Reading(file)
    for key, role in chosen.items():
        reading.give(next(c for c in reading.proposal.columns if c.name == f"Odd {key}"), role)
    with open_tracker(tmp_path, clock) as tracker:
        tracker.imports.apply(reading.proposal, file)
        one, two = tracker.read.all(Area, order=("position",))
        assert (one.resources, one.effect, one.headline, one.question, one.importance) == (
            "two posts",
            "faster visits",
            "We are mending it",
            "1.2",
            "high",
        )
        assert (str(one.deadline), one.risk_ref, one.opened_in) == ("2027-06-30", "CRR4", "2023-25")
        assert [(o.area, o.level) for o in tracker.read.all(Opinion)] == [(one.uid, "partial")]
        assert [p.text for p in tracker.read.all(Problem)] == ["no budget"]
        assert [t.station for t in tracker.read.all(Task, order=("area", "position"))] == [
            "Station 3",
            "Station 4",
        ]
        assert [t.waiting_on for t in tracker.read.all(Task, waiting_on=KNOWN)] == ["the ministry"]
        assert [s.text for s in tracker.read.all(Step)] == ["draft it | print it"]
        also = next(s.also for s in tracker.read.all(Source) if s.subject == two.uid)
        assert {c["text"] for c in also} == {"Unheard of", "Splendid"}
