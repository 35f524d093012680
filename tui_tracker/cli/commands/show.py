"""``tui-tracker show``: one area or task whole; or what the checks find at REF, where it is a cell or a row of the file read in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tui_tracker.cli.listed import history_rows
from tui_tracker.cli.options import looking, plan_uid, reading
from tui_tracker.cli.output import columns, show, show_json
from tui_tracker.domain.text import count_of
from tui_tracker.errors import UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.domain.records import Note
    from tui_tracker.domain.views import Life, TaskView
from tui_tracker.cli.listed import task_json


@click.command("show")
@click.argument("ref")
@reading
def show_command(ref: str, as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """One area or task whole; or what the checks find at REF, where it is a cell or a row of the file read in."""
    with looking(as_at) as tracker:
        try:
            found = tracker.resolve(ref, plan=plan_uid(tracker, of_plan))
        except UsageError:
            if not _shown_as_found(tracker, ref, as_json):
                raise
            return
        if found.kind == "task":
            view = tracker.read.task(found.uid)
            view = view.as_of(tracker.read.today) if as_at is not None else view
            show_json(_task_whole(tracker, view)) if as_json else _show_task(tracker, view)
        else:
            data = _area_whole(tracker, found.uid)
            show_json(data) if as_json else _show_area(data)


def _shown_as_found(tracker: Tracker, subject: str, as_json: bool) -> bool:
    """Show the findings whose subject is no record: what ``check`` prints, ``show`` answers. False when there are none."""
    from tui_tracker.cli.commands.check import findings_json, show_findings

    found = [f for f in tracker.checks.run() if f.subject.casefold() == subject.strip().casefold()]
    if found:
        show_json({"subject": found[0].subject, "findings": findings_json(found)}) if as_json else show_findings(found)
    return bool(found)


def _task_whole(tracker: Tracker, view: TaskView) -> dict[str, Any]:
    from tui_tracker.domain.records import to_data

    fields = {k: v for k, v in to_data(view.task).items() if k not in ("area", "withdrawn")}
    return {
        **fields,
        **task_json(view.row, view.colour.letter),
        "area_title": view.area.title,
        "finding": view.area.finding,
        "owner": view.area.owner,
        "notes": _notes(view),
        "links": [{"label": link.label, "target": link.target} for link in view.links if link.note is None],
        "signoffs": _signoffs(view),
        "slip_list": [{"before": s.before_text, "after": s.after_text, "reason": s.reason, "on": s.moved_on.isoformat()} for s in view.slips],
        "promises": [{"uid": p.uid, "due_on": p.due_on.isoformat(), "text": p.text, "who": p.who, "met_on": p.met_on.isoformat() if p.met_on else None} for p in view.promises],
        "ties": list(view.ties),
        "stations": [{"station": t.station, "done_on": t.done_on.isoformat() if t.done_on else None} for t in view.ticks],
        "steps": [{"text": s.text, "progress": s.progress, "done_on": s.done_on.isoformat() if s.done_on else None} for s in view.steps],
        "old_refs": list(view.old_refs),
        "also": [cell for s in view.sources for cell in s.also],
        "sources": [cell for s in view.sources for cell in s.cells],
        "checks": [{"rule": f.rule, "severity": f.severity, "field": f.field, "message": f.message, "accepted": f.accepted} for f in tracker.checks.run(view.plan.uid) if f.uid == view.task.uid],
        "history": history_rows(tracker, view.task.uid),
    }  # fmt: skip


def _notes(view: TaskView) -> list[dict[str, Any]]:
    links = {n.uid: [link.target for link in view.links if link.note == n.uid] for n in view.notes}
    files = {n.uid: [a.name for a in view.attachments if a.note == n.uid] for n in view.notes}
    return [
        {
            "uid": n.uid, "date": n.date.isoformat() if n.date else None, "entered": n.entered_at, "by": n.said_by,
            "entered_by": n.entered_by, "text": n.text, "links": links[n.uid], "attachments": files[n.uid],
            "corrects": n.corrects, "stands": n.uid not in view.corrected, "kind": n.evidence_kind,
            "expires": n.expires.isoformat() if n.expires else None, "shared": n.shared,
        }
        for n in view.notes
    ]  # fmt: skip


def _signoffs(view: TaskView) -> list[dict[str, Any]]:
    from tui_tracker.domain.suggest import suggest

    return [
        {
            "uid": s.uid, "stage": s.stage, "verdict": s.verdict,
            "suggested": (found.verdict if (found := suggest(s.comment)) else None) if s.verdict is None else None,
            "by": s.by, "date": s.date.isoformat() if s.date else None, "date_text": s.date_text, "by_text": s.by_text,
            "comment": s.comment, "override": s.override, "retest": s.retest, "revoked": s.revoked, "imported": s.imported,
            "since": [{"what": d.what, "before": d.before, "after": d.after} for d in view.since(s)],
        }
        for s in view.signoffs
    ]  # fmt: skip


def _show_task(tracker: Tracker, view: TaskView) -> None:
    from tui_tracker.actions.send_out import explain
    from tui_tracker.domain.wording import also_words, step_words

    show(f"{view.row.ref}  {view.task.title or view.area.title}")
    show(f"{view.plan.name} › {view.row.pillar or 'no pillar'} › {view.row.area} {view.area.title}")
    for name, value in _task_facts(view):
        if value:
            show(f"  {name:<10}{value}")
    for number, step in enumerate(view.steps, 1):
        show(f"  step {step_words(number, step)}")
    for slip in view.slips:
        show(f"  moved     {slip.before_text} to {slip.after_text or 'no date'}: {slip.reason}")
    show(f"  colour    {explain.task_colour(tracker.read, view.row, view.colour)}")
    _show_evidence(view)
    _show_signoffs(view)
    for line in also_words(view.sources):
        show(f"  also in the file  {line}")
    for p in view.promises:
        state = f"met {p.met_on}" if p.met_on else "not met yet"
        show(f"  promised by {p.who or 'somebody'} until {p.due_on}: {p.text}  [{p.uid[:8]}]  {state}")


def _task_facts(view: TaskView) -> list[tuple[str, str | None]]:
    """What is said of a task, by name; what is not said is blank or None."""
    from tui_tracker.domain import dates
    from tui_tracker.domain.progress import WORDS, Progress
    from tui_tracker.domain.signoff import STAGE_WORDS
    from tui_tracker.domain.wording import ticked_words

    row, task = view.row, view.task
    late = f"  ! {dates.counted(row.overdue_days)} past" if row.overdue_days else ""
    return [
        ("progress", WORDS[Progress(task.progress)].word),
        ("stage", STAGE_WORDS[row.stage] + (f" (changed since: {', '.join(row.changed)})" if row.changed else "")),
        ("owner", task.assigned_to or "not stated"),
        ("due", view.due_words() + late),
        ("waits on", f"{task.waiting_on}, chased {task.chase_on or 'on no day'}" if task.waiting_on else None),
        ("station", task.station),
        ("stations", ticked_words(view.ticks)),
        ("tied", "; ".join(view.ties)),
        ("withdrawn", task.withdrawn),
        ("once", ", ".join(view.old_refs)),
        ("work", task.work),
    ]


def _show_evidence(view: TaskView) -> None:
    from tui_tracker.domain.views import shown_date
    from tui_tracker.domain.wording import note_marks

    show(f"Evidence, {count_of(len(view.standing_notes()), 'note')}")
    for number, n in enumerate(view.notes, 1):
        day = shown_date(n.date, n.date_precision, n.date_text) or "undated"
        old = " (corrected since)" if n.uid in view.corrected else ""
        marks = "".join(f", {m}" for m in note_marks(n, view.as_at))
        show(f"  {number}  {day}  said by {n.said_by or 'not stated'}{_typed_on(n)}{old}{marks}")
        for line in n.text.splitlines():
            show(f"    {line}")
        for proof in [x.target or x.label for x in view.links if x.note == n.uid] + [
            a.name for a in view.attachments if a.note == n.uid
        ]:
            show(f"    proof: {proof}")


def _typed_on(note: Note) -> str:
    """When a note was typed, where that is another day than that of the evidence."""
    from tui_tracker.domain.dates import local_time, short

    if note.origin != "typed" or not note.entered_at:
        return ""
    day = date.fromisoformat(local_time(note.entered_at)[:10])
    return f", entered {short(day)}" if day != note.date else ""


def _show_signoffs(view: TaskView) -> None:
    from tui_tracker.domain.signoff import SIGN_STAGES
    from tui_tracker.domain.views import difference_words, shown_date
    from tui_tracker.domain.wording import verdict_words

    show("Sign-off")
    for s in view.signoffs:
        day = shown_date(s.date, "day", s.date_text) or "undated"
        verdict = verdict_words(s, view.as_at)
        gone = f"  REVOKED: {s.revoked}" if s.revoked else ""
        stage = SIGN_STAGES[s.stage] + (" (re-test)" if s.retest else "")
        show(f"  {stage}  {day}  {s.by or s.by_text or 'no name'}  {verdict}  [{s.uid[:8]}]{gone}")
        if s.override:
            show(f"    signed against the rule ({s.override})")
        if s.comment:
            show(f"    {s.comment}")
        for found in view.since(s):
            show(f"    since: {difference_words(found)}")


def _area_whole(tracker: Tracker, uid: str) -> dict[str, Any]:
    from tui_tracker.actions.send_out import explain
    from tui_tracker.domain.framework import of
    from tui_tracker.domain.inspection import rhythm_of
    from tui_tracker.domain.records import to_data
    from tui_tracker.domain.wording import area_story, closing_words

    read = tracker.read
    view = read.area(uid)
    return {
        **to_data(view.row.area),
        "plan": view.plan.name,
        "pillar": view.row.pillar,
        "rag": view.row.colour.letter,
        "rag_rule": view.row.colour.rule,
        "rag_because": explain.colour(
            read, view.row.area.ref, view.row.colour, f'ref:"{view.row.area.ref}"', view.row.area.plan
        ),
        "counts": view.row.counts.to_json(),
        "tasks": [task_json(t, read.row_colour(t).letter) for t in view.tasks],
        "stated": [{"what": s.what, "stated": s.stated, "where": s.where} for s in view.stated],
        "story": area_story(view.row.area, read.today, view.row.counts.tasks - view.row.counts.complete, of(view.plan)),
        "closing": closing_words(view.row.area, read.today, view.row.counts.tasks - view.row.counts.complete),
        **_life(view.life, read.today),
        "moves": [m.words() for m in view.moves],
        "in_concern": view.part_of,
        "owns": list(view.owns),
        "reviewed": rhythm_of(view.row.area, view.plan),
        "old_refs": list(view.old_refs),
        "sources": [cell for s in view.sources for cell in s.cells],
        "also": [cell for s in view.sources for cell in s.also],
        "history": history_rows(tracker, uid),
    }


def _life(life: Life, today: date) -> dict[str, Any]:
    """The problems, milestones and opinions of an area, as fields and in words."""
    from tui_tracker.domain.records import to_data
    from tui_tracker.domain.wording import milestone_words, opinion_words, problem_words

    return {
        "problems": [to_data(p) for p in life.problems],
        "milestones": [{**to_data(m), "words": milestone_words(m, today, life.milestones)} for m in life.milestones],
        "opinions": [to_data(o) for o in life.opinions],
        "in_words": {
            "problem": [problem_words(p) for p in life.problems],
            "opinion": [opinion_words(o) for o in life.opinions],
        },
    }


def _show_area(data: dict[str, Any]) -> None:
    show(f"{data['ref']}  {data['title']}")
    show(f"{data['plan']} › {data['pillar'] or 'no pillar'}   {data['rag_because']}")
    _show_what_it_is(data)
    _show_its_story(data)
    rows = [
        [
            t["ref"],
            "withdrawn" if t["withdrawn"] else t["progress"].replace("_", " "),
            t["due_text"] or t["due"],
            t["assigned_to"],
            t["title"],
        ]
        for t in data["tasks"]
    ]
    for line in columns(rows):
        show("  " + line)
    for cell in data["also"]:
        show(f"  also in the file  {cell.get('column') or cell['where']}: {cell['text']}")
    for s in data["stated"]:
        show(f"  the file states {s['what'].replace('_', ' ')}: {s['stated']} ({s['where']})")


def _show_what_it_is(data: dict[str, Any]) -> None:
    """Its kind, what it is part of, what it owns, who owns it and by when."""
    from tui_tracker.domain.inspection import AREA_KINDS

    told = {
        "kind": AREA_KINDS[data["area_kind"]],
        "part of": data["in_concern"],
        "reviewed": None if data["rhythm"] else data["reviewed"],
    }
    for name, text in told.items():
        if text:
            show(f"  {name:<10}{text}")
    for owned in data["owns"]:
        show(f"  owns      {owned}")
    for name in ("owner", "target_text", "deadline_text", "withdrawn"):
        if data[name]:
            show(f"  {name.removesuffix('_text'):<10}{data[name]}")
    if data["finding"] and data["finding"] != data["title"]:
        show(f"  finding   {data['finding']}")


def _show_its_story(data: dict[str, Any]) -> None:
    """How it came here: its story, the moves of its tasks, opinions, milestones and problems, numbered."""
    for name, text in {"headline": data["headline"], **data["story"]}.items():
        if text:
            show(f"  {name:<10} {text}")
    for words in data["moves"]:
        show(f"  moved      {words}")
    for name, said in (
        ("opinion", data["in_words"]["opinion"]),
        ("milestone", [m["words"] for m in data["milestones"]]),
        ("problem", data["in_words"]["problem"]),
    ):
        for number, words in enumerate(said, 1):
            show(f"  {name} {number}: {words}")
