"""All records in memory, with the same apply as the store: for replay, for verification, and as the model in tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui_tracker.domain.changes import Change, Edit
from tui_tracker.domain.records import TYPES, Data, from_data
from tui_tracker.errors import StaleError


class State:
    """Records by kind and uid, as JSON-ready data."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Data]] = {kind: {} for kind in TYPES}

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply edits in order; StaleError, with nothing applied, when a ``before`` does not hold."""
        done: list[Edit] = []
        try:
            for edit in edits:
                self._apply_one(edit)
                done.append(edit)
        except StaleError:
            for edit in reversed(done):
                self._apply_one(edit.inverse())
            raise

    def _apply_one(self, edit: Edit) -> None:
        rows = self.rows[edit.kind]
        row = rows.get(edit.uid)
        if edit.creates:
            if row is not None:
                raise StaleError(f"{edit.kind} {edit.uid} exists already.")
            rows[edit.uid] = dict(edit.after)
        elif edit.removes:
            if row != edit.before:
                raise StaleError(f"{edit.kind} {edit.uid} is no longer what was read.")
            del rows[edit.uid]
        else:
            assert edit.field is not None
            if row is None or row[edit.field] != edit.before:
                raise StaleError(f"{edit.kind} {edit.uid} {edit.field} is no longer what was read.")
            row[edit.field] = edit.after

    def replay(self, changes: Iterable[Change]) -> State:
        """Apply every Change in turn; returns itself."""
        for change in changes:
            self.apply(change.edits)
        return self

    def all(self, kind: str) -> list[Any]:
        """The records of one kind."""
        return [from_data(kind, row) for row in self.rows[kind].values()]

    def get(self, kind: str, uid: str) -> Any:
        row = self.rows[kind].get(uid)
        return from_data(kind, row) if row is not None else None

    def is_empty(self) -> bool:
        return not any(self.rows.values())
