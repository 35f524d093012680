"""A reference that names an area and its task together, and numbers that begin anew under each area: the tasks go to their areas."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_tracker.intake.read import read

ROWS = (
    ("AFI1", "1", "Agree one score", "SM Prevention", "31/03/2026", "On target"),
    ("AFI1", "2", "Book visits by it", "SM Prevention", "30/04/2026", "Complete"),
    ("AFI2", "1", "Watch the hours", "HR Manager", "31/05/2026", "Not started"),
    ("AFI2", "2", "Publish the hours", "HR Manager", "31/05/2026", "On target"),
    ("SII3", "1", "Check them yearly", "HR Manager", "30/06/2026", "On target"),
)
AREAS = {"AFI1": ["1", "2"], "AFI2": ["1", "2"], "SII3": ["1"]}


def tasks(path: Path) -> dict[str, list[str]]:
    return {str(a.ref): [str(t.no) for t in a.tasks] for p in read(path).plans for a in p.areas}


@pytest.mark.parametrize("shape", ["{0}/T{1}", "{0} T{1}", "{0}.T{1}", "{0} - Task {1}", "{0}/Task {1}", "{0}/t{1}"])
@pytest.mark.parametrize("heading", ["Reference", "Ref", "Task ref"])
def test_one_reference_for_both_is_taken_apart(shape: str, heading: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    lines = [f"{heading},Task,Owner,Due,Progress", *(",".join([shape.format(*r[:2]), *r[2:]]) for r in ROWS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert tasks(path) == AREAS
    assert {t.title for p in read(path).plans for a in p.areas for t in a.tasks} == {r[2] for r in ROWS}


@pytest.mark.parametrize("of_area", ["Area", "AFI", "Which area", "Part of plan"])
@pytest.mark.parametrize(("of_task", "shape"), [("No", "{}"), ("Task", "T{}"), ("No.", "Task {}"), ("#", "{}")])
def test_numbers_under_areas_are_tasks(of_area: str, of_task: str, shape: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    heads = f"{of_area},{of_task},Action,Owner,Due,Progress"
    path.write_text("\n".join([heads, *(",".join([r[0], shape.format(r[1]), *r[2:]]) for r in ROWS)]), encoding="utf-8")
    assert tasks(path) == AREAS


def test_references_that_only_look_alike_stay_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    rows = ["Ref,Recommendation,Owner,Due,Progress"]
    rows += [f"IA24/{n},Recommendation number {n} of the audit,HR Manager,31/05/2026,On target" for n in (1, 2, 3)]
    path.write_text("\n".join(rows), encoding="utf-8")
    assert list(tasks(path)) == ["IA24/1", "IA24/2", "IA24/3"]


@pytest.mark.parametrize("heading", ["Owner", "Lead officer", "Responsible", "Assigned to"])
@pytest.mark.parametrize("code", ["GM{}", "Station {}", "P12{}", "Owner {}"])
def test_owners_may_be_codes_where_the_heading_says_owner(code: str, heading: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    lines = [f"Ref,Action,{heading},Due,Progress"]
    lines += [f"{r[0]}.{r[1]},{r[2]},{code.format(n)},{r[4]},{r[5]}" for n, r in enumerate(ROWS, 1)]
    path.write_text("\n".join(lines), encoding="utf-8")
    owners = [t.assigned_to for p in read(path).plans for a in p.areas for t in a.tasks]
    assert owners == [code.format(n) for n in range(1, 6)]
