"""Columns and roles assigned together: one optimum over a table, from what the headings say and what stands in the cells.

Evidence for a column and a role is a sum of small amounts: the heading's wordings (``names``), then what its cells hold. A
role that only one column can have goes to the column for which the table as a whole gains most; leaving a column unused is a
choice like the others, with a worth of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_tracker.intake import names, roles, settling
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.roles import Column, Contents

# Roles of which a table has one column.
SINGLE = ("ref", "no", "statement", "action", "owner", "area_owner", "due", "status", "pillar", "detail", "finding")
_MANY = ("evidence", "original", "note_date", "note_by", "work")
# A column whose heading is not known is worth this much left alone.
_UNKNOWN = 0.8
_FIXED = ("qa.", "sampling.", "tick", "count", "update", "link")


def assign(headings: Sequence[tuple[str, str]], cells: Mapping[int, Sequence[Cell]], legend: Legend) -> list[Column]:
    """The columns of a table with their roles. ``headings`` are the wider heading over each column and its own."""
    made: list[Column | None] = []
    open_: list[int] = []
    seen: dict[int, Contents] = {}
    for index, (group, name) in enumerate(headings):
        fixed = roles.decide(index, group, name, cells[index], legend)
        kept = fixed.role.startswith(_FIXED) or (fixed.role == "pillar" and fixed.score >= 5)
        made.append(fixed if kept else None)
        if not kept:
            open_.append(index)
            seen[index] = roles.contents(cells[index], legend)
    taken = {c.role for c in made if c is not None}
    wanted = [r for r in SINGLE if r not in taken]
    worth = [[points(role, *headings[i], seen[i]) for role in wanted] for i in open_]
    alone = [_best_alone(*headings[i], seen[i]) for i in open_]
    chosen = _optimum([[w - a[1] for w in row] for row, a in zip(worth, alone, strict=True)])
    for place, (index, at) in enumerate(zip(open_, chosen, strict=True)):
        group, name = headings[index]
        role, score = (wanted[at], worth[place][at]) if at is not None else alone[place]
        both = f"{group} {name}".strip() if group != name else name
        made[index] = Column(index, both, role, _why(role, both, score), score=max(score, 0.0))
    columns = [c for c in made if c is not None]
    settling.share_done(columns, seen)
    settling.led_areas(columns, cells)
    _numbers(columns, headings, seen, cells)
    if not any(name or group for group, name in headings):
        _remarks(columns, seen)
        _two_texts(columns, seen)
        _grouped(columns, seen)
    elif not any(c.role in ("evidence", "update") for c in columns):
        _furthest_text(columns, headings, seen)
    _in_order(columns, seen, cells)
    _of_the_area(columns, headings, cells)
    return columns


def _numbers(
    columns: Sequence[Column],
    headings: Sequence[tuple[str, str]],
    seen: Mapping[int, Contents],
    cells: Mapping[int, Sequence[Cell]],
) -> None:
    """Of three columns of numbers the one that repeats with the finding is its reference; the one nearest the action is the action's."""
    statement = next((c for c in columns if c.role == "statement"), None)
    action = next((c for c in columns if c.role == "action"), None)
    if statement is None or action is None or statement.index not in seen or seen[statement.index].repeats < 0.2:
        return
    coded = [
        c
        for c in columns
        if c.index in seen and c.role in ("ref", "no", "other") and seen[c.index].refs + seen[c.index].labels > 0.6
        and max(_words(*headings[c.index]).get("ref", 0), _words(*headings[c.index]).get("no", 0)) >= 2
    ]  # fmt: skip
    if len(coded) < 3:
        return
    of_area = [c for c in coded if _is_constant(cells[statement.index], cells[c.index])]
    of_task = [c for c in coded if c not in of_area and c.index < action.index]
    if not of_area or not of_task:
        return
    for column in coded:
        column.role = "other"
    of_area[0].role, of_area[0].score = "ref", 5.5
    of_task[-1].role, of_task[-1].score = "no", 5.5


