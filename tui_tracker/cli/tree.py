"""The command tree. A command's module is imported when the command is called."""

from __future__ import annotations

import importlib
from typing import Any

import click

from tui_tracker.cli.options import common

# In the order of the help; each lies in the module of its name in ``cli/commands``.
COMMANDS = (
    "summary", "today", "tasks", "show", "evidence", "history", "info", "people", "import", "export", "report", "check", "publication", "sent", "snapshot",
    "add", "split", "join", "move", "withdraw", "set", "step", "problem", "milestone", "opinion", "grade", "framework", "rag", "round", "plans", "view", "note", "ready", "wait", "tie",
    "sign", "signoff", "promise", "sample", "undo", "redo", "redact", "verify", "charts", "pack", "station", "proposal", "meeting", "action",
    "backup", "restore", "demo", "reconcile",
)  # fmt: skip


class LazyGroup(click.Group):
    """Loads a command's module only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        own_name = "import_" if cmd_name == "import" else cmd_name  # which Python keeps for itself
        module = importlib.import_module(f"tui_tracker.cli.commands.{own_name}")
        own = (c for c in vars(module).values() if isinstance(c, click.Command) and c.name == cmd_name)
        return max(own, key=lambda c: isinstance(c, click.Group))  # “action” is a group, and a command of another

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
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
