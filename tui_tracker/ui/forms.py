"""The forms that commands ask with: which fields, what they hold at first, how they are read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from tui_tracker.domain import dates, refs, typed_dates
from tui_tracker.domain.inspection import needs_retest
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Area, Plan, Promise, Snapshot, Task
from tui_tracker.domain.signoff import RECEIVED, SIGN_STAGES, VERDICTS
from tui_tracker.domain.views import TaskView, deadline_words, shown_date, target_words
from tui_tracker.frozen import dataclass
from tui_tracker.ui.asking import Field, Form

NONE = "none"
_WORDS = tuple(w.word for w in WORDS.values())


def read_date(today: date, lean: Literal["future", "past"] = "future", *, words: str = "") -> Callable[[str], str]:
    """Reads a date back while it is typed; a value that already stands there is left alone."""

    def back(text: str) -> str:
        if words and text.strip() == words:
            return ""
        return dates.read_back(typed_dates.parse(text, today=today, lean=lean), today)

    return back


def heading(task: Task, area: Area) -> str:
    """``AFI11/T6  its title``."""
    return f"{refs.task_ref(area.ref, task.no)}  {task.title or area.title}"


def one_line(title: str, name: str, label: str, save: str, *, value: str = "") -> Form:
    return Form(title, (Field(name, label, value),), save=save)


def note(about: str, draft: str, said_by: str, today: date) -> Form:
    return Form(
        f"Note on {about}",
        (
            Field("text", "what was said or seen", lines=8),
            Field("date", "day of the evidence", hint="today if left blank", read_back=read_date(today, "past")),
            Field("said_by", "said by", said_by),
            Field("proof", "proof", lines=2, hint="a link, or the path of a file to keep; one a line"),
        ),
        save="keep the note",
        draft=f"note-{draft}",
    )


def correct_note(note_text: str, day: str, said_by: str, uid: str, today: date) -> Form:
    return Form(
        "Correct a note; the old text stays readable",
        (
            Field("text", "text", note_text, lines=10),
            Field("date", "day of the evidence", day, read_back=read_date(today, "past", words=day)),
            Field("said_by", "said by", said_by),
        ),
        save="correct",
        draft=f"correct-{uid}",
    )


def defer(about: str, draft: str, moves: str, today: date) -> Form:
    return Form(
        f"Defer {about}",
        (Field("until", "until", read_back=read_date(today)), Field("because", "because", lines=3)),
        save="defer",
        draft=f"defer-{draft}",
        says=moves,
    )


def wait(task: Task, area: Area, today: date) -> Form:
    return Form(
        f"Waiting on others: {heading(task, area)}",
        (
            Field("body", "waiting on", task.waiting_on or "", hint="the body outside; blank: it waits no more"),
            Field("chase", "chase on", dates.short(task.chase_on) if task.chase_on else "", read_back=read_date(today)),
        ),
        save="wait",
        draft=f"wait-{task.uid}",
    )


def wait_many(about: str, today: date) -> Form:
    return Form(
        f"Waiting on others: {about}",
        (
            Field("body", "waiting on", hint="the body outside; blank: they wait no more"),
            Field("chase", "chase on", read_back=read_date(today)),
        ),
        save="wait",
    )


def edit_many(about: str, today: date) -> Form:
    """Fields of several tasks at once: what is left blank stays as it is."""
    return Form(
        about,
        (
            Field("assigned_to", "assigned to"),
            Field("due", "due", read_back=read_date(today, words=NONE)),
            Field("station", "station"),
            Field("waiting_on", "waiting on", hint="the body outside"),
            Field("chase_on", "chase on", read_back=read_date(today, words=NONE)),
            Field("area_kind", "kind of their areas", hint="AFI, SII, recommendation, cause of concern, audit"),
            Field("reason", "reason", hint="needed when a date moves"),
        ),
        says=f"What is left blank stays as it is; “{NONE}” makes a field blank. One change, taken back by one undo.",
    )


def typed(values: dict[str, str]) -> dict[str, str]:
    """What was typed into :func:`edit_many`; a field that is to be blank is blank."""
    said = {k: v.strip() for k, v in values.items() if k != "reason" and v.strip()}
    return {k: "" if v.casefold() == NONE else v for k, v in said.items()}


def move_date(about: str, draft: str, moves: str, today: date, now: str) -> Form:
    return Form(
        f"Move the date of {about}",
        (Field("due", "new date", hint=f"now {now}", read_back=read_date(today)), Field("because", "because")),
        save="move",
        draft=f"move-{draft}",
        says=moves,
    )


def sign(view: TaskView, stage: str, verdict: str, signer: str, today: date) -> Form:
    return Form(
        f"{SIGN_STAGES[stage]} of {view.row.ref}: {VERDICTS[verdict]}",
        _entry(verdict, signer, today, retest=stage == "sampling" and needs_retest(view.area)),
        save="sign",
        draft=f"sign-{stage}-{view.task.uid}",
        says=last_said(view),
    )


def sign_many(about: str, stage: str, verdict: str, signer: str, today: date) -> Form:
    """One sign-off for several tasks: the same verdict, signer, day and comment for each."""
    return Form(f"{SIGN_STAGES[stage]}, {VERDICTS[verdict]}: {about}", _entry(verdict, signer, today), save="sign")


def _entry(verdict: str, signer: str, today: date, *, retest: bool = False) -> tuple[Field, ...]:
    """What is written into an entry of the given verdict; the day to look again only with a follow-up."""
    wants = "" if verdict == "close" else "needed: what is asked for"
    blank = "left blank: as the comment says, else in three months"
    tested = "yes: the control was tested again; high importance closes by it"
    return (
        Field("comment", "comment", lines=4, hint=wants),
        *(
            [Field("look_again", "look again by", hint=blank, read_back=read_date(today))]
            if verdict == "follow_up"
            else []
        ),
        Field("by", "signed by", signer),
        Field("date", "on", hint="today if left blank", read_back=read_date(today, "past")),
        Field("received", "received", hint="in a " + ", ".join(RECEIVED), value=""),
        *([Field("retest", "re-test", "no", hint=tested)] if retest else []),
        Field("override", "override", hint="the reason, where a rule bars the signer; it prints"),
    )


def met(promise: Promise, ref: str, today: date) -> Form:
    return Form(
        f"{ref}: looked at again",
        (
            Field("how", "what was seen", lines=3),
            Field("on", "on", hint="today if left blank", read_back=read_date(today, "past")),
        ),
        save="met",
        says=f"Promised by {promise.who or 'somebody'} until {dates.long(promise.due_on)}: {promise.text[:200]}",
    )


def promise(ref: str, today: date) -> Form:
    return Form(
        f"A promise on {ref}: it is not assured until it is met",
        (
            Field("text", "what will be looked at again"),
            Field("by", "by", read_back=read_date(today)),
            Field("who", "who promised"),
        ),
        save="keep",
    )


def last_said(view: TaskView) -> str:
    """What there is to look at, in a few lines."""
    notes = view.standing_notes()
    if not notes:
        return "No evidence note stands on this task."
    newest = max(notes, key=lambda n: (n.date or date.min, n.position))
    text = " ".join(newest.text.split())
    return f"{len(notes)} note{'s' if len(notes) > 1 else ''}; the newest: {text[:180]}{'…' if len(text) > 180 else ''}"


def edit_task(task: Task, area: Area, today: date) -> Form:
    due = shown_date(task.due, task.due_precision, task.due_text)
    return Form(
        heading(task, area),
        (
            Field("title", "title", task.title or ""),
            Field("assigned_to", "assigned to", task.assigned_to or ""),
            Field("due", "due", due, read_back=read_date(today, words=due)),
            Field("progress", "progress", WORDS[Progress(task.progress)].word, choices=_WORDS),
            Field("station", "station", task.station or ""),
            Field("work", "work to be done", task.work or "", lines=5),
            Field("reason", "reason", hint="needed when a date moves"),
        ),
        draft=f"task-{task.uid}",
    )


def edit_area(area: Area, today: date) -> Form:
    target = target_words(area)
    deadline = deadline_words(area)
    return Form(
        area.ref,
        (
            Field("title", "title", area.title),
            Field("owner", "owner", area.owner or ""),
            Field("target", "our target", target, read_back=read_date(today, words=target)),
            Field("deadline", "the inspectorate's date", deadline, read_back=read_date(today, words=deadline)),
            Field(
                "finding",
                "the inspector's words",
                area.finding or "",
                lines=5,
                hint="locked: changing them wants a reason",
            ),
            Field("headline", "headline", area.headline or "", hint="a sentence for the public"),
            Field("reason", "reason"),
        ),
        draft=f"area-{area.uid}",
    )


def area_story(area: Area) -> Form:
    """What an inspectorate looks for beside owner and dates."""
    return Form(
        f"{area.ref}: resources, effect, progress",
        (
            Field("resources", "resources needed", area.resources or "", lines=2),
            Field("effect", "expected effect", area.effect or "", lines=2),
            Field("summary", "summary of the finding", area.summary or "", lines=2),
            Field("comment", "progress in a paragraph", area.comment or "", lines=3),
            Field("headline", "headline for the public", area.headline or ""),
        ),
        draft=f"story-{area.uid}",
    )


def area_closing(area: Area, today: date) -> Form:
    def day(value: date | None) -> str:
        return dates.long(value) if value else ""

    return Form(
        f"{area.ref}: closing",
        (
            Field(
                "closed_on",
                "closed by a committee on",
                day(area.closed_on),
                read_back=read_date(today, "past", words=day(area.closed_on)),
            ),
            Field("closed_by", "its minute", area.closed_by or ""),
            Field(
                "told_on",
                "told the inspectorate on",
                day(area.told_on),
                read_back=read_date(today, "past", words=day(area.told_on)),
            ),
            Field("addressed", "addressed, in its own words", area.addressed or ""),
            Field("usual", "now business as usual with", area.usual or ""),
            Field(
                "embedded_on",
                "looked at again on",
                day(area.embedded_on),
                read_back=read_date(today, "past", words=day(area.embedded_on)),
            ),
            Field("embedded_measure", "the measure that it has stayed done", area.embedded_measure or "", lines=2),
        ),
        draft=f"closing-{area.uid}",
    )


def new_task(area: Area, today: date) -> Form:
    return Form(
        f"A new task in {area.ref}",
        (
            Field("title", "title"),
            Field("assigned_to", "assigned to"),
            Field("due", "due", read_back=read_date(today)),
            Field("work", "work to be done", lines=4),
        ),
        save="add",
        draft=f"new-task-{area.uid}",
    )


def split_area(area: Area) -> Form:
    return Form(
        f"Split {area.ref}: some of its tasks become an area of their own",
        (
            Field("tasks", "which tasks", hint="such as T3 T4"),
            Field("ref", "reference of the new area", hint="never used before"),
            Field("title", "title of the new area"),
        ),
        save="split",
        draft=f"split-{area.uid}",
    )


def new_area(plan: Plan) -> Form:
    return Form(
        f"A new area in {plan.name}",
        (
            Field("ref", "reference", hint="such as AFI14; never used twice"),
            Field("title", "title"),
            Field("pillar", "pillar", hint="Effectiveness, Efficiency, People, or the plan's own"),
            Field("owner", "owner"),
            Field("finding", "the inspector's words", lines=4),
        ),
        save="add",
        draft=f"new-area-{plan.uid}",
    )


def snapshot_name(today: date) -> str:
    """What a snapshot is called when nobody says."""
    return f"Snapshot of {dates.long(today)}"


ALL_PLANS = "all plans"


@dataclass(frozen=True)
class Covers:
    """What a paper would cover: a plan's name or all of them, a filter, and how to say how much that is."""

    plan: str
    query: str
    size: Callable[[str, str], str]

    def fields(self) -> tuple[Field, ...]:
        return (
            Field(
                "of",
                "covers",
                self.plan,
                hint=f"a plan of the file, or {ALL_PLANS}",
                read_back=lambda plan: self.size(plan, ""),
            ),
            Field(
                "only",
                "and of it only",
                self.query,
                hint="a filter; blank: all of it",
                read_back=lambda query: self.size("", query),
            ),
        )


