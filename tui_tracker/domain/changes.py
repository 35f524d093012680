"""A Change: who did what, when and why, as data that can be shown, stored, inverted, merged and tested."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from tui_tracker.domain.records import Data, Record, as_data, to_data

SCHEMA = 12

# A step of the plan, what took one back or brought it back, or a fact of the world outside, which no undo takes back.
Kind = Literal["step", "undo", "redo", "fact"]
# Before changes said their kind, facts were known by these verbs.
OLD_FACTS = frozenset({"sent out", "sent out meanwhile", "redacted"})


@dataclass(frozen=True, slots=True)
class Edit:
    """A whole record (``field`` None: created when ``before`` is None, removed when ``after`` is) or one field."""

    kind: str
    uid: str
    field: str | None
    before: Any
    after: Any

    @property
    def creates(self) -> bool:
        return self.field is None and self.before is None

    @property
    def removes(self) -> bool:
        return self.field is None and self.after is None

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.kind, self.uid, self.field, self.after, self.before)

    def to_list(self) -> list[Any]:
        return [self.kind, self.uid, self.field, self.before, self.after]


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a plan's history; every edit lands or none does.

    ``recorded_at`` is UTC (ISO, milliseconds) and ``local_day`` the calendar day where it was typed. ``undoes`` names
    the Change it takes back. ``always_known`` marks what ``--as-at`` never inverts: a plan's first import, people, and
    corrections of reading.
    """

    uid: str
    recorded_at: str
    local_day: str
    by: str
    verb: str
    subject: str
    reason: str | None
    edits: tuple[Edit, ...]
    undoes: str | None = None
    always_known: bool = False
    schema: int = SCHEMA
    kind: Kind = "step"

    def head(self) -> Data:
        """All but the edits, JSON-ready. A plain step says no kind, as before there were kinds."""
        return ({} if self.kind == "step" else {"kind": self.kind}) | {
            "uid": self.uid,
            "recorded_at": self.recorded_at,
            "local_day": self.local_day,
            "by": self.by,
            "verb": self.verb,
            "subject": self.subject,
            "reason": self.reason,
            "undoes": self.undoes,
            "always_known": self.always_known,
            "schema": self.schema,
            "edits": len(self.edits),
        }

    def inverse_edits(self) -> tuple[Edit, ...]:
        """The edits that take this Change back, last first."""
        return tuple(edit.inverse() for edit in reversed(self.edits))


def create(record: Record) -> Edit:
    """The edit that brings a record into being."""
    return Edit(record.kind, record.uid, None, None, to_data(record))


def remove(record: Record) -> Edit:
    """The edit that takes a whole record away."""
    return Edit(record.kind, record.uid, None, to_data(record), None)


def set_fields(record: Record, **values: object) -> list[Edit]:
    """One edit a field that really differs from ``record``'s."""
    edits = []
    for name, value in values.items():
        before, after = as_data(getattr(record, name)), as_data(value)
        if before != after:
            edits.append(Edit(record.kind, record.uid, name, before, after))
    return edits


def canonical(value: object) -> str:
    """JSON with one way to write each value, for digests."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def edits_text(edits: Iterable[Edit]) -> str:
    return canonical([edit.to_list() for edit in edits])


def edits_from_text(text: str) -> tuple[Edit, ...]:
    return tuple(Edit(*row) for row in json.loads(text))


def change_from(head: Data, edits: tuple[Edit, ...]) -> Change:
    """The Change that a stored head and its edits describe."""
    values = {k: v for k, v in head.items() if k != "edits"}
    return Change(**values, edits=edits)


def digest(salt: str, head_text: str, edits: str) -> str:
    """The salted digest that stands in the chain for an entry's words, so that the words can be erased later."""
    import hashlib  # with OpenSSL behind it: 3 ms that no first frame needs

    return hashlib.sha256(f"{salt}\n{head_text}\n{edits}".encode("utf-8", "surrogatepass")).hexdigest()


def chain(before: str, number: int, uid: str, entry_digest: str) -> str:
    """The hash of an entry: over the hash before it, its place and its digest."""
    import hashlib

    return hashlib.sha256(f"{before}\n{number}\n{uid}\n{entry_digest}".encode()).hexdigest()


GENESIS = "0" * 64
