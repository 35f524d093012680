"""What several papers say in the same words: figures, dates, sign-offs, the colour key, where the numbers come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.checks.facts import numeric_days
from tui_tracker.domain.document import Block, Cell, Chart, Column, Heading, Para, Table, Turn
from tui_tracker.domain.figures import STEP_NAMES, Figures
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.rag import Scheme, scheme_of
from tui_tracker.domain.records import SignOff
from tui_tracker.domain.signoff import SIGN_STAGES
from tui_tracker.domain.steps import STEP_HEADINGS, STEPS, stops_at
from tui_tracker.domain.views import AreaRow, PlanView, SummaryView, TaskView, shown_date
from tui_tracker.domain.wording import note_marks, step_words, verdict_words
from tui_tracker.errors import RefusedError
from tui_tracker.frozen import dataclass

_MOST_REFS = 12
# What the steps mean, in the same words in every paper.
STEPS_MEAN = (
    "Reported complete: its owner says that it is done. QA'd: a senior officer's entry stands with its date, name and comment. Sampled: Business Assurance's does as well. "
    "Assured: both entries are favourable, and nothing changed since."
)


@dataclass(frozen=True)
class Origin:
    """Where a paper's numbers come from, for its foot: the journal entry and its hash, and the service."""

    service: str
    number: int
    head: str
    marking: str
    later: int = 0


@dataclass(frozen=True)
class ActionLine:
    """An open action or escalation: ``ref`` names what it is about, "" for nothing in particular."""

    number: int
    owner: str
    ref: str
    text: str
    due_on: date | None
    overdue_days: int


def actions(heading: str, lines: Sequence[ActionLine], *, owners: bool = True) -> list[Block]:
    """Open actions as a table under a heading; nothing when there are none."""
    if not lines:
        return []
    rows: list[list[Cell]] = []
    for a in lines:
        late = f" ({dates.counted(a.overdue_days)} past)" if a.overdue_days else ""
        due_words = f"{dates.short(a.due_on)}{late}" if a.due_on else "no date"
        rows.append([a.number, *([a.owner] if owners else []), a.ref, a.text, due_words])
    columns = [
        Column("No", True, width=0.6), *([Column("Who", width=2)] if owners else []), Column("About", width=1.4), Column("What", width=5),
        Column("By", width=2),
    ]  # fmt: skip
    return [Heading(2, heading), Table(columns, rows)]


def check_summary(summary: SummaryView) -> None:
    """Raise RefusedError when the figures of any plan do not add up."""
    for plan in summary.plans:
        if not plan.counts.adds_up() or not plan.figures.nested() or plan.figures.tasks != plan.counts.tasks:
            raise RefusedError(f"The figures of {plan.plan.name} do not add up; the paper was not written.")


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with their sections, paragraphs, tables and figures numbered as committees cite them; notes and appendices are not."""
    section = paragraph = tables = figures = 0
    rest = iter(blocks)
    for block in rest:
        if isinstance(block, Turn):
            yield block
            yield from rest
            return
        if isinstance(block, Heading) and block.level == 2:
            section, paragraph = section + 1, 0
            block = replace(block, text=f"{section}. {block.text}")
        elif isinstance(block, Para) and section and not block.note:
            paragraph += 1
            block = replace(block, lead=f"{section}.{paragraph} {block.lead}".rstrip())
        elif isinstance(block, Table) and block.caption:
            tables += 1
            block = replace(block, caption=f"Table {tables}. {block.caption}")
        elif isinstance(block, Chart):
            figures += 1
            block = replace(block, caption=f"Figure {figures}. {block.caption}")
        yield block


def nested(plans: Sequence[PlanView], total: Figures) -> list[Block]:
    """The nested figures, a row a plan, and what they mean."""
    columns = [Column("Plan", width=2), *(Column(n.capitalize() if n != "QA'd" else n, True, True) for n in STEP_NAMES)]
    columns += [Column("QA'd, not reported complete", True, True), Column("Sampled, not complete and QA'd", True, True)]
    rows: list[list[Cell]] = [
        [p.plan.name, *p.figures.steps(), p.figures.outside_qa, p.figures.outside_sampled] for p in plans
    ]
    closing: list[Cell] = ["All plans", *total.steps(), total.outside_qa, total.outside_sampled]
    return [
        Table(columns, rows, closing if len(plans) > 1 else None),
        Para(f"Each step is a part of the one before it. {STEPS_MEAN}"),
    ]


class StepsDown:
    """Why tasks stopped between the steps, gathered while they go by: each reason with the tasks it holds of."""

    def __init__(self, as_at: date) -> None:
        self._as_at = as_at
        self._found: dict[tuple[str, str], list[str]] = {}

    def take(self, views: Sequence[TaskView]) -> Sequence[TaskView]:
        """Note the tasks, and hand them on."""
        for view in views:
            stopped = stops_at(view, self._as_at)
            if stopped is not None and stopped[0] != "complete":  # what is not complete stands in the pillar table
                self._found.setdefault(stopped, []).append(view.row.ref)
        return views

    def blocks(self) -> list[Block]:
        """A table, or nothing when no task stopped on the way."""
        by_step = sorted(self._found.items(), key=lambda item: (STEPS.index(item[0][0]), -len(item[1])))
        rows: list[list[Cell]] = [[STEP_HEADINGS[step], why, _named(refs)] for (step, why), refs in by_step]
        columns = [Column("From step to step", width=2), Column("Why", width=3), Column("Tasks", width=3)]
        return [Table(columns, rows, caption="Why tasks stand between two steps")] if rows else []


def steps_down(areas: Sequence[AreaRow], tasks_of: Callable[[AreaRow], Sequence[TaskView]], as_at: date) -> list[Block]:
    """The same of areas, whose tasks are asked for here."""
    steps = StepsDown(as_at)
    for row in areas:
        steps.take(tasks_of(row))
    return steps.blocks()


def _named(refs: Sequence[str]) -> str:
    """How many, and the first of them by name."""
    more = f" and {len(refs) - _MOST_REFS} more" if len(refs) > _MOST_REFS else ""
    return f"{len(refs)} task{'s' if len(refs) != 1 else ''}: {', '.join(refs[:_MOST_REFS])}{more}"


def rag_keys(plans: Sequence[PlanView]) -> list[Block]:
    """The key of every RAG scheme that the plans use, each once."""
    made: list[Block] = []
    used: dict[Scheme, list[str]] = {}
    for view in plans:
        used.setdefault(scheme_of(view.plan.scheme, view.plan.own_scheme), []).append(view.plan.name)
    for scheme, where in used.items():
        rows: list[list[Cell]] = [[letter, word, rule] for letter, word, rule in scheme.key()]
        only = f" in {', '.join(where)}" if len(used) > 1 else ""
        made.append(Para(f"RAG{only} by the scheme “{scheme.name}”; the first rule that fits decides."))
        made.append(
            Table([Column("Letter"), Column("Colour"), Column("Rule", width=5)], rows, caption="What each colour says")
        )
    return made


def due(view: TaskView) -> str:
    """The due date with how late it is and how often it moved."""
    made = view.due_words()
    if view.row.overdue_days:
        made += f" ({dates.counted(view.row.overdue_days)} past)"
    if view.slips:
        times = {1: "once", 2: "twice"}.get(len(view.slips), f"{len(view.slips)} times")
        made += f"; first {view.slips[0].before_text}, moved {times}"
    return made


def progress(view: TaskView) -> str:
    """The plan's own word where it has one, else ours."""
    own = view.plan.words.get(view.task.progress)
    return own or ("not stated" if view.task.progress == Progress.UNKNOWN else WORDS[Progress(view.task.progress)].word)


