"""References: how an area and a task are named, read leniently and written one way (``AFI11/T6``)."""

import re

from tui_tracker.errors import UsageError
from tui_tracker.frozen import dataclass


def normal_area(text: str) -> str:
    """An area's reference as it is written out: ``sii 1`` → ``SII1``, ``AFIs 21`` → ``AFI21``."""
    plain = re.sub(r"[\s_]+", "", text).strip(".:;,/-–").upper()
    return re.sub(r"^(AFI|SII|REC)S(?=\d)", r"\1", plain)


def normal_task(text: str) -> str:
    """A task's number as it is kept: ``Task 6``, ``T6`` and ``6`` are all ``6``."""
    plain = re.sub(r"\s+", "", text).strip(".:;,/").upper()
    return re.sub(r"^(?:TASK|T)(?=\d)", "", plain)


@dataclass(frozen=True)
class Way:
    """One way to take a reference apart: plan and task are None where none is named; ``tasks`` are the numbers that may be meant."""

    plan: str | None
    area: str
    tasks: tuple[str, ...] | None


def ways(text: str) -> list[Way]:
    """Every way to take ``[plan:]area[/task]`` apart, the likeliest first. Raises UsageError when there is none.

    An area's own reference may hold a slash (``IA24/1``) and a task's number letters (``Ta``), so where one ends and the other
    begins is for the plan to say. Case, spaces and the T do not matter.
    """
    made = []
    whole = text.strip() and text.strip()[0] not in "/:" and text.strip()[-1] not in "/:"
    for plan, rest in _plans(text) if whole else []:
        slashes = [i for i, c in enumerate(rest) if c == "/"]
        for i in reversed(slashes):
            if rest[:i].strip() and rest[i + 1 :].strip():
                made.append(Way(plan, normal_area(rest[:i]), numbers(rest[i + 1 :])))
        if rest.strip() and not rest.rstrip().endswith("/"):
            made.append(Way(plan, normal_area(rest), None))
    found = [way for way in made if way.area]
    if not found:
        raise UsageError(f"“{text}” is not a reference; write it as AFI11 or AFI11/T6.")
    return found


def _plans(text: str) -> list[tuple[str | None, str]]:
    """The text without a plan, and with each part before a colon as the plan."""
    made: list[tuple[str | None, str]] = [(None, text)]
    made += [
        (text[:i].strip(), text[i + 1 :])
        for i, c in enumerate(text)
        if c == ":" and text[:i].strip() and text[i + 1 :].strip()
    ]
    return made


def numbers(text: str) -> tuple[str, ...]:
    """The task numbers that what was typed may mean, the likeliest first: as it is printed (``T6``, ``Ta``), then as it is kept."""
    plain = re.sub(r"\s+", "", text).strip(".:;,/").upper()
    bare = [re.sub(f"^{word}(?=.)", "", plain) for word in ("TASK", "T")]
    return tuple(dict.fromkeys([*(b for b in bare if b != plain), plain]))


def own_number(text: str) -> str:
    """A task's number from a file of ours, which heads it with ``Task``: kept as it is, so that ``a`` stays ``a``."""
    return re.sub(r"(?i)^task\s+(?=\S)", "", text.strip())


def same_ref(one: str, other: str) -> bool:
    """Whether two references read alike, whatever their case and spaces."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def task_ref(area: str, no: str) -> str:
    """``AFI11/T6``."""
    return f"{area}/T{no}"


def natural_key(text: str) -> tuple[tuple[int, int | str], ...]:
    """Sort ``AFI2`` before ``AFI11``."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((0, int(p)) if p.isdigit() else (1, p.casefold()) for p in parts)
