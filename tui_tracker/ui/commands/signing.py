"""Sign-off: QA and sampling, of one task or of all that are marked, and promises to look again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS
from tui_tracker.errors import RefusedError
from tui_tracker.ui import forms
from tui_tracker.ui.commands.registry import TASK, THIS_TASK, command, writes
from tui_tracker.ui.commands.when import signable

if TYPE_CHECKING:
    from tui_tracker.actions.evidence.signoffs import Request
    from tui_tracker.ui.desk import Desk


_SIGN_KEYS = {"1": "close", "2": "follow_up", "3": "not_yet"}
_SIGN_WORDS = {"1": "close", "2": "close with follow-up", "3": "not yet"}


@command(
    "task.sign",
    "s",
    "sign",
    "record the sign-off that is due",
    where=TASK,
    group=THIS_TASK,
    shown=True,
    for_marks=True,
    works=signable,
)
def sign(desk: Desk) -> None:
    uids = desk.chosen()
    if len(uids) > 1:
        _sign_many(desk, uids)
        return
    uid = uids[0]
    stage = desk.tracker.signoffs.due(uid)
    view = desk.read.task(uid)
    desk.choose(
        f"{SIGN_STAGES[stage]} of {view.row.ref}: {view.task.title or view.area.title}",
        _SIGN_WORDS,
        lambda key: _sign_form(desk, uid, stage, _SIGN_KEYS[key]),
        about=uid,
    )


@command(
    "signoff.settle",
    "",
    "settle a verdict",
    "which verdict an entry was that a file brought without one",
    where=TASK,
    group=THIS_TASK,
    works=writes,
)
def settle(desk: Desk) -> None:
    """Give the first imported entry of the task a verdict: the phrase is shown, nothing is preset."""
    waiting = desk.tracker.signoffs.unsettled(desk.task_uid())
    if not waiting:
        raise RefusedError("No entry here waits for a verdict.")
    first = waiting[0]
    found = first.suggestion
    phrase = ""
    if found is not None:
        meant = VERDICTS[found.verdict] if found.verdict else "not an approval; leave it"
        phrase = f"\n“{found.phrase}” suggests: {meant}"
    desk.choose(
        f"{SIGN_STAGES[first.entry.stage]} of {first.ref}, {first.entry.by}: which verdict was this?",
        _SIGN_WORDS,
        lambda key: desk.say(desk.done(desk.tracker.signoffs.settle({first.entry.uid: _SIGN_KEYS[key]}))),
        (first.entry.comment or "(no comment)") + phrase,
    )


def _sign_many(desk: Desk, uids: list[str]) -> None:
    """One sign-off for all that are marked: asked once, one change."""
    signoffs = desk.tracker.signoffs
    due = {uid: signoffs.due(uid) for uid in uids}
    stage = due[uids[0]]
    if len(set(due.values())) > 1:
        waits = {s: [u for u in uids if due[u] == s] for s in SIGN_STAGES}
        raise RefusedError(
            f"{len(waits['qa'])} of them wait for QA and {len(waits['sampling'])} for sampling; mark those of one stage."
        )
    owners = {desk.tracker.tasks.get(uid)[1].owner or "" for uid in uids}
    signer = desk.tracker.me if stage == "sampling" else owners.pop() if len(owners) == 1 else ""

    def ask(key: str) -> None:
        verdict = _SIGN_KEYS[key]
        form = forms.sign_many(desk.several(uids), stage, verdict, signer, desk.read.today)
        desk.fill_in(form, lambda v: desk.done(signoffs.sign_many(uids, _request(stage, verdict, v))))

    desk.choose(f"{SIGN_STAGES[stage]} of {desk.several(uids)}", _SIGN_WORDS, ask)


def _request(stage: str, verdict: str, values: dict[str, str]) -> Request:
    """The sign-off that a form gave."""
    from tui_tracker.actions.evidence.signoffs import Request

    retest = values.get("retest", "").strip().casefold() == "yes"
    return Request(
        stage, verdict, values["by"], values["date"], values["comment"], values["received"], values.get("override"),
        values.get("look_again"), retest,
    )  # fmt: skip


def _sign_form(desk: Desk, uid: str, stage: str, verdict: str) -> None:
    view = desk.read.task(uid)
    signoffs = desk.tracker.signoffs
    back = signoffs.put_back_words(uid) if verdict == "not_yet" and view.task.progress == "complete" else ""

    def submit(values: dict[str, str]) -> str:
        request = _request(stage, verdict, values)
        said = f"Signed by {request.by}. {desk.done(signoffs.sign(uid, request))}"
        return f"{back}  {said}" if back else said

    signer = desk.tracker.me if stage == "sampling" else (view.area.owner or "")
    desk.fill_in(forms.sign(view, stage, verdict, signer, desk.read.today), submit)


@command("promise.meet", "K", "kept", "a promise to look again was kept", where=TASK, group=THIS_TASK)
def promise_meet(desk: Desk) -> None:
    uid = desk.task_uid()
    found = [p for p in desk.read.task(uid).promises if p.met_on is None]
    if not found:
        raise RefusedError("Nothing promised on this task is open.")
    promise = found[0]
    form = forms.met(promise, desk.tracker.tasks.ref(uid), desk.read.today)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.signoffs.meet(promise.uid, v["how"], on=v["on"])))


@command("promise.new", "", "promise", "note a promise to look again", where=TASK, group=THIS_TASK)
def promise_new(desk: Desk) -> None:
    uid = desk.task_uid()
    form = forms.promise(desk.tracker.tasks.ref(uid), desk.read.today)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.signoffs.promise(uid, v["text"], by=v["by"], who=v["who"])))