def _grouped(columns: Sequence[Column], seen: Mapping[int, Contents]) -> None:
    """Of a table without headings the column of a few names left of the actions is what they are grouped by."""
    action = next((c for c in columns if c.role in ("action", "statement")), None)
    if action is None or any(c.role == "statement" and c is not action for c in columns):
        return
    for column in columns:
        found = seen.get(column.index)
        if column.role != "other" or found is None or column.index >= action.index:
            continue
        named = (
            4 <= found.length <= 60
            and max(found.numbers, found.dates, found.labels, found.refs, found.words, found.posts) < 0.5
        )
        if named and found.repeats > 0.4:
            action.role, column.role, column.why = (
                "action",
                "statement",
                "no heading; a few names by which the rows are grouped",
            )
            return


def _remarks(columns: Sequence[Column], seen: Mapping[int, Contents]) -> None:
    """Of a table without headings the texts right of the action and of who, when or how far are what was said of it."""
    texts = [c.index for c in columns if c.role in ("action", "statement")]
    said = [c.index for c in columns if c.role in ("due", "status")]
    if not texts or not said or min(texts) > min(said):
        return
    for column in columns:
        found = seen.get(column.index)
        if column.role not in ("other", "action", "statement") or found is None or column.index < min(said):
            continue
        if found.length >= 12 and found.repeats < 0.5 and max(found.numbers, found.days, found.refs, found.words) < 0.5:
            column.role, column.why = "evidence", "no heading; words beside when and how far"


def _two_texts(columns: Sequence[Column], seen: Mapping[int, Contents]) -> None:
    """Of a table without headings two texts left of who, when and how far are what was found and what is done about it."""
    said = [c.index for c in columns if c.role in ("owner", "due", "status")]
    texts = [c for c in columns if c.index in seen and said and c.index < min(said) and _is_talk(seen[c.index])]
    if len(texts) == 2 and all(c.role in ("other", "action", "statement", "evidence") for c in texts):
        for column, role in zip(texts, ("statement", "action"), strict=True):
            column.role, column.why = role, "no heading; the first of two texts is the finding, the second the action"
            column.score = max(column.score, 1.6)


def _furthest_text(
    columns: Sequence[Column], headings: Sequence[tuple[str, str]], seen: Mapping[int, Contents]
) -> None:
    """Where no heading speaks of progress, the text furthest right under a heading that nobody knows is what was said of it."""
    named = [c.index for c in columns if c.role in ("action", "statement") and (c.score >= 2 or not c.name)]
    how_far = [c.index for c in columns if c.role in ("status", "tick")]
    open_ = [c for c in columns if c.index in seen and c.name and not _words(*headings[c.index])]
    open_ = [c for c in open_ if c.role == "other" or (c.role == "action" and how_far and c.index > max(how_far))]
    fits = [c for c in open_ if named and c.index > max(named) and _is_talk(seen[c.index])]
    if fits:
        fits[-1].role, fits[-1].score = "evidence", 1.0
        fits[-1].why = f"“{fits[-1].name}” is not known; it holds the text furthest right"


def _is_talk(found: Contents) -> bool:
    return (
        found.length >= 16
        and found.repeats < 0.5
        and max(found.numbers, found.days, found.refs, found.words, found.posts) < 0.5
    )


def _of_the_area(
    columns: Sequence[Column], headings: Sequence[tuple[str, str]], cells: Mapping[int, Sequence[Cell]]
) -> None:
    """Of two days, or two people, the one that stays the same for all actions of a finding is the area's."""
    by = {c.role: c for c in columns}
    key = by.get("ref") or by.get("statement")
    if key is None or "action" not in by:
        return
    for role, of_area in (("due", "area_due"), ("owner", "area_owner")):
        mine = by.get(role)
        named = [
            c
            for c in columns
            if c.role in ("other", of_area, "original")
            and _words(*headings[c.index]).get(role if role == "due" else "area_owner", 0) >= 3
        ]
        named += [
            c
            for c in columns
            if c.role == "other"
            and role == "owner"
            and c not in named
            and _words(*headings[c.index]).get("owner", 0) >= 3
        ]
        if mine is None or not named:
            continue
        same = {c.index: _is_constant(cells[key.index], cells[c.index]) for c in (mine, *named)}
        if (
            same[mine.index]
            and (own := next((c for c in named if not same[c.index] and c.role != "original"), None)) is not None
        ):
            mine.role, own.role, own.score = of_area, role, mine.score
            mine.why += "; it is the same for all actions of a finding"
        elif (
            not same[mine.index]
            and (of := next((c for c in named if same[c.index]), None)) is not None
            and of_area not in by
        ):
            of.role, of.score, of.why = of_area, mine.score, f"“{of.name}” is the same for all actions of a finding"


