"""The command tree. A command's module is imported when the command is called."""

from __future__ import annotations

import importlib
from typing import Any

import click

from tui_tracker.cli.options import common

# command → the module that holds it
_WHERE = {
    "summary": "reading", "tasks": "reading", "show": "showing", "evidence": "reading", "history": "reading", "info": "reading",
    "people": "people", "import": "importing", "export": "exporting", "report": "exporting", "check": "checking", "publication": "exporting", "sent": "exporting", "snapshot": "snapshots", "add": "structure", "split": "structure",
    "join": "structure", "move": "structure", "withdraw": "structure", "set": "writing", "step": "assurance", "problem": "assurance", "milestone": "assurance", "opinion": "assurance", "grade": "assurance",
    "rag": "assurance", "round": "assurance", "view": "saved_views", "note": "writing", "ready": "writing",
    "sign": "signing", "signoff": "signing", "promise": "signing", "sample": "sampling", "undo": "keeping", "redo": "keeping", "redact": "keeping", "verify": "keeping",
    "charts": "charts", "pack": "packs", "station": "stations", "proposal": "stations", "meeting": "meetings", "action": "meetings", "backup": "keeping", "restore": "keeping", "demo": "demo", "reconcile": "reconcile",
}  # fmt: skip


class LazyGroup(click.Group):
    """Loads a command's module only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _WHERE:
            return None
        module = importlib.import_module(f"tui_tracker.cli.{_WHERE[cmd_name]}")
        own = (c for c in vars(module).values() if isinstance(c, click.Command) and c.name == cmd_name)
        return max(own, key=lambda c: isinstance(c, click.Group))  # “action” is a group, and a command of another

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], _WHERE, n=1)
            raise click.UsageError(error.message + (f" Did you mean {near[0]}?" if near else "")) from error


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        from tui_tracker import __version__

        click.echo(f"tui-tracker {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@common
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """Keep a fire and rescue service's improvement plan. Without a command, the app opens."""
    if ctx.invoked_subcommand is None:
        from tui_tracker.cli.app import open_app

        code: int = open_app()
        return code
    return None
