"""``tui-tracker check``: run the plan checks; exit 1 when an error stands that nobody has accepted."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, plan_uid, reading, writing
from tui_tracker.cli.output import done, say, show, show_json, show_table
from tui_tracker.domain.text import count_of


@click.group("check", invoke_without_command=True)
@click.option("--rule", "rules", multiple=True, metavar="PCnn", help="Only this rule (may be given again).")
@click.option("--severity", type=click.Choice(["error", "warning", "note"]), help="Only findings of this severity.")
@reading
@click.pass_context
def check_command(
    ctx: click.Context,
    rules: tuple[str, ...],
    severity: str | None,
    as_json: bool,
    of_plan: str | None,
    as_at: str | None,
) -> int | None:
    """Run the plan checks; exit 1 when an error stands that nobody has accepted."""
    if ctx.invoked_subcommand is not None:
        return None
    from tui_tracker.actions.evidence.checks import counted as by_severity

    with looking(as_at) as tracker:
        found = tracker.checks.run(plan_uid(tracker, of_plan), [r.strip().upper() for r in rules] or None)
        day = tracker.read.today
    shown = [f for f in found if severity in (None, f.severity)]
    counts = by_severity(found)
    if as_json:
        show_json({"as_at": day.isoformat(), "findings": findings_json(shown), "counts": counts})
    else:
        show_findings(shown)
        said = ", ".join(count_of(n, name) for name, n in counts.items())
        say(f"As at {day}: {said}; {count_of(sum(f.accepted is not None for f in found), 'finding')} accepted.")
    return 1 if counts["error"] else 0


def findings_json(found: list) -> list[dict[str, str | None]]:  # type: ignore[type-arg]  # as below
    """Findings as ``check --json`` prints them."""
    names = ("rule", "severity", "subject", "field", "message", "accepted")
    return [{name: getattr(f, name) for name in names} for f in found]


def show_findings(found: list) -> None:  # type: ignore[type-arg]  # of domain findings, which the screenless start does not load
    """Findings as lines, each under its rule."""
    from tui_tracker.domain.checks import RULES, SEVERITIES

    for rule in dict.fromkeys(f.rule for f in found):
        mine = [f for f in found if f.rule == rule]
        worst = min((f.severity for f in mine), key=SEVERITIES.index)
        show(f"{rule}  {RULES[rule].title}  ({worst}, {count_of(len(mine), 'finding')})")
        show_table(
            [["   " + f.subject, f.message + (f"  [accepted: {f.accepted}]" if f.accepted else "")] for f in mine],
            limit=110,
        )


@check_command.command("accept")
@click.argument("rule")
@click.argument("ref")
@click.option("--reason", required=True, help="Why it may stand.")
@common
def accept(rule: str, ref: str, reason: str) -> None:
    """Accept a finding of RULE at REF for a reason."""
    with writing() as tracker:
        done(tracker.checks.accept(rule, ref, reason))


@check_command.command("since")
@click.argument("snapshot")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def since(snapshot: str, as_json: bool) -> None:
    """What was set right and what is new since SNAPSHOT."""
    with looking() as tracker:
        found = tracker.checks.since(tracker.snapshots.find(snapshot))
    if as_json:
        show_json(
            {
                "snapshot": found.snapshot,
                **{n: [[f.rule, f.subject] for f in getattr(found, n)] for n in ("fixed", "new")},
            }
        )
        return
    show(f"Since {found.snapshot}: {len(found.fixed)} set right, {len(found.new)} new.")
    for name, listed in (("set right", found.fixed), ("new", found.new)):
        for f in listed:
            show(f"  {name:<9}  {f.rule}  {f.subject}  {f.message}")
