"""``tui-tracker info``: where everything is."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, my_places
from tui_tracker.cli.output import say, show, show_json
from tui_tracker.errors import PlanFileError


@click.command("info")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def info_command(as_json: bool) -> int:
    """Where everything is."""
    from tui_tracker.actions.keep.backups import whereabouts

    code = 0
    data = whereabouts(my_places())
    if my_places().plan.is_file():
        try:
            with looking() as tracker:
                data = tracker.keeping.info()
        except PlanFileError as error:  # where the backups lie is asked for when the plan cannot be opened
            say(f"tui-tracker: {error}")
            code = error.exit_code
    if as_json:
        show_json(data)
        return code
    for name, value in data.items():
        show(f"{name.replace('_', ' '):<16}{', '.join(value) if isinstance(value, list) else value}")
    return code
