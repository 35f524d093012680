"""``tui-tracker signoff``: revoke an entry, or give imported ones a verdict."""

from __future__ import annotations

import click

from tui_tracker.cli.named import SIGN_VERDICTS
from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done, say, show_table
from tui_tracker.domain.text import count_of


@click.group("signoff")
def signoff_command() -> None:
    """Revoke an entry, or give imported ones a verdict."""


@signoff_command.command("revoke")
@click.argument("uid", metavar="ID")
@click.option("--reason", required=True, help="Why it no longer counts.")
@common
def revoke(uid: str, reason: str) -> None:
    """Take a sign-off out of force."""
    with writing() as tracker:
        done(tracker.signoffs.revoke(uid, reason))


@signoff_command.command("settle")
@click.argument("choices", nargs=-1, metavar="[ID=VERDICT …]")
@click.option("--as-suggested", is_flag=True, help="Give every entry the verdict its comment suggests.")
@common
def settle(choices: tuple[str, ...], as_suggested: bool) -> None:
    """List imported entries without a verdict, or give them one: ID=close, ID=follow-up, ID=not-yet."""
    from tui_tracker.errors import UsageError

    with writing() as tracker:
        waiting = tracker.signoffs.unsettled()
        if not choices and not as_suggested:
            rows = [
                [u.entry.uid[:8], u.ref, u.entry.stage, _suggested(u.suggestion), u.entry.comment or ""]
                for u in waiting
            ]
            show_table(rows)
            say(f"{count_of(len(waiting), 'entry', 'entries')} without a verdict")
            return
        chosen = {
            u.entry.uid: u.suggestion.verdict for u in waiting if as_suggested and u.suggestion and u.suggestion.verdict
        }
        for choice in choices:
            uid, _, verdict = choice.partition("=")
            if verdict not in SIGN_VERDICTS:
                raise UsageError(f"“{choice}” is not ID=VERDICT; the verdicts are {', '.join(SIGN_VERDICTS)}.")
            match = [u.entry.uid for u in waiting if u.entry.uid.startswith(uid)]
            if len(match) != 1:
                raise UsageError(f"No single entry without a verdict is called “{uid}”.")
            chosen[match[0]] = SIGN_VERDICTS[verdict]
        done(tracker.signoffs.settle({k: v for k, v in chosen.items() if v}))
        say(f"{count_of(len(waiting) - len(chosen), 'entry', 'entries')} left without a verdict")


def _suggested(found: object) -> str:
    from tui_tracker.domain.signoff import VERDICTS
    from tui_tracker.domain.suggest import Suggestion

    if not isinstance(found, Suggestion):
        return "nothing suggested"
    return f"{VERDICTS[found.verdict] if found.verdict else 'not an approval'} (“{found.phrase}”)"
