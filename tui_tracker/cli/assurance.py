"""Steps, problems, milestones, opinions, grades, colours and rounds."""

from __future__ import annotations

from typing import Any

import click

from tui_tracker.cli.options import common, looking, plan_uid, reading, writing
from tui_tracker.cli.output import columns, counted, say, show, show_json
from tui_tracker.cli.writing import done
from tui_tracker.errors import UsageError

_day = click.option("--on", metavar="DATE", help="The day; today if not given.")


def _area(tracker: Any, ref: str) -> str:
    return str(tracker.resolve(ref, kind="area").uid)


def _one_plan(tracker: Any, name: str | None) -> str:
    """The plan that is meant: the one named, else the only one."""
    plans = tracker.read.plans()
    if name is None and len(plans) != 1:
        listed = ", ".join(p.name for p in plans) or "none"
        raise UsageError(f"Which plan? Say --of PLAN; there {'is' if not plans else 'are'} {listed}.")
    return plan_uid(tracker, name) or str(plans[0].uid)


@click.group("step")
def step_command() -> None:
    """Steps inside a task, each with a state of its own."""


@step_command.command("add")
@click.argument("ref")
@click.argument("text")
@click.option("--progress", default="not started", help="Where it stands; not started if not given.")
@common
def add_step(ref: str, text: str, progress: str) -> None:
    """Add a step at the end of a task; several lines are several steps."""
    with writing() as tracker:
        done(tracker.steps.add(tracker.resolve(ref, kind="task").uid, text, progress))


@step_command.command("set")
@click.argument("ref")
@click.argument("number", type=int)
@click.argument("progress")
@click.option("--on", metavar="DATE", help="For a complete step: the day; today if not given.")
@common
def set_step(ref: str, number: int, progress: str, on: str | None) -> None:
    """Say where step NUMBER stands."""
    with writing() as tracker:
        done(tracker.steps.set(tracker.resolve(ref, kind="task").uid, number, progress, on=on))


@step_command.command("reword")
@click.argument("ref")
@click.argument("number", type=int)
@click.argument("text")
@common
def reword_step(ref: str, number: int, text: str) -> None:
    """Other words for step NUMBER; blank TEXT takes it out."""
    with writing() as tracker:
        done(tracker.steps.reword(tracker.resolve(ref, kind="task").uid, number, text))


@click.group("problem")
def problem_command() -> None:
    """Problems met in an area, open until they are closed."""


@problem_command.command("add")
@click.argument("area")
@click.argument("text")
@_day
@common
def add_problem(area: str, text: str, on: str | None) -> None:
    """Note a problem."""
    with writing() as tracker:
        done(tracker.life.raise_problem(_area(tracker, area), text, on=on))


@problem_command.command("close")
@click.argument("area")
@click.argument("number", type=int)
@click.option("--how", required=True, help="What became of it.")
@_day
@common
def close_problem(area: str, number: int, how: str, on: str | None) -> None:
    """Close problem NUMBER."""
    with writing() as tracker:
        done(tracker.life.close_problem(_area(tracker, area), number, how, on=on))


@click.group("milestone")
def milestone_command() -> None:
    """The dated steps of a cause of concern: letter, dates set, what was sent, panel, reviews, discharge."""


@milestone_command.command("add")
@click.argument("area")
@click.argument("what")
@click.option("--due", metavar="DATE", help="The day it is due.")
@click.option("--done", "reached", metavar="DATE", help="The day it was done.")
@click.option("--text", help="In words.")
@common
def add_milestone(area: str, what: str, due: str | None, reached: str | None, text: str | None) -> None:
    """Note a milestone: letter, plan-due, submitted, panel, review, revisit, discharge or other."""
    with writing() as tracker:
        done(tracker.life.milestone(_area(tracker, area), what, due=due, done=reached, text=text))


@milestone_command.command("reached")
@click.argument("area")
@click.argument("number", type=int)
@_day
@common
def reach_milestone(area: str, number: int, on: str | None) -> None:
    """Say that milestone NUMBER was reached."""
    with writing() as tracker:
        done(tracker.life.reach(_area(tracker, area), number, on=on))


@click.command("opinion")
@click.argument("area")
@click.argument("level")
@click.option("--text", help="The auditor's words.")
@_day
@common
def opinion_command(area: str, level: str, text: str | None, on: str | None) -> None:
    """Note an auditor's opinion: full, substantial, partial or little."""
    with writing() as tracker:
        done(tracker.life.opinion(_area(tracker, area), level, on=on, text=text))


