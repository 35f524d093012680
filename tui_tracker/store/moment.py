"""A plan as it stands, in the form in which two moments are compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_tracker.domain import moments, views, wording
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Area, SignOff, Slip, Task, to_data
from tui_tracker.domain.signoff import is_whole
from tui_tracker.store.read import Reader
from tui_tracker.store.rows import PLACED


def picture(read: Reader, name: str, plan: str | None = None) -> moments.Picture:
    """The plan as a reader sees it, at one moment. A fixed number of statements for each 400 tasks."""
    with read.one_moment():
        return _picture(read, name, plan)


def _picture(read: Reader, name: str, plan: str | None) -> moments.Picture:
    summary = read._summary(plan)
    areas = {a.uid: a for a in read.all(Area) if plan in (None, a.plan)}
    tasks = {t.uid: t for t in read.all(Task) if t.area in areas}
    ids = [r[0] for r in read._rows("SELECT id FROM task ORDER BY id")]
    rows = {r.uid: r for r in read.task_rows(ids) if r.uid in tasks}
    slips, entries = read._by_task(Slip, list(tasks), PLACED), read._by_task(SignOff, list(tasks), PLACED)
    assured = set(read.assured())
    pillars = {g.uid: g.name for g in read.pillars()}
    named = {r.uid: r.ref for r in rows.values()} | {a.uid: a.ref for a in areas.values()}
    found = read._rows("SELECT subject, plan, ref FROM old_ref ORDER BY id")
    old = {(of, ref): named[s] for s, of, ref in found if s in named}
    return moments.Picture(
        name=name, as_at=read.today, number=read.journal_head()[0],
        tasks={u: _task_state(t, areas[t.area], rows[u], slips.get(u, []), entries.get(u, []), u in assured, read.today) for u, t in tasks.items()},
        areas={u: _area_state(a, pillars.get(a.pillar or "", "")) for u, a in areas.items()},
        counts=summary.total, figures=summary.figures, old_refs=old,
    )  # fmt: skip


def _task_state(
    task: Task, area: Area, row: views.TaskRow, slips: list[Slip], entries: list[SignOff], assured: bool, today: date
) -> moments.TaskState:
    fields = {
        "ref": row.ref, "title": task.title, "work": task.work, "assigned_to": task.assigned_to, "due": row.due_words() or None,
        "progress": task.progress, "stage": row.stage.value, "station": task.station, **_other_fields(task, _TOLD_OF_TASKS),
    }  # fmt: skip
    moved = [
        moments.Moved(s.uid, s.before_text, s.after_text or "no date", s.reason, s.after is None or s.after > s.before)
        for s in slips
    ]
    whole = [e for e in entries if is_whole(e, today)]
    return moments.TaskState(
        uid=task.uid, plan=area.plan, ref=row.ref, progress=task.progress, stage=row.stage.value, due=task.due,
        behind=_behind(task, row),
        sent_back=tuple(e.uid for e in whole if e.verdict == "not_yet"), qa=tuple(e.uid for e in whole if e.stage == "qa"),
        sampled=tuple(e.uid for e in whole if e.stage == "sampling"),
        slips=tuple(moved), waiting=task.waiting_on, withdrawn=task.withdrawn if area.withdrawn is None else area.withdrawn, fields=fields,
        verdicts={e.uid: e.verdict for e in whole}, assured=assured,
    )  # fmt: skip


def _behind(task: Task, row: views.TaskRow) -> tuple[str, ...]:
    """In which ways a task is behind; in none while it waits on others."""
    if task.waiting_on is not None:
        return ()
    ways = (("behind target", task.progress == Progress.BEHIND_TARGET), ("past its date", row.overdue_days > 0))
    return tuple(way for way, is_so in ways if is_so)


# Fields that are told under a name of their own, or that say where a record stands and not what it is.
_BESIDE = ("uid", "plan", "pillar", "area", "position", "withdrawn", "no", "progress_from")
_TOLD_OF_TASKS = (*_BESIDE, "title", "work", "assigned_to", "due", "due_text", "due_precision", "progress", "station")


def _other_fields(record: Task, told: Sequence[str]) -> dict[str, str | None]:
    """Every field that no name of its own tells, as text."""
    return {
        k: None if v is None or v is False or v == "" else str(v) for k, v in to_data(record).items() if k not in told
    }


def _area_state(area: Area, pillar: str) -> moments.AreaState:
    fields = {
        "ref": area.ref, "title": area.title, "finding": area.finding, "owner": area.owner, "headline": area.headline,
        "target": views.target_words(area) or None,
        "deadline": views.deadline_words(area) or None,
        **wording.area_story(area), "kind": area.area_kind, "pillar": pillar, "colour by hand": area.rag_letter, "why that colour": area.rag_reason,
    }  # fmt: skip
    return moments.AreaState(area.uid, area.plan, area.ref, area.withdrawn, fields)
