"""The committee paper: standing texts from the user's file, every number from the same figures as the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.columns import THREE
from tui_tracker.domain.document import Block, Bullets, Cell, Column, Document, Facts, Heading, Para, Table, Turn
from tui_tracker.domain.figures import Counts, is_met
from tui_tracker.domain.moments import Movement, sentence
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.signoff import SIGN_STAGES, Stage
from tui_tracker.domain.steps import left_open
from tui_tracker.domain.views import AreaRow, Life, PlanView, SummaryView, TaskView
from tui_tracker.frozen import dataclass
from tui_tracker.reports import common, life, register
from tui_tracker.reports import movement as movement_report
from tui_tracker.reports.common import Origin
from tui_tracker.reports.texts import IMPLICATIONS, Texts

# Plans of these kinds are lists of recommendations, counted one by one beside the pillars of the main plan.
_RECOMMENDATIONS = ("culture", "peer_review", "internal_audit")


@dataclass(frozen=True)
class Committee:
    """All that the paper shows. ``meeting`` and ``day`` replace the standing ones; ``movement`` is since the last paper."""

    texts: Texts
    summary: SummaryView
    areas: Sequence[AreaRow]
    tasks_of: Callable[[AreaRow], Sequence[TaskView]]
    origin: Origin
    lives: Mapping[str, Life] = field(default_factory=dict)
    snapshot: str = ""
    movement: Movement | None = None
    meeting: str = ""
    day: str = ""


def document(paper: Committee) -> Document:
    """The paper as blocks. Raises RefusedError when a figure does not add up, FileError for a placeholder there is not."""
    common.check_summary(paper.summary)
    values = placeholders(paper)
    title = paper.texts.line("subject", values) or f"Improvement plan as at {values['as_at']}"
    return Document(title, paper.origin.marking, str(values["as_at"]), _blocks(paper, values))


def placeholders(paper: Committee) -> dict[str, object]:
    """What a standing text may ask for. ``tasks`` and the like are those of the plans with pillars."""
    main, recs = _main(paper.summary), _recommendation_plans(paper.summary)
    counts = sum((p.counts for p in main), Counts())
    done, under_way, to_start = THREE.counts(counts, unknown=False)
    figures = [p.figures for p in main]
    return {
        "service": paper.origin.service or "the Service", "as_at": dates.long(paper.summary.as_at), "areas": counts.areas, "tasks": counts.tasks,
        "complete": done, "in_progress": under_way, "not_started": to_start, "not_stated": counts.unknown,
        "qa": sum(f.qa_recorded for f in figures), "sampled": sum(f.sampled for f in figures), "assured": sum(f.assured for f in figures),
        "past_date": counts.overdue, "past_deadline": _past_deadline(paper),
        "unsettled": sum(w.count for w in paper.summary.waits if w.query == "is:unsettled"),
        "recommendations_complete": _complete_areas(paper, recs), "recommendations": sum(p.counts.areas for p in recs), "snapshot": paper.snapshot,
        "beside": _beside_sentence(paper, recs),
    }  # fmt: skip


def _beside_sentence(paper: Committee, recs: Sequence[PlanView]) -> str:
    """What stands beside the main plan, as a sentence with a blank behind it; nothing where nothing does."""
    count = sum(p.counts.areas for p in recs)
    verb = "stands" if count == 1 else "stand"
    done = _complete_areas(paper, recs)
    return f"Beside it {verb} {count} recommendations, {done} of them reported complete. " if count else ""


def _past_deadline(paper: Committee) -> int:
    """Areas and recommendations past the inspectorate's own date with work not complete."""
    return paper.summary.total.areas_late


def _complete_areas(paper: Committee, plans: Sequence[PlanView]) -> int:
    """Areas of these plans of which every task is reported complete."""
    wanted = {p.plan.uid for p in plans}
    return sum(a.area.plan in wanted and 0 < a.counts.tasks == a.counts.complete for a in paper.areas)


def _main(summary: SummaryView) -> list[PlanView]:
    found = [p for p in summary.plans if p.plan.plan_kind not in _RECOMMENDATIONS]
    return found or list(summary.plans)


def _recommendation_plans(summary: SummaryView) -> list[PlanView]:
    main = {p.plan.uid for p in _main(summary)}
    return [p for p in summary.plans if p.plan.uid not in main]


