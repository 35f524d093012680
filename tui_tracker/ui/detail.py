"""What is shown of one task or area, as lines: for its own screen and for the pane beside a list."""

from __future__ import annotations

from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Note, SignOff
from tui_tracker.domain.signoff import SIGN_STAGES, STAGE_WORDS, VERDICTS
from tui_tracker.domain.views import AreaRow, TaskView, deadline_words, difference_words, shown_date, target_words
from tui_tracker.domain.wording import also_words, note_marks, steps_done, ticked_words
from tui_tracker.ui.lines import Builder, Line, Row, crop, fit, length, plain, wrap
from tui_tracker.ui.marks import Marks


def facts(view: TaskView, width: int, signs: Marks) -> list[Row]:
    """The task's own fields."""
    row, task = view.row, view.task
    made = [Row([("  " + line, "foreground bold")]) for line in wrap(task.title or view.area.title, width - 4)]
    of = f"{view.area.title.rstrip('.')}, {row.pillar or 'no pillar'}"
    made += [Row([("  " + line, "muted")]) for line in wrap(of, width - 4)[:3]]
    made.append(Row([]))
    progress = Progress(task.progress)
    made.append(_fact("progress", f"{signs.progress[progress]} {WORDS[progress].word}", progress.value))
    made.append(_fact("stage", STAGE_WORDS[row.stage], "foreground"))
    if row.changed:
        for line in wrap(f"changed since: {', '.join(row.changed)}", max(10, width - 14)):
            made.append(_fact("", line, "changed"))
    made += _wrapped("owner", task.assigned_to or "not stated", width)
    made += _wrapped("due", view.due_words(), width)
    if row.overdue_days:
        made.append(_fact("", f"! {dates.counted(row.overdue_days)} past", "pastdate"))
    if view.slips:
        times = {1: "once", 2: "twice"}.get(len(view.slips), f"{len(view.slips)} times")
        for line in wrap(f"first {view.slips[0].before_text}, moved {times}", max(10, width - 14)):
            made.append(_fact("", line, "muted"))
    waits = (
        f"{task.waiting_on}, chased {dates.short(task.chase_on) if task.chase_on else 'on no day'}"
        if task.waiting_on
        else None
    )
    for name, value in (
        ("waits on", waits),
        ("station", task.station),
        ("stations", ticked_words(view.ticks)),
        ("tied", "; ".join(view.ties)),
        ("withdrawn", task.withdrawn),
        ("once", ", ".join(view.old_refs)),
    ):
        if value:
            made += _wrapped(name, value, width)
    return [*made, *_as_written(view, width)]


def _as_written(view: TaskView, width: int) -> list[Row]:
    """The work to be done, and what the file said beside the fields."""
    made = [Row([]), *_wrapped("work", view.task.work, width, most=8)] if view.task.work else []
    if also := also_words(view.sources):
        made += [Row([]), Row([("  Also in the file", "foreground bold")])]
        made += [Row([("    " + line, "muted")]) for said in also for line in wrap(said, max(20, width - 6))[:4]]
    return made


def steps(view: TaskView, width: int, signs: Marks) -> list[Row]:
    """Steps inside the task, each with its own mark; each can be stood on."""
    if not view.steps:
        return []
    made = [Row([]), Row([("  Steps", "foreground bold"), (f"   {steps_done(view.steps)}", "muted")])]
    for number, step in enumerate(view.steps, 1):
        lines = wrap(step.text, max(10, width - 9))
        head = Builder().add(f"  {number:>2} ", "muted", door=("step", number))
        head.add(f"{signs.progress[step.progress]} ", step.progress).add(lines[0] if lines else "", "foreground")
        made.append(head.row(key=step.uid))
        made += [Row([("       " + line, "foreground")]) for line in lines[1:3]]
    return made


def _fact(name: str, value: str, style: str) -> Row:
    return Row([(f"  {name:<10}", "muted"), (plain(value), style)])


def _wrapped(name: str, value: str, width: int, most: int = 3) -> list[Row]:
    lines = wrap(value, max(10, width - 14))
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(lines[most - 1], max(4, width - 16)).rstrip() + "…"]
    return [_fact(name if i == 0 else "", line, "foreground") for i, line in enumerate(lines)]


