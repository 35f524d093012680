"""What the commands do: one method a command of the registry, the same on every screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.actions import recent
from tui_tracker.domain import dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS
from tui_tracker.domain.views import shown_date
from tui_tracker.errors import RefusedError, TrackerError, UsageError
from tui_tracker.paths import typed
from tui_tracker.settings import THEMES
from tui_tracker.ui import forms
from tui_tracker.ui.screens.action_verbs import ActionVerbs
from tui_tracker.ui.screens.assurance_verbs import AssuranceVerbs
from tui_tracker.ui.screens.find_verbs import FindVerbs
from tui_tracker.ui.screens.paper_verbs import PaperVerbs
from tui_tracker.ui.screens.station_verbs import StationVerbs

if TYPE_CHECKING:
    from tui_tracker.actions.signoffs import Request

_MOST_NAMED = 6
_SIGN_KEYS = {"1": "close", "2": "follow_up", "3": "not_yet"}
_SIGN_WORDS = {"1": "close", "2": "close with follow-up", "3": "not yet"}


class Verbs(AssuranceVerbs, ActionVerbs, StationVerbs, PaperVerbs, FindVerbs):
    """Mixed into every screen; the screen says what is selected."""

    # -- screens

    def do_go_summary(self) -> None:
        self.go("summary")

    def do_go_register(self) -> None:
        self.go("register")

    def do_go_evidence(self) -> None:
        self.go("evidence")

    def do_go_signoff(self) -> None:
        self.go("signoff")

    def do_go_checks(self) -> None:
        self.go("checks")

    def do_go_meeting(self) -> None:
        self.go("sitting" if self.t.tracker.meetings.running() else "meeting")

    def do_go_actions(self) -> None:
        self.go("actions")

    def do_go_returns(self) -> None:
        self.go("returns")

    def do_go_charts(self) -> None:
        self.go("charts")

    def do_go_snapshots(self) -> None:
        self.go("snapshots")

    def do_go_more(self) -> None:
        self.go("more")

    # -- moving

    def do_move_down(self) -> None:
        self.canvas.move(1)

    def do_move_up(self) -> None:
        self.canvas.move(-1)

    def do_move_left(self) -> None:
        self.canvas.move_door(-1)

    def do_move_right(self) -> None:
        self.canvas.move_door(1)

    def do_move_page_down(self) -> None:
        self.canvas.move(self.canvas.body_height - 1)

    def do_move_page_up(self) -> None:
        self.canvas.move(1 - self.canvas.body_height)

    def do_move_first(self) -> None:
        self.canvas.first()

    def do_move_last(self) -> None:
        self.canvas.last()

    def do_open(self) -> None:
        target = self.canvas.target()
        if target is not None:
            self.open(target)

    def do_back(self) -> None:
        if not self.t.step(-1):
            self.say("This is the first place; ⟦quit⟧ closes the app.")

    def do_history_back(self) -> None:
        if not self.t.step(-1):
            raise RefusedError("There is no place before this one.")

    def do_history_forward(self) -> None:
        if not self.t.step(1):
            raise RefusedError("There is no place after this one.")

    # -- looking

    def do_view_tally(self) -> None:
        self.go("tally", "owner", self.here.query if self.name_ in ("register", "tally") else "")

    def do_view_peek(self) -> None:
        self.say("There is nothing to peek at here.")

    def do_view_sort(self) -> None:
        self.say("This list has one order.")

    def do_view_next(self) -> None:
        self.say("This screen has one list.")

    def do_view_plan(self) -> None:
        plans = self.read.plans()
        uids = [None, *(p.uid for p in plans)]
        current = self.t.plan_uid if self.t.plan_uid in uids else None
        self.t.plan_uid = uids[(uids.index(current) + 1) % len(uids)]
        for screen in self.t._screens_by_name.values():
            screen.stale = True
        self.reload()
        self.say(
            "All plans."
            if self.t.plan_uid is None
            else f"Only {next(p.name for p in plans if p.uid == self.t.plan_uid)}."
        )

    def do_view_as_at(self) -> None:
        if self.t.past_day is not None:
            self.t.look_back(None)
            self.say("The plan as it is today.")
            return
        self.ask("the plan as it was on (a date)", "", self._as_at_typed)

    def _as_at_typed(self, text: str, done: bool) -> None:
        if done and text.strip():
            day = dates.parse(text, today=self.t._live.clock.today(), lean="past").due
            self.t.look_back(day)
            self.say(f"The plan as it was on {dates.long(day)}, read-only. ⟦view.as-at⟧ again shows it as it is.")

    def do_view_explain(self) -> None:
        self.say("Stand on an area, a task or a number: its colour and count are explained from there.")

    def do_view_theme(self) -> None:
        now = THEMES.index(self.t.user_settings.theme)
        name = THEMES[(now + 1) % len(THEMES)]
        self.t.set_theme(name)
        self.say(f"Theme: {name}.")

    # -- a task

    def _progress(self, progress: Progress) -> None:
        uids = self.chosen()
        applied = self.t.tracker.tasks.set_progress(uids, progress.value)
        verb = "is" if len(uids) == 1 else "are"
        mark = self.t.signs.progress[progress.value]
        self.say(f"{applied.change.subject} {verb} {mark} {WORDS[progress].word} now.  ⟦edit.undo⟧ takes it back")

    def do_task_complete(self) -> None:
        self._progress(Progress.COMPLETE)

    def do_task_on_target(self) -> None:
        self._progress(Progress.ON_TARGET)

    def do_task_behind(self) -> None:
        self._progress(Progress.BEHIND_TARGET)

    def do_task_ongoing(self) -> None:
        self._progress(Progress.ONGOING)

    def do_task_not_started(self) -> None:
        self._progress(Progress.NOT_STARTED)

    def do_task_ready(self) -> None:
        uids = self.chosen()
        applied = self.t.tracker.tasks.ready(uids)
        verb, waits = ("is", "waits") if len(uids) == 1 else ("are", "wait")
        self.say(f"{applied.change.subject} {verb} reported complete and {waits} for QA.  ⟦edit.undo⟧ takes it back")

    def do_task_defer(self) -> None:
        uids = self.chosen()

        def submit(values: dict[str, str]) -> str:
            if not values["because"].strip():
                raise UsageError("Deferring wants a reason.")
            if not values["until"].strip():
                raise UsageError("Deferring wants a date to come back to.")
            return self.done(self.t.tracker.tasks.defer(uids, values["until"], values["because"]))

        self.fill_in(forms.defer(*self._named(uids), self.read.today), submit)

    def _named(self, uids: list[str]) -> tuple[str, str, str]:
        """What a form is about: its heading, the name of its draft, and how often its date has moved."""
        if len(uids) > 1:
            return self._several(uids), "marked", ""
        task, area = self.t.tracker.tasks.get(uids[0])
        return forms.heading(task, area), task.uid, self._moves(uids[0])

    def do_task_wait(self) -> None:
        uids = self.chosen()
        task, area = self.t.tracker.tasks.get(uids[0])
        form = (
            forms.wait(task, area, self.read.today)
            if len(uids) == 1
            else forms.wait_many(self._several(uids), self.read.today)
        )
        self.fill_in(form, lambda v: self.done(self.t.tracker.tasks.wait(uids, v["body"], v["chase"])))

    def do_task_move_date(self) -> None:
        uids = self.chosen()

        def submit(values: dict[str, str]) -> str:
            return self.done(self.t.tracker.tasks.save_many(uids, {"due": values["due"]}, reason=values["because"]))

        task = self.t.tracker.tasks.get(uids[0])[0]
        now = shown_date(task.due, task.due_precision, task.due_text) or "not stated"
        if len(uids) > 1:
            days = {t.due for t, _ in map(self.t.tracker.tasks.get, uids)}
            now = now if len(days) == 1 else f"{len(days)} different dates"
        self.fill_in(forms.move_date(*self._named(uids), self.read.today, now), submit)

    def _moves(self, uid: str) -> str:
        slips = self.read.task(uid).slips
        if not slips:
            return ""
        return f"first {slips[0].before_text}, moved {len(slips)} time{'s' if len(slips) > 1 else ''} so far"

    def do_task_note(self) -> None:
        uid, *also = self.chosen()
        task, area = self.t.tracker.tasks.get(uid)

        def submit(values: dict[str, str]) -> str:
            links, files = self.proof(values["proof"])
            points = self.t.user_settings.attachments == "reference"
            applied = self.t.tracker.notes.add(
                uid, values["text"], date=values["date"], said_by=values["said_by"], links=links, files=files, reference=points,
                also=also,
            )  # fmt: skip
            return self.done(applied)

        about = f"{self._several([uid, *also])}: one note that serves them all" if also else forms.heading(task, area)
        said_by = "" if also else task.assigned_to or ""
        self.fill_in(forms.note(about, "marked" if also else uid, said_by, self.read.today), submit)

    def _several(self, uids: list[str]) -> str:
        """``3 marked tasks: AFI1/T1, AFI1/T2, AFI2/T1``."""
        named = [self.t.tracker.tasks.ref(uid) for uid in uids[:_MOST_NAMED]]
        more = f" and {len(uids) - _MOST_NAMED} more" if len(uids) > _MOST_NAMED else ""
        return f"{len(uids)} marked tasks: {', '.join(named)}{more}"

    def do_task_sign(self) -> None:
        uids = self.chosen()
        if len(uids) > 1:
            self._sign_many(uids)
            return
        uid = uids[0]
        stage = self.t.tracker.signoffs.due(uid)
        view = self.read.task(uid)
        self.choose(
            f"{SIGN_STAGES[stage]} of {view.row.ref}: {view.task.title or view.area.title}",
            _SIGN_WORDS,
            lambda key: self._sign_form(uid, stage, _SIGN_KEYS[key]),
            forms.last_said(view),
        )

    def _sign_many(self, uids: list[str]) -> None:
        """One sign-off for all that are marked: asked once, one change."""
        signoffs = self.t.tracker.signoffs
        due = {uid: signoffs.due(uid) for uid in uids}
        stage = due[uids[0]]
        if len(set(due.values())) > 1:
            waits = {s: [u for u in uids if due[u] == s] for s in SIGN_STAGES}
            raise RefusedError(
                f"{len(waits['qa'])} of them wait for QA and {len(waits['sampling'])} for sampling; mark those of one stage."
            )
        owners = {self.t.tracker.tasks.get(uid)[1].owner or "" for uid in uids}
        signer = self.t.tracker.me if stage == "sampling" else owners.pop() if len(owners) == 1 else ""

        def ask(key: str) -> None:
            verdict = _SIGN_KEYS[key]
            form = forms.sign_many(self._several(uids), stage, verdict, signer, self.read.today)
            self.fill_in(form, lambda v: self.done(signoffs.sign_many(uids, self._request(stage, verdict, v))))

        self.choose(f"{SIGN_STAGES[stage]} of {self._several(uids)}", _SIGN_WORDS, ask)

    @staticmethod
    def _request(stage: str, verdict: str, values: dict[str, str]) -> Request:
        """The sign-off that a form gave."""
        from tui_tracker.actions.signoffs import Request

        retest = values.get("retest", "").strip().casefold() == "yes"
        return Request(
            stage, verdict, values["by"], values["date"], values["comment"], values["received"], values.get("override"),
            values.get("look_again"), retest,
        )  # fmt: skip

    def _sign_form(self, uid: str, stage: str, verdict: str) -> None:
        view = self.read.task(uid)
        signoffs = self.t.tracker.signoffs
        back = signoffs.put_back_words(uid) if verdict == "not_yet" and view.task.progress == "complete" else ""

        def submit(values: dict[str, str]) -> str:
            said = self.done(signoffs.sign(uid, self._request(stage, verdict, values)))
            return f"{back}  {said}" if back else said

        signer = self.t.tracker.me if stage == "sampling" else (view.area.owner or "")
        self.fill_in(forms.sign(view, stage, verdict, signer, self.read.today), submit)

    def do_promise_meet(self) -> None:
        uid = self._task_uid()
        found = [p for p in self.read.task(uid).promises if p.met_on is None]
        if not found:
            raise RefusedError("Nothing promised on this task is open.")
        promise = found[0]
        form = forms.met(promise, self.t.tracker.tasks.ref(uid), self.read.today)
        self.fill_in(form, lambda v: self.done(self.t.tracker.signoffs.meet(promise.uid, v["how"], on=v["on"])))

    def do_sample_draw(self) -> None:
        def submit(values: dict[str, str]) -> str:
            if not values["count"].strip().isdigit():
                raise UsageError("How many? Give a number, such as 5.")
            applied = self.t.tracker.sampling.draw(int(values["count"]))
            assert applied is not None  # a draw with a new number is always new
            picked = ", ".join(p["ref"] for p in self.t.tracker.sampling.draws()[0].picked)
            return f"{self.done(applied)} {picked}; the queue “drawn to sample” on Sign-off (⟦go.signoff⟧) holds them."

        self.fill_in(
            forms.one_line("Draw tasks for sampling, weighted to risk", "count", "how many", "draw", value="5"), submit
        )

    def do_promise_new(self) -> None:
        uid = self._task_uid()
        form = forms.promise(self.t.tracker.tasks.ref(uid), self.read.today)
        self.fill_in(
            form, lambda v: self.done(self.t.tracker.signoffs.promise(uid, v["text"], by=v["by"], who=v["who"]))
        )

    # -- records

    def do_record_edit(self) -> None:
        marked = self.marked_here()
        if len(marked) > 1:
            save = self.t.tracker.many.save
            form = forms.edit_many(self._several(marked), self.read.today)
            self.fill_in(form, lambda v: self.done(save(marked, forms.typed(v), reason=v.get("reason"))))
            return
        kind, uid = self.selected() or ("", "")
        if kind == "task":
            task, area = self.t.tracker.tasks.get(uid)
            form = forms.edit_task(task, area, self.read.today)
            self.fill_in(form, lambda v: self._saved(self.t.tracker.tasks.save, uid, v))
        elif kind == "area":
            area = self.t.tracker.areas.get(uid)
            form = forms.edit_area(area, self.read.today)
            self.fill_in(form, lambda v: self._saved(self.t.tracker.areas.save, uid, v))
        else:
            raise UsageError("The cursor stands on nothing that has fields.")

    # -- taking back

    def do_edit_undo(self) -> None:
        applied = self.t.tracker.history.undo()
        self.say(
            f"{applied.change.verb.replace('undid: ', 'Undone: ')} {applied.change.subject}.  ⟦edit.redo⟧ brings it back"
        )

    def do_edit_redo(self) -> None:
        applied = self.t.tracker.history.redo()
        self.say(
            f"{applied.change.verb.replace('redid: ', 'Done again: ')} {applied.change.subject}.  ⟦edit.undo⟧ takes it back"
        )

    # -- the plan

    def do_plan_import(self) -> None:
        """The folder of the file read in last, else the home folder."""
        lately = recent.recent(self.t.tracker.places)
        self.go("browsing", str(lately[0].parent) if lately else str(Path.home()))

    def do_plan_new(self) -> None:
        self._new_plan("A new, empty plan", questions=False)

    def do_plan_questions(self) -> None:
        self._new_plan("A new plan with an area for each of the eleven inspection questions", questions=True)

    def _new_plan(self, title: str, *, questions: bool) -> None:
        form = forms.one_line(title, "name", "its name, such as Improvement plan 2026", "start")

        def submit(values: dict[str, str]) -> str:
            said = self.done(self.t.tracker.structure.new_plan(values["name"], questions=questions))
            self.t.call_later(self.ask_schemes)
            return said

        self.fill_in(form, submit)

    def do_plan_backup(self) -> None:
        t = self.t.tracker
        form = forms.one_line(
            "Back up everything into one zip",
            "file",
            "the zip to write",
            "back up",
            value=f"tui_tracker-backup-{self.read.today}.zip",
        )
        self.fill_in(form, lambda v: f"Written: {t.keeping.backup(typed(v['file'])).resolve()}")

    def do_plan_verify(self) -> None:
        found = self.t.tracker.history.verify()
        if found.faults:
            raise TrackerError(f"{len(found.faults)} faults: {found.faults[0]}")
        more = f" and {len(found.pointed) - 1} more" if len(found.pointed) > 1 else ""
        gone = f"  But {found.pointed[0]}{more}." if found.pointed else ""
        self.say(f"{found.entries} journal entries, every row agrees. Head {found.head[:16]}…{gone}")

    def do_me(self) -> None:
        def submit(values: dict[str, str]) -> str:
            if not values["me"].strip():
                raise UsageError("Give your name or role; it stands on everything you enter.")
            self.t.keep_settings(me=values["me"].strip(), service=values["service"].strip())
            return f"You are {values['me'].strip()}."

        self.fill_in(forms.who(self.t.user_settings.me, self.t.user_settings.service), submit)

    # -- help

    def do_help(self) -> None:
        from tui_tracker.ui.dialogs.help import HelpDialog

        with_task = (self.selected() or ("", ""))[0] == "task"
        self.show(HelpDialog(self.name_, self.keys, with_task=with_task, note=self.keyed(self._barred())))

    def _barred(self) -> str:
        """Why the sign-off key is barred here, when it is."""
        kind, uid = self.selected() or ("", "")
        if kind != "task":
            return ""
        try:
            stage = self.t.tracker.signoffs.due(uid)
        except TrackerError as error:
            return f"⟦task.sign⟧ is barred here: {error}"
        return f"⟦task.sign⟧ records {SIGN_STAGES[stage]} here: {', '.join(VERDICTS.values())}."

    def do_palette(self) -> None:
        self.t.action_command_palette()

    def do_quit(self) -> None:
        self.t.leave(0)
