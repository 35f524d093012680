"""How well a column holds what a role holds: points from its heading and from its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_tracker.intake import headings, roles
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.roles import Contents

# A column whose heading is not known is worth this much left alone.
_UNKNOWN = 0.8


FIXED = ("qa.", "sampling.", "tick", "count", "update", "link")


def fit(taken_for: str, group: str, name: str, cells: Sequence[Cell], legend: Legend) -> tuple[float, float]:
    """What a column is worth as what it was taken for, and at best."""
    found = roles.contents(cells, legend)
    role = {"work": "detail", "area_due": "due", "earlier": "other"}.get(taken_for, taken_for)
    best = max([points(r, group, name, found) for r in SINGLE] + [best_alone(group, name, found)[1]])
    if role.startswith(FIXED) or role not in (*SINGLE, *MANY):
        return (points_left(name, group, found) if role == "other" else best), best
    return points(role, group, name, found), best


def why(role: str, name: str, score: float) -> str:
    if role == "other":
        return f"“{name}” is of no field" if name else "no heading, and nothing that a plan asks for"
    return f"headed “{name}”, and suits best of all columns ({score:.1f})" if name else f"no heading; told by what stands in it ({score:.1f})"  # fmt: skip


def heading_weights(group: str, name: str) -> dict[str, float]:
    """Role → what the headings are worth for it: the column's own, and less the one over it."""
    made: dict[str, float] = dict(headings.wide_scores(name))
    if group and group != name:
        for role, weight in headings.wide_scores(group).items():
            made[role] = max(made.get(role, 0.0), weight - 2.0)
        for role, weight in headings.wide_scores(f"{group} {name}").items():
            made[role] = max(made.get(role, 0.0), weight - 0.5)
    return made


def points(role: str, group: str, name: str, found: Contents) -> float:
    """What a column is worth in a role: its heading's words, and what stands in it."""
    said = heading_weights(group, name)
    worded = said.get(role, 0.0)
    if role in ("detail", "work"):
        worded = max(said.get("work", 0.0), said.get("detail", 0.0))
    if not found.filled:
        return worded * 0.3 if worded else -1.0
    bare = (
        0.0 if worded or not name else _of_another(said) + (1.6 if role == "statement" and found.repeats < 0.2 else 0.0)
    )
    return worded + _HOLDS[role](found, bool(worded)) - bare


def _of_another(said: Mapping[str, float]) -> float:
    """What it costs to take a column for something its heading does not say: more where the heading says something else."""
    return 0.3 + min(1.2, 0.5 * max((w for r, w in said.items() if r != "other"), default=0.0))


def points_left(name: str, group: str, found: Contents) -> float:
    said = heading_weights(group, name)
    other = said.get("other", 0.0)
    known = max((w for r, w in said.items() if r != "other"), default=0.0)
    if not found.filled:
        return 2.0
    if found.refs > 0.8 and found.signs > 0.5 and headings.plain(name).startswith("priorit"):
        return _UNKNOWN  # codes, whatever the heading says: “Priority” over P1, P2
    return max(_UNKNOWN, 0.6 + 0.5 * other) if other else (0.3 if known else _UNKNOWN)


def best_alone(group: str, name: str, found: Contents) -> tuple[str, float]:
    """What a column can be besides the single roles: left alone, or one of those that several can have."""
    best = ("other", points_left(name, group, found))
    said = heading_weights(group, name)
    for role in MANY:
        if said.get(role) and (worth := points(role, group, name, found)) > best[1]:
            best = (role, worth)
    return best


def text_points(found: Contents, named: bool) -> float:
    if found.numbers > 0.6 or found.labels > 0.6 or found.refs > 0.7 or found.days > 0.5 or found.dates > 0.6:
        return -6.0
    if found.words > 0.6 and found.length < 25:
        return -4.0
    made = 1.6 if found.length >= 25 else 0.9 if found.length >= 14 else -0.8
    made -= 1.8 if found.length < 14 and found.repeats > 0.5 else 0.0  # one of a few words on each row
    return made - (0.8 if found.posts > 0.6 and found.length < 40 else 0.0)


def _statement(found: Contents, named: bool) -> float:
    return text_points(found, named) + (0.5 if found.musts > 0.3 else 0.0) + (0.5 if found.repeats > 0.25 else 0.0)


