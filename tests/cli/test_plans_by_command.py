"""Every command of a group does what its help says: the name of an argument never hides an option."""

from __future__ import annotations

import warnings
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.conftest import task
from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli.tree import COMMANDS, cli
from tui_tracker.errors import RefusedError


def every() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []

    def walk(name: str, command: click.Command) -> None:
        found.append((name, command))
        for sub in getattr(command, "commands", {}).values():
            walk(f"{name} {sub.name}", sub)

    for name in COMMANDS:
        made = cli.get_command(click.Context(cli), name)
        assert made is not None
        walk(name, made)
    return found


def test_no_argument_of_any_command_has_the_name_of_an_option() -> None:
    assert len(every()) > 100
    for name, command in every():
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            command.get_params(click.Context(command))
        arguments = {p.name for p in command.params if isinstance(p, click.Argument)}
        options = {p.name for p in command.params if isinstance(p, click.Option)}
        assert not arguments & options, f"{name}: {arguments & options}"


def run(path: Path, *words: str) -> str:
    done = CliRunner().invoke(cli, ["--plan", str(path), *words], catch_exceptions=False)
    assert done.exit_code == 0, (words, done.output)
    return done.output


def test_plans_by_command(plan: Tracker) -> None:
    path = plan.places.plan
    plan.structure.new_plan("Culture", "culture")
    plan.close()
    assert "Culture" in run(path, "plans")
    run(path, "plans", "rename", "Culture", "Culture 2026")
    run(path, "plans", "move", "Culture 2026", "up")
    run(path, "plans", "rhythm", "Improvement plan", "monthly")
    run(path, "plans", "rhythm", "Improvement plan", "weekly", "--kind", "sii")
    run(path, "plans", "quiet", "Improvement plan", "30")
    assert run(path, "plans").index("Culture 2026") < run(path, "plans").index("Improvement plan")
    run(path, "plans", "remove", "Culture 2026", "--because", "typed twice")
    assert "Culture" not in run(path, "plans")
    assert "monthly" in run(path, "show", "AFI1")
    run(path, "milestone", "reviewed", "AFI1", "AFI2")
    run(path, "wait", "AFI1/1", "the council", "--chase", "1 jul 2027")
    run(path, "tie", "add", "AFI1/1", "depends", "AFI1/2")
    assert "depends on AFI1/T2" in run(path, "show", "AFI1/1")
    assert "AFI1/T2" in run(path, "tie", "list")
    run(path, "tie", "drop", "AFI1/1", "AFI1/2")
    run(path, "promise", "add", "AFI2", "look at the rota", "--by", "1 jul 2027", "--who", "AM People")
    assert "look at the rota" in run(path, "promise", "list")
    assert "today" in run(path, "today", "--help")
    assert "[[rules]]" in run(path, "rag", "print", "proved")


def test_a_lead_stays_or_goes_with_the_work_when_somebody_leaves(plan: Tracker) -> None:
    uid = task(plan, "AFI2/T1")
    plan.tasks.lead(uid, "HR Manager")
    plan.people.handover("Payroll", "Finance", "today")
    assert plan.tasks.get(uid)[0].assigned_to == "HR Manager (lead) / Finance"
    plan.people.handover("HR Manager", "Head of People", "today")
    assert plan.tasks.get(uid)[0].assigned_to == "Head of People (lead) / Finance"


def test_somebody_without_open_work_has_left_too_and_signs_no_more(plan: Tracker) -> None:
    from tui_tracker.actions.evidence.signoffs import Request

    uid = task(plan, "AFI1/T1")
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    plan.people.handover("AM Prevention", "AM Protection", "today")
    plan.tasks.ready(task(plan, "AFI1/T2"))
    with pytest.raises(RefusedError, match="left on"):
        plan.signoffs.sign(task(plan, "AFI1/T2"), Request("qa", "close", "AM Prevention"))
    plan.signoffs.sign(
        task(plan, "AFI1/T2"), Request("qa", "close", "AM Prevention", override="signed on the last day")
    )
    with pytest.raises(RefusedError, match="named nowhere"):
        plan.people.handover("Nobody Known", "AM Protection", "today")


def test_a_date_that_was_cleared_and_is_set_anew_is_a_move(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.save(uid, {"due": ""}, reason="not known any more")
    with pytest.raises(RefusedError, match="taken away before"):
        plan.tasks.save(uid, {"due": "1 Aug 27"})
    plan.tasks.save(uid, {"due": "1 Aug 27"}, reason="known again")
    assert [(s.before_text, s.after_text) for s in plan.read.task(uid).slips] == [
        ("Mar-26", None),
        ("no date", "1 Aug 27"),
    ]


def test_proof_that_proves_itself_is_refused(plan: Tracker) -> None:
    one, two = task(plan, "AFI1/T1"), task(plan, "AFI2/T1")
    plan.ties.add(one, "captured", plan.resolve("AFI2").uid)
    with pytest.raises(RefusedError, match="circle"):
        plan.ties.add(two, "captured", plan.resolve("AFI1").uid)
    with pytest.raises(RefusedError, match="circle"):
        plan.ties.add(two, "captured", one)


def test_joined_tasks_keep_what_was_tied_to_either(plan: Tracker) -> None:
    one, two, three = (task(plan, f"AFI1/T{n}") for n in (1, 2, 3))
    plan.ties.add(three, "depends", two)
    plan.structure.join(one, two)
    assert plan.read.task(three).ties == ("depends on AFI1/T1",)


def test_a_measure_without_a_day_says_of_no_check_that_it_was_made(plan: Tracker) -> None:
    uid = plan.resolve("AFI1").uid
    plan.areas.save(uid, {"embedded_measure": "Rate above 90%"})
    from tui_tracker.domain.wording import closing_words

    assert closing_words(plan.areas.get(uid), plan.read.today) == "to be looked at again: Rate above 90%"


def test_an_area_promised_to_be_looked_at_again_stands_in_today(plan: Tracker) -> None:
    from tui_tracker.actions import today

    plan.life.look_again(plan.resolve("AFI1").uid, "the rota", by="3 Jun 26", who="AM")
    part = next(p for p in today.today(plan) if p.name == "Promised to be looked at again")
    assert [(d.kind, d.ref) for d in part.duties] == [("area", "AFI1")]
    found = plan.life.promised()[0][1]
    plan.life.kept(found.uid, "seen at two stations")
    assert plan.life.promised() == []


def test_a_concerns_recommendations_are_found_with_it(plan: Tracker) -> None:
    uid = plan.read.plans()[0].uid
    plan.structure.add_area(uid, "COC1", "No priority", kind="cause_of_concern")
    plan.areas.save(plan.resolve("AFI1").uid, {"area_kind": "recommendation"})
    plan.areas.save(plan.resolve("AFI1").uid, {"part_of": "COC1"})
    assert len(plan.read.task_ids("area:COC1")) == 3
