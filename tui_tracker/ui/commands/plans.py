"""A plan as a whole: a new one, what green means in it, its grades, its next round."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui_tracker.domain import framework
from tui_tracker.domain.rag import SCHEMES
from tui_tracker.domain.text import count_of
from tui_tracker.errors import UsageError
from tui_tracker.paths import typed
from tui_tracker.ui import assurance_forms, forms
from tui_tracker.ui.commands.registry import PLAN, command, writes
from tui_tracker.ui.offered import Offer

if TYPE_CHECKING:
    from tui_tracker.domain.records import Plan
    from tui_tracker.ui.desk import Desk


def _plan_here(desk: Desk) -> Plan:
    """The plan shown; the first when all are shown and the cursor stands on none."""
    plans = desk.read.plans()
    if not plans:
        raise UsageError("There is no plan yet; ⟦plan.import⟧ reads one in.")
    kind, uid = desk.selected() or ("", "")
    mine = desk.tracker.areas.get(desk.area_uid()).plan if kind and uid else desk.host.plan_uid
    return next((p for p in plans if p.uid == mine), plans[0])


@command("plan.scheme", "", "colours", "what green means in this plan", group=PLAN)
def scheme(desk: Desk) -> None:
    ask_scheme(desk, _plan_here(desk))


def ask_scheme(desk: Desk, plan: Plan, then: Callable[[], None] | None = None) -> None:
    """Ask in plain words what green means in a plan."""
    named = dict(zip("123", SCHEMES.values(), strict=True))

    def chosen(key: str) -> None:
        if key == "4":
            form = forms.one_line(
                "A scheme of your own", "file", "its .toml file; “rag print” writes one to begin with", "take it"
            )
            desk.fill_in(form, lambda v: desk.done(desk.tracker.judging.own_scheme(plan.uid, typed(v["file"]))))
            return
        desk.host.say(desk.done(desk.tracker.judging.scheme(plan.uid, named[key].id)))
        if then is not None:
            then()

    desk.choose(
        f"What does green mean in {plan.name}?",
        {**{key: scheme.green for key, scheme in named.items()}, "4": "a scheme of your own, from a file"},
        chosen,
        f"{_brought_in(desk)}It is asked once and printed as the key of every report; ⟦plan.scheme⟧ changes it.",
    )


def _brought_in(desk: Desk) -> str:
    """What was said of the file that was read in just now."""
    said = desk.host.last_said
    return f"{said.partition('.')[0]}.\n\n" if "brought in" in said else ""


def ask_schemes(desk: Desk) -> None:
    """Ask of each plan of which nobody has said what green means, one after the other."""
    plans = desk.tracker.judging.unasked()
    if plans:
        ask_scheme(desk, plans[0], partial(ask_schemes, desk))


@command(
    "plan.grade", "", "grade", "the inspectorate's grade of a pillar or a question, this time and last", group=PLAN
)
def grade(desk: Desk) -> None:
    plan = _plan_here(desk)
    form = assurance_forms.grade(plan.name, framework.of(plan).numbers, framework.of(plan).grades)

    def submit(values: dict[str, str]) -> str:
        made = desk.tracker.judging.grade(
            plan.uid, values["subject"], values["grade"], before=values["before"], inspected=values["inspected"],
            inspected_before=values["inspected_before"],
        )  # fmt: skip
        return desk.done(made)

    desk.fill_in(form, submit)


@command("plan.grades", "", "grades", "the inspectorate's grades, this time and last", group=PLAN)
def grades(desk: Desk) -> None:
    """The grades, this time and last, in a line each."""
    plan = _plan_here(desk)
    grades = desk.read.summary(plan.uid).grades
    if not grades:
        raise UsageError(f"No grade is noted for {plan.name}; ⟦plan.grade⟧ notes one.")
    areas = [r.area for r in desk.read.area_rows(plan.uid)]
    lines = []
    every, plans = desk.read.summary().grades, desk.read.plans()
    for g in grades:
        stood = framework.stood_at(g, plans, every)
        before = f", {g.inspected_before or 'before'}: {stood}" if stood else ""
        refs = ", ".join(a.ref for a in areas if a.question == g.subject)
        lines.append(f"{framework.of(plan).words(g.subject)}: {g.grade}{before}" + (f"  ({refs})" if refs else ""))
    desk.choose(f"Grades of {plan.name}", {}, lambda _: None, "\n".join(lines))


@command("plan.round", "", "next round", "carry what is open into a new plan, with its history", group=PLAN)
def plan_round(desk: Desk) -> None:
    plan = _plan_here(desk)
    carried = desk.tracker.rounds.preview(plan.uid)
    form = assurance_forms.next_round(
        plan.name, [a.ref for a in carried.goes], [a.ref for a in carried.stays], desk.read.today
    )
    desk.fill_in(form, lambda v: desk.done(desk.tracker.rounds.begin(plan.uid, v["name"], starts=v["starts"])))


@command("plan.new", "", "new plan", "start an empty plan", group=PLAN)
def plan_new(desk: Desk) -> None:
    _new_plan(desk, "A new, empty plan", questions=False)


@command(
    "plan.questions", "", "inspection questions", "start a plan with an area for each inspection question", group=PLAN
)
def questions(desk: Desk) -> None:
    _new_plan(desk, "A new plan with an area for each question of the newest inspection round", questions=True)


@command(
    "plan.national", "", "national list", "start a plan with an empty row for each recommendation of a national list", group=PLAN
)  # fmt: skip
def plan_national(desk: Desk) -> None:
    from tui_tracker.actions.plan import national_lists

    keys = dict(zip("123456789", national_lists.lists(), strict=False))
    desk.choose(
        "Which list? Its rows are numbered and empty: the words are not ours to copy.",
        {key: f"{one.name}: {count_of(len(one.numbers), 'row')}" for key, one in keys.items()},
        lambda key: desk.say(desk.done(national_lists.start(desk.tracker, keys[key]))),
    )


@command(
    "plan.framework",
    "",
    "inspection round",
    "which round of the inspectorate a plan is of: its questions and grades",
    group=PLAN,
)
def plan_framework(desk: Desk) -> None:
    from tui_tracker.actions.plan.frameworks import named, rounds

    plan = _plan_here(desk)
    now = framework.of(plan)
    keys = dict(zip("123456789", rounds(), strict=False))
    shown = "\n".join(f"{q.number} {q.short}" for q in now.questions)
    desk.choose(
        f"{plan.name} is of {now.name}",
        {
            key: f"{r.id}: {count_of(len(r.questions), 'question')}, grades {', '.join(r.grades)}"
            for key, r in keys.items()
        },
        lambda key: desk.say(desk.done(desk.tracker.frameworks.set(plan.uid, named(keys[key].id)))),
        f"{shown}\nShort names are ours, not the inspectorate's wording.",
    )


@command("plan.rename", "", "rename plan", "another name for a plan", group=PLAN, works=writes)
def plan_rename(desk: Desk) -> None:
    _of_which(desk, "Rename which plan?", rename_plan)


@command(
    "plan.remove", "", "remove plan", "a plan with all that is in it; undo brings it back", group=PLAN, works=writes
)
def plan_remove(desk: Desk) -> None:
    _of_which(desk, "Remove which plan?", remove_plan)


def _of_which(desk: Desk, title: str, do: Callable[[Desk, str], None]) -> None:
    """Do something with the plan that is meant: the only one, or the one that is chosen."""
    plans = desk.read.plans()
    if not plans:
        raise UsageError("There is no plan yet; ⟦plan.import⟧ reads one in.")
    if len(plans) == 1:
        do(desk, plans[0].uid)
        return
    desk.pick(title, [Offer(p.uid, p.name) for p in plans], partial(do, desk))


def rename_plan(desk: Desk, uid: str) -> None:
    """Ask for another name of a plan."""
    now = next(p.name for p in desk.read.plans() if p.uid == uid)
    form = forms.one_line(f"Another name for {now}", "name", "its name", "rename", value=now)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.plan_life.rename(uid, v["name"])))


def remove_plan(desk: Desk, uid: str) -> None:
    """Ask why a plan is removed, saying what goes with it."""
    name = next(p.name for p in desk.read.plans() if p.uid == uid)
    areas, tasks = desk.tracker.plan_life.counted(uid)
    form = forms.one_line(f"Remove {name} with its {areas} areas and {tasks} tasks", "reason", "why", "remove it")

    def submit(values: dict[str, str]) -> str:
        said = desk.done(desk.tracker.plan_life.remove(uid, values["reason"]))
        desk.host.plan_uid = None if desk.host.plan_uid == uid else desk.host.plan_uid
        return said

    desk.fill_in(form, submit)


def _new_plan(desk: Desk, title: str, *, questions: bool) -> None:
    form = forms.one_line(title, "name", "its name, such as Improvement plan 2026", "start")

    def submit(values: dict[str, str]) -> str:
        said = desk.done(desk.tracker.structure.new_plan(values["name"], questions=questions))
        desk.host.call_later(partial(ask_schemes, desk))
        return said

    desk.fill_in(form, submit)
