"""``tui-tracker sign``: record QA or sampling of a task."""

from __future__ import annotations

import click

from tui_tracker.cli.named import SIGN_VERDICTS
from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done, show


@click.command("sign")
@click.argument("ref")
@click.argument("stage", type=click.Choice(["qa", "sampling"]))
@click.argument("verdict", type=click.Choice(list(SIGN_VERDICTS)))
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
                found.uid,
                Request(stage, SIGN_VERDICTS[verdict], by, date, comment, received, override, look_again, retest),
            )
        )
        if back:
            show(back)
        if override and not tracker.read.task(found.uid).signoffs[-1].override:
            show("No rule bars this signer, so the reason of --override was not kept.")
