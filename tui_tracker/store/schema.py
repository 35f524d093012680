"""How records lie in tables: one table a kind, one column a field, named alike."""

from __future__ import annotations

import json
from typing import Any

from tui_tracker.domain.records import FIELDS, Data


def column(name: str) -> str:
    """A column name, quoted: some fields have SQL words for names."""
    return f'"{name}"'


INSERT: dict[str, str] = {
    kind: f"INSERT INTO {kind} ({', '.join(map(column, types))}) VALUES ({', '.join('?' * len(types))})"
    for kind, types in FIELDS.items()
}
SELECT: dict[str, str] = {kind: f"SELECT {', '.join(map(column, types))} FROM {kind}" for kind, types in FIELDS.items()}

_CONVERTED = {
    kind: [(at, t) for at, t in enumerate(types.values()) if t in ("json", "bool")] for kind, types in FIELDS.items()
}


def to_row(kind: str, data: Data) -> tuple[Any, ...]:
    """A record's data in column order, as SQLite takes it."""
    row = [data[name] for name in FIELDS[kind]]
    for at, field_type in _CONVERTED[kind]:
        row[at] = to_cell(field_type, row[at])
    return tuple(row)


def to_cell(field_type: str, value: Any) -> Any:
    if field_type == "json" and value is not None:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return int(value) if field_type == "bool" else value


def from_row(kind: str, row: tuple[Any, ...]) -> Data:
    """A row in column order as a record's data."""
    return {name: _from_cell(t, value) for (name, t), value in zip(FIELDS[kind].items(), row, strict=True)}


def _from_cell(field_type: str, value: Any) -> Any:
    if field_type == "json" and value is not None:
        return json.loads(value)
    return bool(value) if field_type == "bool" else value
