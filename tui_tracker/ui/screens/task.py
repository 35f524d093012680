"""One task: its fields, sign-offs and the evidence timeline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tui_tracker.domain import dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.views import TaskView
from tui_tracker.errors import UsageError
from tui_tracker.ui import detail
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import set_right, steps
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Line, Row, beside, wrap
from tui_tracker.ui.screens.base import TrackerScreen


class TaskScreen(TrackerScreen):
    """Enter on a note corrects it; Enter on a sign-off says more and offers what can be done with it."""

    name_ = "task"
    tab = "register"
    narrows_itself = True
    own_commands = ("record.edit", "task.note", "task.sign")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._view: TaskView | None = None
        self._history = False

    def place_name(self) -> str:
        if self._view is None:
            return "Task"
        return self._view.row.ref + (" history" if self._history else "")

    def selected(self) -> tuple[str, str] | None:
        return ("task", self.here.subject) if self.here.subject else None

    def build(self, width: int, height: int) -> Page:
        view = self._view = self.read.task(self.here.subject)
        signs = self.host.signs
        head: list[Line] = []
        if self.narrow:
            view, kept, of = _only(view, self.narrow)
            head = [self.narrow_line(kept, of)]
        if self._history:
            return Page(body=Rows([Row([]), *detail.facts(view, width, signs), Row([]), *self._journal(width)]))
        if width >= 76:
            half = 44 if width < 100 else min(60, width // 2 - 2)
            half = max(36, min(half, width // 2))
            left = [
                *detail.facts(view, half, signs),
                *detail.task_links(view, half),
                *detail.steps(view, half, signs),
                Row([]),
                *detail.signoffs(view, half),
            ]
            right = detail.evidence(view, width - half, signs)
            return Page(head=head, body=Rows([Row([]), *beside(left, right, half)]))
        rows = [
            Row([]),
            *detail.facts(view, width, signs),
            *detail.steps(view, width, signs),
            Row([]),
            *detail.signoffs(view, width),
            Row([]),
            *detail.evidence(view, width, signs),
        ]
        return Page(head=head, body=Rows(rows))

    def _journal(self, width: int) -> list[Row]:
        made = [Row([("  History", "foreground bold"), ("   ⟦view.next⟧ shows the evidence again", "muted")])]
        today = self.tracker.clock.today()
        for e in self.read.history(self.here.subject):
            text = f"{e.when}  {e.by}  {e.verb} {e.subject}" + (f": {e.reason}" if e.reason else "") + e.marks(today)
            style = "faint" if e.undone else "foreground"
            made += [Row([("  " + line, style)]) for line in wrap(text, width - 4)]
        return made

    def next_list(self) -> None:
        self._history = not self._history
        self.reload()

    def explain(self) -> None:
        view = self._view
        if view is None:
            return
        from tui_tracker.actions.send_out import explain

        word = WORDS[Progress(view.task.progress)].word
        read = view.task.progress_text or view.task.progress_from
        cell = (
            "the colour of its cell"
            if view.task.progress_from == "fill" and not view.task.progress_text
            else f"“{read}”"
        )
        came = f" “{word}” was read from {cell}." if view.task.progress_from else ""
        self.say(explain.task_colour(self.read, view.row, view.colour) + came)

    def open(self, target: Any) -> None:
        if isinstance(target, tuple) and target[0] == "note":
            self._correct(target[1])
        elif isinstance(target, tuple) and target[0] == "signoff":
            self._signoff(target[1])
        elif isinstance(target, tuple) and target[0] == "step":
            steps.step_here(self, self.here.subject, target[1])
        else:
            super().open(target)

    def _correct(self, uid: str) -> None:
        assert self._view is not None
        note = next(n for n in self._view.notes if n.uid == uid)
        if uid in self._view.corrected:
            self.say("That note has been corrected; its old text stays as it was.", bad=True)
            return
        set_right.correct_note(self, note)

    def _signoff(self, uid: str) -> None:
        assert self._view is not None
        entry = next(e for e in self._view.signoffs if e.uid == uid)
        choices = {}
        if entry.verdict is None:
            choices = {"1": "verdict: close", "2": "verdict: close with follow-up", "3": "verdict: not yet"}
        if entry.revoked is None:
            choices["4"] = "revoke it, with a reason"
        day = dates.long(entry.date) if entry.date else entry.date_text or "undated"
        text = f"{entry.by or entry.by_text or 'no name'}, {day}\n{entry.comment or '(no comment)'}"
        if entry.revoked:
            text += f"\nRevoked: {entry.revoked}"
        verdicts = {"1": "close", "2": "follow_up", "3": "not_yet"}

        def chosen(key: str) -> None:
            if key == "4":
                set_right.revoke_form(self, uid)
            else:
                self.say(self.done(self.tracker.signoffs.settle({uid: verdicts[key]})))

        self.choose(
            f"{entry.stage.upper() if entry.stage == 'qa' else 'Sampling'} of {self._view.row.ref}",
            choices,
            chosen,
            text,
        )

    def arrive(self, place: Any) -> None:
        if place.subject != self.here.subject:
            self._history = False
        super().arrive(place)
        if not place.subject:
            raise UsageError("No task was named.")


def _only(view: TaskView, words: str) -> tuple[TaskView, int, int]:
    """The task with those notes alone that hold every word; how many those are, and of how many."""
    wanted = words.casefold().split()
    notes = tuple(n for n in view.notes if all(w in f"{n.text} {n.said_by or ''}".casefold() for w in wanted))
    return replace(view, notes=notes), len(notes), len(view.notes)


SCREEN = TaskScreen
