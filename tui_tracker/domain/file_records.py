"""Records of the file itself: what was read in, what was frozen, what went out, what was decided of it and what was erased."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any, ClassVar

from tui_tracker.domain.record_base import Record
from tui_tracker.frozen import dataclass


@dataclass(frozen=True, kw_only=True)
class SavedView(Record):
    """A filter under a name, kept with the plan for whoever has it next."""

    kind: ClassVar[str] = "saved_view"
    name: str
    query: str


@dataclass(frozen=True, kw_only=True)
class ImportReport(Record):
    """What one import read, dropped and doubted."""

    kind: ClassVar[str] = "import_report"
    file: str
    sha256: str
    read_on: date
    report: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Snapshot(Record):
    """A named, fixed view: its content is read from the journal up to ``number``; ``head`` is the hash there."""

    kind: ClassVar[str] = "snapshot"
    name: str
    as_at: date
    taken_at: str
    number: int
    head: str
    presented_to: str | None = None
    presented_on: date | None = None
    outcome: str | None = None
    published_at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sent(Record):
    """A paper that left the program: what, to whom, with which figures (journal ``number``) and handling mark.

    ``checked`` says what its publication check found and what was decided; None for a file that was not checked.
    ``asked`` is how it was asked for, so that it can be made again, and ``digest`` the SHA-256 of its bytes; empty and None for a
    file that is no paper.
    """

    kind: ClassVar[str] = "sent"
    sent_on: date
    what: str
    file: str
    number: int
    snapshot: str | None = None
    given_to: str | None = None
    marking: str | None = None
    checked: str | None = None
    asked: dict[str, Any] = field(default_factory=dict)
    digest: str | None = None


@dataclass(frozen=True, kw_only=True)
class Publication(Record):
    """What was decided about something a public paper must not give away unasked.

    ``what`` is one of ``publication.KINDS``, or ``word`` for one that was looked at with others and is nobody. ``shown_as`` stands in its place in papers; None lets
    it stand, for a ``reason``.
    """

    kind: ClassVar[str] = "publication"
    found: str
    what: str = "name"
    shown_as: str | None = None
    reason: str | None = None
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Redaction(Record):
    """An erasure: who, when, why, and the digest each touched journal entry has since. Never what was erased."""

    kind: ClassVar[str] = "redaction"
    by: str
    done_on: date
    reason: str
    places: int
    digests: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Stated(Record):
    """A figure or word that a file states and we do not work with; ``where`` is its cell."""

    kind: ClassVar[str] = "stated"
    plan: str
    area: str | None = None
    what: str
    stated: str
    where: str = ""


# The field of a source's cell that found none: it stands beside its task or area as “also in the file”.
ALSO = "also"


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """The cells a record was read from: ``cells`` lists field, where, text and, where it mattered, fill and format.

    ``said`` is what the last import made of them, field by field: the base against which a newer file is merged.
    """

    kind: ClassVar[str] = "source"
    subject: str
    cells: list[dict[str, Any]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def also(self) -> list[dict[str, Any]]:
        """The cells of its row that found no field: column, text and where."""
        return [cell for cell in self.cells if cell.get("field") == ALSO]
