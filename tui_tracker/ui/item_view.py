"""One agenda item, large enough to be read from the back of the room."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tracker.actions.meetings.meetings import MeetingActions
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain import dates
from tui_tracker.domain.meeting import Item, said
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Action, Decision
from tui_tracker.domain.signoff import SIGN_STAGES
from tui_tracker.domain.views import AreaRow, AreaView, TaskView, shown_date, target_words
from tui_tracker.domain.wording import verdict_words
from tui_tracker.ui.letters import can_write, large, width_of
from tui_tracker.ui.lines import Line, Row, fit, pad, plain, wrap
from tui_tracker.ui.marks import Marks

_MOST_NOTES = 3
_MOST_FINDINGS = 2


def rows(t: Tracker, item: Item, said_so_far: Sequence[Decision], width: int, height: int, signs: Marks) -> list[Row]:
    """The item as rows: its reference large, what it says, who and when, what was said last, what is wrong with it."""
    if item.kind == "task":
        made = _task(t, item, t.read.task(item.uid), width, height, signs)
    elif item.kind == "area":
        made = _area(item, t.read.area(item.uid), width, height, signs)
    else:
        made = _action(t.meetings, item, t.action_log.get(item.uid), t, width, height, signs)
    decided = [[("  " + line, "accent")] for d in said_so_far for line in wrap(f"{said(d)}", width - 6)]
    return [
        *made,
        *([Row([]), Row([("  Said here", "foreground bold")])] if decided else []),
        *(Row(line) for line in decided),
    ]


def scale_for(ref: str, width: int, height: int) -> int:
    """How large a reference may stand: 2 on a projector, 1 on a wide terminal, 0 on a small one."""
    for scale, wide, tall, share in ((2, 130, 50, 0.85), (1, 70, 34, 0.82)):
        if width >= wide and height >= tall and width_of(ref, scale) <= width * share:
            return scale
    return 0


def _head(ref: str, facts: list[Line], width: int, height: int, signs: Marks) -> list[Row]:
    """The reference in large letters, the facts beside it or, when there is no room, below."""
    scale = scale_for(ref, width, height)
    picture = large(ref, signs, scale)
    plainly = not can_write(ref) or signs.kind == "ascii"
    taken = len(ref) if plainly else width_of(ref, scale)
    widest = max((sum(len(text) for text, _ in line) for line in facts), default=0)
    if plainly:
        picture = [ref]
    if taken + 8 + widest > width:
        below = [Row([("    ", "muted"), *line]) for line in facts]
        return [*(Row([("    " + line, "accent bold")]) for line in picture), *([Row([])] if scale else []), *below]
    made = []
    for i in range(max(len(picture), len(facts))):
        left = pad("    " + (picture[i] if i < len(picture) else ""), taken + 10)
        made.append(Row([(left, "accent bold"), *(facts[i] if i < len(facts) else [])]))
    return made


def _statement(text: str, below: str, width: int, height: int) -> list[Row]:
    gap = [Row([])] if height >= 34 else []
    return [
        Row([]), *gap, *(Row([("    " + line, "foreground bold")]) for line in wrap(text, width - 8)), *(Row([("    " + line, "muted")]) for line in wrap(below, width - 8)),
        Row([]), *gap,
    ]  # fmt: skip


def _why(item: Item) -> list[Line]:
    return [[(plain(item.why), "muted")]] if item.why and not item.why.endswith("past date") else []


def _task(t: Tracker, item: Item, view: TaskView, width: int, height: int, signs: Marks) -> list[Row]:
    row, progress = view.row, Progress(view.task.progress)
    facts: list[Line] = [[(f"{signs.progress[progress]} {WORDS[progress].word}", f"{progress.value} bold")]]
    if row.overdue_days:
        facts.append([(f"! {row.overdue_days:,} day{'s' if row.overdue_days != 1 else ''} past date", "pastdate")])
    due = f"due {view.due_words()}"
    if view.slips:
        times = {1: "once", 2: "twice"}.get(len(view.slips), f"{len(view.slips)} times")
        due += f", first {view.slips[0].before_text}, moved {times}"
    facts.append([(due, "muted")])
    if row.changed:
        facts.append([("changed since it was signed", "changed")])
    facts += _why(item)
    owner = view.task.assigned_to or "no owner"
    waits = f", waits on {view.task.waiting_on}" if view.task.waiting_on else ""
    below = f"{row.pillar or row.plan}, {owner}{waits}"
    if view.task.title and view.task.title != view.area.title:
        below += f"\n{view.area.ref}: {view.area.title}"
    made = [
        Row([]),
        *_head(row.ref, facts, width, height, signs),
        *_statement(view.task.title or view.area.title, below, width, height),
    ]
    return [*made, *_signed(view, width), *_notes(view, width, signs), *_findings(t, item.uid, width)]


def _signed(view: TaskView, width: int) -> list[Row]:
    entries = [e for e in view.signoffs if e.revoked is None][-2:]
    made = []
    for e in entries:
        verdict = verdict_words(e, view.as_at)
        words = f"{SIGN_STAGES[e.stage]} {dates.short(e.date) if e.date else 'undated'}, {e.by or 'nobody named'}: {verdict}"
        text = words + (f". {' '.join(e.comment.split())}" if e.comment else "")
        made += [Row([("    " + line, "accent")]) for line in wrap(text, width - 8)[:2]]
    return [*made, Row([])] if made else []


def _notes(view: TaskView, width: int, signs: Marks) -> list[Row]:
    notes = sorted(
        view.standing_notes(), key=lambda n: ((n.date or n.date.min).isoformat() if n.date else "", n.position)
    )
    made: list[Row] = []
    for note in reversed(notes[-_MOST_NOTES:]):
        day = shown_date(note.date, note.date_precision, note.date_text) or "undated"
        made.append(Row([(f"    {signs.pipe} ", "rule"), (f"{day}  {plain(note.said_by or 'not stated')}", "muted")]))
        made += [
            Row([(f"    {signs.pipe} ", "rule"), (line, "foreground")]) for line in wrap(note.text, width - 10)[:6]
        ]
        made.append(Row([]))
    if len(notes) > _MOST_NOTES:
        made.append(Row([(f"    and {len(notes) - _MOST_NOTES} earlier; ⟦open⟧ shows them", "faint")]))
    return made or [Row([("    nothing said yet", "faint")])]


def _findings(t: Tracker, uid: str, width: int) -> list[Row]:
    found = t.checks.at(uid)[:_MOST_FINDINGS]
    return [
        Row([("    " + fit(f"{f.rule} {f.message}", width - 8), "behind_target" if f.severity == "error" else "faint")])
        for f in found
    ]


def _area(item: Item, view: AreaView, width: int, height: int, signs: Marks) -> list[Row]:
    row: AreaRow = view.row
    area, counts = row.area, row.counts
    style = f"{row.colour.letter} bold" if row.colour.letter in "GARB" else "muted"
    target = target_words(area)
    facts: list[Line] = [
        [(f"{row.colour.letter} {row.colour.word}", style)],
        [(f"{counts.complete} of {counts.tasks} tasks complete" + (f", {counts.overdue} past date" if counts.overdue else ""), "foreground")],
        [(f"target {target or 'not stated'}", "muted")],
        *_why(item),
    ]  # fmt: skip
    below = f"{row.pillar or row.plan}, {area.owner or 'no owner'}"
    if area.closed_on is not None:
        below += f", closed {dates.short(area.closed_on)}"
    made = [Row([]), *_head(area.ref, facts, width, height, signs), *_statement(area.title, below, width, height)]
    for r in view.tasks:
        if r.withdrawn is None:
            late = f"  !{r.overdue_days}d" if r.overdue_days else ""
            made.append(
                Row([("    " + signs.progress[r.progress] + " ", r.progress), (fit(f"{r.ref.removeprefix(r.area + '/')} {r.title or area.title}", width - 20), "foreground"), (late, "pastdate")])
            )  # fmt: skip
    return made


def _action(
    meetings: MeetingActions, item: Item, found: Action, t: Tracker, width: int, height: int, signs: Marks
) -> list[Row]:
    days = (t.read.today - found.due_on).days if found.due_on and found.closed_on is None else 0
    facts: list[Line] = [[("escalation" if found.action_kind == "escalation" else "action", "foreground bold")]]
    if days > 0:
        facts.append([(f"! {days:,} day{'s' if days != 1 else ''} past date", "pastdate")])
    facts.append([(f"by {dates.short(found.due_on)}" if found.due_on else "no date", "muted")])
    if found.closed_on is not None:
        facts.append([(f"{'dropped' if found.dropped else 'done'} {dates.short(found.closed_on)}", "complete")])
    about = t.action_log.ref(found)
    below = f"{found.owner}" + (f", about {about}" if about else "") + f", given {dates.short(found.raised_on)}"
    return [
        Row([]),
        *_head(f"No.{found.number}", facts, width, height, signs),
        *_statement(found.text, below, width, height),
    ]
