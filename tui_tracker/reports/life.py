"""What papers say of grades, causes of concern, problems and auditors' opinions; nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Bullets, Cell, Column, Heading, Para, Table
from tui_tracker.domain.framework import of, stood_at
from tui_tracker.domain.inspection import OPINIONS, is_retested, needs_retest, opinion_at, review_late, rhythm_of
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Grade, Plan
from tui_tracker.domain.views import AreaRow, Life, SummaryView, TaskView
from tui_tracker.domain.wording import milestone_parts, milestone_words, opinion_words, problem_words

NO_LIFE = Life()


def grades(summary: SummaryView, areas: Sequence[AreaRow]) -> Iterator[Block]:
    """This inspection beside the last one, with the areas that belong to each question or pillar."""
    if not summary.grades:
        return
    yield Heading(2, "Inspection grades")
    columns = [
        Column("Of", width=3),
        Column("Grade", width=2),
        Column("The time before", width=2),
        Column("Areas here", width=3),
    ]
    plans = [v.plan for v in summary.plans]
    for view in summary.plans:
        mine = [g for g in summary.grades if g.plan == view.plan.uid]
        if mine:
            rows = [
                _grade(
                    g,
                    view.plan,
                    stood_at(g, plans, summary.grades),
                    [a.area.ref for a in areas if a.area.plan == g.plan and g.subject in (a.area.question, a.pillar)],
                )
                for g in mine
            ]
            yield Table(columns, rows, caption=view.plan.name if len(summary.plans) > 1 else "")


def _grade(grade: Grade, plan: Plan, before: str, refs: list[str]) -> list[Cell]:
    now = f"{grade.grade} ({grade.inspected})" if grade.inspected else grade.grade
    before = f"{before} ({grade.inspected_before})" if before and grade.inspected_before else before
    return [of(plan).words(grade.subject), now, before or "not stated", ", ".join(refs)]


def opinions(
    areas: Sequence[AreaRow], lives: Mapping[str, Life], tasks_of: Callable[[AreaRow], Sequence[TaskView]], as_at: date
) -> Iterator[Block]:
    """Auditors' opinions, and which recommendations of high importance have been tested again."""
    rows: list[list[Cell]] = []
    for row in areas:
        held = opinion_at(lives.get(row.area.uid, NO_LIFE).opinions, as_at)
        if held is None and row.area.importance is None:
            continue
        rows.append(
            [
                row.area.ref, row.area.title, OPINIONS[held.level] if held else "none given", dates.long(held.given_on) if held else "",
                row.area.importance or "", retest_words(row, tasks_of(row), as_at),
            ]
        )  # fmt: skip
    if rows:
        yield Heading(2, "Internal audit")
        columns = [Column("Ref"), Column("What", width=3), Column("Opinion", width=2), Column("Position at", width=2)]
        yield Table([*columns, Column("Importance"), Column("Re-test", width=2)], rows)


def retest_words(row: AreaRow, tasks: Iterable[TaskView], as_at: date) -> str:
    """How many of its complete tasks were tested again, where that is what closes them."""
    if not needs_retest(row.area):
        return ""
    done = [t for t in tasks if t.task.progress == Progress.COMPLETE]
    tested = sum(is_retested(t.signoffs, as_at) for t in done)
    return f"{tested} of {len(done)} reported complete" if done else "nothing reported complete"


def concerns(areas: Sequence[AreaRow], lives: Mapping[str, Life], as_at: date) -> Iterator[Block]:
    """The dated steps of each cause of concern, checked against the day, with how late its review is."""
    rows: list[list[Cell]] = []
    said: list[str] = []
    for row in areas:
        life = lives.get(row.area.uid, NO_LIFE)
        found = life.milestones
        for m in found:
            what, due, state = milestone_parts(m, as_at, found)
            rows.append([row.area.ref, what, due or "–", state or "to come", m.text or "–"])
        late = review_late(row.area, found, as_at, plan=life.plan, begun=life.begun, decided=life.decided)
        rhythm = rhythm_of(row.area, life.plan)
        said += [f"{row.area.ref}: its {rhythm} review is {dates.counted(late)} late."] if late else []
        said += (
            [f"{row.area.ref} stands on the risk register as {row.area.risk_ref}."]
            if row.area.risk_ref and found
            else []
        )
    if rows or said:
        yield Heading(2, "Set dates and reviews")
    if rows:
        columns = [Column("Area"), Column("Step", width=3), Column("Due", width=1.3), Column("How it stands", width=2), Column("In words", width=3)]  # fmt: skip
        yield Table(columns, rows)
    yield from (Para(words) for words in said)


def problems(areas: Sequence[AreaRow], lives: Mapping[str, Life]) -> Iterator[Block]:
    """Problems that are still open."""
    made = [
        f"{row.area.ref}, {problem_words(p)}"
        for row in areas
        for p in lives.get(row.area.uid, NO_LIFE).problems
        if p.closed_on is None
    ]
    if made:
        yield Heading(2, "Problems met and still open")
        yield Bullets(tuple(made))


def told(life: Life, as_at: date) -> list[tuple[str, str]]:
    """Everything of one area's life: what it is, in words."""
    made = [("opinion", opinion_words(o)) for o in life.opinions]
    made += [("milestone", milestone_words(m, as_at, life.milestones)) for m in life.milestones]
    return made + [("problem", problem_words(p)) for p in life.problems]
