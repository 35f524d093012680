"""Sign-off in two stages: what an entry is worth, what is due next, and who may sign it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from tui_tracker.domain.people import Register
from tui_tracker.domain.records import Note, Person, SignOff, Task
from tui_tracker.frozen import dataclass


class Stage(StrEnum):
    """Where a task stands; it follows from its records and is never typed."""

    OPEN = "open"
    READY = "ready"
    SENT_BACK = "sent_back"
    QA = "qa"
    SAMPLED = "sampled"


STAGE_WORDS = {
    Stage.OPEN: "open",
    Stage.READY: "ready for QA",
    Stage.SENT_BACK: "sent back",
    Stage.QA: "QA'd",
    Stage.SAMPLED: "sampled",
}
SIGN_STAGES = {"qa": "QA", "sampling": "sampling"}
VERDICTS = {"close": "close", "follow_up": "close with follow-up", "not_yet": "not yet"}
RECEIVED = ("meeting", "e-mail", "in person")


def is_whole(entry: SignOff, as_at: date) -> bool:
    """Whether an entry counts: not revoked, date, name and comment all there, and dated by ``as_at``.

    A verdict of *close* needs no comment, so an entry made here without one is whole.
    """
    if entry.revoked is not None or entry.date is None or entry.date > as_at or not entry.by:
        return False
    return bool(entry.comment) or not entry.imported


def latest(entries: Iterable[SignOff], stage: str, as_at: date) -> SignOff | None:
    """The last whole entry of a stage."""
    whole = [e for e in entries if e.stage == stage and is_whole(e, as_at)]
    return max(whole, key=lambda e: (e.position, e.uid)) if whole else None


def stage_of(task: Task, entries: Sequence[SignOff], as_at: date) -> Stage:
    """Where the task stands: the last whole entry decides, unless it is marked ready again after being sent back."""
    qa, sampling = latest(entries, "qa", as_at), latest(entries, "sampling", as_at)
    ready = task.ready_on is not None and task.ready_on <= as_at
    last = max((e for e in (qa, sampling) if e), key=lambda e: (e.position, e.uid), default=None)
    if last is not None and last.verdict == "not_yet":
        return Stage.READY if ready else Stage.SENT_BACK
    if qa is None:
        return Stage.READY if ready else Stage.OPEN
    if sampling is not None and sampling.verdict != "not_yet" and _order(sampling) > _order(qa):
        return Stage.SAMPLED
    return Stage.QA


def _order(entry: SignOff) -> int:
    return entry.position


def sampled_after(entries: Iterable[SignOff], as_at: date) -> bool:
    """Whether the last QA has been sampled since: a sampling from before QA looked again says nothing of what QA saw."""
    listed = list(entries)
    qa, sampling = latest(listed, "qa", as_at), latest(listed, "sampling", as_at)
    return qa is not None and sampling is not None and _order(sampling) > _order(qa)


@dataclass(frozen=True)
class Bar:
    """Why somebody may not sign: the rule in words, and which person it is about."""

    rule: str
    sentence: str


def may_qa(register: Register, persons: Iterable[Person], owner: str | None) -> set[str]:
    """Who may QA an area's tasks: its owner and those the register names as the owner's deputies, by identity.

    Empty when nobody has placed the owner on the register: then nothing is known, and nobody is barred.
    """
    listed = list(persons)
    owners = register.people(owner) & {p.uid for p in listed}
    if not owners:
        return set()
    return owners | {p.uid for p in listed if p.deputy_for and register.people(p.deputy_for) & owners}


@dataclass(frozen=True)
class Around:
    """Who has to do with a task besides what is on it: its area's ``owner``, who was assigned to it ``formerly``, the register's people."""

    owner: str | None = None
    formerly: Sequence[str] = ()
    persons: Sequence[Person] = ()


def who_may_sign(
    register: Register,
    task: Task,
    notes: Sequence[Note],
    entries: Sequence[SignOff],
    stage: str,
    signer: str,
    around: Around = Around(),  # noqa: B008  # frozen
) -> Bar | None:
    """None when ``signer`` may sign ``stage``, else the rule that bars them.

    The assignee (also a former one), the QA signer and the sampler are three people, and nobody signs who *said* evidence on the
    task: of an imported note, where its author is on the people register; a guessed initial bars nobody. Who merely entered it is
    free. QA is the area owner's or a deputy's, once the register knows the owner; sampling is nobody's of these, also of an owner whom
    nobody has placed. People are compared through the register.
    """
    them = register.people(signer)
    rules = (
        _bar_of_doing(register, task, around.formerly, them, signer),
        _bar_of_signing(register, entries, stage, them, signer),
        _bar_of_saying(register, notes, around.persons, them, signer),
        _bar_of_owning(register, around, stage, them, signer),
    )
    bar = next((b for b in rules if b is not None), None)
    return (
        Bar(bar.rule, f"{bar.sentence}, so somebody else signs its {SIGN_STAGES[stage]}") if bar is not None else None
    )


def _bar_of_doing(register: Register, task: Task, formerly: Sequence[str], them: set[str], signer: str) -> Bar | None:
    if them & register.people(task.assigned_to):
        return Bar("assignee", f"{signer} is assigned this task ({task.assigned_to})")
    held = next((name for name in formerly if them & register.people(name)), None)
    return Bar("former assignee", f"{signer} was assigned this task before ({held})") if held is not None else None


def _bar_of_signing(
    register: Register, entries: Sequence[SignOff], stage: str, them: set[str], signer: str
) -> Bar | None:
    other = "sampling" if stage == "qa" else "qa"
    signed = any(e.stage == other and e.revoked is None and them & register.people(e.by) for e in entries)
    return Bar("two stages", f"{signer} signed the {SIGN_STAGES[other]} of this task") if signed else None


def _bar_of_saying(
    register: Register, notes: Sequence[Note], persons: Sequence[Person], them: set[str], signer: str
) -> Bar | None:
    known = {p.uid for p in persons}
    for note in notes:
        authors = register.people(note.said_by)
        if note.origin != "typed":
            authors &= known
        if them & authors:
            day = f" of {note.date:%d %b %Y}" if note.date else ""
            return Bar("evidence", f"{signer} said the note{day} on this task")
    return None


def _bar_of_owning(register: Register, around: Around, stage: str, them: set[str], signer: str) -> Bar | None:
    allowed = may_qa(register, around.persons, around.owner)
    if stage == "qa" and allowed and not them & allowed:
        return Bar("owner", f"{signer} is neither the area's owner ({around.owner}) nor a named deputy")
    if stage == "sampling" and them & (allowed | register.people(around.owner)):
        return Bar("owner samples", f"{signer} is the area's owner ({around.owner}) or a named deputy")
    return None
