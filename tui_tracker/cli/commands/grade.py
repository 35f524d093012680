"""``tui-tracker grade``: the inspectorate's grades of the pillars and the questions."""

from __future__ import annotations

import click

from tui_tracker.cli.named import one_plan
from tui_tracker.cli.options import common, looking, plan_uid, reading, writing
from tui_tracker.cli.output import done, say, show_json, show_table
from tui_tracker.domain.text import count_of


@click.group("grade")
def grade_command() -> None:
    """The inspectorate's grades of the pillars and the questions."""


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
    """Set the grade of a pillar, or of a question by its number (“framework show” lists them)."""
    with writing() as tracker:
        plan = one_plan(tracker, of_plan)
        made = tracker.judging.grade(
            plan, subject, grade, before=before, inspected=inspected, inspected_before=inspected_before
        )
        done(made)


@grade_command.command("list")
@reading
def list_grades(as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """The grades, this time and last, with the areas that belong to each question."""
    from tui_tracker.domain.framework import of, stood_at

    with looking(as_at) as tracker:
        read = tracker.read
        grades = read.summary(plan_uid(tracker, of_plan)).grades
        areas = [r.area for r in read.area_rows()]
        plans = {p.uid: p for p in read.plans()}
        every = read.summary().grades
    words = {g.uid: of(plans[g.plan]).words(g.subject) for g in grades}
    before = {g.uid: stood_at(g, plans.values(), every) for g in grades}
    named = {g.uid: [a.ref for a in areas if a.question == g.subject and a.plan == g.plan] for g in grades}
    if as_json:
        show_json(
            [
                {"subject": g.subject, "words": words[g.uid], "grade": g.grade, "before": before[g.uid] or None, "inspected": g.inspected,
                 "inspected_before": g.inspected_before, "areas": named[g.uid]}
                for g in grades
            ]
        )  # fmt: skip
        return
    rows: list[list[object]] = [["Of", "grade", "inspected", "before", "inspected", "areas"]]
    rows += [
        [words[g.uid], g.grade, g.inspected or "", before[g.uid], g.inspected_before or "", ", ".join(named[g.uid])]
        for g in grades
    ]  # fmt: skip
    show_table(rows)
    say(count_of(len(grades), "grade"))