def _blocks(paper: Committee, values: dict[str, object]) -> Iterator[Block]:
    texts = paper.texts
    yield _front(paper, values)
    for name, heading in (
        ("purpose", "Purpose"),
        ("recommendation", "Recommendation"),
        ("summary", "Executive summary"),
    ):
        yield from _section(texts, name, heading, values)
    yield from _section(texts, "background", "Background", values)
    yield Heading(2, "Progress by pillar")
    yield from _pillars(paper.summary)
    yield Heading(2, "How much is really done")
    yield from common.nested(paper.summary.plans, paper.summary.figures)
    yield from common.steps_down(paper.areas, paper.tasks_of, paper.summary.as_at)
    yield from _recommendations(paper.summary)
    yield from life.grades(paper.summary, paper.areas)
    yield from life.opinions(paper.areas, paper.lives, paper.tasks_of, paper.summary.as_at)
    yield from _highlights(paper.areas)
    yield from _exceptions(paper)
    yield from life.concerns(paper.areas, paper.lives, paper.summary.as_at)
    yield from life.problems(paper.areas, paper.lives)
    yield from _moved(paper)
    yield Heading(2, "RAG key")
    yield from common.rag_keys(paper.summary.plans)
    yield from _implications(texts, values)
    yield from _listed(texts, "appendices", "Appendices", values)
    yield from _listed(texts, "background_papers", "Background papers", values)
    yield from _officers(texts)
    yield Para(common.origin_line(paper.origin), "Where the figures come from.")
    yield from _appendix(paper)


def _front(paper: Committee, values: dict[str, object]) -> Facts:
    line = paper.texts.line
    rows = [
        ("Status of report", "Not for publication" if "SENSITIVE" in paper.origin.marking else line("status", values)),
        ("Service", paper.origin.service),
        ("Meeting", paper.meeting or line("meeting", values)),
        ("Date", paper.day),
        ("Subject", line("subject", values)),
        ("Report by", line("report_by", values)),
        ("Author", line("author", values)),
        ("For", line("for", values)),
        ("Figures as at", str(values["as_at"])),
        ("Dated after that day, and outside every figure", str(paper.origin.later) if paper.origin.later else ""),
    ]
    return Facts(tuple((label, value) for label, value in rows if value))


def _section(texts: Texts, name: str, heading: str, values: dict[str, object]) -> Iterator[Block]:
    said = texts.all(name, values)
    if said:
        yield Heading(2, heading)
        yield from (Para(p) for p in said)


def _listed(texts: Texts, name: str, heading: str, values: dict[str, object]) -> Iterator[Block]:
    said = texts.all(name, values)
    if said:
        yield Heading(2, heading)
        yield Bullets(tuple(said))


def _pillars(summary: SummaryView) -> Iterator[Block]:
    """Areas and tasks by pillar, then progress by pillar, each adding up to its total."""
    main = _main(summary)
    for plan in main:
        lines = [v for v in summary.pillars if v.plan.uid == plan.plan.uid]
        named = f" – {plan.plan.name}" if len(main) > 1 else ""
        columns = [Column("Pillar", width=3), Column("Areas", True, True), Column("Tasks", True, True)]
        areas: list[list[Cell]] = [[v.name or "No pillar", v.counts.areas, v.counts.tasks] for v in lines]
        yield Table(
            columns, areas, ["Total", plan.counts.areas, plan.counts.tasks], f"Areas and tasks by pillar{named}"
        )
        unknown = plan.counts.unknown > 0
        names = THREE.names(unknown=unknown)
        columns = [
            Column("Pillar", width=3),
            Column("Total tasks", True, True),
            *(Column(n, True, True) for n in names),
            Column("Behind target", True, True),
            Column("RAG"),
        ]
        rows: list[list[Cell]] = [
            [
                v.name or "No pillar",
                v.counts.tasks,
                *THREE.counts(v.counts, unknown=unknown),
                v.counts.behind_target,
                v.colour.letter,
            ]
            for v in lines
        ]
        total: list[Cell] = [
            "Total",
            plan.counts.tasks,
            *THREE.counts(plan.counts, unknown=unknown),
            plan.counts.behind_target,
            "",
        ]
        caption = f"Progress by pillar, as at {dates.long(summary.as_at)}{named}"
        yield Table(columns, rows, total, caption, (1, tuple(range(2, 2 + len(names)))))
    yield Para(THREE.rule() + " Behind target is a part of in progress.", "How words become columns.")


def _recommendations(summary: SummaryView) -> Iterator[Block]:
    plans = _recommendation_plans(summary)
    if not plans:
        return
    yield Heading(2, "Recommendations")
    total = sum((p.counts for p in plans), Counts())
    unknown = total.unknown > 0
    names = THREE.names(unknown=unknown)
    columns = [Column("Plan", width=3), Column("Number of actions", True, True), Column("Started", True, True)]
    columns += [Column(n, True, True) for n in names]
    rows = [_recommendation_row(p.plan.name, p.counts, unknown) for p in plans]
    closing = _recommendation_row("Total", total, unknown) if len(plans) > 1 else None
    caption = "Actions that answer recommendations"
    yield Table(columns, rows, closing, caption, parts=(1, tuple(range(3, 3 + len(names)))))
    yield Para("A recommendation can have several actions. Started counts what is completed or in progress.")


