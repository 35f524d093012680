"""A column of dates under a name that nobody knows is the date that is missing, however the dates are written; it numbers no rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_tracker.intake.read import propose
from tui_tracker.intake.readers import read_file

FORMS = (
    "30/06/26",
    "30.06.26",
    "30-06-26",
    "30/06/2026",
    "30 Jun 26",
    "30 June 2026",
    "2026-06-30",
    "Jun-26",
    "06/2026",
)
NAMES = ("Agreed date", "By", "When", "Commitment", "Zieldatum", "Latest")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMS)
def test_dates_under_an_unknown_name_are_the_due_date(tmp_path: Path, form: str, name: str) -> None:
    lines = [f"Ref,Area,Recommendation,Responsible officer,{name},Status"]
    for n in range(1, 7):
        day = form.replace("30", f"{20 + n}", 1) if form.startswith("30") else form
        lines.append(
            f"IA{(n + 1) // 2},Payroll and stores,Reconcile the list of part {n} with the ledger each month,Head of Finance,{day},In progress"
        )
    path = tmp_path / "plan.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    tasks = [(a.ref, t) for a in propose(read_file(path)).areas for t in a.tasks]
    assert len(tasks) == 6
    assert [t.no for _, t in tasks] == [None] * 6, "a date numbers no row"
    assert sum(t.due.day is not None for _, t in tasks) == 6, [t.due.text for _, t in tasks]
