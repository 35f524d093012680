"""Sign-off: what is ready for QA, ready to sample, sent back, changed, or imported without a verdict."""

from __future__ import annotations

from tui_tracker.domain.progress import Progress
from tui_tracker.domain.query import TO_SAMPLE
from tui_tracker.domain.views import TaskRow
from tui_tracker.ui import detail
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import signing
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Line, Row, pad, ref_room
from tui_tracker.ui.lines import ref as fit_ref
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_QUEUES = (
    ("ready for QA", "is:ready"),
    ("complete, no QA", "is:unsigned"),
    ("ready to sample", TO_SAMPLE),
    ("sent back", "is:sent-back"),
    ("drawn to sample", "is:drawn"),
    ("changed since", "is:changed"),
    ("look again", "is:promised"),
    ("no verdict", "is:unsettled"),
)


class SignOffScreen(TrackerScreen):
    """Queues, one at a time; s signs what the cursor stands on."""

    name_ = "signoff"
    tab = "signoff"
    own_commands = ("task.sign", "open", "view.next")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._queue = 0
        self._tasks: list[TaskRow] = []
        self._refs = 9

    def crumbs(self) -> str:
        name = _QUEUES[self._queue][0]
        return f"Sign-off › {name[0].upper()}{name[1:]}"

    def selected(self) -> tuple[str, str] | None:
        row = self.canvas.current()
        return ("task", row.key) if row is not None and row.key else None

    def build(self, width: int, height: int) -> Page:
        counts = [len(self.read.task_ids(q, plan=self.host.plan_uid)) for _, q in _QUEUES]
        self._tasks = self.read.task_rows(self.read.task_ids(_QUEUES[self._queue][1], plan=self.host.plan_uid))
        lines: list[Builder] = [Builder().add("  ")]
        for i, (name, _) in enumerate(_QUEUES):
            if i and i % (3 if width < 100 else 4) == 0:
                lines.append(Builder().add("  "))
            on = i == self._queue
            lines[-1].add(pad(str(counts[i]), 4, right=True), "foreground bold" if counts[i] else "faint")
            lines[-1].add(f" {name}", "accent bold underline" if on else "muted").add(" " * max(1, 18 - len(name)))
        head: list[Line] = [[], *[b.line for b in lines], []]
        self._refs = ref_room(r.ref for r in self._tasks)
        rows = [self._row(r, width - (45 if width >= 110 else 0)) for r in self._tasks]
        return Page(head=head, body=Rows(rows), side_width=44 if width >= 110 else 0)

    def _row(self, r: TaskRow, width: int) -> Row:
        marked = f"{self.host.signs.bullet} " if r.uid in self.host.marked else "  "
        made = (
            Builder()
            .add(marked, "accent bold")
            .add(fit_ref(r.ref, self._refs) + " ", "foreground", door=Place("task", r.uid))
        )
        made.add(self.host.signs.progress[r.progress] + " ", r.progress)
        made.add(pad(r.title or r.area_title, max(10, width - 43 - self._refs)) + " ", "foreground").add(
            pad(r.assigned_to or "no owner", 16) + " ", "muted"
        )
        made.add(f"Q{self.host.signs.verdict(r.qa)} S{self.host.signs.verdict(r.sampling)} ", "muted")
        proof = f"{r.note_count} note{'s' if r.note_count > 1 else ''}" if r.note_count else "no notes"
        made.add(pad(proof if not r.changed else "changed", 9), "changed" if r.changed else "muted")
        return made.row(key=r.uid)

    def moved(self) -> None:
        page, row = self.canvas.page, self.canvas.current()
        if page.side_width:
            page.side = (
                detail.peek_task(self.read.task(row.key), page.side_width, self.canvas.body_height, self.host.signs)
                if row and row.key
                else []
            )
            self.canvas.refresh()

    def shown_tasks(self) -> list[str]:
        return [r.uid for r in self._tasks]

    def hint(self) -> str:
        if not self._tasks:
            return "Nothing in this queue. ⟦view.next⟧ shows the next one."
        return "⟦task.sign⟧ signs, ⟦open⟧ opens, ⟦view.next⟧ shows the next queue."

    def next_list(self) -> None:
        self._queue = (self._queue + 1) % len(_QUEUES)
        self.canvas.cursor, self.canvas.top = -1, 0
        self.reload()

    @own("signoff.sign", "task.sign", "sign", "record the sign-off that is due, and show the next", where="signoff")
    def sign_here(self) -> None:
        if _QUEUES[self._queue][1] == "is:unsettled":
            self._settle()
        else:
            signing.sign(self)

    def _settle(self) -> None:
        """Give the first imported entry of the task a verdict: the phrase is shown, nothing is preset."""
        from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS

        kind, uid = self.selected() or ("", "")
        waiting = self.tracker.signoffs.unsettled(uid) if kind else []
        if not waiting:
            self.say("No entry here waits for a verdict.", bad=True)
            return
        first = waiting[0]
        found = first.suggestion
        phrase = ""
        if found is not None:
            phrase = f"\n“{found.phrase}” suggests: {VERDICTS[found.verdict] if found.verdict else 'not an approval; leave it'}"
        verdicts = {"1": "close", "2": "follow_up", "3": "not_yet"}
        self.choose(
            f"{SIGN_STAGES[first.entry.stage]} of {first.ref}, {first.entry.by}: which verdict was this?",
            {"1": "close", "2": "close with follow-up", "3": "not yet"},
            lambda key: self.say(self.done(self.tracker.signoffs.settle({first.entry.uid: verdicts[key]}))),
            (first.entry.comment or "(no comment)") + phrase,
        )

    def explain(self) -> None:
        row = self.canvas.current()
        task = next((t for t in self._tasks if row is not None and t.uid == row.key), None)
        if task is not None:
            done = "reported complete" if task.progress == Progress.COMPLETE else "not reported complete"
            said = f" Changed since sign-off: {', '.join(task.changed)}." if task.changed else ""
            self.say(f"{task.ref}: {done}; QA {task.qa or 'none'}, sampling {task.sampling or 'none'}.{said}")


SCREEN = SignOffScreen
