"""The closure case of one area: finding verbatim, what was done, the proof with its dates, who looked, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Bullets, Cell, Column, Document, Facts, Heading, Para, Table
from tui_tracker.domain.gaps import gaps, is_placeholder
from tui_tracker.domain.inspection import needs_retest
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.views import AreaView, TaskView, deadline_words, target_words
from tui_tracker.domain.wording import closing_words, step_words
from tui_tracker.frozen import dataclass
from tui_tracker.reports import common, life, register
from tui_tracker.reports.area_lines import short
from tui_tracker.reports.common import Origin


@dataclass(frozen=True)
class Closure:
    """All that the case shows; the ``tasks`` of a cause of concern are its own and those of its recommendations. ``files`` maps an attachment's uid to its name in the folder beside; "" when it is missing.

    ``checked`` holds, by task uid, what the plan check found that a case for closing has to answer.
    """

    area: AreaView
    tasks: Sequence[TaskView]
    as_at: date
    origin: Origin
    files: Mapping[str, str] = field(default_factory=dict)
    checked: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    @property
    def closed_on(self) -> date | None:
        """The day on which a committee closed the area, once it has come."""
        day = self.area.row.area.closed_on
        return day if day is not None and day <= self.as_at else None


def document(case: Closure) -> Document:
    """The case as blocks."""
    ref = case.area.row.area.ref
    title = " ".join(case.area.row.area.title.split())
    named = f"{ref} {short(title, 90)}".strip()
    return Document(f"Closure case: {named}", case.origin.marking, dates.long(case.as_at), _blocks(case))


def _blocks(case: Closure) -> Iterator[Block]:
    area = case.area.row.area
    yield _front(case)
    theirs = area.area_kind in ("afi", "cause_of_concern", "recommendation")
    yield Heading(2, "The finding, in the inspectorate's words" if theirs else "What is to be improved")
    yield Para(area.finding or area.title or "The plan does not hold the finding.")
    if area.finding and area.title and area.title != area.finding:
        yield Para(area.title, "The Service's short title:")
    for text, lead in (
        (area.summary, "In short."),
        (area.effect, "What was to change."),
        (area.resources, "What it needed."),
        (area.comment, "Where it stands."),
    ):
        if text:
            yield Para(text, lead)
    yield Heading(2, "In one look")
    yield register.table(case.tasks)
    yield Para(common.STEPS_MEAN, "What the words mean.", note=True)
    yield Heading(2, "Gaps that stand" if case.closed_on else "Gaps")
    yield from _gaps(case)
    yield from _closing(case)
    for view in case.tasks:
        yield from _task(view, case)
    yield Para(common.origin_line(case.origin), "Where the figures come from.")


def _closing(case: Closure) -> Iterator[Block]:
    """What is recorded of the closing, the dates that moved, what happened since, and what still asks for a look."""
    area = case.area.row.area
    yield Heading(2, "Closing, and whether it has stayed done")
    said = closing_words(area, case.as_at, sum(t.task.progress != Progress.COMPLETE for t in case.tasks))
    yield Para(said[:1].upper() + said[1:] + "." if said else "Nothing is recorded of its closing.")
    if case.area.moves:
        moved = len(case.area.moves)
        yield Para(
            f"Its dates moved {'once' if moved == 1 else f'{moved} times'}: {'; '.join(m.words() for m in case.area.moves)}."
        )
    happened = life.told(case.area.life, case.as_at)
    if happened:
        yield Bullets(tuple(f"{what.capitalize()}: {words}" for what, words in happened))
    if needs_retest(area):
        yield Para(
            f"A recommendation of high importance closes only by re-test: {life.retest_words(case.area.row, case.tasks, case.as_at)}."
        )
    if not area.embedded_measure:
        yield Para("No measure says whether it has stayed done.")


def _front(case: Closure) -> Facts:
    area, row = case.area.row.area, case.area.row
    rows = [
        ("Service", case.origin.service),
        ("Plan", case.area.plan.name + (f" › {row.pillar}" if row.pillar else "")),
        ("Owner", area.owner or "not stated"),
        ("Target", target_words(area) or "not stated"),
        ("Inspectorate's date", deadline_words(area)),
        ("As at", dates.long(case.as_at)),
        ("RAG", f"{row.colour.letter}, {row.colour.rule}"),
        ("Its recommendations", row.recommended.words()),
        ("Part of", case.area.part_of),
        ("Opened in", area.opened_in or ""),
        ("Headline", area.headline or ""),
        ("Dated after that day, and outside this case", str(case.origin.later) if case.origin.later else ""),
    ]
    return Facts(tuple((label, value) for label, value in rows if value))


def _gaps(case: Closure) -> Iterator[Block]:
    found = [(t, gaps(t, case.as_at, _missing(t, case), case.checked.get(t.task.uid, ()))) for t in case.tasks]
    yield Para(_judged(case, sum(bool(g) for _, g in found)))
    said = tuple(f"{t.row.ref}: {' '.join(g)}" for t, g in found if g)
    if said:
        yield Bullets(said)


def _judged(case: Closure, with_gaps: int) -> str:
    """Whether the area can be proposed for closing; of one that is closed, what it was closed with."""
    total, closed = len(case.tasks), case.closed_on
    if not total:
        said = "The plan holds no task for this area: nothing shows what was done."
        return (
            f"{said} It was closed on {dates.long(closed)} all the same."
            if closed
            else f"{said} It cannot be proposed for closing."
        )
    if not with_gaps:
        said = f"{'All ' + str(total) + ' tasks stand' if total != 1 else 'Its one task stands'} without a gap"
        return (
            f"{said}, and it was closed on {dates.long(closed)}."
            if closed
            else f"{said}: on this record it can be proposed for closing."
        )
    said = f"{with_gaps} of {total} task{'s have gaps' if total != 1 else ' has gaps'}"
    return (
        f"{said}, although the area was closed on {dates.long(closed)}."
        if closed
        else f"{said}; on this record it cannot yet be proposed for closing."
    )


def _missing(view: TaskView, case: Closure) -> list[str]:
    return [a.name for a in view.attachments if case.files.get(a.uid) == ""]


def _task(view: TaskView, case: Closure) -> Iterator[Block]:
    yield Heading(2, f"{view.row.ref} {view.task.title or ''}".strip())
    if view.task.work:
        yield Para(view.task.work, "What was to be done.")
    if view.steps:
        yield Bullets(tuple(step_words(i, s) for i, s in enumerate(view.steps, 1)))
    notes = common.note_rows(view)
    if notes:
        yield Table(common.NOTE_COLUMNS, notes, caption="Evidence, by date")
    else:
        yield Para("No evidence note.", "Evidence.")
    proof = _proof(view, case)
    if proof:
        yield Para("Proof pointed to or kept:")
        yield Bullets(tuple(proof))
    signed = common.signoff_rows(view)
    if signed:
        yield Table(common.SIGNOFF_COLUMNS, signed, caption="Who looked at it")
    else:
        yield Para("Nobody has signed this task.", "Sign-off.")


def _proof(view: TaskView, case: Closure) -> list[str]:
    made = []
    for a in view.attachments:
        name = case.files.get(a.uid)
        where = f", pointed to at {a.path}" if a.path else ""
        where += "" if name is None else (f", in this folder as {name}" if name else ", MISSING from the store")
        made.append(f"{a.name} ({a.size:,} bytes, SHA-256 {a.sha256[:16]}…{where})")
    for x in view.links:
        if is_placeholder(x.target, x.label):
            continue  # a template's placeholder is a gap, not a proof
        label = f"{x.label}: " if x.label and x.label != x.target else ""
        made.append(f"{label}{x.target or 'no address'}")
    return made


def index(case: Closure) -> Document:
    """The list that lies in the folder with the evidence files."""
    return Document(
        f"Evidence files of {case.area.row.area.ref}", case.origin.marking, dates.long(case.as_at), _index(case)
    )


def _index(case: Closure) -> Iterator[Block]:
    rows: list[list[Cell]] = []
    for view in case.tasks:
        for a in view.attachments:
            rows.append([view.row.ref, case.files.get(a.uid) or "MISSING", a.name, f"{a.size:,}", a.sha256])
    if not rows:
        yield Para("No file is attached to any task of this area.")
        yield Para(common.origin_line(case.origin), "Where this comes from.")
        return
    missing = sum(r[1] == "MISSING" for r in rows)
    yield Para(f"{len(rows)} file{'s' if len(rows) != 1 else ''}; {missing} missing from the store.")
    yield Table(
        [
            Column("Task"),
            Column("File here", width=3),
            Column("Its own name", width=3),
            Column("Bytes", True),
            Column("SHA-256", width=4),
        ],
        rows,
    )
    yield Para(common.origin_line(case.origin), "Where this comes from.")
