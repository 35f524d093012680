"""What every read rests on: one connection, one day called today, plain records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from tui_tracker.domain import people
from tui_tracker.domain.rag import Scheme, scheme_of
from tui_tracker.domain.records import (
    Alias,
    Attachment,
    Link,
    Note,
    Pillar,
    Plan,
    Promise,
    Record,
    SignOff,
    Slip,
    Step,
    Tick,
    from_data,
)
from tui_tracker.errors import UsageError
from tui_tracker.store import journal
from tui_tracker.store.matching import ANY, among, conditions, statement
from tui_tracker.store.schema import SELECT, from_row

if TYPE_CHECKING:
    from tui_tracker.store.readable import Readable

R = TypeVar("R", bound=Record)
BY_ID = ("id",)
PLACED = ("position", "id")
OfTask = TypeVar("OfTask", Note, SignOff, Slip, Promise, Step, Tick, Link, Attachment)


class Rows:
    """Plain records of one plan file as it stands on ``today``."""

    def __init__(self, db: Readable, today: date, past: date | None = None) -> None:
        self._db = db
        self.today = today
        self.past = past
        self._schemes: dict[str, Scheme] | None = None

    def _rows(self, sql: str, params: Any = ()) -> list[tuple[Any, ...]]:
        return self._db.connection().execute(sql, params).fetchall()

    def all(self, what: type[R], /, *, order: Iterable[str] = BY_ID, limit: int = 0, **fields: object) -> list[R]:
        """The records of a class whose fields are these, one statement: ``read.all(Task, area=uid, order=("position",))``.

        A field is compared with a value, with None, or with a test of ``store.matching``; ``order`` names fields, ``-field`` the
        greatest first, ``?field`` the unknown last. Raises KeyError for a field that the class has not.
        """
        return self.each(what.kind, order=order, limit=limit, **fields)

    def one(self, what: type[R], uid: str | None, /) -> R | None:
        """The record of that uid; None when there is none."""
        found = self.all(what, uid=uid, limit=1) if uid else []
        return found[0] if found else None

    def known(self, what: type[R], uid: str | None, /) -> R:
        """The record of that uid. Raises UsageError when it is gone."""
        found = self.one(what, uid)
        if found is None:
            place = "file" if what is Plan else "plan"
            raise UsageError(f"That {what.kind} is not in the {place} any more.")
        return found

    def count(self, what: type[Record], /, **fields: object) -> int:
        """How many records of a class have these fields."""
        where, params = conditions(what.kind, fields)
        return int(self._rows(f"SELECT count(*) FROM {what.kind}{where}", params)[0][0])

    def each(self, kind: str, /, *, order: Iterable[str] = BY_ID, limit: int = 0, **fields: object) -> list[Any]:
        """As :meth:`all`, of a kind that only its name is known of; a record's own class is of that kind."""
        return self._made(kind, *statement(kind, fields, order, limit))

    def _made(self, kind: str, sql: str, params: Any = ()) -> list[Any]:
        return [from_data(kind, from_row(kind, row)) for row in self._rows(sql, params)]

    def _records(self, what: type[R], where: str = "", params: Any = ()) -> list[R]:
        """Records by a condition that no single field can say."""
        return self._made(what.kind, f"{SELECT[what.kind]} {where}", params)

    def row_key(self, kind: str, uid: str) -> int | None:
        """A record's row key in lists; None when it is gone."""
        rows = self._rows(f"SELECT id FROM {kind} WHERE uid = ?", (uid,))
        return int(rows[0][0]) if rows else None

    def _by_task(
        self, what: type[OfTask], tasks: Sequence[str], order: Iterable[str] = BY_ID
    ) -> dict[str, list[OfTask]]:
        by_task: dict[str, list[OfTask]] = {}
        for record in self.all(what, task=among(tasks), order=order):
            by_task.setdefault(record.task, []).append(record)
        return by_task

    def plans(self) -> list[Plan]:
        found = self.all(Plan, order=("position", "id"))
        self._schemes = {p.uid: scheme_of(p.scheme, p.own_scheme) for p in found}
        return found

    def schemes(self) -> dict[str, Scheme]:
        """The RAG scheme of each plan, by uid; no statement of its own once the plans have been read."""
        if self._schemes is None:
            self.plans()
        return self._schemes or {}

    def pillars(self, plan: str | None = None) -> list[Pillar]:
        return self.all(Pillar, order=("position", "id"), plan=plan or ANY)

    def register(self) -> people.Register:
        """Who each spelling means."""
        return people.Register(self.all(Alias))

    def newest_change(self) -> tuple[int, str]:
        """What differs after every write: the newest journal entry's number and uid."""
        return journal.newest(self._db)

    def journal_head(self) -> tuple[int, str]:
        return journal.head(self._db)