def signoffs(view: TaskView, width: int) -> list[Row]:
    """Both stages with their rounds; each can be stood on."""
    made = [Row([("  Sign-off", "foreground bold")])]
    for entry in view.signoffs:
        made.append(_signoff(entry, width))
        if entry.comment:
            said = wrap(entry.comment, max(10, width - 14))
            made += [Row([("            " + line, "faint" if entry.revoked else "muted")]) for line in said[:3]]
        for found in view.since(entry):
            said = wrap(f"since: {difference_words(found)}", max(10, width - 14))
            made += [Row([("            " + line, "changed")]) for line in said[:4]]
    for promise in view.promises:
        state = (
            f"met {dates.short(promise.met_on)}"
            if promise.met_on
            else f"to be looked at again by {dates.short(promise.due_on)}"
        )
        made += [
            Row([("    " + line, "changed" if promise.met_on is None else "muted")])
            for line in wrap(f"{state}: {promise.text}", max(20, width - 6))[:3]
        ]
    if not view.signoffs:
        made.append(Row([("  none yet", "faint")]))
    return made


def _signoff(entry: SignOff, width: int) -> Row:
    day = shown_date(entry.date, "day", entry.date_text) or "undated"
    verdict = VERDICTS[entry.verdict] if entry.verdict else "no verdict"
    style = {"close": "complete", "follow_up": "on_target", "not_yet": "behind_target"}.get(
        entry.verdict or "", "muted"
    )
    if entry.revoked:
        verdict, style = "revoked", "faint"
    made = Builder().add("  ").add(f"{SIGN_STAGES[entry.stage]:<9}", "muted", door=("signoff", entry.uid))
    made.add(fit(day, 10) + " ", "foreground").add(verdict, style).add(
        f"  {plain(entry.by or entry.by_text or 'no name')}", "muted"
    )
    if entry.retest:
        made.add("  re-test", "accent")
    if entry.override:
        made.add("  against the rule", "pastdate")
    return Row(crop(made.line, width), tuple(made.doors), key=entry.uid)


def evidence(view: TaskView, width: int, signs: Marks, *, doors: bool = True) -> list[Row]:
    """The timeline, newest first, each sign-off a rule across it; what was said after it is marked at the edge."""
    count = len(view.standing_notes())
    made = [Row([("  Evidence", "foreground bold"), (f"   {count} note{'s' if count != 1 else ''}", "muted")]), Row([])]
    sealed = [e for e in view.signoffs if e.date and not e.revoked and e.verdict]
    items: list[tuple[tuple[object, ...], Note | SignOff]] = []
    for n in view.notes:
        items.append((((n.date or date.min).isoformat(), 0, n.position), n))
    for e in sealed:
        items.append((((e.date or date.min).isoformat(), 1, e.position), e))
    seen = {uid for e in sealed for uid in (e.looked_at or {}).get("notes", {})}
    for _, item in sorted(items, key=lambda i: i[0], reverse=True):
        if isinstance(item, Note):
            new = bool(sealed) and item.uid not in seen
            made += _note(view, item, width, signs, new, doors)
        else:
            day = dates.short(item.date) if item.date else ""
            words = f" {SIGN_STAGES[item.stage]}: {VERDICTS[item.verdict or 'close']}, {day}, {item.by} "
            made.append(Row([("  " + signs.rule * 2 + fit(words, min(width - 6, len(words))), "accent")]))
            made.append(Row([]))
    if not view.notes:
        made.append(Row([("  nothing said yet; ⟦task.note⟧ adds a note", "faint")]))
    return made


