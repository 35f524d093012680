"""National lists of recommendations as empty numbered rows: a service fills in the words, owners and dates itself."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from tui_tracker.actions import entry
from tui_tracker.actions.plan.plan_life import free_name
from tui_tracker.domain import changes
from tui_tracker.domain.records import Area, Plan
from tui_tracker.errors import FileError, UsageError
from tui_tracker.frozen import dataclass

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


@dataclass(frozen=True)
class NationalList:
    """A list: its id, what it is called, the kind of plan it makes, and the numbers of its recommendations."""

    id: str
    name: str
    kind: str
    numbers: tuple[int, ...]
    source: str


@cache
def lists() -> tuple[NationalList, ...]:
    """Every list that comes with the program. Raises FileError when the file of this installation is broken."""
    try:
        text = resources.files("tui_tracker").joinpath("data", "national_lists.toml").read_text(encoding="utf-8")
        data: Any = tomllib.loads(text)
        return tuple(
            NationalList(
                one["id"],
                one["name"],
                one["kind"],
                tuple(one.get("numbers") or range(1, one["count"] + 1)),
                one["source"],
            )
            for one in data["lists"]
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise FileError("The national lists of this installation cannot be read; install tui-tracker again.") from error


def named(name: str) -> NationalList:
    """A list by its id. Raises UsageError with those there are."""
    found = next((one for one in lists() if one.id == name.strip().casefold()), None)
    if found is None:
        raise UsageError(f"“{name}” is no national list; there are {', '.join(one.id for one in lists())}.")
    return found


def start(session: Session, found: NationalList, name: str | None = None) -> Applied:
    """A plan with an empty row for each recommendation of a list, in one Change."""
    plan = Plan(
        uid=session.ids.new(), name=free_name(session, entry.line(name) or found.name), plan_kind=found.kind, position=len(session.read.plans())
    )  # fmt: skip
    areas = [
        Area(
            uid=session.ids.new(), plan=plan.uid, ref=f"REC{n}", area_kind="recommendation", position=i, title=f"Recommendation {n}",
        )
        for i, n in enumerate(found.numbers)
    ]  # fmt: skip
    return session.commit("started the plan", plan.name, [changes.create(r) for r in (plan, *areas)])
