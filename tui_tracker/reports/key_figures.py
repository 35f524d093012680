"""The figures of a paper: how many tasks took each step, by plan and by pillar, with what each figure counts under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tui_tracker.domain import dates
from tui_tracker.domain.columns import THREE
from tui_tracker.domain.document import Block, Cell, Column, Heading, Para, Table
from tui_tracker.domain.figures import STEP_NAMES, Counts, Figures
from tui_tracker.domain.text import whose
from tui_tracker.domain.views import AreaRow, PlanView, SummaryView
from tui_tracker.reports import common

# Plans of these kinds are lists of recommendations, counted one by one beside the pillars of the main plan.
_RECOMMENDATIONS = ("culture", "peer_review", "internal_audit")


def main_plans(summary: SummaryView) -> list[PlanView]:
    """The plans that are no lists of recommendations beside another; all of them where there are only lists."""
    found = [p for p in summary.plans if p.plan.plan_kind not in _RECOMMENDATIONS]
    return found or list(summary.plans)


def recommendation_plans(summary: SummaryView) -> list[PlanView]:
    """The others."""
    main = {p.plan.uid for p in main_plans(summary)}
    return [p for p in summary.plans if p.plan.uid not in main]


def placeholders(
    summary: SummaryView, areas: Sequence[AreaRow], undated: int, words: Mapping[str, str], service: str, snapshot: str
) -> dict[str, object]:
    """What a standing text may ask for, by name; counts are those of the main plans. ``undated`` tasks are open without a day."""
    main, recs = main_plans(summary), recommendation_plans(summary)
    counts = sum((p.counts for p in main), Counts())
    done, under_way, to_start = THREE.counts(counts, unknown=False)
    figures = [p.figures for p in main]
    return {
        "service": service or "the Service", "as_at": dates.long(summary.as_at), "areas": counts.areas, "tasks": counts.tasks,
        "complete": done, "in_progress": under_way, "not_started": to_start, "not_stated": counts.unknown,
        "qa": sum(f.qa_recorded for f in figures), "sampled": sum(f.sampled for f in figures), "assured": sum(f.assured for f in figures),
        "past_date": counts.overdue, "past_deadline": summary.total.areas_late,
        "unsettled": sum(w.count for w in summary.waits if w.query == "is:unsettled"),
        "recommendations_complete": _complete_areas(areas, recs), "recommendations": sum(p.counts.areas for p in recs), "snapshot": snapshot,
        "beside": _beside_sentence(areas, recs), "undated": undated,
        "their_dates": _their_dates(summary, areas, words), "no_dates": _no_dates(undated),
    }  # fmt: skip


def _beside_sentence(areas: Sequence[AreaRow], recs: Sequence[PlanView]) -> str:
    """What stands beside the main plan, as a sentence with a blank behind it; nothing where nothing does."""
    count = sum(p.counts.areas for p in recs)
    verb = "stands" if count == 1 else "stand"
    return (
        f"Beside it {verb} {count} recommendations, {_complete_areas(areas, recs)} of them reported complete. "
        if count
        else ""
    )


def _their_dates(summary: SummaryView, areas: Sequence[AreaRow], words: Mapping[str, str]) -> str:
    """How many areas are past the date from outside, as a sentence; that there is none, where there is none."""
    if not any(a.area.deadline for a in areas):
        return f"No date of {words['body']} is recorded."
    return f"{summary.total.areas_late} areas and recommendations are past {whose(words['body'])} own date with work not complete."


def _no_dates(undated: int) -> str:
    """What cannot be judged, as a sentence; nothing where every open task has a day."""
    if not undated:
        return ""
    many = undated != 1
    return f"{undated} open task{'s have' if many else ' has'} no date, so that nobody can say whether {'they are' if many else 'it is'} late."


def _complete_areas(areas: Sequence[AreaRow], plans: Sequence[PlanView]) -> int:
    """Areas of these plans of which every task is reported complete."""
    wanted = {p.plan.uid for p in plans}
    return sum(a.area.plan in wanted and 0 < a.counts.tasks == a.counts.complete for a in areas)


def table(summary: SummaryView, words: Mapping[str, str]) -> Iterator[Block]:
    """The key figures, a row a plan, and under it what each figure counts."""
    columns = [Column("Plan", width=2), Column("Areas", True, True)]
    columns += [Column(n.capitalize() if n != "QA'd" else n, True, True) for n in STEP_NAMES]
    columns += [Column("Past date", True, True), Column(f"Areas past {whose(words['body'])} date", True, True)]
    rows: list[list[Cell]] = [_key_row(p.plan.name, p.counts, p.figures) for p in summary.plans]
    total = _key_row("All plans", summary.total, summary.figures)
    caption = f"Key figures, as at {dates.long(summary.as_at)}"
    yield Table(columns, rows, total if len(summary.plans) > 1 else None, caption)
    yield Para(_what_counts(summary, words), "What is counted.", note=True)


def _key_row(name: str, counts: Counts, figures: Figures) -> list[Cell]:
    return [name, counts.areas, *figures.steps(), counts.overdue, counts.areas_late]


def _what_counts(summary: SummaryView, words: Mapping[str, str]) -> str:
    """The definitions of the key figures, and what is left outside them."""
    figures = summary.figures
    said = (
        f"Areas are {words['areas']}. From tasks to assured each figure is a part of the one before. {common.STEPS_MEAN} "
        f"Past date: its own day has gone by and it is not complete. An area is past {whose(words['body'])} date when that day has gone by with work not complete."
    )
    outside = [
        f"{count} {what}"
        for count, what in (
            (figures.outside_qa, "QA'd that are not reported complete"),
            (figures.outside_sampled, "sampled that are not both complete and QA'd"),
        )
        if count
    ]
    return f"{said} Outside these figures stand {' and '.join(outside)}." if outside else said


def pillars(summary: SummaryView) -> Iterator[Block]:
    """Progress by pillar, adding up to its total; nothing for plans without pillars."""
    found = [p for p in main_plans(summary) if any(v.name for v in summary.pillars if v.plan.uid == p.plan.uid)]
    if not found:
        return
    yield Heading(2, "Progress by pillar")
    yield Para("The tasks of each pillar by what is reported of them.")
    for plan in found:
        yield _pillar_table(summary, plan, f" – {plan.plan.name}" if len(found) > 1 else "")
    yield Para(THREE.rule() + " Behind target is a part of in progress.", "How words become columns.", note=True)


def _pillar_table(summary: SummaryView, plan: PlanView, named: str) -> Table:
    unknown = plan.counts.unknown > 0
    names = THREE.names(unknown=unknown)
    columns = [
        Column("Pillar", width=3),
        Column("Areas", True, True),
        Column("Tasks", True, True),
        *(Column(n, True, True) for n in names),
        Column("Behind target", True, True),
        Column("RAG"),
    ]
    rows: list[list[Cell]] = [
        [*_pillar_row(v.name or "No pillar", v.counts, unknown), v.colour.letter]
        for v in summary.pillars
        if v.plan.uid == plan.plan.uid
    ]
    total = [*_pillar_row("Total", plan.counts, unknown), ""]
    caption = f"Progress by pillar, as at {dates.long(summary.as_at)}{named}"
    return Table(columns, rows, total, caption, (2, tuple(range(3, 3 + len(names)))))


def _pillar_row(name: str, counts: Counts, unknown: bool) -> list[Cell]:
    return [name, counts.areas, counts.tasks, *THREE.counts(counts, unknown=unknown), counts.behind_target]


def recommendations(summary: SummaryView) -> Iterator[Block]:
    """Actions that answer recommendations, a row a plan; nothing where no such plan stands beside the main one."""
    plans = recommendation_plans(summary)
    if not plans:
        return
    yield Heading(2, "Actions that answer recommendations")
    yield Para("Recommendations stand beside the main plan and are counted by their actions.")
    total = sum((p.counts for p in plans), Counts())
    unknown = total.unknown > 0
    names = THREE.names(unknown=unknown)
    columns = [Column("Plan", width=3), Column("Number of actions", True, True), Column("Started", True, True)]
    columns += [Column(n, True, True) for n in names]
    rows = [_recommendation_row(p.plan.name, p.counts, unknown) for p in plans]
    closing = _recommendation_row("Total", total, unknown) if len(plans) > 1 else None
    yield Table(columns, rows, closing, "Actions by plan", parts=(1, tuple(range(3, 3 + len(names)))))
    yield Para("A recommendation can have several actions. Started counts what is completed or in progress.", note=True)


def _recommendation_row(name: str, counts: Counts, unknown: bool) -> list[Cell]:
    made = THREE.counts(counts, unknown=unknown)
    return [name, counts.tasks, made[0] + made[1], *made]
