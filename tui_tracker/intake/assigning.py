"""Columns and roles assigned together: one optimum over a table, from what the headings say and what stands in the cells.

Evidence for a column and a role is a sum of small amounts: the heading's wordings (``names``), then what its cells hold. A
role that only one column can have goes to the column for which the table as a whole gains most; leaving a column unused is a
choice like the others, with a worth of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_tracker.intake import one_role_each, roles
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.role_points import FIXED, SINGLE, best_alone, heading_weights, points, why
from tui_tracker.intake.roles import Column, Contents


def assign(headings: Sequence[tuple[str, str]], cells: Mapping[int, Sequence[Cell]], legend: Legend) -> list[Column]:
    """The columns of a table with their roles. ``headings`` are the wider heading over each column and its own."""
    made: list[Column | None] = []
    open_: list[int] = []
    seen: dict[int, Contents] = {}
    for index, (group, name) in enumerate(headings):
        fixed = roles.decide(index, group, name, cells[index], legend)
        kept = fixed.role.startswith(FIXED) or (fixed.role == "pillar" and fixed.score >= 5)
        made.append(fixed if kept else None)
        if not kept:
            open_.append(index)
            seen[index] = roles.contents(cells[index], legend)
    taken = {c.role for c in made if c is not None}
    wanted = [r for r in SINGLE if r not in taken]
    worth = [[points(role, *headings[i], seen[i]) for role in wanted] for i in open_]
    alone = [best_alone(*headings[i], seen[i]) for i in open_]
    chosen = _optimum([[w - a[1] for w in row] for row, a in zip(worth, alone, strict=True)])
    for place, (index, at) in enumerate(zip(open_, chosen, strict=True)):
        group, name = headings[index]
        role, score = (wanted[at], worth[place][at]) if at is not None else alone[place]
        both = f"{group} {name}".strip() if group != name else name
        made[index] = Column(index, both, role, why(role, both, score), score=max(score, 0.0))
    columns = [c for c in made if c is not None]
    one_role_each.share_done(columns, seen)
    one_role_each.led_areas(columns, cells)
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
        and max(heading_weights(*headings[c.index]).get("ref", 0), heading_weights(*headings[c.index]).get("no", 0)) >= 2
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
    open_ = [c for c in columns if c.index in seen and c.name and not heading_weights(*headings[c.index])]
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
            and heading_weights(*headings[c.index]).get(role if role == "due" else "area_owner", 0) >= 3
        ]
        named += [
            c
            for c in columns
            if c.role == "other"
            and role == "owner"
            and c not in named
            and heading_weights(*headings[c.index]).get("owner", 0) >= 3
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


# -- what stands in a column, for each role


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
    match = [0] * (wide + rows + 1)
    u, v = [0.0] * (rows + 1), [0.0] * (wide + rows + 1)
    for r in range(1, rows + 1):
        _augment(r, cost, u, v, match)
    made: list[int | None] = [None] * rows
    for c in range(1, wide + 1):
        if match[c] and worth[match[c] - 1][c - 1] > 0:
            made[match[c] - 1] = c - 1
    return made


def _augment(r: int, cost: Sequence[Sequence[float]], u: list[float], v: list[float], match: list[int]) -> None:
    """Find row ``r`` (from 1) a column by the cheapest chain of exchanges; potentials ``u``, ``v`` and ``match`` (column to row)."""
    width = len(match) - 1
    match[0], at = r, 0
    way, least, used = [0] * (width + 1), [float("inf")] * (width + 1), [False] * (width + 1)
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
