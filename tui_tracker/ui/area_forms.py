"""Forms about an area: its fields, its story, its closing, and what is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.inspection import AREA_KINDS
from tui_tracker.domain.records import Area, Plan
from tui_tracker.domain.views import deadline_words, target_words
from tui_tracker.ui.asking import Field, Form
from tui_tracker.ui.forms import read_date


def edit_area(area: Area, today: date, concern: str = "", concerns: Sequence[str] = ()) -> Form:
    """Every field of an area. ``concern`` is the reference of the cause of concern that it is part of, ``concerns`` those there are."""
    target = target_words(area)
    deadline = deadline_words(area)
    return Form(
        area.ref,
        (
            Field("title", "title", area.title),
            Field("owner", "owner", area.owner or ""),
            Field("target", "our target", target, read_back=read_date(today, words=target)),
            Field("deadline", "the inspectorate's date", deadline, read_back=read_date(today, words=deadline)),
            Field(
                "finding",
                "the inspector's words",
                area.finding or "",
                lines=5,
                hint="locked: changing them wants a reason",
            ),
            Field("headline", "headline", area.headline or "", hint="a sentence for the public"),
            Field("area_kind", "kind", AREA_KINDS[area.area_kind], choices=tuple(AREA_KINDS.values())),
            Field(
                "opened_in",
                "opened in",
                area.opened_in or "",
                hint="the round or year in which it was first found, once carried over",
            ),
            *_part_of(area, concern, concerns),
            Field("reason", "reason", hint="a date that moves wants one"),
        ),
        draft=f"area-{area.uid}",
    )


def _part_of(area: Area, concern: str, concerns: Sequence[str]) -> list[Field]:
    """Which cause of concern an area is a recommendation of, where there is one that it could be."""
    if not concerns or area.area_kind == "cause_of_concern":
        return []
    hint = "the cause of concern whose recommendation it is"
    return [Field("part_of", "part of", concern, hint=hint, offers=lambda: concerns)]


def area_story(area: Area) -> Form:
    """What an inspectorate looks for beside owner and dates."""
    return Form(
        f"{area.ref}: resources, effect, progress",
        (
            Field("resources", "resources needed", area.resources or "", lines=2),
            Field("effect", "expected effect", area.effect or "", lines=2),
            Field("summary", "summary of the finding", area.summary or "", lines=2),
            Field("comment", "progress in a paragraph", area.comment or "", lines=3),
            Field("headline", "headline for the public", area.headline or ""),
        ),
        draft=f"story-{area.uid}",
    )


def area_closing(area: Area, today: date, check: date | None = None) -> Form:
    def day(value: date | None) -> str:
        return dates.long(value) if value else ""

    return Form(
        f"{area.ref}: closing",
        (
            Field(
                "closed_on",
                "closed by a committee on",
                day(area.closed_on),
                read_back=read_date(today, "past", words=day(area.closed_on)),
            ),
            Field("closed_by", "its minute", area.closed_by or ""),
            Field(
                "told_on",
                "told the inspectorate on",
                day(area.told_on),
                read_back=read_date(today, "past", words=day(area.told_on)),
            ),
            Field("addressed", "addressed, in its own words", area.addressed or ""),
            Field("usual", "now business as usual with", area.usual or ""),
            Field(
                "embedded_on",
                "looked at again on",
                day(area.embedded_on),
                hint=f"next on {day(check)}" if check else "a day to come reminds of the check",
                read_back=read_date(today, "past", words=day(area.embedded_on)),
            ),
            Field("embedded_measure", "the measure that it has stayed done", area.embedded_measure or "", lines=2),
        ),
        draft=f"closing-{area.uid}",
    )


def new_task(area: Area, today: date) -> Form:
    return Form(
        f"A new task in {area.ref}",
        (
            Field("title", "title"),
            Field("assigned_to", "assigned to"),
            Field("due", "due", read_back=read_date(today)),
            Field("work", "work to be done", lines=4),
        ),
        save="add",
        draft=f"new-task-{area.uid}",
    )


def split_area(area: Area) -> Form:
    return Form(
        f"Split {area.ref}: some of its tasks become an area of their own",
        (
            Field("tasks", "which tasks", hint="such as T3 T4"),
            Field("ref", "reference of the new area", hint="never used before"),
            Field("title", "title of the new area"),
        ),
        save="split",
        draft=f"split-{area.uid}",
    )


def new_area(plan: Plan) -> Form:
    return Form(
        f"A new area in {plan.name}",
        (
            Field("ref", "reference", hint="such as AFI14; never used twice"),
            Field("title", "title"),
            Field("kind", "kind", AREA_KINDS["afi"], choices=tuple(AREA_KINDS.values())),
            Field("pillar", "pillar", hint="Effectiveness, Efficiency, People, or the plan's own"),
            Field("owner", "owner"),
            Field("finding", "the inspector's words", lines=4),
        ),
        save="add",
        draft=f"new-area-{plan.uid}",
    )
