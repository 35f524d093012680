"""Keeping the file: backup, verify, and whose name stands on what is entered."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.domain.text import count_of
from tui_tracker.errors import RefusedError, TrackerError, UsageError
from tui_tracker.paths import typed
from tui_tracker.ui import forms
from tui_tracker.ui.commands.registry import PLAN, command
from tui_tracker.ui.offered import Offer

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("plan.backup", "", "backup", "one zip with everything", group=PLAN)
def backup(desk: Desk) -> None:
    t = desk.host.live
    form = forms.one_line(
        "Back up everything into one zip",
        "file",
        "the zip to write",
        "back up",
        value=f"tui_tracker-backup-{desk.read.today}.zip",
    )
    desk.fill_in(form, lambda v: desk.wrote(t.keeping.backup(typed(v["file"]))))


@command("plan.restore", "", "restore", "a backup in the plan's place; what is there now is kept", group=PLAN)
def restore(desk: Desk) -> None:
    if not desk.host.kept:
        raise RefusedError("A demo keeps nothing, so there is nothing to put back.")
    if not desk.tracker.may_write:
        raise RefusedError("This plan is open to be looked at only, so nothing is put in its place.")
    there = desk.host.live.keeping.copies()
    offers = [Offer(str(p), p.name, f"{p.stat().st_size:,} bytes") for p in there]
    desk.pick(
        "Put back which copy?",
        [*offers, Offer("", "another file …", "a backup's .zip or .db")],
        partial(_restore, desk),
    )


def _restore(desk: Desk, chosen: str) -> None:
    if chosen:
        _sure(desk, Path(chosen))
        return
    hint = "a .zip or .db that this program wrote; the plan as it is now is kept beside"
    form = forms.one_line("Put back a backup in the plan's place", "file", hint, "put it back")

    def submit(values: dict[str, str]) -> str:
        path = typed(values["file"])
        if not path.is_file():
            raise UsageError(f"{path} is no file that can be seen.")
        desk.host.leave_to_put_back(path)
        return f"{path.name} is put back."

    desk.fill_in(form, submit)


def _sure(desk: Desk, source: Path) -> None:
    """Ask once more: it is the one thing that undo does not take back, though what was there is kept."""

    def answered(key: str) -> None:
        if key == "y":
            desk.host.leave_to_put_back(source)
        else:
            desk.say("Nothing was put back.")

    desk.choose(
        f"Put back {source.name}?",
        {"y": "put it in the plan's place and open it", "n": "leave everything as it is"},
        answered,
        "The plan as it is now is kept beside, in the folder of backups; undo does not take this back.",
    )


@command("plan.verify", "", "verify", "check that every row and entry agree", group=PLAN)
def verify(desk: Desk) -> None:
    found = desk.host.live.history.verify()
    if found.faults:
        raise TrackerError(f"{count_of(len(found.faults), 'fault')}: {found.faults[0]}")
    more = f" and {len(found.pointed) - 1} more" if len(found.pointed) > 1 else ""
    gone = f"  But {found.pointed[0]}{more}." if found.pointed else ""
    desk.say(f"{found.entries} journal entries, every row agrees. Head {found.head[:16]}…{gone}")


@command("me", "", "who I am", "whose name stands on what you enter", group=PLAN)
def who_i_am(desk: Desk) -> None:
    def submit(values: dict[str, str]) -> str:
        if not values["me"].strip():
            raise UsageError("Give your name or role; it stands on everything you enter.")
        desk.host.keep_settings(me=values["me"].strip(), service=values["service"].strip())
        return f"You are {values['me'].strip()}."

    desk.fill_in(forms.who(desk.host.user_settings.me, desk.host.user_settings.service), submit)


@command("watch", "", "watch a folder", "a folder into which returned forms are saved; Today lists them", group=PLAN)
def watch(desk: Desk) -> None:
    form = forms.one_line(
        "Watch a folder for forms that come back",
        "folder",
        "the folder; blank: none",
        "watch",
        value=desk.host.user_settings.watch,
    )

    def submit(values: dict[str, str]) -> str:
        folder = values["folder"].strip()
        if folder and not typed(folder).is_dir():
            raise UsageError(f"{folder} is no folder that can be seen.")
        desk.host.keep_settings(watch=folder)
        desk.host.all_stale()
        return f"Forms in {folder} are listed under Today." if folder else "No folder is watched."

    desk.fill_in(form, submit)