def _recommendation_row(name: str, counts: Counts, unknown: bool) -> list[Cell]:
    made = THREE.counts(counts, unknown=unknown)
    return [name, counts.tasks, made[0] + made[1], *made]


def _highlights(areas: Sequence[AreaRow]) -> Iterator[Block]:
    said = tuple(f"{a.area.ref}: {' '.join(a.area.headline.split())}" for a in areas if a.area.headline)
    if said:
        yield Heading(2, "Highlights")
        yield Bullets(said)


def _exceptions(paper: Committee) -> Iterator[Block]:
    views = [t for a in paper.areas for t in paper.tasks_of(a) if _reasons(t, paper.summary.as_at)]
    views.sort(key=lambda t: (-len(_reasons(t, paper.summary.as_at)), t.task.due or paper.summary.as_at))
    yield Heading(2, "Exceptions")
    yield from _exceptional_tasks(views, paper.summary.as_at)
    yield from _closed_early(paper)


def _closed_early(paper: Committee) -> Iterator[Block]:
    """Areas that a committee closed while work was open or unsigned: they read as done and are not."""
    as_at = paper.summary.as_at
    said = tuple(
        f"{a.area.ref}, closed on {dates.long(a.area.closed_on)}: {left}"
        for a in paper.areas
        if a.area.closed_on is not None and a.area.closed_on <= as_at and (left := left_open(paper.tasks_of(a), as_at))
    )
    if said:
        yield Para("Closed by a committee, with work not complete or not signed off:")
        yield Bullets(said)


def _exceptional_tasks(views: Sequence[TaskView], as_at: date) -> Iterator[Block]:
    if not views:
        yield Para(
            "No task is past its date, behind target, sent back or waiting, no promise is past its day, and no rule of sign-off was overridden."
        )
        return
    columns = [
        Column("Task", width=1.4),
        Column("What", width=4),
        Column("Owner", width=2),
        Column("Due", width=2),
        Column("Why it is here", width=2.5),
    ]
    rows: list[list[Cell]] = [
        [
            t.row.ref,
            _short(t.task.title or t.area.title),
            t.task.assigned_to or "not stated",
            common.due(t),
            "; ".join(_reasons(t, as_at)),
        ]
        for t in views
    ]
    yield Table(columns, rows)


def _reasons(view: TaskView, as_at: date) -> list[str]:
    made = []
    if view.row.overdue_days:
        made.append("past its date")
    if view.task.progress == Progress.BEHIND_TARGET:
        made.append("behind target")
    if view.task.waiting_on:
        made.append(f"waiting on {view.task.waiting_on}")
    deadline = view.area.deadline
    if deadline is not None and deadline < as_at and view.task.progress != Progress.COMPLETE:
        made.append(f"past the inspectorate's date of {dates.long(deadline)}")
    if view.row.stage == Stage.SENT_BACK:
        made.append("sent back")
    made += [
        f"promised to be looked at again by {dates.long(p.due_on)}"
        for p in view.promises
        if p.due_on < as_at and not is_met(p, as_at)
    ]
    if view.row.changed:
        made.append("changed since sign-off: " + ", ".join(view.row.changed))
    made += [
        f"{SIGN_STAGES[e.stage]} signed against the rule ({e.override})"
        for e in view.signoffs
        if e.override and e.revoked is None
    ]
    return made


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 160 else plain[:159].rstrip() + "…"


def _moved(paper: Committee) -> Iterator[Block]:
    yield Heading(2, "What moved since the last paper")
    if paper.movement is None:
        yield Para("There is no earlier snapshot to compare with.")
        return
    yield Para(sentence(paper.movement))
    yield from movement_report.dates_moved(paper.movement)


def _implications(texts: Texts, values: dict[str, object]) -> Iterator[Block]:
    from tui_tracker.reports.texts import fill

    said = [
        (heading, fill(text, values, texts.source).strip())
        for name, heading in IMPLICATIONS.items()
        if (text := texts.implications.get(name, "")).strip()
    ]
    if said:
        yield Heading(2, "Implications")
        yield from (Para(text, f"{heading}.") for heading, text in said)


def _officers(texts: Texts) -> Iterator[Block]:
    if texts.officers:
        yield Heading(2, "Officers to contact")
        yield Bullets(tuple(", ".join(p for p in (o.name, o.role, o.contact) if p) for o in texts.officers))


def _appendix(paper: Committee) -> Iterator[Block]:
    yield Turn(landscape=True)
    yield Heading(2, "Appendix A: the plan, task by task")
    yield from register.blocks(paper.areas, paper.tasks_of, evidence=False)
    yield Turn(landscape=False)
