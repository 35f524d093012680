"""The snapshot paper: one as-at date, the pillar table, the nested figures, a table an area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_tracker.domain import dates
from tui_tracker.domain.figures import STEP_NAMES, Counts, Figures
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.rag import Scheme
from tui_tracker.domain.records import SignOff
from tui_tracker.domain.signoff import VERDICTS
from tui_tracker.domain.views import AreaRow, PlanView, SummaryView, TaskView, shown_date
from tui_tracker.errors import RefusedError
from tui_tracker.reports.markdown import Column, heading, table, text


@dataclass(frozen=True)
class Paper:
    """All that the paper shows. ``later`` counts dated entries after the as-at date, which are outside every figure."""

    title: str
    service: str
    summary: SummaryView
    areas: Sequence[AreaRow]
    tasks: dict[str, Sequence[TaskView]]
    scheme: Scheme
    number: int
    head: str
    later: int
    evidence: bool = False
    internal: bool = False


def write(paper: Paper) -> str:
    """The paper in Markdown: deterministic, LF. Raises RefusedError when any table of it does not add up."""
    summary = paper.summary
    for plan in summary.plans:
        if not plan.counts.adds_up() or not plan.figures.nested() or plan.figures.tasks != plan.counts.tasks:
            raise RefusedError(f"The figures of {plan.plan.name} do not add up; the paper was not written.")
    parts = [heading(1, paper.title), _front(paper)]
    parts += [heading(2, "Progress by pillar"), *_pillar_tables(summary)]
    parts += [heading(2, "How much is really done"), _nested(summary.plans, summary.figures)]
    for plan in summary.plans:
        parts.append(heading(2, plan.plan.name))
        parts += [part for row in paper.areas if row.area.plan == plan.plan.uid for part in _area(row, paper)]
    if paper.evidence:
        parts += [heading(2, "Appendix: evidence notes"), *_evidence(paper)]
    parts += [heading(2, "Keys"), _rag_key(paper.scheme), _progress_key()]
    return "\n\n".join(parts) + "\n"


def _front(paper: Paper) -> str:
    lines = [
        f"- Service: {text(paper.service)}" if paper.service else "",
        f"- Plan: {text(', '.join(p.plan.name for p in paper.summary.plans))}",
        f"- As at: {dates.long(paper.summary.as_at)}",
        f"- Dated after that day, and outside every figure: {paper.later}" if paper.later else "",
        f"- Journal: entry {paper.number}, head {paper.head}",
    ]
    return "\n".join(line for line in lines if line)


def _counts_row(name: str, counts: Counts, letter: str) -> list[object]:
    return [name, counts.areas, counts.tasks, *(counts.of(p) for p in Progress), counts.overdue, letter]


def _pillar_tables(summary: SummaryView) -> list[str]:
    columns = [Column("Pillar"), Column("Areas", True, True), Column("Tasks", True, True)]
    columns += [Column(WORDS[p].word.capitalize(), True, True) for p in Progress]
    columns += [Column("Past date", True, True), Column("RAG")]
    made = []
    for plan in summary.plans:
        rows = [
            _counts_row(v.name or "No pillar", v.counts, v.colour.letter)
            for v in summary.pillars
            if v.plan.uid == plan.plan.uid
        ]
        for row in rows:
            if sum(int(str(n)) for n in row[3:10]) != row[2]:
                raise RefusedError(f"The row “{row[0]}” does not add up to its tasks; the paper was not written.")
        if len(summary.plans) > 1:
            made.append(f"**{text(plan.plan.name)}**")
        made.append(table(columns, rows, _counts_row("Total", plan.counts, "")))
    return made


def _nested(plans: Sequence[PlanView], total: Figures) -> str:
    columns = [Column("Plan"), *(Column(n.capitalize() if n != "QA'd" else n, True, True) for n in STEP_NAMES)]
    columns += [Column("QA'd, not reported complete", True, True), Column("Sampled, not complete and QA'd", True, True)]
    rows = [[p.plan.name, *p.figures.steps(), p.figures.outside_qa, p.figures.outside_sampled] for p in plans]
    closing = ["All plans", *total.steps(), total.outside_qa, total.outside_sampled]
    note = "Each step is a part of the one before it. Assured: reported complete, QA and sampling both closed, and nothing changed since."
    return table(columns, rows, closing if len(plans) > 1 else None) + "\n\n" + note


def _area(row: AreaRow, paper: Paper) -> list[str]:
    area = row.area
    target = shown_date(area.target, area.target_precision, area.target_text)
    said = [
        f"Owner: {text(area.owner)}" if area.owner else "Owner: not stated",
        f"RAG: {row.colour.letter} ({row.colour.rule})",
    ]
    if target:
        said.append(f"target {text(target)}")
    made = [heading(3, f"{area.ref} {area.title}"), "; ".join(said) + "."]
    tasks = paper.tasks.get(area.uid, ())
    if not tasks:
        return [*made, "No tasks."]
    columns = [Column(n) for n in ("Task", "What", "Owner", "Due", "Progress", "QA", "Sampling")]
    rows = [
        [
            t.row.ref,
            t.task.title or "(the recommendation itself)",
            t.task.assigned_to or "not stated",
            _due(t),
            WORDS[Progress(t.task.progress)].word,
            _signed(t, "qa"),
            _signed(t, "sampling"),
        ]
        for t in tasks
    ]
    return [*made, table(columns, rows)]


def _due(view: TaskView) -> str:
    made = view.row.due_words() or "not stated"
    if view.row.overdue_days:
        made += f" ({view.row.overdue_days} days past)"
    if view.slips:
        times = {1: "once", 2: "twice"}.get(len(view.slips), f"{len(view.slips)} times")
        made += f"; first {view.slips[0].before_text}, moved {times}"
    return made


def _signed(view: TaskView, stage: str) -> str:
    entries = [e for e in view.signoffs if e.stage == stage and e.revoked is None]
    return "\n".join(_entry(e) for e in entries) or "–"


def _entry(entry: SignOff) -> str:
    verdict = VERDICTS[entry.verdict] if entry.verdict else "no verdict given"
    made = f"{dates.short(entry.date) if entry.date else 'undated'}: {verdict}"
    return f"{made}; signed against the rule ({entry.override})" if entry.override else made


def _evidence(paper: Paper) -> list[str]:
    made = []
    for tasks in paper.tasks.values():
        for view in tasks:
            notes = view.standing_notes()
            if notes:
                columns = [Column("Date"), Column("Said by"), Column("Note")]
                rows = [
                    [shown_date(n.date, n.date_precision, n.date_text) or "undated", n.said_by or "not stated", n.text]
                    for n in notes
                ]
                made += [heading(3, f"{view.row.ref} {view.task.title or ''}".strip()), table(columns, rows)]
    return made or ["No notes."]


def _rag_key(scheme: Scheme) -> str:
    rows = [[letter, word, rule] for letter, word, rule in scheme.key()]
    lead = f"RAG by the scheme “{text(scheme.name)}”; the first rule that fits decides."
    return lead + "\n\n" + table([Column("Letter"), Column("Colour"), Column("Rule")], rows)


def _progress_key() -> str:
    return (
        "Progress is what is reported. *Unknown* means that the source states nothing; it is never read as not started."
    )