def _action(found: Contents, named: bool) -> float:
    return text_points(found, named) - (0.6 if found.repeats > 0.4 else 0.0) - (0.5 if found.dated > 0.3 else 0.0)


def _evidence(found: Contents, named: bool) -> float:
    if found.numbers > 0.6 or found.days > 0.6 or found.refs > 0.8:
        return -5.0
    if found.words > 0.6 and found.length < 25:
        return -2.0
    return 0.6 if found.length >= 12 else 0.2


def _detail(found: Contents, named: bool) -> float:
    return text_points(found, named) - 0.9 if named else -3.0


def _owner(found: Contents, named: bool) -> float:
    if found.length > 60 or found.dates > 0.4 or found.numbers > 0.5 or found.labels > 0.5:
        return -6.0
    if found.refs > 0.7:
        return -0.5 if named else -6.0  # GM1, P1234: codes of people or posts, by the heading alone
    if found.yes_no > 0.6 or (found.words > 0.5 and found.posts < 0.3):
        return -4.0
    return 2.0 if found.posts > 0.4 else 0.4 if named else -1.0


def _area_owner(found: Contents, named: bool) -> float:
    return _owner(found, named) - 0.2 + (0.4 if found.repeats > 0.3 else 0.0) if named else -1.0


def _due(found: Contents, named: bool) -> float:
    told = found.dates + (found.words if named else 0.0)
    if told >= 0.4:
        return 2.0 if named else 1.2
    return (-5.0 if found.filled > 1 and found.numbers > 0.5 else -1.5) if named else -6.0


def _other_date(found: Contents, named: bool) -> float:
    return 1.5 if found.dates >= 0.4 else -5.0


def _status(found: Contents, named: bool) -> float:
    if found.length > 45 or found.dates > 0.5 or (found.numbers > 0.6 and not named):
        return -6.0
    if found.words >= 0.5:
        if found.colours > 0.5:  # words say more than colours
            return 1.4
        return 2.0 if named or found.words < 0.8 or found.length > 25 else 3.0
    if found.words >= 0.2:
        return 1.0
    return (0.0 if found.repeats > 0.2 or found.filled < 4 else -1.5) if named else -4.0


def _ref(found: Contents, named: bool) -> float:
    if found.length > 24 or found.days > 0.5 or found.dates > 0.8:
        return -6.0
    if (
        not named
        and found.refs > 0.65
        and found.labels < 0.5
        and found.repeats == 0
        and found.length <= 10
        and found.filled > 2
    ):
        return 2.6  # codes, another on each row, whatever stands over them
    if not named and found.refs > 0.8 and found.signs > 0.8 and found.repeats > 0.2 and found.length <= 8:
        return 2.6
    if found.refs + found.labels > 0.6:
        return 1.5 if named or found.signs > 0.5 else 1.0
    return 0.5 if named and found.length < 12 and found.posts < 0.3 else -3.0


def _no(found: Contents, named: bool) -> float:
    if not named and found.marks > 0.6 and found.repeats < 0.5:
        return 1.5  # a, b, c
    return _ref(found, named) - (0.3 if not named else 0.0) - (1.0 if found.repeats > 0.3 else 0.0)


def _pillar(found: Contents, named: bool) -> float:
    if found.numbers > 0.5 or found.dates > 0.5 or found.labels > 0.6 or found.refs > 0.6 or found.length > 70:
        return -6.0
    if found.repeats == 0 and found.filled > 3:
        return -2.0  # another on each row: a name, not a group
    return 0.8 if found.repeats > 0.2 and named else 0.3 if named else -0.2


def _said_by(found: Contents, named: bool) -> float:
    return 0.5 if named and found.length < 40 and found.numbers < 0.5 else -4.0


_HOLDS = {
    "statement": _statement, "action": _action, "evidence": _evidence, "detail": _detail, "work": _detail, "finding": _detail, "owner": _owner,
    "area_owner": _area_owner, "due": _due, "original": _other_date, "note_date": _other_date, "note_by": _said_by, "status": _status, "ref": _ref,
    "no": _no, "pillar": _pillar,
}  # fmt: skip


# Roles of which a table has one column.
SINGLE = ("ref", "no", "statement", "action", "owner", "area_owner", "due", "status", "pillar", "detail", "finding")


MANY = ("evidence", "original", "note_date", "note_by", "work")
