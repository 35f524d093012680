"""What moved between two states of the plan, as a paper: the paragraph, figures side by side, lists, and field by field."""

from __future__ import annotations

from collections.abc import Iterator

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Cell, Column, Document, Facts, Heading, Para, Table
from tui_tracker.domain.moments import Movement, Picture, field_name, in_words, sentence
from tui_tracker.reports import common
from tui_tracker.reports.common import Origin


def document(movement: Movement, origin: Origin) -> Document:
    """The comparison as blocks."""
    title = f"What moved: {movement.before.name} to {movement.after.name}"
    return Document(title, origin.marking, dates.long(movement.after.as_at), _blocks(movement, origin))


def _blocks(movement: Movement, origin: Origin) -> Iterator[Block]:
    yield Facts(
        (
            ("From", _picture(movement.before)),
            ("To", _picture(movement.after)),
        )
    )
    yield Para(sentence(movement))
    yield Heading(2, "Figures side by side")
    columns = [Column("Figure", width=3), Column("Then", True), Column("Now", True), Column("Change", True)]
    yield Table(columns, [[name, a, b, f"{b - a:+d}" if a != b else "0"] for name, a, b in movement.figure_rows()])
    for _, heading, lines in movement.groups():
        if lines:
            yield Heading(2, heading)
            yield Table(
                [Column("Which", width=1.4), Column("What is said", width=5)], [[x.ref, x.said or "–"] for x in lines]
            )
    if movement.changed:
        yield Heading(2, "Field by field")
        rows: list[list[Cell]] = [
            [c.ref, field_name(c.field), in_words(c.field, c.before), in_words(c.field, c.after)]
            for c in movement.changed
        ]
        yield Table(
            [Column("Which", width=1.4), Column("Field"), Column("Then", width=3), Column("Now", width=3)], rows
        )
    yield Para(common.origin_line(origin), "Where the figures come from.")


def _picture(picture: Picture) -> str:
    return f"{picture.name}, as at {dates.long(picture.as_at)} (journal entry {picture.number})"


def dates_moved(movement: Movement) -> Iterator[Block]:
    """A table of the dates that moved, with their reasons; nothing when none did."""
    rows: list[list[Cell]] = []
    for line in movement.slipped:
        was, now = movement.before.tasks[line.uid], movement.after.tasks[line.uid]
        known = {s.uid for t in movement.before.tasks.values() for s in t.slips}
        reasons = list(dict.fromkeys(s.reason for s in now.slips if s.uid not in known and s.reason))
        first = now.slips[0].before if now.slips else was.fields["due"] or ""
        count = sum(s.later for s in now.slips)
        rows.append(
            [
                line.ref,
                first,
                was.fields["due"] or "",
                now.fields["due"] or "no date",
                count,
                "; ".join(reasons) or "not stated",
            ]
        )
    if rows:
        columns = [
            Column("Task", width=1.4),
            Column("First date"),
            Column("Then"),
            Column("Now"),
            Column("Moves", True),
            Column("Why", width=3),
        ]
        yield Table(columns, rows, caption="Dates that moved")
