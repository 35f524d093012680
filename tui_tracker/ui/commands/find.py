"""Finding: the filter, views kept under a name, and going to a reference."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.commands.registry import GET_ABOUT, command
from tui_tracker.ui.commands.when import has_plan

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("find.filter", "/ ctrl+f", "filter", "show only what matches", group=GET_ABOUT, shown=True)
def find_filter(desk: Desk) -> None:
    desk.ask_filter()


@command("find.views", "f", "views", "filters kept under a name, a key each", group=GET_ABOUT)
def find_views(desk: Desk) -> None:
    views = desk.tracker.saved_views.all()
    if not views:
        raise UsageError("No view is kept yet: filter the register (⟦find.filter⟧), then ⟦find.save-view⟧.")
    keys = dict(zip("123456789abcdefghij", views, strict=False))
    desk.choose(
        "Show which view?",
        {key: f"{v.name}   / {v.query or 'no filter'}" for key, v in keys.items()},
        lambda key: desk.go("register", query=keys[key].query),
    )


@command("find.save-view", "", "save this view", "keep the register's filter under a name", group=GET_ABOUT)
def save_view(desk: Desk) -> None:
    if desk.name_ not in ("register", "tally"):
        raise UsageError(
            "A view is the register's filter: go to the register (⟦go.register⟧), set one with ⟦find.filter⟧, then save it."
        )
    text = desk.here.query
    form = forms.one_line(f"Keep this view: / {text or 'no filter'}", "name", "its name, such as Ours and late", "keep")
    desk.fill_in(form, lambda v: desk.done(desk.tracker.saved_views.save(v["name"], text)))


@command("find.drop-view", "", "forget a view", "a kept filter is not needed any more", group=GET_ABOUT)
def drop_view(desk: Desk) -> None:
    keys = dict(zip("123456789abcdefghij", desk.tracker.saved_views.all(), strict=False))
    desk.choose(
        "Forget which view?",
        {key: v.name for key, v in keys.items()},
        lambda key: desk.say(desk.done(desk.tracker.saved_views.drop(keys[key].name))),
    )


@command("find.go-to", ": ctrl+g", "go to", "a reference, such as 11/6", group=GET_ABOUT, shown=True, works=has_plan)
def go_to(desk: Desk) -> None:
    desk.ask("go to: 11/6, SII2, culture:9", "", partial(_go_to_typed, desk), completions=partial(_refs_like, desk))


def _refs_like(desk: Desk, text: str) -> list[str]:
    """References that begin like what is typed."""
    from tui_tracker.domain.refs import normal_area

    area, slash, task = text.partition("/")
    start = normal_area(area) + (f"/{task.upper()}" if slash else "")
    return [r for r in desk.read.all_refs(desk.host.plan_uid, tasks=bool(slash)) if r.upper().startswith(start.upper())]


def _go_to_typed(desk: Desk, text: str, done: bool) -> None:
    if not done or not text.strip():
        return
    found = desk.tracker.resolve(text, plan=desk.host.plan_uid)
    desk.go(found.kind, found.uid)
