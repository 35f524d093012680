"""What was recorded wrongly, and people who come and go: reached from wherever one stands, by the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_tracker.domain import dates
from tui_tracker.domain.signoff import SIGN_STAGES
from tui_tracker.domain.views import shown_date
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.paths import typed
from tui_tracker.ui import forms, right_forms
from tui_tracker.ui.commands.registry import PLAN, SAY_MORE, TAKE_BACK, TASK, command, writes
from tui_tracker.ui.offered import Offer

if TYPE_CHECKING:
    from tui_tracker.domain.records import Note, SignOff
    from tui_tracker.ui.desk import Desk


@command(
    "note.correct",
    "",
    "correct a note",
    "a note of this task said anew; the old text stays",
    where=TASK,
    group=SAY_MORE,
    works=writes,
)
def correct(desk: Desk) -> None:
    uid = desk.task_uid()
    view = desk.read.task(uid)
    notes = {n.uid: n for n in view.notes if n.uid not in view.corrected}
    if not notes:
        raise UsageError(f"{view.row.ref} has no note to correct; ⟦task.note⟧ adds one.")
    offers = [Offer(n.uid, n.text.splitlines()[0] if n.text else "(blank)", _day(n)) for n in reversed(notes.values())]
    desk.pick(f"Correct which note of {view.row.ref}?", offers, lambda chosen: correct_note(desk, notes[chosen]))


def correct_note(desk: Desk, note: Note) -> None:
    """Open the form that corrects a note; saved as it stands, it changes nothing."""
    day, said_by = shown_date(note.date, note.date_precision, note.date_text), note.said_by or ""

    def submit(values: dict[str, str]) -> str:
        if (values["text"].strip(), values["date"], values["said_by"]) == (note.text.strip(), day, said_by):
            return "Nothing was changed."
        new_day = values["date"] if values["date"] != day else None
        return desk.done(desk.tracker.notes.correct(note.uid, values["text"], date=new_day, said_by=values["said_by"]))

    desk.fill_in(forms.correct_note(note.text, day, said_by, note.uid, desk.read.today), submit)


def _day(note: Note) -> str:
    return shown_date(note.date, note.date_precision, note.date_text) or "undated"


@command(
    "signoff.revoke",
    "",
    "revoke",
    "a sign-off of this task that was wrong; it stays readable",
    where=TASK,
    group=TAKE_BACK,
    works=writes,
)
def revoke(desk: Desk) -> None:
    view = desk.read.task(desk.task_uid())
    standing = [s for s in view.signoffs if s.revoked is None]
    if not standing:
        raise RefusedError(f"{view.row.ref} has no sign-off that stands, so there is none to revoke.")
    if len(standing) == 1:
        revoke_form(desk, standing[0].uid)
        return
    offers = [Offer(s.uid, f"{SIGN_STAGES[s.stage]} by {s.by or s.by_text or 'no name'}", _signed(s)) for s in standing]
    desk.pick(f"Revoke which sign-off of {view.row.ref}?", offers, partial(revoke_form, desk))


def _signed(entry: SignOff) -> str:
    return dates.long(entry.date) if entry.date else entry.date_text or "undated"


def revoke_form(desk: Desk, uid: str) -> None:
    """Ask why, and revoke a sign-off."""
    form = forms.one_line("Revoke a sign-off; it stays readable", "reason", "why", "revoke")
    desk.fill_in(form, lambda v: desk.done(desk.tracker.signoffs.revoke(uid, v["reason"])))


@command(
    "person.leaves",
    "",
    "handover of a leaver",
    "somebody leaves: who takes over what they have",
    group=PLAN,
    works=writes,
)
def leaves(desk: Desk) -> None:
    people = desk.tracker.people
    desk.fill_in(
        right_forms.leaves(desk.read.today),
        lambda v: desk.done(people.handover(v["who"], v["successor"], v["from_day"])),
    )


@command("person.spelling", "", "spelling", "two spellings in the register are one person", group=PLAN, works=writes)
def spelling(desk: Desk) -> None:
    people = desk.tracker.people
    desk.fill_in(right_forms.spelling(), lambda v: desk.done(people.alias(v["who"], [v["spelling"]])))


@command("person.deputy", "", "deputy", "who may sign QA for an area owner who is away", group=PLAN, works=writes)
def deputy(desk: Desk) -> None:
    people = desk.tracker.people
    desk.fill_in(right_forms.deputy(), lambda v: desk.done(people.describe(v["deputy"], deputy_for=v["owner"])))


@command(
    "person.describe", "", "department, assurance", "what the register knows of somebody", group=PLAN, works=writes
)
def described(desk: Desk) -> None:
    def submit(values: dict[str, str]) -> str:
        said = values["assurance"].strip().casefold()
        assurance = {"yes": True, "no": False}.get(said)
        made = desk.tracker.people.describe(
            values["who"], department=values["department"].strip() or None, assurance=assurance
        )
        return desk.done(made)

    desk.fill_in(right_forms.described(), submit)


@command("text.redact", "", "redact", "a text or a person erased everywhere, past undo", group=TAKE_BACK, works=writes)
def redact(desk: Desk) -> None:
    def submit(values: dict[str, str]) -> str:
        if values["sure"].strip().casefold() != "yes":
            raise RefusedError("Nothing was erased: “sure” is no.")
        applied, places, held = desk.tracker.history.redact(
            values["text"].strip() or None, person=values["who"].strip() or None, reason=values["reason"]
        )
        left = f"  Still held by {', '.join(h.what for h in held)}; nothing of these was changed." if held else ""
        return f"Redacted {applied.change.subject}, in {places} place{'s' if places != 1 else ''}.{left}"

    desk.fill_in(right_forms.redact(), submit)


@command("file.reconcile", "", "reconcile", "printed tables of a file against their own sums and this plan", group=PLAN)
def reconcile(desk: Desk) -> None:
    from tui_tracker.actions.send_out.reconcile import reconcile as compared

    def submit(values: dict[str, str]) -> str:
        found = compared(typed(values["file"].strip()), desk.tracker, desk.host.plan_uid)
        read = f"{len(found.tables)} table{'s' if len(found.tables) != 1 else ''} read"
        said = [d.sentence() for d in found.differences] + found.unmatched
        if not said:
            return f"{read}: {'every figure agrees' if found.tables else 'the file holds none'}."
        offers = [Offer(str(n), line) for n, line in enumerate(said)]
        desk.host.call_later(
            lambda: desk.pick(
                f"{read}; what does not agree", offers, lambda n: desk.say(said[int(n)]), foot="enter keep it in sight"
            )
        )
        return f"{read}; {len(said)} line{'s do' if len(said) != 1 else ' does'} not agree."

    desk.fill_in(right_forms.reconcile(), submit)