def snapshot(today: date, covers: str) -> Form:
    return Form(
        "Take a snapshot: the plan as it stands, under a name",
        (
            Field("name", "name", hint=f"left blank: {snapshot_name(today)}"),
            Field("as_at", "as at", hint="today if left blank", read_back=read_date(today, "past")),
        ),
        save="take",
        says=f"A snapshot fixes {covers}. A plan or a filter is chosen when a paper is written of it.",
    )


def export(newest: str, today: date, covers: Covers) -> Form:
    return Form(
        "Write the plan to a file",
        (
            Field(
                "file",
                "file",
                f"plan-{today.isoformat()}.md",
                hint=".md .docx for papers, .xlsx .csv .ics, .json for everything",
            ),
            *covers.fields(),
            Field("snapshot", "of the snapshot", newest, hint="blank: the plan as it is now"),
            Field("evidence", "with evidence", "yes", hint="notes and sign-off comments; yes or no"),
            Field("internal", "inside only", "no", hint="yes: names as they are, no publication check"),
            Field("replace", "write over a file that is there", "no", hint="yes or no"),
        ),
        save="write",
    )


def into_theirs(today: date) -> Form:
    return Form(
        "A copy of the service's own workbook, brought up to date",
        (
            Field(
                "workbook",
                "their workbook",
                "",
                hint="the .xlsx or .xlsm that the plan was read from; it is never written",
            ),
            Field(
                "copy",
                "the copy",
                f"plan-{today.isoformat()}.xlsx",
                hint="progress, dates and notes go into the cells they were read from",
            ),
            Field("replace", "write over a file that is there", "no", hint="yes or no"),
        ),
        save="write",
    )