def _is_constant(keys: Sequence[Cell], values: Sequence[Cell]) -> bool:
    """Whether a column says the same, or nothing, wherever the key is the same, and not the same everywhere."""
    seen: dict[str, set[str]] = {}
    last = ""
    counts: dict[str, int] = {}
    for key, value in zip(keys, values, strict=True):
        last = key.text or last
        counts[last] = counts.get(last, 0) + 1
        if value.text:
            seen.setdefault(last, set()).add(value.text)
    several = [k for k, n in counts.items() if n > 1]
    return (
        bool(several)
        and all(len(seen.get(k, set())) <= 1 for k in several)
        and len({t for s in seen.values() for t in s}) > 1
    )


def fit(taken_for: str, group: str, name: str, cells: Sequence[Cell], legend: Legend) -> tuple[float, float]:
    """What a column is worth as what it was taken for, and at best."""
    found = roles.contents(cells, legend)
    role = {"work": "detail", "area_due": "due", "earlier": "other"}.get(taken_for, taken_for)
    best = max([points(r, group, name, found) for r in SINGLE] + [_best_alone(group, name, found)[1]])
    if role.startswith(_FIXED) or role not in (*SINGLE, *_MANY):
        return (_left(name, group, found) if role == "other" else best), best
    return points(role, group, name, found), best


def _why(role: str, name: str, score: float) -> str:
    if role == "other":
        return f"“{name}” is of no field" if name else "no heading, and nothing that a plan asks for"
    return f"headed “{name}”, and suits best of all columns ({score:.1f})" if name else f"no heading; told by what stands in it ({score:.1f})"  # fmt: skip


def _words(group: str, name: str) -> dict[str, float]:
    """Role → what the headings are worth for it: the column's own, and less the one over it."""
    made: dict[str, float] = dict(names.wide_scores(name))
    if group and group != name:
        for role, weight in names.wide_scores(group).items():
            made[role] = max(made.get(role, 0.0), weight - 2.0)
        for role, weight in names.wide_scores(f"{group} {name}").items():
            made[role] = max(made.get(role, 0.0), weight - 0.5)
    return made


def points(role: str, group: str, name: str, found: Contents) -> float:
    """What a column is worth in a role: its heading's words, and what stands in it."""
    said = _words(group, name)
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


def _left(name: str, group: str, found: Contents) -> float:
    said = _words(group, name)
    other = said.get("other", 0.0)
    known = max((w for r, w in said.items() if r != "other"), default=0.0)
    if not found.filled:
        return 2.0
    if found.refs > 0.8 and found.signs > 0.5 and names.plain(name).startswith("priorit"):
        return _UNKNOWN  # codes, whatever the heading says: “Priority” over P1, P2
    return max(_UNKNOWN, 0.6 + 0.5 * other) if other else (0.3 if known else _UNKNOWN)


def _best_alone(group: str, name: str, found: Contents) -> tuple[str, float]:
    """What a column can be besides the single roles: left alone, or one of those that several can have."""
    best = ("other", _left(name, group, found))
    said = _words(group, name)
    for role in _MANY:
        if said.get(role) and (worth := points(role, group, name, found)) > best[1]:
            best = (role, worth)
    return best


# -- what stands in a column, for each role


def _text(found: Contents, named: bool) -> float:
    if found.numbers > 0.6 or found.labels > 0.6 or found.refs > 0.7 or found.days > 0.5 or found.dates > 0.6:
        return -6.0
    if found.words > 0.6 and found.length < 25:
        return -4.0
    made = 1.6 if found.length >= 25 else 0.9 if found.length >= 14 else -0.8
    made -= 1.8 if found.length < 14 and found.repeats > 0.5 else 0.0  # one of a few words on each row
    return made - (0.8 if found.posts > 0.6 and found.length < 40 else 0.0)


def _statement(found: Contents, named: bool) -> float:
    return _text(found, named) + (0.5 if found.musts > 0.3 else 0.0) + (0.5 if found.repeats > 0.25 else 0.0)