@click.group("grade")
def grade_command() -> None:
    """The inspectorate's grades of the pillars and the eleven questions."""


@grade_command.command("set")
@click.argument("subject")
@click.argument("grade")
@click.option("--before", help="The grade of the inspection before.")
@click.option("--inspected", help="When it was inspected, such as 2022.")
@click.option("--inspected-before", help="When it was inspected before, such as 2018.")
@click.option("--of", "of_plan", metavar="PLAN", help="The plan.")
@common
def set_grade(
    subject: str, grade: str, before: str | None, inspected: str | None, inspected_before: str | None, of_plan: str | None
) -> None:  # fmt: skip
    """Set the grade of a pillar, or of a question by its number (1.1 to 3.4)."""
    with writing() as tracker:
        plan = _one_plan(tracker, of_plan)
        made = tracker.judging.grade(
            plan, subject, grade, before=before, inspected=inspected, inspected_before=inspected_before
        )
        done(made)


@grade_command.command("list")
@reading
def list_grades(as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """The grades, this time and last, with the areas that belong to each question."""
    from tui_tracker.domain.inspection import subject_words

    with looking(as_at) as tracker:
        read = tracker.read
        grades = read.summary(plan_uid(tracker, of_plan)).grades
        areas = [r.area for r in read.area_rows()]
    named = {g.uid: [a.ref for a in areas if a.question == g.subject and a.plan == g.plan] for g in grades}
    if as_json:
        show_json(
            [
                {"subject": g.subject, "words": subject_words(g.subject), "grade": g.grade, "before": g.before, "inspected": g.inspected,
                 "inspected_before": g.inspected_before, "areas": named[g.uid]}
                for g in grades
            ]
        )  # fmt: skip
        return
    rows: list[list[object]] = [["Of", "grade", "inspected", "before", "inspected", "areas"]]
    rows += [
        [subject_words(g.subject), g.grade, g.inspected or "", g.before or "", g.inspected_before or "", ", ".join(named[g.uid])]
        for g in grades
    ]  # fmt: skip
    for line in columns(rows):
        show(line)
    say(counted(len(grades), "grade"))


@click.group("rag")
def rag_command() -> None:
    """What the colours mean in a plan, and a colour set by hand."""


@rag_command.command("scheme")
@click.argument("name", required=False)
@click.option("--of", "of_plan", metavar="PLAN", help="The plan.")
@common
def rag_scheme(name: str | None, of_plan: str | None) -> None:
    """Choose what green means here: done, on-track or proved. Without NAME, say what holds."""
    from tui_tracker.domain.rag import SCHEMES, scheme_of

    if name is not None:
        with writing() as tracker:
            done(tracker.judging.scheme(_one_plan(tracker, of_plan), name))
        return
    with looking() as tracker:
        plans = tracker.read.plans()
    for plan in plans:
        chosen = "" if plan.scheme else " (nobody has said; this is what holds until then)"
        show(f"{plan.name}: {scheme_of(plan.scheme).green}{chosen}")
    for scheme in SCHEMES.values():
        show(f"  {scheme.id:<9} {scheme.green}")


@rag_command.command("set")
@click.argument("area")
@click.argument("colour")
@click.option("--reason", help="Why it is not the colour worked out; it prints beside it.")
@common
def rag_set(area: str, colour: str, reason: str | None) -> None:
    """Set an area's colour by hand: red, amber, green, blue; blank goes back to the one worked out."""
    with writing() as tracker:
        done(tracker.judging.colour(_area(tracker, area), colour, reason))


@click.command("round")
@click.argument("name")
@click.option("--of", "of_plan", metavar="PLAN", help="The plan whose open items go on.")
@click.option("--starts", metavar="DATE", help="The day the new round starts; today if not given.")
@click.option("--dry-run", is_flag=True, help="Only say what would go and what would stay.")
@common
def round_command(name: str, of_plan: str | None, starts: str | None, dry_run: bool) -> None:
    """Start the next round under NAME and carry every open area into it, with its history."""
    with looking() if dry_run else writing() as tracker:
        plan = _one_plan(tracker, of_plan)
        carried = tracker.rounds.preview(plan)
        show(f"goes: {', '.join(a.ref for a in carried.goes) or 'nothing'}")
        show(f"stays: {', '.join(a.ref for a in carried.stays) or 'nothing'}")
        if not dry_run:
            done(tracker.rounds.begin(plan, name, starts=starts))