def report(kind: str, title: str, subject: str, moment: tuple[str, str], today: date, covers: Covers) -> Form:
    """What a paper asks; only what the kind needs. ``moment`` is what a movement paper compares: from, to."""
    named = {"closure": ("subject", "area", "such as AFI11"), "chaser": ("subject", "owner", "a person or a role"), "minute": ("subject", "meeting", "its board, or board and date; blank: the newest")}  # fmt: skip
    fields = [Field("file", "file", f"{kind}-{today.isoformat()}.md", hint=".md or .docx")]
    if kind in named:
        name, label, hint = named[kind]
        fields.insert(0, Field(name, label, subject, hint=hint))
    if kind not in ("closure", "minute"):
        fields += covers.fields()
    if kind == "movement":
        fields.append(Field("since", "from", moment[0], hint="a snapshot or a date"))
        fields.append(
            Field("snapshot", "to", "" if moment[1] == "now" else moment[1], hint="blank: the plan as it is now")
        )
    if kind == "committee":
        fields.append(Field("since", "compared with", "", hint="a snapshot or a date; blank: the snapshot before"))
        fields.append(Field("snapshot", "of the snapshot", "", hint="blank: the plan as it is now"))
        fields += [Field("meeting", "meeting"), Field("day", "date of the meeting")]
    if kind in ("committee", "closure", "minute"):
        fields.append(Field("template", "house template", hint="a .docx whose styles are used; blank for none"))
    if kind == "closure":
        fields.append(Field("files", "folder for the files", hint="blank: no files"))
        fields.append(Field("given_to", "given to", hint="for the log"))
    if kind in ("committee", "closure", "movement", "minute"):
        fields.append(Field("internal", "inside only", "no", hint="yes: names as they are, no publication check"))
    fields.append(Field("replace", "write over a file that is there", "no", hint="yes or no"))
    return Form(f"{title[:1].upper()}{title[1:]}", tuple(fields), save="write")


def who(me: str, service: str) -> Form:
    return Form(
        "Who are you?",
        (
            Field("me", "your name or role", me),
            Field("service", "your service", service, hint="for the head of papers"),
        ),
        says="It stands on everything you enter. What others say is kept under their names, not yours.",
        save="that is me",
    )


def outcome(found: Snapshot, today: date) -> Form:
    return Form(
        f"What became of {found.name}",
        (
            Field("presented_to", "presented to", found.presented_to or ""),
            Field("presented_on", "on", read_back=read_date(today, "past")),
            Field("outcome", "outcome", found.outcome or ""),
            Field("published_at", "published at", found.published_at or ""),
        ),
        save="record",
    )


def handover(leaver: str, today: date) -> Form:
    return Form(
        f"Hand over the open work of {leaver}",
        (Field("successor", "to whom"), Field("from_day", "from", "today", read_back=read_date(today))),
        save="hand over",
        says="Open tasks and areas get the new name; what was signed and said stays as it was.",
    )