def _action(found: Contents, named: bool) -> float:
    return _text(found, named) - (0.6 if found.repeats > 0.4 else 0.0) - (0.5 if found.dated > 0.3 else 0.0)


def _evidence(found: Contents, named: bool) -> float:
    if found.numbers > 0.6 or found.days > 0.6 or found.refs > 0.8:
        return -5.0
    if found.words > 0.6 and found.length < 25:
        return -2.0
    return 0.6 if found.length >= 12 else 0.2


def _detail(found: Contents, named: bool) -> float:
    return _text(found, named) - 0.9 if named else -3.0


def _owner(found: Contents, named: bool) -> float:
    if found.length > 60 or found.dates > 0.4 or found.numbers > 0.5 or found.labels > 0.5 or found.refs > 0.7:
        return -6.0
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


# -- the whole table


def _in_order(columns: list[Column], seen: Mapping[int, Contents], cells: Mapping[int, Sequence[Cell]]) -> None:
    """Pairs that only make sense together: the finding stands left of its action, a reference repeats with its finding."""
    by = {c.role: c for c in columns}
    statement, action = by.get("statement"), by.get("action")
    if (
        statement is None
        and action is not None
        and (more := by.get("finding")) is not None
        and more.index < action.index
    ):
        more.role, statement = "statement", more  # what was found, where nothing else names the area
    if (detail := by.get("detail")) is not None:
        after_action = action is not None and detail.index > action.index
        detail.role = "work" if after_action or statement is None else "finding"
        if detail.role == "finding" and by.get("finding") is not None and by["finding"] is not statement:
            detail.role = "work"
    ref, number = by.get("ref"), by.get("no")
    repeats = ref is not None and ref.index in seen and seen[ref.index].repeats > 0.2
    if (
        ref is not None and statement is not None and repeats and (action is None or statement.score < 3)
        and not _is_constant(cells[ref.index], cells[statement.index])
    ):  # fmt: skip
        # The reference names the area, and this is another on each of its rows.
        statement.role = "action" if action is None else "other"
        statement.why += "; it is another on each row of the same reference"
        return
    if statement is None or action is None:
        return
    if ref is not None and number is None and ref.index in seen:
        told = seen[statement.index].repeats if statement.index in seen else 0.0
        if told > 0.2 and seen[ref.index].repeats == 0 and seen[ref.index].filled > 2:
            ref.role, ref.why = "no", ref.why + "; it is another on each row of the same finding"
    elif (
        ref is not None and number is not None and {ref.index, number.index} <= seen.keys()
        and seen[number.index].repeats > 0.2 and seen[ref.index].repeats == 0
    ):  # fmt: skip
        ref.role, number.role = "no", "ref"


def _optimum(worth: Sequence[Sequence[float]]) -> list[int | None]:
    """Row by row the column that is its own in the assignment that is worth most in all; None where none gains anything.

    The Hungarian method with potentials; each row may also stay alone, which is worth nothing.
    """
    rows, wide = len(worth), len(worth[0]) if worth else 0
    if not rows or not wide:
        return [None] * rows
    cost = [[-v for v in row] + [0.0 if r == own else 1e9 for own in range(rows)] for r, row in enumerate(worth)]
    width = wide + rows
    u, v = [0.0] * (rows + 1), [0.0] * (width + 1)
    match, way = [0] * (width + 1), [0] * (width + 1)
    for r in range(1, rows + 1):
        match[0], at = r, 0
        least, used = [float("inf")] * (width + 1), [False] * (width + 1)
        while True:
            used[at] = True
            row, delta, after = match[at], float("inf"), 0
            for c in range(1, width + 1):
                if used[c]:
                    continue
                now = cost[row - 1][c - 1] - u[row] - v[c]
                if now < least[c]:
                    least[c], way[c] = now, at
                if least[c] < delta:
                    delta, after = least[c], c
            for c in range(width + 1):
                if used[c]:
                    u[match[c]] += delta
                    v[c] -= delta
                else:
                    least[c] -= delta
            at = after
            if match[at] == 0:
                break
        while at:
            match[at], at = match[way[at]], way[at]
    made: list[int | None] = [None] * rows
    for c in range(1, wide + 1):
        if match[c] and worth[match[c] - 1][c - 1] > 0:
            made[match[c] - 1] = c - 1
    return made
