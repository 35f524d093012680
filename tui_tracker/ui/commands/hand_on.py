"""Handing on: open what was written, copy a row or a path for a message, open a link, show the summary to a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.views import target_words
from tui_tracker.errors import UsageError
from tui_tracker.paths import is_there, typed
from tui_tracker.ui import system
from tui_tracker.ui.commands.registry import GET_ABOUT, PLAN, TASK, command
from tui_tracker.ui.lines import plain
from tui_tracker.ui.offered import Offer

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


def _written(desk: Desk) -> str:
    if not desk.host.written:
        raise UsageError("Nothing was written yet; ⟦plan.report⟧ writes a paper, ⟦plan.export⟧ the plan.")
    return desk.host.written


@command(
    "file.open",
    "ctrl+o",
    "open file",
    "the file that was written last",
    group=PLAN,
    works=lambda desk: bool(desk.host.written),
)
def open_file(desk: Desk) -> None:
    path = _written(desk)
    system.open_it(path)
    desk.say(f"Opened {path}.")


@command("file.folder", "", "open folder", "the folder of the file that was written last", group=PLAN)
def open_folder(desk: Desk) -> None:
    folder = system.folder_of(_written(desk))
    system.open_it(folder)
    desk.say(f"Opened {folder}.")


@command("file.copy-path", "", "copy path", "the path of the file that was written last", group=PLAN)
def copy_path(desk: Desk) -> None:
    _copy(desk, _written(desk))


@command(
    "row.copy",
    "Y",
    "copy",
    "this row for a message: reference, title, owner, due; after a paper, its path",
    group=GET_ABOUT,
)
def copy_row(desk: Desk) -> None:
    """What was written stands in front until something else is said: then its path is what is wanted."""
    kind, uid = desk.selected() or ("", "")
    if desk.host.last_said.startswith("Written:") and desk.host.written:
        _copy(desk, desk.host.written)
    elif kind == "task":
        row = desk.read.task(uid).row
        _copy(
            desk,
            f"{row.ref} {row.title or row.area_title}, {row.assigned_to or 'no owner'}, due {row.due_words() or 'not stated'}",
        )
    elif kind == "area":
        area = desk.read.area(uid).row.area
        _copy(desk, f"{area.ref} {area.title}, {area.owner or 'no owner'}, target {target_words(area) or 'not stated'}")
    else:
        current = desk.canvas.current()
        if current is None or not current.key:
            raise UsageError("Stand on something to copy it.")
        _copy(desk, " ".join("".join(t for t, _ in current.line).split()))


def _copy(desk: Desk, text: str) -> None:
    desk.host.copy_to_clipboard(text)
    system.to_clipboard(text)
    desk.say(f"Copied: {plain(text)}")


@command("link.open", "", "open link", "a link or a file that proves this task", where=TASK, group=GET_ABOUT)
def open_link(desk: Desk) -> None:
    view = desk.read.task(desk.task_uid())
    links = [link.target or "" for link in view.links if link.target]
    files = [str(desk.tracker.places.attachments / a.sha256) if not a.path else a.path for a in view.attachments]
    named = {**{t: t for t in links}, **dict(zip(files, (a.name for a in view.attachments), strict=True))}
    if not named:
        raise UsageError("No link and no file stands on this task; ⟦task.note⟧ keeps one with a note.")
    if len(named) == 1:
        _open_proof(desk, next(iter(named)))
        return
    desk.pick(
        "Open which?", [Offer(target, name) for target, name in named.items()], lambda target: _open_proof(desk, target)
    )


def _open_proof(desk: Desk, target: str) -> None:
    """A link as it is; a file only where it is there."""
    if "://" not in target and not is_there(typed(target)):
        raise UsageError(f"{target} is not there, so it cannot be opened.")
    system.open_it(target)
    desk.say(f"Opened {target}.")


@command(
    "view.projector", "", "projector", "the summary alone and large, for a room; again: as before", group=GET_ABOUT
)
def projector(desk: Desk) -> None:
    desk.host.projecting = not desk.host.projecting
    desk.host.all_stale()
    desk.go("summary")
    desk.reload()
    if desk.host.projecting:
        desk.say("The summary for a room. ⟦view.projector⟧ ends it.")
