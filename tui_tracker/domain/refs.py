"""References: how an area and a task are named, read leniently and written one way (``AFI11/T6``)."""

import re
from dataclasses import dataclass

from tui_tracker.errors import UsageError


@dataclass(frozen=True)
class Ref:
    """What somebody typed, taken apart: plan and task are None where none was named."""

    plan: str | None
    area: str
    task: str | None


def normal_area(text: str) -> str:
    """An area's reference as it is written out: ``sii 1`` → ``SII1``, ``AFIs 21`` → ``AFI21``."""
    plain = re.sub(r"[\s_]+", "", text).strip(".:;,/-–").upper()
    return re.sub(r"^(AFI|SII|REC)S(?=\d)", r"\1", plain)


def normal_task(text: str) -> str:
    """A task's number as it is kept: ``Task 6``, ``T6`` and ``6`` are all ``6``."""
    plain = re.sub(r"\s+", "", text).strip(".:;,/").upper()
    return re.sub(r"^(?:TASK|T)(?=\d)", "", plain)


def parse(text: str) -> Ref:
    """Take ``[plan:]area[/task]`` apart. Case, spaces and the T do not matter. Raises UsageError when empty."""
    plan, colon, rest = text.rpartition(":")
    area, slash, task = rest.partition("/")
    if not area.strip() or (slash and not task.strip()) or (colon and not plan.strip()):
        raise UsageError(f"“{text}” is not a reference; write it as AFI11 or AFI11/T6.")
    return Ref(plan.strip() or None, normal_area(area), normal_task(task) if slash else None)


def task_ref(area: str, no: str) -> str:
    """``AFI11/T6``."""
    return f"{area}/T{no}"


def natural_key(text: str) -> tuple[tuple[int, int | str], ...]:
    """Sort ``AFI2`` before ``AFI11``."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((0, int(p)) if p.isdigit() else (1, p.casefold()) for p in parts)
