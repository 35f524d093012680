"""How a paper is to look, and what came of making it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.actions.meetings.action_log import ActionLog
from tui_tracker.domain import publication
from tui_tracker.domain.document import Block
from tui_tracker.domain.records import Action, Snapshot
from tui_tracker.errors import PublicationError
from tui_tracker.frozen import dataclass
from tui_tracker.reports.common import ActionLine

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


_MANY = {k: k + ("es" if k.endswith("s") else "s") for k in publication.KINDS}


@dataclass(frozen=True)
class Style:
    """How a paper goes out. ``internal`` papers are not checked for publication; ``template`` is a house .docx.

    ``checked_on`` is the day of the check of a paper that is made again.
    """

    service: str = ""
    marking: str = "OFFICIAL"
    internal: bool = False
    template: Path | None = None
    checked_on: date | None = None

    @property
    def mark(self) -> str:
        return "" if self.marking == "none" else self.marking


@dataclass(frozen=True)
class Made:
    """A paper ready to be written; ``checked`` is what it says of its publication check, None when it was not run."""

    content: str | bytes | Iterable[str]
    checked: str | None
    snapshot: Snapshot | None


def action_lines(t: Session, found: Sequence[Action]) -> list[ActionLine]:
    """Actions as papers show them."""
    today = t.read.today
    return [
        ActionLine(
            a.number, a.owner, ActionLog(t).ref(a), a.text, a.due_on, max(0, (today - a.due_on).days) if a.due_on else 0
        )
        for a in found
    ]


def and_then(blocks: object, foot: Callable[[], Sequence[Block]]) -> Iterator[Block]:
    """The blocks, and then what can only be said when they have all gone by."""
    yield from blocks  # type: ignore[misc]  # an iterable of blocks
    yield from foot()


def blocked(found: Sequence[publication.Finding], others: Sequence[publication.Other]) -> PublicationError:
    """Why a public paper was not written: what it would give away, or words in it that nobody has looked at."""
    if not found:
        told = [f"“{o.found}”, {o.times} time{'s' if o.times > 1 else ''}: {o.sentence}" for o in others]
        words = f"{len(others)} word{'s' if len(others) > 1 else ''} or number{'s' if len(others) > 1 else ''}"
        return PublicationError(
            f"The paper was not written: {words} in it may be somebody, and nobody has looked at {'them' if len(others) > 1 else 'it'}.⟦=| Decide about those "
            "that are with “publication show” or “leave-out”; “publication accept” takes the rest as nobody. Or write it with --internal.⟧",
            told, [], list(others),
        )  # fmt: skip
    lines = [f"{f.what}: “{f.found}”, {f.times} time{'s' if f.times > 1 else ''}, first in {f.where}" for f in found]
    kinds = [k for k in publication.KINDS if any(f.what == k for f in found)]
    counted = ", ".join(f"{n} {_MANY[k] if n > 1 else k}" for k in kinds for n in [sum(f.what == k for f in found)])
    return PublicationError(
        f"The paper was not written: it would give away {counted} that nobody has decided about.⟦=| Decide with “publication settle” (names "
        "become roles, addresses are left out), or write it with --internal.⟧",
        lines,
        list(found),
        list(others),
    )
