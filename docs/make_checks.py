"""Writes docs/checks.md from the registry of rules; with the shared papers beside the project, what each finds on them too.

python docs/make_checks.py
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from tui_tracker.domain.checks import RULES, order

ORACLE = ROOT.parent / "shared" / "check-oracle.json"
TRACKER = ROOT.parent / "shared" / "plans" / "leicestershire-tracker.xlsx"


def heuristics(wanted: dict[str, set[str]], free: dict[str, set[str]], found: dict[str, set[str]]) -> list[str]:
    """Precision and recall of the rules that read wording; subjects that may be judged either way count for neither."""
    rows = []
    for rule in sorted(RULES.values(), key=order):
        if rule.heuristic and rule.id in wanted:
            got = found.get(rule.id, set()) - (free[rule.id] - wanted[rule.id])
            right = len(got & wanted[rule.id])
            precision = f"{right / len(got):.2f}" if got else "–"
            recall = f"{right / len(wanted[rule.id]):.2f}" if wanted[rule.id] else "–"
            rows.append(f"| {rule.id} | {rule.title} | {len(wanted[rule.id])} | {len(got)} | {precision} | {recall} |")
    head = [
        "",
        "## Rules that read wording",
        "",
        "On the same tracker; a dash where there is nothing to find.",
        "",
        "| rule | | expected | found | precision | recall |",
        "|---|---|--:|--:|--:|--:|",
    ]
    return [*head, *rows] if rows else []


def table(expected: dict[str, int | None], found: dict[str, int], more: list[str]) -> str:
    """The page: one row a rule, in the order of the screen."""
    lines = [
        "# Plan checks", "",
        "Made from the registry by `python docs/make_checks.py`; a test holds the rules equal. *Expected* and *found* are the records that each rule",
        "names on an imported tracker of 38 areas and 95 tasks as at 1 June 2024; a dash where nothing is laid down. A rule marked ° reads wording, and a person may judge otherwise.", "",
        "| rule | severity | what it finds | why it matters | expected | found |", "|---|---|---|---|--:|--:|",
    ]  # fmt: skip
    for rule in sorted(RULES.values(), key=order):
        told = expected.get(rule.id)
        mark = "°" if rule.heuristic else ""
        lines.append(
            f"| {rule.id}{mark} | {rule.severity} | {rule.title} | {rule.why} | {'–' if told is None else told} | {found.get(rule.id, 0)} |"
        )
    lines += [
        "",
        "PC06 to PC08 and PC13 speak of a committee paper's own tables: `tui-tracker reconcile FILE` holds those against their sums and against the plan.",
        "Rules PC68 to PC71 and PC96 compare people through the register and are silent until it is told (`people alias`, `people describe`).",
        *more,
    ]
    return "\n".join(lines) + "\n"


def measured() -> tuple[dict[str, int | None], dict[str, int], list[str]]:
    """(records expected, records found) by rule on the tracker, and how well the rules do that read wording."""
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.intake.read import read
    from tui_tracker.paths import Places

    oracle = json.loads(ORACLE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Tracker.open(Places(plan=folder / "p.db", settings=folder / "s.toml", state=folder), me="docs") as tracker:
            tracker.imports.apply(read(TRACKER), TRACKER)
            with tracker.at(date(2024, 6, 1)) as past:
                found: dict[str, set[str]] = {}
                for f in past.checks.run():
                    found.setdefault(f.rule, set()).add(f.subject)
    wanted = {rule: set(told["subjects"]) for rule, told in oracle.items()}
    more = heuristics(wanted, {rule: set(told["tolerated"]) for rule, told in oracle.items()}, found)
    return {rule: len(s) for rule, s in wanted.items()}, {rule: len(s) for rule, s in found.items()}, more


if __name__ == "__main__":
    (HERE / "checks.md").write_text(table(*measured()), encoding="utf-8", newline="\n")
