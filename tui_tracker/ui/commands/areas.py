"""An area's life: story, closing, problems, milestones, opinions, judgements, a colour by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.inspection import AREA_KINDS, MILESTONES, OPINIONS, next_check
from tui_tracker.errors import UsageError
from tui_tracker.ui import area_forms, assurance_forms, forms
from tui_tracker.ui.commands.registry import SAY_MORE, command

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("area.story", "", "area's story", "resources, expected effect, summary, progress, headline", group=SAY_MORE)
def area_story(desk: Desk) -> None:
    uid = desk.area_uid()
    form = area_forms.area_story(desk.tracker.areas.get(uid))
    desk.fill_in(form, lambda v: desk.saved(desk.tracker.areas.save, uid, dict(v)))


@command(
    "area.closing",
    "",
    "area's closing",
    "closed by a committee, told to the inspectorate, business as usual, embedded",
    group=SAY_MORE,
)
def closing(desk: Desk) -> None:
    uid = desk.area_uid()
    check = next_check(desk.tracker.life.of("milestone", uid))
    form = area_forms.area_closing(desk.tracker.areas.get(uid), desk.read.today, check.due_on if check else None)
    desk.fill_in(form, lambda v: desk.saved(desk.tracker.areas.save, uid, dict(v)))


@command(
    "area.problem", "", "problem", "something met on the way in this area, open until it is closed", group=SAY_MORE
)
def problem(desk: Desk) -> None:
    uid = desk.area_uid()
    form = assurance_forms.problem(desk.tracker.areas.get(uid).ref, desk.read.today)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.life.raise_problem(uid, v["text"], on=v["on"])))


def close_problem(desk: Desk, uid: str, number: int) -> None:
    """Ask what became of a problem."""
    found = desk.tracker.life.of("problem", uid)[number - 1]
    if found.closed_on is not None:
        desk.say("That problem is closed; what became of it stands beside it.")
        return
    form = assurance_forms.close_problem(found, desk.read.today)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.life.close_problem(uid, number, v["how"], on=v["on"])))


@command(
    "area.milestone",
    "",
    "milestone",
    "letter, date set, plan sent, panel, review, revisit, discharge, check",
    group=SAY_MORE,
)
def milestone(desk: Desk) -> None:
    uid = desk.area_uid()
    named = dict(zip("1234567890", MILESTONES, strict=True))

    def chosen(key: str) -> None:
        what = named[key]
        form = assurance_forms.milestone(desk.tracker.areas.get(uid).ref, what, desk.read.today)
        desk.fill_in(
            form, lambda v: desk.done(desk.tracker.life.milestone(uid, what, due=v["due"], done=v["done"], text=v["text"]))
        )  # fmt: skip

    desk.choose(
        f"A milestone of {desk.tracker.areas.get(uid).ref}", {k: MILESTONES[w] for k, w in named.items()}, chosen
    )


def reach_milestone(desk: Desk, uid: str, number: int) -> None:
    """Ask on which day a milestone was reached."""
    found = desk.tracker.life.of("milestone", uid)[number - 1]
    if found.done_on is not None:
        desk.say("That milestone is reached; its day stands beside it.")
        return
    form = assurance_forms.reached(found, desk.read.today)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.life.reach(uid, number, on=v["on"])))


@command(
    "area.review",
    "",
    "reviewed today",
    "progress was reviewed today: of this area, or of the areas of all that are marked",
    group=SAY_MORE,
)
def area_review(desk: Desk) -> None:
    """Progress was reviewed today: one key in a meeting's wake."""
    marked = [desk.tracker.tasks.get(uid)[1].uid for uid in desk.marked_here()]
    desk.say(desk.done(desk.tracker.life.reviewed(marked or [desk.area_uid()])))


