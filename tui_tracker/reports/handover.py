"""The sheet for a successor: what is open, what was promised, what is out, what was overridden, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Bullets, Cell, Column, Document, Facts, Heading, Para, Table
from tui_tracker.domain.inspection import unmet
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Sent, Snapshot
from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS, Stage
from tui_tracker.domain.views import AreaRow, Life, SummaryView, TaskView
from tui_tracker.domain.wording import milestone_parts, problem_words
from tui_tracker.frozen import dataclass
from tui_tracker.reports import common
from tui_tracker.reports.common import ActionLine, Origin
from tui_tracker.reports.life import NO_LIFE

_AHEAD_DAYS = 90


@dataclass(frozen=True)
class Reassigned:
    """Work that went from one to another: when, from whom to whom, why, and which areas and tasks."""

    on: str
    what: str
    why: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Handover:
    """All that the sheet shows; ``tasks`` are the standing tasks, ``backup`` where the newest backup lies."""

    summary: SummaryView
    tasks: Sequence[TaskView]
    snapshots: Sequence[Snapshot]
    sent: Sequence[Sent]
    leavers: Sequence[str]
    as_at: date
    origin: Origin
    plan_file: str
    backup: str
    actions: Sequence[ActionLine] = ()
    reassigned: Sequence[Reassigned] = ()
    areas: Sequence[AreaRow] = ()
    lives: Mapping[str, Life] = field(default_factory=dict)


def document(sheet: Handover) -> Document:
    """The sheet as blocks."""
    return Document("Handover sheet", sheet.origin.marking, dates.long(sheet.as_at), _blocks(sheet))


def _blocks(sheet: Handover) -> Iterator[Block]:
    yield Facts(
        (
            ("As at", dates.long(sheet.as_at)),
            ("Plan file", sheet.plan_file),
            ("Newest backup", sheet.backup or "none yet: tui-tracker backup -o FILE.zip"),
            ("Journal", f"entry {sheet.origin.number}, head {sheet.origin.head}"),
        )
    )
    yield from common.nested(sheet.summary.plans, sheet.summary.figures)
    yield Heading(2, "What waits for someone")
    waits = tuple(f"{w.count} {w.what} (tui-tracker tasks {w.query})" for w in sheet.summary.waits)
    yield Bullets(waits) if waits else Para("Nothing waits.")
    yield from _open(sheet)
    yield from _reassigned(sheet)
    yield from _promised(sheet)
    yield from _of_areas(sheet)
    yield from common.actions("Actions that are open", sheet.actions)
    yield from _overrides(sheet)
    yield from _ahead(sheet)
    yield from _out(sheet)
    if sheet.leavers:
        yield Heading(2, "People who have left and still hold work")
        yield Bullets(tuple(sheet.leavers))


def _open(sheet: Handover) -> Iterator[Block]:
    """Every task that is not complete, a table an owner, the ones that are due first on top."""
    held: dict[str, list[TaskView]] = {}
    for t in sheet.tasks:
        if t.task.progress != Progress.COMPLETE:
            held.setdefault(t.task.assigned_to or t.area.owner or "nobody", []).append(t)
    count = sum(map(len, held.values()))
    yield Heading(2, "Open work, by who holds it")
    yield Para(
        f"{count} task{'s are' if count != 1 else ' is'} not reported complete; {len(held)} hold{'s' if len(held) == 1 else ''} them."
        if count
        else "No task is open."
    )
    for owner, tasks in sorted(held.items(), key=lambda pair: (pair[0] == "nobody", pair[0].casefold())):
        tasks.sort(key=lambda t: (t.task.due or date.max, t.row.ref))
        rows: list[list[Cell]] = [
            [t.row.ref, t.task.title or t.area.title, common.due(t), common.progress(t), common.steps(t)] for t in tasks
        ]
        columns = [Column("Task", width=1.2), Column("What", width=5), Column("Due", width=2), Column("Progress", width=1.4), Column("Steps", width=3)]  # fmt: skip
        bare = all(row[-1] == "–" for row in rows)
        shown = [row[:-1] for row in rows] if bare else rows
        yield Table(columns[:-1] if bare else columns, shown, caption=f"{owner}: {len(tasks)}")


def _reassigned(sheet: Handover) -> Iterator[Block]:
    if not sheet.reassigned:
        return
    yield Heading(2, "Work that changed hands")
    rows: list[list[Cell]] = [[r.on, r.what, r.why or "–", ", ".join(r.refs) or "–"] for r in sheet.reassigned]
    columns = [Column("On"), Column("From whom to whom", width=3), Column("Why", width=2), Column("Which", width=4)]
    yield Table(columns, rows)


def _promised(sheet: Handover) -> Iterator[Block]:
    rows: list[list[Cell]] = []
    for t in sheet.tasks:
        entries = [e for e in t.signoffs if e.revoked is None]
        last = entries[-1] if entries else None
        if last is not None and (last.verdict in ("follow_up", "not_yet") or t.row.stage == Stage.SENT_BACK):
            said = VERDICTS[last.verdict] if last.verdict else "no verdict given"
            day = dates.short(last.date) if last.date else "undated"
            rows.append([t.row.ref, f"{SIGN_STAGES[last.stage]}, {day}", said, last.comment or ""])
    yield Heading(2, "Promised or asked for, and not yet answered")
    if rows:
        yield Table(
            [Column("Task", width=1.4), Column("Stage"), Column("Verdict"), Column("What was asked", width=5)], rows
        )
    else:
        yield Para("Nothing.")


def _of_areas(sheet: Handover) -> Iterator[Block]:
    """What was set or promised for whole areas and is not met, what was missed first; and problems that are open."""
    rows: list[tuple[date, list[Cell]]] = []
    said: list[str] = []
    for row in sheet.areas:
        area, life = row.area, sheet.lives.get(row.area.uid, NO_LIFE)
        for m in unmet(life.milestones, sheet.as_at):
            what, due, state = milestone_parts(m, sheet.as_at, life.milestones)
            words = m.text or (area.embedded_measure if m.what == "check" else "")
            named = f"{what}: {words}" if words else what
            rows.append((m.due_on or date.max, [due, area.ref, named, state or "to come", area.owner or "not stated"]))
        said += [f"{area.ref}, {problem_words(p)}" for p in life.problems if p.closed_on is None]
    if rows or said:
        yield Heading(2, "Set for whole areas, and not yet met")
    if rows:
        columns = [Column("Due"), Column("Area"), Column("What", width=4), Column("How it stands", width=2), Column("Owner", width=2)]  # fmt: skip
        yield Table(columns, [cells for _, cells in sorted(rows, key=lambda r: (r[0], str(r[1][1])))])
    if said:
        yield Bullets(tuple(said))


def _overrides(sheet: Handover) -> Iterator[Block]:
    rows: list[list[Cell]] = [
        [t.row.ref, SIGN_STAGES[e.stage], e.by or "not stated", e.override]
        for t in sheet.tasks
        for e in t.signoffs
        if e.override and e.revoked is None
    ]
    yield Heading(2, "Signed against a rule")
    if rows:
        yield Table(
            [Column("Task", width=1.4), Column("Stage"), Column("Signed by"), Column("Rule and reason", width=5)], rows
        )
    else:
        yield Para("No rule of sign-off was overridden.")


def _ahead(sheet: Handover) -> Iterator[Block]:
    until = sheet.as_at + timedelta(days=_AHEAD_DAYS)
    coming = [
        t for t in sheet.tasks if t.task.progress != "complete" and t.task.due and sheet.as_at <= t.task.due <= until
    ]
    coming.sort(key=lambda t: (t.task.due or date.max, t.row.ref))
    yield Heading(2, f"Dates ahead, until {dates.long(until)}")
    if coming:
        rows: list[list[Cell]] = [
            [t.row.due_words(), t.row.ref, t.task.title or t.area.title, t.task.assigned_to or "not stated"]
            for t in coming
        ]
        yield Table([Column("Due"), Column("Task", width=1.4), Column("What", width=5), Column("Owner", width=2)], rows)
    else:
        yield Para("No open task is due by then.")


def _out(sheet: Handover) -> Iterator[Block]:
    yield Heading(2, "What has left the program")
    if sheet.sent:
        rows: list[list[Cell]] = [
            [dates.short(s.sent_on), s.what, s.file, s.given_to or "not stated", s.number] for s in sheet.sent
        ]
        columns = [
            Column("On"),
            Column("What"),
            Column("File", width=3),
            Column("To whom", width=2),
            Column("Journal entry", True),
        ]
        yield Table(columns, rows)
    else:
        yield Para("No paper has left it.")
    if sheet.snapshots:
        rows = [
            [s.name, dates.short(s.as_at), s.presented_to or "not presented", s.outcome or ""] for s in sheet.snapshots
        ]
        yield Table(
            [Column("Snapshot", width=2), Column("As at"), Column("Presented to", width=2), Column("Outcome", width=3)],
            rows,
        )
