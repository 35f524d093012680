"""What every read rests on: one connection, one day called today, plain records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import peewee

from tui_tracker.domain import people
from tui_tracker.domain.rag import Scheme, scheme_of
from tui_tracker.domain.records import Pillar, Plan, from_data
from tui_tracker.store import journal
from tui_tracker.store.schema import SELECT, from_row


class Rows:
    """Plain records of one plan file as it stands on ``today``."""

    def __init__(self, db: peewee.SqliteDatabase, today: date, past: date | None = None) -> None:
        self._db = db
        self.today = today
        self.past = past
        self._schemes: dict[str, Scheme] | None = None

    def _rows(self, sql: str, params: Any = ()) -> list[tuple[Any, ...]]:
        return self._db.connection().execute(sql, params).fetchall()  # type: ignore[no-any-return]

    def records(self, kind: str, where: str = "", params: Any = ()) -> list[Any]:
        """Records of one kind, one statement."""
        return [from_data(kind, from_row(kind, row)) for row in self._rows(f"{SELECT[kind]} {where}", params)]

    def record(self, kind: str, uid: str) -> Any:
        """One record, or None."""
        found = self.records(kind, "WHERE uid = ?", (uid,))
        return found[0] if found else None

    def row_key(self, kind: str, uid: str) -> int | None:
        """A record's row key in lists; None when it is gone."""
        rows = self._rows(f"SELECT id FROM {kind} WHERE uid = ?", (uid,))
        return int(rows[0][0]) if rows else None

    def _by_task(self, kind: str, tasks: Sequence[str], order: str = "id") -> dict[str, list[Any]]:
        made: dict[str, list[Any]] = {}
        for record in self.records(
            kind, f"WHERE task IN (SELECT value FROM json_each(?)) ORDER BY {order}", (json.dumps(list(tasks)),)
        ):
            made.setdefault(record.task, []).append(record)
        return made

    def count(self, kind: str, where: str = "", params: Any = ()) -> int:
        """How many records of a kind there are."""
        return int(self._rows(f"SELECT count(*) FROM {kind} {where}", params)[0][0])

    def plans(self) -> list[Plan]:
        found: list[Plan] = self.records("plan", "ORDER BY position, id")
        self._schemes = {p.uid: scheme_of(p.scheme) for p in found}
        return found

    def schemes(self) -> dict[str, Scheme]:
        """The RAG scheme of each plan, by uid; no statement of its own once the plans have been read."""
        if self._schemes is None:
            self.plans()
        return self._schemes or {}

    def pillars(self, plan: str | None = None) -> list[Pillar]:
        return self.records("pillar", "WHERE plan = coalesce(?, plan) ORDER BY position, id", (plan,))

    def register(self) -> people.Register:
        """Who each spelling means."""
        return people.Register(self.records("alias"))

    def journal_head(self) -> tuple[int, str]:
        return journal.head(self._db)
