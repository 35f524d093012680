"""What would the inspector ask? The ranked questions as a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Cell, Column, Document, Heading, Para, Table
from tui_tracker.domain.questions import Question, alike
from tui_tracker.reports import common
from tui_tracker.reports.common import Origin

_MOST_FIRST = 15


def document(asked: Sequence[Sequence[Question]], complete: int, as_at: date, origin: Origin) -> Document:
    """The questions as blocks, a row a task, the hardest first; ``complete`` is how many tasks are reported complete."""
    title = "What would the inspector ask?"
    return Document(title, origin.marking, dates.long(as_at), _blocks(asked, complete, as_at, origin))


def _blocks(asked: Sequence[Sequence[Question]], complete: int, as_at: date, origin: Origin) -> Iterator[Block]:
    count = sum(map(len, asked))
    yield Para(
        f"As at {dates.long(as_at)}, {complete} task{'s are' if complete != 1 else ' is'} reported complete; {len(asked)} leave a question open, "
        f"{count} questions in all. The weightiest stand first."
    )
    if asked:
        yield Heading(2, "The questions, like ones together")
        yield _together(asked)
        yield Heading(2, "The tasks that would be asked about first")
        yield _first(asked)
    yield Para(
        "Weights: sent back and closed within 14 days 90, no evidence 80, no QA 70, a verdict that is not stated 65, never sampled 60, changed since it was signed 55, only documents 40, no dated evidence 35, "
        "newest proof older than a year 30, wording far from the finding 20."
    )
    yield Para(common.origin_line(origin), "Where the figures come from.")


def _together(asked: Sequence[Sequence[Question]]) -> Table:
    """A row a question, with every task that it would be asked of."""
    rows: list[list[Cell]] = []
    for one in alike(asked):
        named = ", ".join(f"{ref} ({detail})" if detail else ref for ref, detail in one.tasks)
        rows.append([one.asked, len(one.tasks), named])
    return Table(
        [Column("What would be asked", width=4), Column("Tasks", True, width=0.6), Column("Of which", width=5)], rows
    )


def _first(asked: Sequence[Sequence[Question]]) -> Table:
    """The hardest tasks, with all that would be asked of each."""
    rows: list[list[Cell]] = [
        [i, q[0].ref, "\n".join(one.asked for one in q)] for i, q in enumerate(asked[:_MOST_FIRST], 1)
    ]
    return Table(
        [Column("No", True, width=0.6), Column("Task", width=1.4), Column("What would be asked", width=9)], rows
    )
