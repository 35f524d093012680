"""What several commands name alike: an area, a plan, a day, a verdict."""

from __future__ import annotations

from typing import Any

import click

from tui_tracker.cli.options import plan_uid
from tui_tracker.errors import UsageError

on_day = click.option("--on", metavar="DATE", help="The day; today if not given.")


def area_uid(tracker: Any, ref: str) -> str:
    return str(tracker.resolve(ref, kind="area").uid)


def one_plan(tracker: Any, name: str | None) -> str:
    """The plan that is meant: the one named, else the only one."""
    plans = tracker.read.plans()
    if name is None and len(plans) != 1:
        listed = ", ".join(p.name for p in plans) or "none"
        raise UsageError(f"Which plan? Say --of PLAN; there {'is' if not plans else 'are'} {listed}.")
    return plan_uid(tracker, name) or str(plans[0].uid)


SIGN_VERDICTS = {"close": "close", "follow-up": "follow_up", "not-yet": "not_yet"}


json_flag = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
