"""What every command shares: which plan file, who acts, which day."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui_tracker.frozen import dataclass
from tui_tracker.sentences import on_command_line

if TYPE_CHECKING:
    from tui_tracker.actions.send_out.scope import Scope
    from tui_tracker.actions.tracker import Tracker


class _TypedPath(click.Path):
    """A path as it is typed; quotes that Explorer's "Copy as path" leaves inside it are taken off."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and value.strip()[:1] in ('"', "'", "\u201c"):
            from tui_tracker.paths import typed

            value = str(typed(value))
        return super().convert(value, param, ctx)


A_PATH = _TypedPath(path_type=Path)

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Shared:
    """Options that stand before or after any command."""

    plan: Path | None = None
    me: str | None = None


def _take(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    if value is not None:
        ctx.obj = replace(ctx.find_object(Shared) or Shared(), **{str(param.name): value})
    return value


def common(command: F) -> F:
    """Add ``--plan`` and ``--me``."""
    command = click.option(
        "--me", metavar="NAME", expose_value=False, callback=_take, help="Who acts (else the settings say)."
    )(command)
    return click.option(
        "--plan",
        metavar="FILE",
        type=A_PATH,
        expose_value=False,
        callback=_take,
        help="The plan file.",
    )(command)


def reading(command: F) -> F:
    """Add what every read takes: ``--as-at``, ``--of`` and ``--json``."""
    command = click.option("--json", "as_json", is_flag=True, help="Print JSON, a contract.")(command)
    command = click.option("--of", "of_plan", metavar="PLAN", help="One plan of the file.")(command)
    command = click.option("--as-at", "as_at", metavar="DATE", help="The plan as it was on a day.")(command)
    return common(command)


def shared() -> Shared:
    return click.get_current_context().find_object(Shared) or Shared()


def my_places() -> Any:
    from tui_tracker.paths import places

    return places(shared().plan)


def my_name() -> str:
    """Who acts: --me, else the settings."""
    from tui_tracker.domain.text import clean
    from tui_tracker.settings import load

    return clean(shared().me or load(my_places().settings).me, multiline=False).strip()


def _refuse_missing() -> None:
    """Raise PlanFileError where there is no plan file: a mistyped path must not begin one."""
    from tui_tracker.actions.tracker import refuse_missing

    refuse_missing(my_places())


@contextlib.contextmanager
def writing(*, create: bool = False) -> Iterator[Tracker]:
    """The plan file, open for writing. Only what brings records in may ``create`` it: a mistyped path must not."""
    if not create:
        _refuse_missing()
    from tui_tracker.actions.tracker import Tracker

    with Tracker.open(my_places(), me=my_name()) as tracker, _told(tracker):
        yield tracker


@contextlib.contextmanager
def sending() -> Iterator[Tracker]:
    """The plan file for writing papers of it: while another window holds it, what goes out is noted beside it for that window."""
    from tui_tracker.actions.send_out.sent_beside import take_in
    from tui_tracker.actions.tracker import Tracker

    _refuse_missing()
    with (
        Tracker.open(my_places(), write=None, me=my_name()) as tracker,
        _told(tracker, "" if tracker.may_write else " What goes out is noted beside the plan."),
    ):
        take_in(tracker)
        yield tracker


@contextlib.contextmanager
def looking(as_at: str | None = None) -> Iterator[Tracker]:
    """The plan file, open for reading; on ``as_at``, the plan as it was."""
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.domain import typed_dates

    with Tracker.open(my_places(), write=False, me=my_name()) as tracker, _told(tracker):
        if as_at is None:
            yield tracker
        else:
            with tracker.at(typed_dates.parse(as_at, today=tracker.clock.today(), lean="past").due) as past:
                yield past


@contextlib.contextmanager
def _told(tracker: Tracker, more: str = "") -> Iterator[None]:
    """Say what there is to say about the file first; what then fails in it is a refusal, and so is a fault of damaged rows."""
    from tui_tracker.errors import PlanFileError, TrackerError

    if tracker.notice:
        click.echo(f"tui-tracker: {on_command_line(tracker.notice)}{more}", err=True)
    try:
        yield
    except (TrackerError, click.ClickException, click.exceptions.Exit, click.Abort, OSError):
        raise  # an OSError without a name is the output's, and is told where that is known
    except Exception as error:
        refusal = tracker.refusal_of(error)
        if refusal is not None:
            raise refusal from error
        if not tracker.trusted:
            raise PlanFileError(
                f"{tracker.path.name} is damaged where this is kept ({type(error).__name__}), so it cannot be shown. tui-tracker info lists the backups."
            ) from error
        raise


def plan_uid(tracker: Tracker, name: str | None) -> str | None:
    """The plan that ``--of`` names. Raises UsageError when none or several begin so."""
    from tui_tracker.actions.send_out.scope import plan_named

    return plan_named(tracker, name)


def scope_of(tracker: Tracker, of_plan: str | None, only: str | None) -> Scope:
    """What ``--of`` and ``--only`` leave of the plan. Raises UsageError for a filter that shows nothing."""
    from tui_tracker.actions.send_out.scope import Scope

    made = Scope(plan_uid(tracker, of_plan), only or "")
    made.refuse_empty(tracker)
    return made
