"""What a read may ask of a field besides equality, and the statement that comes of it. SQL is written here and nowhere above."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui_tracker.domain.records import FIELDS
from tui_tracker.store.schema import SELECT, column, to_cell


class Match(NamedTuple):
    """A test of one field; ``value`` is compared as it lies in the table (a day as ISO text)."""

    sql: str
    value: object = None


KNOWN = Match("{} IS NOT NULL")
ANY = Match("TRUE")


def above(value: object) -> Match:
    """Greater than ``value``; what is not known is not."""
    return Match("{} > ?", value)


def at_least(value: object) -> Match:
    return Match("{} >= ?", value)


def below(value: object) -> Match:
    return Match("{} < ?", value)


def other_than(value: object) -> Match:
    """Not ``value``; what is not known is not other than anything."""
    return Match("{} <> ?", value)


def among(values: Iterable[object]) -> Match:
    """One of ``values``, however many."""
    return Match("{} IN (SELECT value FROM json_each(?))", json.dumps(list(values)))


def begins(text: str) -> Match:
    """Begins with ``text``, in letters of either size."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return Match("{} LIKE ? ESCAPE '\\'", f"{escaped}%")


def statement(
    kind: str, fields: Mapping[str, object], order: Iterable[str] = ("id",), limit: int = 0
) -> tuple[str, list[object]]:
    """The SELECT of a kind and its parameters. In ``order``, ``-field`` is descending and ``?field`` puts the unknown last."""
    where, params = conditions(kind, fields)
    ordered = ", ".join(_ordered(kind, name) for name in order)
    sql = f"{SELECT[kind]}{where} ORDER BY {ordered}"
    return (f"{sql} LIMIT {limit:d}" if limit else sql), params


def conditions(kind: str, fields: Mapping[str, object]) -> tuple[str, list[object]]:
    """The WHERE clause of a kind and its parameters. Raises KeyError for a field that the kind has not."""
    tests: list[str] = []
    params: list[object] = []
    for name, value in fields.items():
        field_type = FIELDS[kind][name]
        if value is None:
            tests.append(f"{column(name)} IS NULL")
            continue
        match = value if isinstance(value, Match) else Match("{} = ?", value)
        tests.append(match.sql.format(column(name)))
        if "?" in match.sql:
            params.append(to_cell(field_type, str(match.value) if field_type == "date" else match.value))
    return (f" WHERE {' AND '.join(tests)}" if tests else ""), params


def _ordered(kind: str, name: str) -> str:
    bare = name.lstrip("-?")
    if bare != "id" and bare not in FIELDS[kind]:
        raise KeyError(f"{kind} has no {bare}")
    if name.startswith("?"):
        return f"{column(bare)} IS NULL, {column(bare)}"
    return f"{column(bare)} DESC" if name.startswith("-") else column(bare)
