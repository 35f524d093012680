"""Rules that only a file's own cells can show: they run at import, and what they found is kept with its report."""

from __future__ import annotations

from collections.abc import Iterable

from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import PlanFacts
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule

FILE_RULES = {
    "PC01": (ERROR, "Printed total is not the sum of its rows", "A total that was typed, and is wrong.", "total"),
    "PC11": (ERROR, "Spreadsheet error", "The cell holds an error and not a value; what it should have said is lost.", "cell"),
    "PC12": (WARNING, "Roll-up is empty", "The register's own roll-up column says nothing of this area.", "overall"),
    "PC15": (NOTE, "Sheet out of order", "The sheets stand in another order than the register.", "sheet"),
    "PC16": (WARNING, "Heading carries another area's label", "The sheet was copied and its label left as it was.", "overall"),
    "PC17": (NOTE, "Blank task row", "A numbered row with nothing in it; it was not read as a task.", "row"),
    "PC18": (NOTE, "Gap in numbering", "A number is missing: was a task taken out?", "no"),
    "PC20": (WARNING, "Cells shifted sideways", "The status stands in another column than its heading.", "overall"),
    "PC21": (NOTE, "Column names drift", "A heading differs from that of most sheets, or the column is not there.", "heading"),
}  # fmt: skip


def _kept(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    by_ref = {a.ref: a for a in facts.areas}
    for found in facts.file_findings:
        if found["rule"] == r.id:
            area = by_ref.get(found["subject"])
            yield Finding(
                r.id, found.get("severity") or r.severity, found["subject"], found.get("field") or r.field, found["message"],
                area.area.uid if area else "", "area" if area else "plan",
            )  # fmt: skip


for _id, (_severity, _title, _why, _field) in FILE_RULES.items():
    rule(_id, _severity, _title, _why, field=_field, rank=60, mend="plan.import", whole=compared.names)(_kept)