@command(
    "plan.rhythm",
    "",
    "rhythm of review",
    "how often the areas of a plan are reviewed, all or those of a kind",
    group=SAY_MORE,
)
def plan_rhythm(desk: Desk) -> None:
    plans = desk.read.plans()
    if not plans:
        raise UsageError("There is no plan yet; ⟦plan.new⟧ starts one.")
    plan = next((p for p in plans if p.uid == desk.host.plan_uid), plans[0])
    now = "; ".join(f"{AREA_KINDS.get(kind, 'every area')} {rhythm}" for kind, rhythm in plan.rhythms.items())
    form = assurance_forms.rhythm(plan.name, now)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.plan_life.rhythm(plan.uid, v["rhythm"], v["area_kind"])))


@command(
    "area.look-again",
    "",
    "look at area again",
    "an area is looked at again by a day, and who promised it",
    group=SAY_MORE,
)
def look_again(desk: Desk) -> None:
    uid = desk.area_uid()
    form = forms.promise(desk.tracker.areas.get(uid).ref, desk.read.today, area=True)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.life.look_again(uid, v["text"], by=v["by"], who=v["who"])))


@command("area.opinion", "", "auditor's opinion", "full, substantial, partial, little or no assurance", group=SAY_MORE)
def opinion(desk: Desk) -> None:
    uid = desk.area_uid()
    named = dict(zip("1234", OPINIONS, strict=True))

    def chosen(key: str) -> None:
        form = assurance_forms.opinion(desk.tracker.areas.get(uid).ref, OPINIONS[named[key]], desk.read.today)
        desk.fill_in(form, lambda v: desk.done(desk.tracker.life.opinion(uid, named[key], on=v["on"], text=v["text"])))

    desk.choose(
        f"The auditor's opinion on {desk.tracker.areas.get(uid).ref}", {k: OPINIONS[w] for k, w in named.items()}, chosen
    )  # fmt: skip


@command(
    "area.judged",
    "",
    "question and importance",
    "inspection question, auditor's importance, rhythm of review, risk registers",
    group=SAY_MORE,
)
def judged(desk: Desk) -> None:
    uid = desk.area_uid()
    area = desk.tracker.areas.get(uid)
    form = assurance_forms.judged(area, desk.tracker.frameworks.of(area.plan).numbers)
    desk.fill_in(form, lambda v: desk.saved(desk.tracker.areas.save, uid, dict(v)))


@command("area.colour", "", "colour by hand", "an area's RAG set by hand, for a reason that prints", group=SAY_MORE)
def colour(desk: Desk) -> None:
    uid = desk.area_uid()
    area = desk.tracker.areas.get(uid)
    words = list(desk.read.schemes()[area.plan].colours().values())[:8]
    letters = {str(n): word for n, word in enumerate(words, 1)}
    worked_out = str(len(words) + 1)

    def chosen(key: str) -> None:
        if key == worked_out:
            desk.say(desk.done(desk.tracker.judging.colour(uid, "", None)))
            return
        form = assurance_forms.colour(area.ref, letters[key])
        desk.fill_in(form, lambda v: desk.done(desk.tracker.judging.colour(uid, letters[key], v["reason"])))

    again = {worked_out: "back to the colour worked out"} if area.rag_letter else {}
    desk.choose(f"The colour of {area.ref}, by hand", letters | again, chosen)


@command("plan.quiet", "", "quiet after", "after how many days without a word a task is quiet", group=SAY_MORE)
def plan_quiet(desk: Desk) -> None:
    plans = desk.read.plans()
    if not plans:
        raise UsageError("There is no plan yet; ⟦plan.new⟧ starts one.")
    plan = next((p for p in plans if p.uid == desk.host.plan_uid), plans[0])
    form = forms.one_line(
        f"A task of {plan.name} is quiet after so many days",
        "days",
        "days without a word; blank: 90",
        "set",
        value=str(plan.quiet_days or ""),
    )
    desk.fill_in(form, lambda v: desk.done(desk.tracker.plan_life.quiet(plan.uid, v["days"])))
