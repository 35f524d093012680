"""The command line: the only place where errors become exit codes. Each branch imports what it needs."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence

# How a reader that has gone away is told: on Windows a pipe that is closed is an invalid argument.
_GONE = (errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN)


def main(argv: Sequence[str] | None = None) -> None:
    """Run a command and exit with its code; never a traceback."""
    args = list(sys.argv[1:] if argv is None else argv)
    _make_streams_safe()
    raise SystemExit(_version() if args == ["--version"] else _run(args))


def _make_streams_safe() -> None:
    """Streams that are closed become empty ones, and a console that cannot show a character shows a question mark."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # it lives as long as the process
        elif mode == "w":
            with contextlib.suppress(AttributeError, ValueError):
                stream.reconfigure(errors="replace")


def _forget_output() -> None:
    """Let what is still to be written go nowhere, so that the interpreter does not complain when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(args: list[str]) -> int:
    import click

    from tui_tracker.cli.tree import COMMANDS, cli
    from tui_tracker.errors import TrackerError

    try:
        result = cli.main(args=args, prog_name="tui-tracker", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except TrackerError as error:
        code = _say(str(error), error.exit_code)
        for line in getattr(error, "lines", ())[:40]:
            _say(f"  {line}", code)
        return code
    except click.exceptions.NoArgsIsHelpError as error:
        return _say(error.format_message(), 2)
    except click.exceptions.NoSuchOption as error:
        return _say(
            f"{error.format_message()} If it is a text, a value that begins with a minus comes after --, as in: -- {error.option_name}",
            2,
        )
    except click.ClickException as error:
        named = next((a for a in args if a in COMMANDS), "")
        hint = f" See: tui-tracker {named} --help".replace("  ", " ")
        return _say(error.format_message() + hint, 2)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _say("stopped; nothing more was written.", 130)
    except OSError as error:
        # Files have their own refusals where they are opened; what is left has no name and is the output.
        return _unwritten(error) if error.filename is None else _say(_unexpected(error), 70)
    except (
        Exception
    ) as error:  # the one boundary: whatever is left is our fault, is logged without records, and is said
        if type(error).__module__ in ("peewee", "sqlite3"):  # their types stay behind the store; by name they are known
            return _say(f"the plan file cannot be used ({error}); close what has it open, or restore a backup.", 5)
        return _say(_unexpected(error), 70)


def _version() -> int:
    """Print the version, which is asked for by scripts: nothing else is loaded."""
    from tui_tracker import __version__

    try:
        print(f"tui-tracker {__version__}", flush=True)
    except OSError as error:
        return _unwritten(error)
    return 0


def _unwritten(error: OSError) -> int:
    """What was to be shown could not be: nothing where its reader has gone away, else a sentence."""
    _forget_output()
    if error.errno in _GONE:
        return 0
    return _say(
        f"what was to be shown could not be written ({error.strerror or error}); what was done before stays done.", 4
    )


def _say(sentence: str, code: int) -> int:
    from tui_tracker.domain.text import clean
    from tui_tracker.sentences import on_command_line

    with contextlib.suppress(OSError):
        print(f"tui-tracker: {clean(on_command_line(sentence))}", file=sys.stderr)
    return code


def _unexpected(error: Exception) -> str:
    from tui_tracker.faults import record
    from tui_tracker.paths import places

    log = record(error, places().log)
    where = f"; the place is in {log}" if log else ""
    return f"something went wrong inside the program ({type(error).__name__}){where}. Nothing half-done was kept."
