"""The inspectorate's rounds as they come with the program, and a plan's own copy of one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from tui_tracker.domain import changes
from tui_tracker.domain.framework import Framework, from_data, of
from tui_tracker.domain.records import Area, Grade, Plan
from tui_tracker.errors import FileError, RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

_SHIPPED = "the program's own list of rounds"


@cache
def rounds() -> tuple[Framework, ...]:
    """Every round that comes with the program, the newest last. Raises FileError when the list of this installation is broken."""
    try:
        text = resources.files("tui_tracker").joinpath("data", "frameworks.toml").read_text(encoding="utf-8")
    except OSError as error:
        raise FileError(f"{_SHIPPED} cannot be read; install tui-tracker again.") from error
    return _read(text, _SHIPPED)


def newest() -> Framework:
    return rounds()[-1]


def named(name: str) -> Framework:
    """A round by its id or the beginning of it. Raises UsageError listing those there are."""
    plain = name.strip().replace("/", "-").replace("–", "-")
    found = [r for r in rounds() if r.id == plain] or [r for r in rounds() if plain and r.id.startswith(plain)]
    if len(found) != 1:
        raise UsageError(f"“{name}” is no round; there are {', '.join(r.id for r in rounds())}.")
    return found[0]


def as_toml(found: Framework) -> str:
    """A round as a file that can be edited and read in again."""
    data = found.to_data()
    became = data.pop("became")
    return tomli_w.dumps({"rounds": [{**data, **({"became": became} if became else {})}]})


def _read(text: str, where: str) -> tuple[Framework, ...]:
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"{where} is not valid TOML: {error}. Nothing was taken from it.") from error
    found = data.get("rounds")
    if not isinstance(found, list) or not found or not all(isinstance(r, dict) for r in found):
        raise FileError(f"{where} holds no [[rounds]]; “framework show” prints one to begin with.")
    return tuple(from_data(one, where) for one in found)


class FrameworkActions:
    """Which round a plan is of."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def of(self, plan_uid: str) -> Framework:
        """The round of a plan; the one with eleven questions where it says none."""
        return of(self._s.read.one(Plan, plan_uid))

    def read(self, path: Path) -> Framework:
        """A round from a file that a service edited. Raises FileError naming the line or entry; nothing is then taken from it."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise FileError(f"{path} cannot be read: {error}.") from error
        found = _read(text, str(path))
        if len(found) != 1:
            raise FileError(f"{path} holds {len(found)} rounds; a plan is of one, so leave one [[rounds]] in it.")
        return found[0]

    def set(self, plan_uid: str, found: Framework) -> Applied:
        """Give a plan its round. Raises RefusedError when an area or a grade of it is about a question that the round has not."""
        plan = self._s.read.known(Plan, plan_uid)
        numbers = set(found.numbers)
        areas = [
            a.ref
            for a in self._s.read.all(Area, plan=plan_uid, withdrawn=None)
            if a.question and a.question not in numbers
        ]
        grades = [
            g.subject
            for g in self._s.read.all(Grade, plan=plan_uid)
            if g.subject[:1].isdigit() and g.subject not in numbers
        ]
        if areas or grades:
            held = ", ".join([*(f"area {ref}" for ref in areas), *(f"the grade of {g}" for g in grades)])
            raise RefusedError(
                f"{found.name} has no question for {held}; give them another question first. Nothing was changed."
            )
        return self._s.commit(
            "set the inspectorate's round of",
            f"{plan.name} to {found.name}",
            changes.set_fields(plan, framework=found.to_data()),
        )
