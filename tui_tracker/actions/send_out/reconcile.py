"""Printed tables against themselves and against the plan: what a paper said, and what the records bear out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.domain.columns import THREE
from tui_tracker.domain.figures import Counts
from tui_tracker.domain.text import fold
from tui_tracker.errors import FileError
from tui_tracker.frozen import dataclass
from tui_tracker.intake import printed, readers
from tui_tracker.intake.printed import Difference, Printed
from tui_tracker.intake.readers import delimited

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


@dataclass(frozen=True)
class Reconciled:
    """The tables that were found, where they differ, and the rows that name nothing in the plan."""

    tables: list[Printed]
    differences: list[Difference]
    unmatched: list[str]

    def to_json(self) -> dict[str, Any]:
        return {
            "tables": [
                {
                    "caption": t.caption,
                    "columns": t.columns,
                    "rows": [{"name": n, **r} for n, r in t.rows],
                    "total": t.total,
                }
                for t in self.tables
            ],
            "differences": [{**d.__dict__, "sentence": d.sentence()} for d in self.differences],
            "unmatched": self.unmatched,
        }


def reconcile(path: Path, session: Session | None, plan: str | None = None) -> Reconciled:
    """Compare the printed tables of a small file (.md, .txt, .csv, .xlsx) with themselves and with the plan.

    Raises FileError when the file holds no table of figures.
    """
    tables = [t for sheet in _sheets(path) for t in printed.read(sheet)]
    if not tables:
        raise FileError(f"{path} holds no table of figures: a heading row, then a row a pillar, then perhaps a total.")
    differences = [d for t in tables for d in printed.against_itself(t)]
    unmatched: list[str] = []
    if session is not None:
        figures = _worked_out(session, plan)
        for table in tables:
            found, missing = _against_plan(table, figures)
            differences += found
            unmatched += missing
    return Reconciled(tables, differences, unmatched)


def _sheets(path: Path) -> list[Any]:
    if path.suffix.lower() in (".md", ".txt"):
        try:
            text, _ = delimited.decode(path.read_bytes(), path)
        except OSError as error:
            raise FileError(f"{path} cannot be read: {error.strerror or error}.") from error
        return [printed.markdown_sheet(path, text)]
    return readers.read_file(path).sheets


def _worked_out(session: Session, plan: str | None) -> dict[str, list[Counts]]:
    """Counts by pillar and by plan, under every name that a paper may give them; a name may mean several."""
    summary = session.read.summary(plan)
    made: dict[str, list[Counts]] = {}

    def known(name: str, counts: Counts) -> None:
        if name and counts not in made.setdefault(fold(name), []):
            made[fold(name)].append(counts)

    for line in summary.pillars:
        for name in _names(line.name or "No pillar"):
            known(name, line.counts)
    for name in {line.name or "No pillar" for line in summary.pillars}:
        known(name, sum((v.counts for v in summary.pillars if (v.name or "No pillar") == name), Counts()))
    for row in session.read.area_rows(plan):
        known(row.area.ref, row.counts)
    recommendations = [p for p in summary.plans if p.plan.plan_kind in ("culture", "peer_review", "internal_audit")]
    main = [p for p in summary.plans if p not in recommendations] or list(summary.plans)
    for name, plans in (
        ("total", main),
        ("total", summary.plans),
        ("all plans", summary.plans),
        ("recommendations", recommendations),
    ):
        known(name, sum((p.counts for p in plans), Counts()))
    for view in summary.plans:
        known(view.plan.name, view.counts)
        known("total", view.counts)
        if view in recommendations:
            known("recommendations", view.counts)
    return made


def _names(pillar: str) -> set[str]:
    """A pillar's name, and its initials where it has several words."""
    words = re.findall(r"\w+", pillar)
    return {pillar, "".join(w[0] for w in words)} if len(words) > 1 else {pillar}


def _against_plan(table: Printed, figures: dict[str, list[Counts]]) -> tuple[list[Difference], list[str]]:
    found: list[Difference] = []
    missing: list[str] = []
    only = "recommendations" if "recommend" in fold(" ".join(table.columns.values()) + table.caption) else "total"
    listed: list[Counts] = []
    for name, row in [*table.rows, *([("Total", table.total)] if table.total else [])]:
        key = _key(name, only, figures)
        if key is None:
            missing.append(f"{table.caption}: the plan has no “{name}”")
            continue
        # Where a name may mean several things, the one that agrees best is meant; a total may be that of the rows above it.
        may_mean = [
            *figures[key],
            *([sum(listed, Counts())] if key == "total" and len(listed) > 1 and not missing else []),
        ]
        tried = [(_differences(table, name, row, counts), counts) for counts in may_mean]
        differences, meant = min(tried, key=lambda one: len(one[0]))
        found += differences
        listed.append(meant)
    return found, missing


def _differences(table: Printed, name: str, row: dict[str, int], counts: Counts) -> list[Difference]:
    made = []
    for role, stated in row.items():
        worked = _figure(role, counts)
        if worked is not None and worked != stated:
            made.append(
                Difference(table.caption, "plan", f"“{table.columns[role]}” of {name or 'the row'}", stated, worked)
            )
    return made


def _key(name: str, only: str, figures: dict[str, list[Counts]]) -> str | None:
    """Which figures a printed row means: a pillar by name or initials, an area by reference, the total."""
    plain = fold(name)
    if not plain:
        return only if only in figures else "total"
    if plain.startswith("total"):
        return "total"
    if plain in figures:
        return plain
    short = re.sub(r"\b20(\d\d)\b", r"\1", plain).replace(" ", "")
    return next((k for k in figures if k.replace(" ", "") == short or (len(plain) > 3 and k.startswith(plain))), None)


def _figure(role: str, counts: Counts) -> int | None:
    done, under_way, to_start = THREE.counts(counts, unknown=False)
    folded = {
        "tasks": counts.tasks,
        "areas": counts.areas,
        "complete": done,
        "in_progress": under_way,
        "not_started": to_start,
        "started": done + under_way,
    }
    return folded.get(role, getattr(counts, role, None))
