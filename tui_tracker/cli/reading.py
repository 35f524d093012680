"""Reads: summary, tasks, show, evidence, history, info."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui_tracker.cli.options import common, looking, my_places, plan_uid, reading
from tui_tracker.cli.output import columns, counted, say, show, show_json
from tui_tracker.errors import PlanFileError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.domain.views import SummaryView, TallyRow, TaskRow, TaskView


@click.command("summary")
@click.option(
    "--why-not", type=click.Choice(["complete", "qa", "sampled", "assured"]), help="The tasks that stopped before this step, each with its reason."
)  # fmt: skip
@reading
def summary_command(why_not: str | None, as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """The pillar table, its totals, and how much is really done."""
    with looking(as_at) as tracker:
        if why_not is not None:
            _show_short(tracker, why_not, plan_uid(tracker, of_plan), as_json)
            return
        view = tracker.read.summary(plan_uid(tracker, of_plan))
        show_json(summary_json(view)) if as_json else _show_summary(view)


def _show_short(tracker: Tracker, step: str, plan: str | None, as_json: bool) -> None:
    """Who stopped before a step, and why."""
    from tui_tracker.domain.steps import STEP_HEADINGS, short_of

    read = tracker.read
    found = short_of(read.task_views(read.short_of(step, plan)), step, read.today)
    if as_json:
        show_json([{"ref": s.ref, "title": s.title, "reason": s.reason} for s in found])
        return
    for line in columns([[s.ref, s.reason, s.title] for s in found]):
        show(line)
    say(f"{counted(len(found), 'task')} {STEP_HEADINGS[step]}")


def summary_json(view: SummaryView) -> dict[str, Any]:
    return {
        "as_at": view.as_at.isoformat(),
        "pillars": [
            {"plan": v.plan.name, "pillar": v.name, **v.counts.to_json(), "rag": v.colour.letter} for v in view.pillars
        ],
        "total": view.total.to_json(),
        "figures": view.figures.to_json(),
        "plans": [
            {"plan": p.plan.name, "kind": p.plan.plan_kind, "total": p.counts.to_json(), "figures": p.figures.to_json()}
            for p in view.plans
        ],
        "stated": [
            {"subject": s.subject, "what": s.what, "stated": s.stated, "worked_out": s.worked_out, "where": s.where}
            for s in view.stated
        ],
    }


def _show_summary(view: SummaryView) -> None:
    from tui_tracker.domain import dates
    from tui_tracker.domain.figures import STEP_NAMES
    from tui_tracker.domain.progress import WORDS, Progress

    show(f"As at {dates.long(view.as_at)}")
    head: list[object] = ["Pillar", "RAG", "areas", "tasks", *(WORDS[p].word for p in Progress), "past date"]
    for plan in view.plans:
        rows: list[list[object]] = [head]
        for v in view.pillars:
            if v.plan.uid == plan.plan.uid:
                counts = [v.counts.of(p) for p in Progress]
                rows.append(
                    [v.name or "No pillar", v.colour.letter, v.counts.areas, v.counts.tasks, *counts, v.counts.overdue]
                )
        total = plan.counts
        rows.append(["Total", "", total.areas, total.tasks, *(total.of(p) for p in Progress), total.overdue])
        show()
        show(plan.plan.name)
        for line in columns(rows, right=range(2, 12)):
            show("  " + line)
        show("  " + " > ".join(f"{n} {name}" for n, name in zip(plan.figures.steps(), STEP_NAMES, strict=True)))
        outside = plan.figures
        show(f"  not reported complete but QA'd: {outside.outside_qa}; sampled without both: {outside.outside_sampled}")
    if view.waits:
        show()
        show("Waits for someone")
        for line in columns([[w.count, w.what] for w in view.waits], right=(0,)):
            show("  " + line)


@click.command("tasks")
@click.argument("query", nargs=-1)
@click.option("--view", help="A filter kept under a name; more of it may follow.")
@click.option(
    "--tally", type=click.Choice(["owner", "pillar", "progress", "stage", "station"]), help="Count them by this instead of listing them."
)  # fmt: skip
@click.option(
    "--sort", type=click.Choice(["plan", "due", "owner", "progress", "ref"]), default="plan", help="In which order."
)
@reading
def tasks_command(
    query: tuple[str, ...],
    view: str | None,
    tally: str | None,
    sort: str,
    as_at: str | None,
    of_plan: str | None,
    as_json: bool,
) -> None:
    """The register, filtered: owner:hr due<2024-06-01 progress:on_target is:overdue stage:ready words."""
    with looking(as_at) as tracker:
        from tui_tracker.domain.query import narrowed

        read = tracker.read
        asked = " ".join(query)
        if view is not None:
            kept = tracker.saved_views.find(view).query
            asked = narrowed(kept, asked) if asked else kept
        if tally is not None:
            _show_tally(read.tally(tally, asked, plan=plan_uid(tracker, of_plan)), as_json)
            return
        rows = read.task_rows(read.task_ids(asked, plan=plan_uid(tracker, of_plan), sort=sort))
        if as_json:
            show_json([task_json(row, read.row_colour(row).letter) for row in rows])
            return
        from tui_tracker.domain.progress import WORDS, Progress

        table: list[list[object]] = [["Ref", "Progress", "Due", "Past", "Owner", "QA", "Sampling", "Notes", "Task"]]
        for r in rows:
            late = f"{r.overdue_days}d" if r.overdue_days else ""
            word = WORDS[Progress(r.progress)].word
            table.append(
                [
                    r.ref,
                    word,
                    r.due_words(),
                    late,
                    r.assigned_to or "",
                    r.qa,
                    r.sampling,
                    str(r.note_count),
                    r.title or r.area_title,
                ]
            )
        for line in columns(table, right=(3, 7)):
            show(line)
        say(counted(len(rows), "task"))


def _show_tally(rows: list[TallyRow], as_json: bool) -> None:
    from tui_tracker.domain.progress import WORDS, Progress

    if as_json:
        show_json([{"name": r.name, **r.counts.to_json(), "query": r.query} for r in rows])
        return
    table: list[list[object]] = [["", "tasks", *(WORDS[p].word for p in Progress), "past date"]]
    table += [[r.name or "(none)", r.counts.tasks, *(r.counts.of(p) for p in Progress), r.counts.overdue] for r in rows]
    for line in columns(table, right=range(1, 10)):
        show(line)


def task_json(r: TaskRow, letter: str) -> dict[str, Any]:
    return {
        "ref": r.ref,
        "plan": r.plan,
        "area": r.area,
        "pillar": r.pillar,
        "title": r.title,
        "assigned_to": r.assigned_to,
        "due": r.due.isoformat() if r.due else None,
        "due_text": r.due_text,
        "progress": r.progress,
        "rag": letter,
        "overdue_days": r.overdue_days,
        "stage": r.stage.value,
        "slips": r.slips,
        "changed_since_signoff": bool(r.changed),
        "changed": list(r.changed),
        "note_count": r.note_count,
        "withdrawn": r.withdrawn,
    }


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
    from tui_tracker.cli.checking import findings_json, show_findings

    found = [f for f in tracker.checks.run() if f.subject.casefold() == subject.strip().casefold()]
    if found:
        show_json({"subject": found[0].subject, "findings": findings_json(found)}) if as_json else show_findings(found)
    return bool(found)


def _task_whole(tracker: Tracker, view: TaskView) -> dict[str, Any]:
    from tui_tracker.domain.records import to_data
    from tui_tracker.domain.suggest import suggest

    links = {n.uid: [link.target for link in view.links if link.note == n.uid] for n in view.notes}
    files = {n.uid: [a.name for a in view.attachments if a.note == n.uid] for n in view.notes}
    fields = {k: v for k, v in to_data(view.task).items() if k not in ("area", "withdrawn")}
    return {
        **fields,
        **task_json(view.row, view.colour.letter),
        "area_title": view.area.title,
        "finding": view.area.finding,
        "owner": view.area.owner,
        "notes": [
            {
                "uid": n.uid, "date": n.date.isoformat() if n.date else None, "entered": n.entered_at, "by": n.said_by,
                "entered_by": n.entered_by, "text": n.text, "links": links[n.uid], "attachments": files[n.uid],
                "corrects": n.corrects, "stands": n.uid not in view.corrected, "kind": n.evidence_kind,
                "expires": n.expires.isoformat() if n.expires else None, "shared": n.shared,
            }
            for n in view.notes
        ],
        "links": [{"label": link.label, "target": link.target} for link in view.links if link.note is None],
        "signoffs": [
            {
                "uid": s.uid, "stage": s.stage, "verdict": s.verdict,
                "suggested": (found.verdict if (found := suggest(s.comment)) else None) if s.verdict is None else None,
                "by": s.by, "date": s.date.isoformat() if s.date else None, "date_text": s.date_text, "by_text": s.by_text,
                "comment": s.comment, "override": s.override, "retest": s.retest, "revoked": s.revoked, "imported": s.imported,
                "since": [{"what": d.what, "before": d.before, "after": d.after} for d in view.since(s)],
            }
            for s in view.signoffs
        ],
        "slip_list": [{"before": s.before_text, "after": s.after_text, "reason": s.reason, "on": s.moved_on.isoformat()} for s in view.slips],
        "promises": [{"uid": p.uid, "due_on": p.due_on.isoformat(), "text": p.text, "who": p.who, "met_on": p.met_on.isoformat() if p.met_on else None} for p in view.promises],
        "steps": [{"text": s.text, "progress": s.progress, "done_on": s.done_on.isoformat() if s.done_on else None} for s in view.steps],
        "old_refs": list(view.old_refs),
        "also": [cell for s in view.sources for cell in s.also],
        "sources": [cell for s in view.sources for cell in s.cells],
        "checks": [{"rule": f.rule, "severity": f.severity, "field": f.field, "message": f.message, "accepted": f.accepted} for f in tracker.checks.run(view.plan.uid) if f.uid == view.task.uid],
        "history": _history(tracker, view.task.uid),
    }  # fmt: skip


def _history(tracker: Tracker, uid: str | None, limit: int | None = None) -> list[dict[str, Any]]:
    made = []
    for e in tracker.read.history(uid, limit):
        edits = [x.to_list() for x in tracker.history.change(e.number).edits if uid in (None, x.uid)]
        made.append(
            {
                "uid": e.uid, "number": e.number, "recorded_at": e.recorded_at, "recorded_local": e.when, "local_day": e.local_day, "by": e.by, "verb": e.verb, "subject": e.subject,
                "reason": e.reason, "edits": edits, "undoes": e.undoes, "hash": e.hash, "redacted": e.redacted, "undone": e.undone,
            }
        )  # fmt: skip
    return made


def _show_task(tracker: Tracker, view: TaskView) -> None:
    from tui_tracker.actions.send_out import explain
    from tui_tracker.domain import dates
    from tui_tracker.domain.progress import WORDS, Progress
    from tui_tracker.domain.signoff import SIGN_STAGES, STAGE_WORDS
    from tui_tracker.domain.views import difference_words, shown_date
    from tui_tracker.domain.wording import also_words, step_words, verdict_words

    row = view.row
    show(f"{row.ref}  {view.task.title or view.area.title}")
    show(f"{view.plan.name} › {row.pillar or 'no pillar'} › {row.area} {view.area.title}")
    late = f"  ! {dates.counted(row.overdue_days)} past" if row.overdue_days else ""
    for name, value in (
        ("progress", WORDS[Progress(view.task.progress)].word),
        ("stage", STAGE_WORDS[row.stage] + (f" (changed since: {', '.join(row.changed)})" if row.changed else "")),
        ("owner", view.task.assigned_to or "not stated"),
        ("due", view.due_words() + late),
        (
            "waits on",
            f"{view.task.waiting_on}, chased {view.task.chase_on or 'on no day'}" if view.task.waiting_on else None,
        ),
        ("station", view.task.station),
        ("withdrawn", view.task.withdrawn),
        ("once", ", ".join(view.old_refs)),
        ("work", view.task.work),
    ):
        if value:
            show(f"  {name:<10}{value}")
    for number, step in enumerate(view.steps, 1):
        show(f"  step {step_words(number, step)}")
    for slip in view.slips:
        show(f"  moved     {slip.before_text} to {slip.after_text or 'no date'}: {slip.reason}")
    show(f"  colour    {explain.task_colour(tracker.read, row, view.colour)}")
    show(f"Evidence, {counted(len(view.standing_notes()), 'note')}")
    for n in view.notes:
        day = shown_date(n.date, n.date_precision, n.date_text) or "undated"
        old = " (corrected since)" if n.uid in view.corrected else ""
        show(f"  {day}  said by {n.said_by or 'not stated'}{old}")
        for line in n.text.splitlines():
            show(f"    {line}")
    show("Sign-off")
    for s in view.signoffs:
        day = shown_date(s.date, "day", s.date_text) or "undated"
        verdict = verdict_words(s, view.as_at)
        gone = f"  REVOKED: {s.revoked}" if s.revoked else ""
        show(f"  {SIGN_STAGES[s.stage]}  {day}  {s.by or s.by_text or 'no name'}  {verdict}  [{s.uid[:8]}]{gone}")
        if s.override:
            show(f"    signed against the rule ({s.override})")
        if s.comment:
            show(f"    {s.comment}")
        for found in view.since(s):
            show(f"    since: {difference_words(found)}")
    for line in also_words(view.sources):
        show(f"  also in the file  {line}")
    for p in view.promises:
        state = f"met {p.met_on}" if p.met_on else "not met yet"
        show(f"  promised by {p.who or 'somebody'} until {p.due_on}: {p.text}  [{p.uid[:8]}]  {state}")


def _area_whole(tracker: Tracker, uid: str) -> dict[str, Any]:
    from tui_tracker.actions.send_out import explain
    from tui_tracker.domain.records import to_data
    from tui_tracker.domain.wording import area_story, closing_words, milestone_words, opinion_words, problem_words

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
        "story": area_story(view.row.area, read.today, view.row.counts.tasks - view.row.counts.complete),
        "closing": closing_words(view.row.area, read.today, view.row.counts.tasks - view.row.counts.complete),
        "problems": [to_data(p) for p in view.life.problems],
        "milestones": [
            {**to_data(m), "words": milestone_words(m, read.today, view.life.milestones)} for m in view.life.milestones
        ],
        "opinions": [to_data(o) for o in view.life.opinions],
        "in_words": {
            "problem": [problem_words(p) for p in view.life.problems],
            "opinion": [opinion_words(o) for o in view.life.opinions],
        },
        "old_refs": list(view.old_refs),
        "sources": [cell for s in view.sources for cell in s.cells],
        "also": [cell for s in view.sources for cell in s.also],
        "history": _history(tracker, uid),
    }


def _show_area(data: dict[str, Any]) -> None:
    show(f"{data['ref']}  {data['title']}")
    show(f"{data['plan']} › {data['pillar'] or 'no pillar'}   {data['rag_because']}")
    for name in ("owner", "target_text", "deadline_text", "withdrawn"):
        if data[name]:
            show(f"  {name.removesuffix('_text'):<10}{data[name]}")
    if data["finding"] and data["finding"] != data["title"]:
        show(f"  finding   {data['finding']}")
    for name, text in {"headline": data["headline"], **data["story"]}.items():
        if text:
            show(f"  {name:<10} {text}")
    for name, said in (
        ("opinion", data["in_words"]["opinion"]),
        ("milestone", [m["words"] for m in data["milestones"]]),
        ("problem", data["in_words"]["problem"]),
    ):
        for number, words in enumerate(said, 1):
            show(f"  {name} {number}: {words}")
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


@click.command("evidence")
@click.argument("query", nargs=-1)
@reading
def evidence_command(query: tuple[str, ...], as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """All evidence notes, newest first, of the tasks that a filter shows."""
    from tui_tracker.domain.views import shown_date

    with looking(as_at) as tracker:
        rows = tracker.read.notes(" ".join(query), plan=plan_uid(tracker, of_plan))
        if as_json:
            show_json(
                [
                    {
                        "uid": r.note.uid, "ref": r.ref, "date": r.note.date.isoformat() if r.note.date else None, "by": r.note.said_by,
                        "entered": r.note.entered_at, "entered_by": r.note.entered_by, "text": r.note.text, "has_proof": r.has_proof,
                    }
                    for r in rows
                ]
            )  # fmt: skip
            return
        for r in rows:
            day = shown_date(r.note.date, r.note.date_precision, r.note.date_text) or "undated"
            show(f"{r.ref}  {day}  {r.note.said_by or 'not stated'}")
            for line in r.note.text.splitlines():
                show(f"    {line}")
        say(counted(len(rows), "note"))


@click.command("history")
@click.argument("ref", required=False)
@click.option("--limit", type=int, help="How many, newest first.")
@reading
def history_command(ref: str | None, limit: int | None, as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """The journal: who changed what, when and why."""
    with looking(as_at) as tracker:
        uid = tracker.resolve(ref, plan=plan_uid(tracker, of_plan)).uid if ref else None
        if as_json:
            show_json(_history(tracker, uid, limit))
            return
        from tui_tracker.domain.dates import local_zone

        for e in tracker.read.history(uid, limit):
            why = f": {e.reason}" if e.reason else ""
            show(f"{e.number:>5}  {e.when}  {e.by}  {e.verb} {e.subject}{why}{e.marks(tracker.clock.today())}")
        say(f"Times are this machine's ({local_zone()}).")


@click.command("info")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def info_command(as_json: bool) -> int:
    """Where everything is."""
    from tui_tracker.actions.keep.backups import whereabouts

    code = 0
    data = whereabouts(my_places())
    if my_places().plan.is_file():
        try:
            with looking() as tracker:
                data = tracker.keeping.info()
        except PlanFileError as error:  # where the backups lie is asked for when the plan cannot be opened
            say(f"tui-tracker: {error}")
            code = error.exit_code
    if as_json:
        show_json(data)
        return code
    for name, value in data.items():
        show(f"{name.replace('_', ' '):<16}{', '.join(value) if isinstance(value, list) else value}")
    return code
