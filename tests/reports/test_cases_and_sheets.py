"""Closure cases, the questions of an inspector, and the sheet for a successor: what they must hold of the plan."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import task
from tests.reports.test_markdown import by_cmark, tables_of
from tests.reports.test_papers import PAPERS, written
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.gaps import CHECKED


def test_the_handover_sheet_lists_the_open_work_and_what_changed_hands(worked: Tracker, tmp_path: Path) -> None:
    worked.people.handover("HR Manager", "Head of Payroll", "1 Jul 26")
    worked.steps.add(task(worked, "AFI2/T2"), "Ask payroll for the report")
    made = written(worked, tmp_path, PAPERS["handover"])
    open_ = made.split("## Open work, by who holds it")[1].split("\n## ")[0]
    left = [r.ref for r in worked.read.task_rows(worked.read.task_ids("is:open"))]
    assert all(open_.count(f"| {ref} |") == 1 for ref in left)
    assert f"{len(left)} tasks are not reported complete" in open_
    assert "1 not started: Ask payroll for the report" in open_
    moved = made.split("## Work that changed hands")[1].split("\n## ")[0]
    assert "| 1 Jul 26 | HR Manager to Head of Payroll | left on 1 July 2026 | AFI2/T1, AFI2/T2 |" in moved
    worked.history.undo()
    worked.history.undo()
    assert "Work that changed hands" not in written(worked, tmp_path, PAPERS["handover"], "again.md")


def test_steps_stand_in_the_papers_that_show_their_task(worked: Tracker, tmp_path: Path) -> None:
    worked.steps.add(task(worked, "AFI2/T2"), "Ask payroll for the report")
    for wanted in (PAPERS["committee"], Report("closure", "AFI2"), PAPERS["chaser"], PAPERS["handover"]):
        assert "Ask payroll for the report" in written(worked, tmp_path, wanted, f"{wanted.kind}.md"), wanted.kind


def test_a_case_of_a_closed_area_says_closed(worked: Tracker, tmp_path: Path) -> None:
    worked.areas.save(worked.resolve("AFI1").uid, {"closed_on": "1 Jun 26"})
    made = written(worked, tmp_path, PAPERS["closure"])
    assert "3 of 3 tasks have gaps, although the area was closed on 1 June 2026." in made
    assert "proposed for closing" not in made


def test_a_case_lists_what_the_plan_check_finds_of_its_signing(worked: Tracker, tmp_path: Path) -> None:
    """Each rule that bears on closing, found by the check on the same task, stands in the case; no other rule does."""
    for ref in ("AFI1/T3", "AFI2/T1"):
        uid = task(worked, ref)
        worked.notes.add(uid, "As above", date="1 Jul 26")
        worked.tasks.ready(uid)
        worked.signoffs.sign(uid, Request("qa", "close", "AM People", date="1 Jul 26", comment="Seen"))
    found = {(f.rule, f.subject) for f in worked.checks.run() if f.rule in CHECKED}
    assert {rule for rule, _ in found} >= {"PC47", "PC72", "PC77"}
    for area in ("AFI1", "AFI2"):
        made = written(worked, tmp_path, Report("closure", area), f"{area}.md").split("## Gaps")[1].split("\n## ")[0]
        for line in made.splitlines():
            if line.startswith("- "):
                ref = line[2:].partition(":")[0]
                assert {r for r, words in CHECKED.items() if words in line} == {r for r, s in found if s == ref}


def test_like_questions_stand_together_and_every_task_is_named(worked: Tracker, tmp_path: Path) -> None:
    made = written(worked, tmp_path, PAPERS["questions"])
    rows = next(t for t in tables_of(made, by_cmark) if t[0][0] == "What would be asked")[1:]
    assert sum(int(r[1]) for r in rows) == int(re.search(r"(\d+) questions in all", made)[1])  # type: ignore[index]
    assert all(len(r[2].split(", AFI")) == int(r[1]) for r in rows)
