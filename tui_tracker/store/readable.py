"""What a read needs of an open database. Peewee's is one; :class:`ReadOnly` is SQLite's own, for those who only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Parameters = Sequence[Any] | Mapping[str, Any]


class Readable(Protocol):
    """An open database, one connection."""

    database: str

    def connection(self) -> sqlite3.Connection: ...

    def execute_sql(self, sql: str, params: Any = None, /) -> sqlite3.Cursor: ...

    def close(self) -> bool: ...

    def is_closed(self) -> bool: ...


class ReadOnly:
    """A connection at ``address`` (a file: URI that allows no writing). Raises sqlite3.Error."""

    def __init__(self, address: str) -> None:
        self.database = address
        self._open: sqlite3.Connection | None = sqlite3.connect(address, uri=True, timeout=5, isolation_level=None)

    def connection(self) -> sqlite3.Connection:
        if self._open is None:
            raise sqlite3.ProgrammingError("this plan file has been closed")
        return self._open

    def execute_sql(self, sql: str, params: Parameters | None = None, /) -> sqlite3.Cursor:
        return self.connection().execute(sql, params or ())

    def close(self) -> bool:
        """Close it; whether it was open."""
        was, self._open = self._open, None
        if was is not None:
            was.close()
        return was is not None

    def is_closed(self) -> bool:
        return self._open is None
