"""``tui-tracker sample``: the sampling draw: weighted to risk, repeatable by its number, recorded."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, show, show_json, show_table


@click.group("sample")
def sample_command() -> None:
    """The sampling draw: weighted to risk, repeatable by its number, recorded."""


@sample_command.command("draw")
@click.argument("count", type=click.IntRange(min=1))
@click.option("--number", type=int, help="Repeat the draw of this number; the next one in order when left out.")
@common
def draw(count: int, number: int | None) -> None:
    """Draw COUNT of the tasks that are complete, QA'd and not yet sampled."""
    with writing() as tracker:
        made = tracker.sampling.draw(count, number)
        newest = (
            tracker.sampling.draws()[0] if made else next(d for d in tracker.sampling.draws() if d.number == number)
        )
        if made is not None:
            done(made)
        else:
            show(f"Draw {number} picked the same on {newest.drawn_on}; it is on record once.")
    rows: list[list[object]] = [
        ["Task", "weight", "why"],
        *([p["ref"], p["weight"], "; ".join(p["why"]) or "no risk seen"] for p in newest.picked),
    ]
    show_table(rows, right=(1,), limit=100)


@sample_command.command("list")
@click.option("--as-at", "as_at", metavar="DATE", help="As it was on a day.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_draws(as_json: bool, as_at: str | None) -> None:
    """Draws, what was looked at since, and coverage by pillar."""
    from tui_tracker.domain.records import to_data

    with looking(as_at) as tracker:
        found = [(d, tracker.sampling.looked_at(d)) for d in tracker.sampling.draws()]
        covered = tracker.sampling.coverage()
    if as_json:
        show_json(
            {
                "draws": [
                    {**to_data(d), "looked_at": sorted(p["ref"] for p in d.picked if p["uid"] in seen)}
                    for d, seen in found
                ],
                "coverage": [{"pillar": c.pillar, "passed": c.passed, "sampled": c.sampled} for c in covered],
            }
        )
        return
    for d, seen in found:
        show(f"Draw {d.number}, {d.drawn_on}: {len(d.picked)} of {d.out_of}, {len(seen)} looked at")
        for p in d.picked:
            show(f"  {'done' if p['uid'] in seen else 'open'}  {p['ref']}  {'; '.join(p['why'])}")
    rows: list[list[object]] = [["Pillar", "QA'd", "sampled"], *([c.pillar, c.passed, c.sampled] for c in covered)]
    rows.append(["Total", sum(c.passed for c in covered), sum(c.sampled for c in covered)])
    show_table(rows, right=(1, 2))
