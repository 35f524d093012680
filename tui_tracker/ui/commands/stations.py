"""Stations and people who answer: tick lists, visits, forms that go out and come back, a second laptop."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.domain.file_endings import RETURN_FORMS
from tui_tracker.domain.text import count_of, first_line
from tui_tracker.errors import UsageError
from tui_tracker.files import safe_name
from tui_tracker.paths import typed
from tui_tracker.ui import station_forms
from tui_tracker.ui.asking import Field, Form
from tui_tracker.ui.commands.registry import PLAN, SAY_MORE, TASK, command
from tui_tracker.ui.place import FORMS

if TYPE_CHECKING:
    from tui_tracker.packs.merge import Take
    from tui_tracker.ui.desk import Desk


@command("task.roll-out", "", "roll out", "a tick list of stations for this task", where=TASK, group=SAY_MORE)
def roll_out(desk: Desk) -> None:
    uid = desk.task_uid()
    form = station_forms.roll_out(desk.tracker.tasks.ref(uid))
    desk.fill_in(form, lambda v: desk.done(desk.tracker.stations.roll_out(uid, v["stations"])))


@command("task.tick", "", "tick a station", "this task is done at a station, or is not", where=TASK, group=SAY_MORE)
def tick(desk: Desk) -> None:
    uid = desk.task_uid()
    ticks = desk.tracker.stations.ticks(uid)
    if not ticks:
        raise UsageError(f"{desk.tracker.tasks.ref(uid)} has no tick list; ⟦task.roll-out⟧ makes one.")
    form = station_forms.tick(desk.tracker.tasks.ref(uid), sum(t.done_on is None for t in ticks), desk.read.today)

    def submit(v: dict[str, str]) -> str:
        made = desk.tracker.stations.tick(
            uid, v["station"], done=not v["done"].strip().lower().startswith("n"), on=v["on"], by=v["by"]
        )
        return desk.done(made)

    desk.fill_in(form, submit)


@command("person.station", "", "who serves where", "the station of a person", group=PLAN)
def person_station(desk: Desk) -> None:
    desk.fill_in(station_forms.serves(), lambda v: desk.done(desk.tracker.stations.serves_at(v["name"], v["station"])))


@command("pack.make", "", "return form", "a form for a station or a person, with only their tasks", group=PLAN)
def pack_make(desk: Desk) -> None:
    desk.fill_in(station_forms.pack("", desk.read.today), partial(_made_pack, desk))


def _made_pack(desk: Desk, values: dict[str, str]) -> str:
    settings = desk.host.user_settings
    name, query = values["name"].strip(), values["query"].strip() or None
    file = values["file"].strip() or f"{safe_name(name or 'return form')} {desk.read.today.isoformat()}.xlsx"
    made = desk.tracker.returns.make(
        typed(file), name, query=query, marking="" if settings.marking == "none" else settings.marking,
        service=settings.service, replace_file=values["replace"].strip().lower().startswith("y"),
    )  # fmt: skip
    count = len(made.form.base)
    beside = f", with {made.chaser.name}" if made.chaser else ""
    return f"{desk.wrote(made.path)} for {made.form.holder}, {count} task{'s' if count != 1 else ''}{beside}."


@command("chase.each", "", "chase everybody", "a message, a draft and a form for everybody who owes a word", group=PLAN)
def chase_each(desk: Desk) -> None:
    found = desk.tracker.chasing.owed()
    if not found:
        raise UsageError("Nobody has a task that is late, sent back or due in the next 30 days, so nobody is asked.")
    again = [c for c in desk.tracker.chasing.unanswered() if c.holder in {o.name for o in found}]
    desk.fill_in(station_forms.chase(len(found), len(again), desk.read.today), partial(_chased, desk))


def _chased(desk: Desk, values: dict[str, str]) -> str:
    settings = desk.host.user_settings
    folder = typed(values["folder"].strip() or f"chasers {desk.read.today.isoformat()}")
    letters = desk.tracker.chasing.each(
        folder, marking="" if settings.marking == "none" else settings.marking, service=settings.service,
        replace_file=values["replace"].strip().lower().startswith("y"),
    )  # fmt: skip
    twice = [x.owed.name for x in letters if x.before is not None]
    said = (
        f" Asked before without an answer: {', '.join(twice[:5])}{' and more' if len(twice) > 5 else ''}."
        if twice
        else ""
    )
    return f"Written: {count_of(len(letters), 'message')}, drafts and forms in {folder.resolve()}.{said}"


@command("pack.merge", "", "read a return in", "merge a form, or a folder of forms, that came back", group=PLAN)
def pack_merge(desk: Desk) -> None:
    watched = desk.host.user_settings.watch
    try:
        folder = typed(watched) if watched else Path.cwd()
    except OSError:  # the folder that the program was started in is gone
        folder = Path.home()
    desk.go("browsing", str(folder), FORMS, _newest_form(folder))


def _newest_form(folder: Path) -> str:
    """The form that was saved last in a folder; blank where there is none."""
    try:
        found = [p for p in folder.iterdir() if p.suffix.lower().lstrip(".") in RETURN_FORMS and p.is_file()]
        return str(max(found, key=lambda p: p.stat().st_mtime, default=""))
    except OSError:
        return ""


@command("copy.merge", "", "second laptop", "merge another copy of this plan file", group=PLAN)
def copy_merge(desk: Desk) -> None:
    from tui_tracker.ui.paths_like import paths_like

    desk.ask(
        "another copy of this plan file, such as a second laptop's; its path may be pasted here",
        "",
        partial(_copy_typed, desk),
        completions=paths_like,
    )


def _copy_typed(desk: Desk, text: str, done: bool) -> None:
    if done and text.strip():
        _merge_copy(desk, typed(text), {})


def _merge_copy(desk: Desk, path: Path, sides: dict[tuple[str, str, str], Take]) -> None:
    """Ask about one clash after the other; then merge as one change."""
    found = desk.tracker.copies.preview(path, sides)
    if not found.clashes:
        applied = desk.tracker.copies.merge(found)
        desk.say(desk.done(applied) if applied is not None else "Nothing new: this plan knows all that the copy has.")
        return
    clash = found.clashes[0]

    def chosen(key: str) -> None:
        sides[clash.key] = "ours" if key == "<" else "theirs"
        _merge_copy(desk, path, sides)

    desk.choose(
        f"{clash.about}: both laptops changed {clash.field.replace('_', ' ') or 'it, and one took it away'} ({len(found.clashes)} to settle)",
        {"<": f"here: {_short(clash.ours)}", ">": f"there: {_short(clash.theirs)}"},
        chosen,
        f"It was {_short(clash.base)}. Nothing is written until all are settled; ⟦back⟧ leaves everything as it was.",
    )


@command("visit", "", "visit", "with a person or at a station: theirs alone, said by them", group=PLAN)
def visit(desk: Desk) -> None:
    desk.ask(
        "with whom? a station or a person", "", partial(_visit_typed, desk), completions=partial(_names_like, desk)
    )


def _names_like(desk: Desk, text: str) -> list[str]:
    """Stations and owners that begin like what is typed."""
    named = [r.name for by in ("station", "owner") for r in desk.read.tally(by, "", plan=desk.host.plan_uid) if r.name]
    return [n for n in named if n.casefold().startswith(text.strip().casefold())]


def _visit_typed(desk: Desk, text: str, done: bool) -> None:
    if done and text.strip():
        whose = desk.tracker.stations.whose(text)
        desk.go("visit", whose.kind, whose.name)


def _short(value: object) -> str:
    return first_line(str(value).replace("_", " "), 60) if value not in (None, "") else "nothing"


@command(
    "reply.paste",
    "",
    "paste a reply",
    "an e-mail's text: its sentences become notes of the tasks they name",
    group=PLAN,
)
def paste_reply(desk: Desk) -> None:
    form = Form(
        "A reply that is no form",
        (Field("text", "paste the text of the e-mail", lines=12),),
        save="read it",
        draft="reply",
        says="Its references are found; each note is then taken or left. Nothing is kept yet.",
        waits=True,
    )

    def submit(values: dict[str, str]) -> None:
        view = desk.tracker.replies.read(values["text"], plan=desk.host.plan_uid)
        desk.host.screen_for("reply").take_in(view)
        desk.go("reply")

    desk.fill_in(form, submit)