def _note(view: TaskView, note: Note, width: int, signs: Marks, new: bool, doors: bool) -> list[Row]:
    day = shown_date(note.date, note.date_precision, note.date_text) or "undated"
    gone = note.uid in view.corrected
    edge = "changed" if new and not gone else "rule"
    head = Builder().add("  ").add(f"{signs.bullet} ", edge)
    head.add(fit(day, 10) + " ", "faint" if gone else "foreground", door=("note", note.uid) if doors else None)
    head.add(plain(note.said_by or "not stated"), "muted")
    if gone:
        head.add("  corrected since", "faint")
    elif note.origin == "typed" and note.entered_by and note.entered_by != note.said_by:
        words = f"  entered by {plain(note.entered_by)}"
        if length(head.line) + len(words) <= width:
            head.add(words, "faint")
    made = [head.row(key=note.uid)]
    marks = note_marks(note, view.as_at) if not gone else []
    if marks:
        style = "pastdate" if any(m.startswith("expired") for m in marks) else "faint"
        made.append(Row([("  " + signs.pipe + " ", edge), (fit(", ".join(marks), width - 6), style)]))
    for line in wrap(note.text, max(10, width - 6)):
        made.append(Row([("  " + signs.pipe + " ", edge), (line, "faint" if gone else "foreground")]))
    for proof in [link.target or link.label or "" for link in view.links if link.note == note.uid] + [
        a.name + (f" (pointed to at {a.path})" if a.path else "") for a in view.attachments if a.note == note.uid
    ]:
        made.append(Row([("  " + signs.pipe + " ", edge), (fit("→ " + proof, width - 6), "accent")]))
    made.append(Row([]))
    return made


def task_links(view: TaskView, width: int) -> list[Row]:
    """Links that the paper gave for the task as a whole."""
    made = []
    for link in view.links:
        if link.note is None:
            label = link.label or ""
            target = f" → {link.target}" if link.target else ""
            made.append(Row([("  link      ", "muted"), (fit(label + target, max(8, width - 14)), "faint")]))
    return made


def peek_task(view: TaskView, width: int, signs: Marks) -> list[Line]:
    """A task whole, in the pane that shows what the cursor stands on."""
    rows = [
        Row([(f"  {view.row.ref}", "foreground bold")]),
        *facts(view, width, signs),
        *steps(view, width, signs),
        Row([]),
    ]
    rows += [*signoffs(view, width), Row([]), *evidence(view, width, signs, doors=False)]
    return [r.line for r in rows]


def judged_task(view: TaskView, width: int, signs: Marks) -> list[Line]:
    """A task as somebody judges it beside a form: what was said and signed comes before its fields."""
    row, progress = view.row, Progress(view.task.progress)
    title = wrap(f"{row.ref}  {view.task.title or view.area.title}", width - 4)
    rows = [Row([("  " + line, "foreground bold")]) for line in title]
    rows.append(
        Row(
            [
                (f"  {signs.progress[progress]} {WORDS[progress].word}", progress.value),
                (f", {STAGE_WORDS[row.stage]}", "muted"),
            ]
        )
    )
    rows += [Row([]), *evidence(view, width, signs, doors=False), *signoffs(view, width), Row([])]
    return [r.line for r in (*rows, *facts(view, width, signs), *steps(view, width, signs))]


def peek_area(row: AreaRow, width: int, signs: Marks) -> list[Line]:
    """An area in the pane: its statement, dates and counts."""
    area = row.area
    lines: list[Line] = [[(f"  {area.ref}", "foreground bold")]]
    lines += [[("  " + line, "foreground")] for line in wrap(area.title, width - 4)]
    lines += [[], *[r.line for r in _wrapped("owner", area.owner or "not stated", width)]]
    target = target_words(area)
    deadline = deadline_words(area)
    lines.append(_fact("target", target or "not stated", "foreground").line)
    if deadline:
        lines.append(_fact("inspector", deadline, "foreground").line)
    style = row.colour.letter if row.colour.letter in "GARB" else "muted"
    lines.append(_fact("RAG", f"{row.colour.letter} {row.colour.word}", style).line)
    lines += [[("            " + line, "muted")] for line in wrap(row.colour.rule, width - 14)]
    lines.append([])
    for p in Progress:
        n = row.counts.of(p)
        if n:
            lines.append([("  " + f"{n:>4} ", "foreground"), (f"{signs.progress[p.value]} {WORDS[p].word}", p.value)])
    if row.counts.overdue:
        lines.append([("  " + f"{row.counts.overdue:>4} ", "foreground"), ("! past date", "pastdate")])
    return lines