def steps(view: TaskView) -> str:
    """The tick list of a task, a line each, with who is to do what by when and what is done."""
    return "\n".join(step_words(i, s) for i, s in enumerate(view.steps, 1)) or "–"


def standing(view: TaskView, stage: str) -> list[SignOff]:
    """The entries of a stage that nobody has revoked, in order."""
    return [e for e in view.signoffs if e.stage == stage and e.revoked is None]


def verdict(entry: SignOff, as_at: date) -> str:
    """Date and verdict of an entry, or why it does not count; a rule that was overridden is said."""
    said = verdict_words(entry, as_at)
    made = f"{dates.short(entry.date) if entry.date else 'undated'}: {said}"
    return f"{made}; signed against the rule ({entry.override})" if entry.override else made


def signed(view: TaskView, stage: str) -> str:
    return "\n".join(verdict(e, view.as_at) for e in standing(view, stage)) or "–"


def signoff_rows(view: TaskView) -> list[list[Cell]]:
    """Date, stage, verdict, who, comment of every standing entry."""
    made: list[list[Cell]] = []
    for entry in view.signoffs:
        if entry.revoked is None:
            said = verdict_words(entry, view.as_at)
            if entry.retest:
                said += "\ntested again"
            if entry.override:
                said += f"\nsigned against the rule ({entry.override})"
            day = shown_date(entry.date, None, entry.date_text) or "undated"
            made.append([day, SIGN_STAGES[entry.stage], said, entry.by or "not stated", entry.comment or ""])
    return made


SIGNOFF_COLUMNS = [Column("Date"), Column("Stage"), Column("Verdict"), Column("Signed by"), Column("Comment", width=4)]


def note_rows(view: TaskView) -> list[list[Cell]]:
    """Date, who said it, words of every note that stands."""
    made: list[list[Cell]] = []
    for n in view.standing_notes():
        marks = note_marks(n, view.as_at) + _later(n.text, view.as_at)
        day = shown_date(n.date, n.date_precision, n.date_text) or "undated"
        made.append([day, n.said_by or "not stated", n.text + (f"\n({', '.join(marks)})" if marks else "")])
    return made


def _later(text: str, as_at: date) -> list[str]:
    """The mark of words that name a day after the paper's: they were written later, or speak of what was still to come."""
    later = [d for d in numeric_days(text) if d > as_at]
    return [f"names {dates.short(max(later))}, after the day of this paper"] if later else []


NOTE_COLUMNS = [Column("Date"), Column("Said by"), Column("Note", width=5)]
PROGRESS_KEY = "Progress is what is reported. “Not stated” means that nobody has said; it is never read as not started."


def origin_line(origin: Origin) -> str:
    return f"Every figure is worked out from the plan's records: journal entry {origin.number}, head {origin.head}."
