"""Help, every command, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS
from tui_tracker.errors import TrackerError
from tui_tracker.ui import legend
from tui_tracker.ui.commands.registry import (
    BY_ID,
    EVERYWHERE,
    GROUPS,
    HELP,
    TASK,
    THIS_SCREEN,
    Command,
    command,
    here,
    key_name,
)
from tui_tracker.ui.lines import wrap
from tui_tracker.ui.offered import Offer

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk

_FOOT = "enter do it"


@command("help", "? f1", "help", "the keys of this screen, and what its marks mean", group=HELP, shown=True)
def show_help(desk: Desk) -> None:
    """This row's keys first, then what the marks mean, then all others; typing narrows, Enter runs."""
    found = here(desk.name_)
    works = [c for c in desk.footer_commands() if c.keys]
    offers = [Offer("", f"On this row, in {desk.place_name()}", head=True), *(_offer(desk, c) for c in works)]
    barred = _barred(desk)
    if barred:
        offers.append(Offer("", desk.keyed(barred), head=True))
    marks = legend.of(desk)
    if marks:
        told = [part for line in marks for part in wrap(line, max(40, min(86, desk.host.width - 12)))]
        offers += [Offer("", "The marks", head=True), *(Offer("", f"  {line}", head=True) for line in told)]
    for group in GROUPS:
        mine = [c for c in found if c.group == group and c not in works and _is_for(desk, c)]
        if mine:
            offers += [Offer("", group, head=True), *(_offer(desk, c) for c in mine)]
    desk.pick(f"Help: {desk.place_name()}", offers, lambda name: run_by_name(desk, name), foot=_FOOT)


def _is_for(desk: Desk, c: Command) -> bool:
    """Whether a command can be meant here: one for tasks, where there are any; one that has no key, always."""
    return BY_ID[c.stands_for].where != TASK or (desk.selected() or ("", ""))[0] == "task" or c.group == THIS_SCREEN


def _offer(desk: Desk, c: Command) -> Offer:
    keys = " ".join(key_name(k) for k, own in desk.keys.items() if own.id == c.id)
    return Offer(c.id, c.label, c.help, keys)


def run_by_name(desk: Desk, name: str) -> None:
    """Run what was chosen by its name, and remember that it was."""
    desk.host.ran_by_name(name)
    desk.run_command(BY_ID[name])


def _barred(desk: Desk) -> str:
    """Why the sign-off key is barred here, when it is."""
    kind, uid = desk.selected() or ("", "")
    if kind != "task":
        return ""
    try:
        stage = desk.tracker.signoffs.due(uid)
    except TrackerError as error:
        return f"⟦task.sign⟧ is barred here: {error}"
    return f"⟦task.sign⟧ records {SIGN_STAGES[stage]} here: {', '.join(VERDICTS.values())}."


@command("palette", "ctrl+p", "every command", "find a command by its name", group=HELP)
def palette(desk: Desk) -> None:
    """Every command that this screen has, also those without a key; those run lately stand first."""
    offers = [_offer(desk, c) for c in here(desk.name_) if not (c.moves and c.where == EVERYWHERE)]
    desk.pick(
        "Every command", offers, lambda name: run_by_name(desk, name), recent=desk.host.recent_commands, foot=_FOOT
    )


@command("quit", "ctrl+q", "quit", "close the app", group=HELP)
def close(desk: Desk) -> None:
    desk.host.leave(0)
