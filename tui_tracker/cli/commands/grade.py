"""``tui-tracker grade``: the inspectorate's grades of the pillars and the eleven questions."""

from __future__ import annotations

import click

from tui_tracker.cli.named import one_plan
from tui_tracker.cli.options import common, looking, plan_uid, reading, writing
from tui_tracker.cli.output import counted, done, say, show_json, show_table


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
        plan = one_plan(tracker, of_plan)
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
    show_table(rows)
    say(counted(len(grades), "grade"))
