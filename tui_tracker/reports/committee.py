"""The committee paper: the answer on its first page, a row an area, what is not as it should be, and the rest behind it.

Standing texts come from the user's file, every number from the same figures as the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Bullets, Document, Facts, Heading, Para, Turn
from tui_tracker.domain.moments import Movement, sentence
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.views import AreaRow, DueMonth, Life, Point, SummaryView, TaskView
from tui_tracker.frozen import dataclass
from tui_tracker.reports import area_lines, charts, common, exceptions, key_figures, life, register
from tui_tracker.reports import movement as movement_report
from tui_tracker.reports.common import Origin
from tui_tracker.reports.texts import IMPLICATIONS, Texts, fill


@dataclass(frozen=True)
class Committee:
    """All that the paper shows. ``meeting`` and ``day`` replace the standing ones; ``movement`` is since the last paper.

    ``points`` and ``months`` are what its charts are drawn from; ``every_task`` asks for the register as an appendix.
    """

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
    points: Sequence[Point] = ()
    months: Sequence[DueMonth] = ()
    every_task: bool = False


def document(paper: Committee) -> Document:
    """The paper as blocks. Raises RefusedError when a figure does not add up, FileError for a placeholder there is not."""
    common.check_summary(paper.summary)
    values = placeholders(paper)
    title = paper.texts.line("subject", values) or f"Improvement plan as at {values['as_at']}"
    return Document(title, paper.origin.marking, str(values["as_at"]), common.numbered(_blocks(paper, values)))


def placeholders(paper: Committee) -> dict[str, object]:
    """What a standing text may ask for. ``tasks`` and the like are those of the plans with pillars."""
    main = {p.plan.uid for p in key_figures.main_plans(paper.summary)}
    tasks = [t for a in paper.areas if a.area.plan in main for t in paper.tasks_of(a)]
    undated = sum(t.task.due is None and t.task.progress != Progress.COMPLETE for t in tasks)
    return key_figures.placeholders(
        paper.summary, paper.areas, undated, paper.texts.words, paper.origin.service, paper.snapshot
    )


def _blocks(paper: Committee, values: dict[str, object]) -> Iterator[Block]:
    yield _front(paper, values)
    yield from _first_page(paper, values)
    yield from _areas(paper)
    yield from exceptions.blocks(paper.areas, paper.tasks_of, paper.summary.as_at, paper.texts.words)
    yield from _figures(paper)
    yield from _standing(paper, values)
    if paper.every_task:
        yield from _appendix(paper)


def _first_page(paper: Committee, values: dict[str, object]) -> Iterator[Block]:
    """What is asked of members, the key figures, and what moved."""
    for name, heading in (("purpose", "Purpose"), ("recommendation", "Recommendation")):
        yield from _section(paper.texts, name, heading, values)
    yield Heading(2, "Where the plan stands")
    yield from (Para(p) for p in paper.texts.all("summary", values))
    yield from key_figures.table(paper.summary, paper.texts.words)
    yield Heading(2, "What moved since the last paper")
    if paper.movement is None:
        yield Para("There is no earlier snapshot to compare with.")
    else:
        before = paper.movement.before
        said = sentence(paper.movement)
        if len(paper.summary.plans) > 1:
            said = said.replace("The plan now stands", "All plans together now stand")
        yield Para(f"Compared with “{before.name}”, as at {dates.long(before.as_at)}.")
        yield Para(said)
        yield from movement_report.dates_moved(paper.movement)


def _areas(paper: Committee) -> Iterator[Block]:
    """Set dates and opinions first, where there are any; then a row an area, or each action where the texts ask for it."""
    as_at = paper.summary.as_at
    yield from life.concerns(paper.areas, paper.lives, as_at)
    yield from life.opinions(paper.areas, paper.lives, paper.tasks_of, as_at)
    lines = area_lines.actions if paper.texts.each_action else area_lines.blocks
    yield from lines(paper.summary.plans, paper.areas, paper.tasks_of, as_at, paper.texts.words, paper.lives)
    yield from life.problems(paper.areas, paper.lives)


def _figures(paper: Committee) -> Iterator[Block]:
    """Charts, the tables by pillar, and why tasks stand where they stand."""
    summary = paper.summary
    yield from charts.blocks(paper.points, paper.months, paper.areas, summary.as_at)
    yield from key_figures.pillars(summary)
    yield from key_figures.recommendations(summary)
    down = common.steps_down(paper.areas, paper.tasks_of, summary.as_at)
    if down:
        yield Heading(2, "Why work reported complete is not yet assured")
        yield Para("Each task that is reported complete and not assured stopped at one step, for one reason.")
        yield from down
    yield from life.grades(summary, paper.areas)


def _standing(paper: Committee, values: dict[str, object]) -> Iterator[Block]:
    texts = paper.texts
    yield from _section(texts, "background", "Background", values)
    yield from _implications(texts, values)
    yield Heading(2, "RAG key")
    yield from common.rag_keys(paper.summary.plans)
    yield from _listed(texts, "background_papers", "Background papers", values)
    yield from _officers(texts)
    if paper.every_task:
        yield from _listed(texts, "appendices", "Appendices", values)
    yield Para(common.origin_line(paper.origin), "Where the figures come from.", note=True)


def _front(paper: Committee, values: dict[str, object]) -> Facts:
    line = paper.texts.line
    rows = [
        ("Status of report", "Not for publication" if "SENSITIVE" in paper.origin.marking else line("status", values)),
        ("Service", paper.origin.service),
        ("Meeting", paper.meeting or line("meeting", values)),
        ("Date", paper.day),
        ("Report by", line("report_by", values)),
        ("Author", line("author", values)),
        ("Contact officer", _contact(paper.texts, values)),
        ("For", line("for", values)),
        ("Figures as at", str(values["as_at"])),
        ("Dated after that day, and outside every figure", str(paper.origin.later) if paper.origin.later else ""),
    ]
    return Facts(tuple((label, value) for label, value in rows if value))


def _contact(texts: Texts, values: dict[str, object]) -> str:
    """Whom a member asks: the first officer of the standing texts, or their line."""
    if texts.officers:
        first = texts.officers[0]
        return ", ".join(p for p in (first.name, first.role, first.contact) if p)
    return texts.line("contact", values)


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


def _implications(texts: Texts, values: dict[str, object]) -> Iterator[Block]:
    said = [
        (heading, fill(text, values, texts.source).strip())
        for name, heading in IMPLICATIONS.items()
        if (text := texts.implications.get(name, "")).strip()
    ]
    if said:
        yield Heading(2, "Implications")
        yield from (Para(text, f"{heading}.") for heading, text in said)


def _officers(texts: Texts) -> Iterator[Block]:
    if len(texts.officers) > 1:  # a single one stands on the first page
        yield Heading(2, "Officers to contact")
        yield Bullets(tuple(", ".join(p for p in (o.name, o.role, o.contact) if p) for o in texts.officers))


def _appendix(paper: Committee) -> Iterator[Block]:
    yield Turn(landscape=True)
    yield Heading(2, f"Appendix A: the plan, task by task, as at {dates.long(paper.summary.as_at)}")
    yield from register.blocks(paper.areas, paper.tasks_of, evidence=False)
