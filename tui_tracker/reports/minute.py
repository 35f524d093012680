"""The minute of a meeting: every outcome in order, what moved and why, who is to do what; it adds itself up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Cell, Column, Document, Facts, Heading, Para, Table
from tui_tracker.domain.meeting import LEFT, VERDICTS, ended_balance, items, outcomes, said
from tui_tracker.domain.records import Decision, Meeting
from tui_tracker.errors import RefusedError
from tui_tracker.frozen import dataclass
from tui_tracker.reports import common
from tui_tracker.reports.common import Origin


@dataclass(frozen=True)
class Minute:
    """A meeting and all that was decided and said."""

    meeting: Meeting
    decisions: Sequence[Decision]
    origin: Origin


def document(minute: Minute) -> Document:
    """The minute as blocks. Raises RefusedError when its items do not add up."""
    meeting = minute.meeting
    title = f"Minute: {meeting.board}" if meeting.ended_at else f"Minute so far: {meeting.board}"
    return Document(title, minute.origin.marking, dates.long(meeting.held_on), _blocks(minute))


def _blocks(minute: Minute) -> Iterator[Block]:
    meeting = minute.meeting
    facts = [("Board", meeting.board), ("Date", dates.long(meeting.held_on))]
    facts += [("Place", meeting.place)] if meeting.place else []
    facts += [("Present", meeting.present)] if meeting.present else []
    yield Facts((*facts, ("Agenda", meeting.agenda_words)))
    standing = outcomes(minute.decisions)
    yield from _balance(minute, standing)
    yield from _decisions(minute, standing)
    yield from _moves(minute.decisions)
    yield from _escalations(minute.decisions)
    yield from _actions(minute.decisions)
    yield from _left(minute, standing)
    yield Para(common.origin_line(minute.origin), "Where this is kept.")


def _balance(minute: Minute, standing: dict[str, Decision]) -> Iterator[Block]:
    """Items by outcome; with those left they are the agenda, or the minute is not written."""
    agenda = items(minute.meeting)
    left = ended_balance(minute.meeting, minute.decisions) if minute.meeting.ended_at else {}
    undecided = sum(1 for i in agenda if i.key not in standing)
    rows: list[list[Cell]] = []
    for verdict in VERDICTS.values():
        count = sum(d.verdict == verdict.id for d in standing.values())
        rows += [[verdict.word, count]] if count else []
    for why in LEFT:
        rows += [[why, left[why]]] if left.get(why) else []
    if not minute.meeting.ended_at and undecided:
        rows.append(["not decided yet", undecided])
    if sum(int(row[1]) for row in rows) != len(agenda):
        raise RefusedError(
            f"The outcomes of {minute.meeting.board} do not add up to its {len(agenda)} items; the minute was not written."
        )
    yield Table([Column("Outcome", width=3), Column("Items", True, True)], rows, ["On the agenda", len(agenda)])


def _decisions(minute: Minute, standing: dict[str, Decision]) -> Iterator[Block]:
    yield Heading(2, "Decisions in order")
    ordered = sorted(standing.values(), key=lambda d: d.position)
    if not ordered:
        yield Para("Nothing was decided.")
        return
    beside = _beside(minute.decisions, standing)
    rows: list[list[Cell]] = [
        [n, d.ref, d.title, "\n".join([_capital(said(d)), *beside.get(d.item, ())])] for n, d in enumerate(ordered, 1)
    ]
    columns = [
        Column("No", True, width=0.6),
        Column("Item", width=1.4),
        Column("What", width=4),
        Column("Decided", width=5),
    ]
    yield Table(columns, rows)


def _beside(decisions: Sequence[Decision], standing: dict[str, Decision]) -> dict[str, list[str]]:
    """By item, what was said beside the decision that stands; an earlier verdict that was changed is said too."""
    made: dict[str, list[str]] = {}
    for d in decisions:
        if standing.get(d.item) != d:
            words = said(d)
            first = f"First: {words}" if VERDICTS[d.verdict].decides else _capital(words)
            made.setdefault(d.item, []).append(first)
    return made


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moves(decisions: Sequence[Decision]) -> Iterator[Block]:
    moved = [d for d in decisions if d.verdict in ("deferred", "moved")]
    if moved:
        yield Heading(2, "Dates moved")
        rows: list[list[Cell]] = [
            [d.ref, d.details.get("before") or "no date", d.details["after"], d.details["reason"]] for d in moved
        ]
        yield Table([Column("Item", width=1.4), Column("From"), Column("To"), Column("Why", width=5)], rows)


def _escalations(decisions: Sequence[Decision]) -> Iterator[Block]:
    found = [d for d in decisions if d.verdict == "escalated"]
    if found:
        yield Heading(2, "Escalations")
        rows: list[list[Cell]] = [[d.details["number"], d.ref, d.details["to"], d.details["why"]] for d in found]
        yield Table(
            [Column("No", True, width=0.6), Column("Item", width=1.4), Column("To", width=2), Column("Why", width=5)],
            rows,
        )


def _actions(decisions: Sequence[Decision]) -> Iterator[Block]:
    given = [d for d in decisions if d.verdict == "given"]
    if given:
        yield Heading(2, "Actions by person")
        given.sort(key=lambda d: (str(d.details["owner"]).casefold(), d.position))
        rows: list[list[Cell]] = [
            [d.details["owner"], d.details["number"], d.ref, d.details["text"], d.details.get("due") or "no date"]
            for d in given
        ]
        columns = [
            Column("Who", width=2), Column("No", True, width=0.6), Column("Item", width=1.4), Column("What", width=5), Column("By"),
        ]  # fmt: skip
        yield Table(columns, rows)


def _left(minute: Minute, standing: dict[str, Decision]) -> Iterator[Block]:
    if minute.meeting.left:
        yield Heading(2, "Not decided")
        beside = _said_of(minute, standing)
        rows: list[list[Cell]] = [
            [ref, title, "\n".join([why, *beside.get(ref, ())])] for ref, title, why in minute.meeting.left
        ]
        yield Table([Column("Item", width=1.4), Column("What", width=5), Column("Why", width=3)], rows)


def _said_of(minute: Minute, standing: dict[str, Decision]) -> dict[str, list[str]]:
    """By reference, what was said of items that were not decided."""
    made: dict[str, list[str]] = {}
    for d in minute.decisions:
        if d.item not in standing:
            made.setdefault(d.ref, []).append(_capital(said(d)))
    return made
