"""Sign-off: sign, revoke, settle."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import columns, say, show
from tui_tracker.cli.writing import done

_VERDICTS = {"close": "close", "follow-up": "follow_up", "not-yet": "not_yet"}


@click.command("sign")
@click.argument("ref")
@click.argument("stage", type=click.Choice(["qa", "sampling"]))
@click.argument("verdict", type=click.Choice(list(_VERDICTS)))
@click.option("--by", required=True, help="Who signs.")
@click.option("--date", help="The day of signing; today if not given.")
@click.option("--comment", help="What was found; needed for follow-up and not-yet.")
@click.option("--received", help="How it was received: meeting, e-mail, in person.")
@click.option("--override", metavar="REASON", help="Sign although a rule bars it; prints in every report.")
@click.option(
    "--look-again",
    metavar="DATE",
    help="By when a follow-up is looked at; else as the comment says, or three months on.",
)
@click.option("--retest", is_flag=True, help="A sampling that tested the control again.")
@common
def sign_command(
    ref: str,
    stage: str,
    verdict: str,
    by: str,
    date: str | None,
    comment: str | None,
    received: str | None,
    override: str | None,
    look_again: str | None,
    retest: bool,
) -> None:
    """Record QA or sampling of a task."""
    from tui_tracker.actions.evidence.signoffs import Request

    with writing() as tracker:
        found = tracker.resolve(ref, kind="task")
        complete = tracker.tasks.get(found.uid)[0].progress == "complete"
        back = tracker.signoffs.put_back_words(found.uid) if verdict == "not-yet" and complete else ""
        done(
            tracker.signoffs.sign(
                found.uid, Request(stage, _VERDICTS[verdict], by, date, comment, received, override, look_again, retest)
            )
        )
        if back:
            show(back)


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
            for line in columns(rows):
                show(line)
            say(f"{len(waiting)} entries without a verdict")
            return
        chosen = {
            u.entry.uid: u.suggestion.verdict for u in waiting if as_suggested and u.suggestion and u.suggestion.verdict
        }
        for choice in choices:
            uid, _, verdict = choice.partition("=")
            if verdict not in _VERDICTS:
                raise UsageError(f"“{choice}” is not ID=VERDICT; the verdicts are {', '.join(_VERDICTS)}.")
            match = [u.entry.uid for u in waiting if u.entry.uid.startswith(uid)]
            if len(match) != 1:
                raise UsageError(f"No single entry without a verdict is called “{uid}”.")
            chosen[match[0]] = _VERDICTS[verdict]
        done(tracker.signoffs.settle({k: v for k, v in chosen.items() if v}))
        say(f"{len(waiting) - len(chosen)} entries are left without a verdict")


def _suggested(found: object) -> str:
    from tui_tracker.domain.signoff import VERDICTS
    from tui_tracker.domain.suggest import Suggestion

    if not isinstance(found, Suggestion):
        return "nothing suggested"
    return f"{VERDICTS[found.verdict] if found.verdict else 'not an approval'} (“{found.phrase}”)"


@click.group("promise")
def promise_command() -> None:
    """Promises to look again: each bars a task from being assured until it is met."""


@promise_command.command("list")
@click.option("--all", "everything", is_flag=True, help="Those met as well.")
@click.option("--as-at", "as_at", metavar="DATE", help="As it was on a day.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_promises(everything: bool, as_json: bool, as_at: str | None) -> None:
    """Promises, the earliest first."""
    from tui_tracker.cli.output import show_json
    from tui_tracker.domain.records import to_data

    with looking(as_at) as tracker:
        found = tracker.signoffs.promises(open_only=not everything)
    if as_json:
        show_json([{"ref": ref, **to_data(p)} for ref, p in found])
        return
    rows: list[list[object]] = [
        [p.uid[:8], ref, p.due_on, p.who or "", "met " + p.met_on.isoformat() if p.met_on else "", p.text]
        for ref, p in found
    ]
    for line in columns([["Id", "task", "by", "who", "met", "what"], *rows]):
        show(line)
    say(f"{len(found)} promises")


@promise_command.command("add")
@click.argument("ref")
@click.argument("text")
@click.option("--by", "due", required=True, metavar="DATE", help="The day by which it is kept.")
@click.option("--who", help="Who promised.")
@common
def add_promise(ref: str, text: str, due: str, who: str | None) -> None:
    """Note a promise on a task."""
    with writing() as tracker:
        done(tracker.signoffs.promise(tracker.resolve(ref, kind="task").uid, text, by=due, who=who))


@promise_command.command("met")
@click.argument("uid", metavar="ID")
@click.option("--how", help="What was seen.")
@click.option("--on", metavar="DATE", help="The day; today if not given.")
@common
def promise_met(uid: str, how: str | None, on: str | None) -> None:
    """Say that a promise was kept."""
    with writing() as tracker:
        done(tracker.signoffs.meet(uid, how, on=on))
