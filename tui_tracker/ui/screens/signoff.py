"""Sign-off: what is ready for QA, ready to sample, sent back, changed, or imported without a verdict."""

from __future__ import annotations

from functools import partial

from tui_tracker.domain.progress import Progress
from tui_tracker.domain.query import TO_SAMPLE
from tui_tracker.domain.views import TaskRow
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import signing
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.commands.when import signable
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Line, Row, pad
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.task_list import TaskList

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
    of_plans = True
    tab = "signoff"
    peeks = True
    own_commands = ("task.sign", "open", "view.next")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._tasks: list[TaskRow] = []
        self._first = 0

    @property
    def _queue(self) -> int:
        """The queue that is shown: the one that was chosen, else the first that holds anything."""
        return next((n for n, (name, _) in enumerate(_QUEUES) if name == self.here.query), self._first)

    def place_name(self) -> str:
        return f"Sign-off: {_QUEUES[self._queue][0]}"

    def selected(self) -> tuple[str, str] | None:
        row = self.canvas.current()
        return ("task", row.key) if row is not None and row.key else None

    def build(self, width: int, height: int) -> Page:
        counts = [len(self.read.task_ids(q, plan=self.host.plan_uid)) for _, q in _QUEUES]
        if not self.here.query:  # nobody has chosen a queue: the first that holds anything
            self._first = next((n for n, count in enumerate(counts) if count), 0)
        self._tasks = self.read.task_rows(self.read.task_ids(_QUEUES[self._queue][1], plan=self.host.plan_uid))
        lines: list[Builder] = [Builder().add("  ")]
        for i, (name, _) in enumerate(_QUEUES):
            if i and i % (3 if width < 100 else 4) == 0:
                lines.append(Builder().add("  "))
            on, shown = i == self._queue, partial(self.host.go_instead, Place("signoff", query=name))
            lines[-1].add(pad(str(counts[i]), 4, right=True), "foreground bold" if counts[i] else "faint", door=shown)
            lines[-1].add(f" {name}", "accent bold underline" if on else "muted", door=shown).add(
                " " * max(1, 18 - len(name))
            )
        head: list[Line | Row] = [[], *[b.row() for b in lines], []]
        layout = TaskList(self.read, self.host.signs, width, under_areas=False)
        if self._tasks:
            head.append(layout.heading())
        return Page(head=head, body=Rows([layout.task(r, marked=r.uid in self.host.marked) for r in self._tasks]))

    def shown_tasks(self) -> list[str]:
        return self.in_view([r.uid for r in self._tasks])

    def hint(self) -> str:
        if not self._tasks:
            return "Nothing in this queue. ⟦view.next⟧ shows the next one."
        return "⟦task.sign⟧ signs, ⟦open⟧ opens, ⟦view.next⟧ shows the next queue."

    def next_list(self) -> None:
        self.host.go_instead(Place("signoff", query=_QUEUES[(self._queue + 1) % len(_QUEUES)][0]))

    @own(
        "signoff.sign",
        "task.sign",
        "sign",
        "record the sign-off that is due, and show the next",
        where="signoff",
        works=lambda s: s._waits(),
    )
    def sign_here(self) -> None:
        if _QUEUES[self._queue][1] == "is:unsettled":
            signing.settle(self)
        else:
            signing.sign(self)

    def _waits(self) -> bool:
        """Whether the row under the cursor waits for a sign-off or for a verdict."""
        kind, uid = self.selected() or ("", "")
        if kind and _QUEUES[self._queue][1] == "is:unsettled":
            return self.tracker.may_write and bool(self.tracker.signoffs.unsettled(uid))
        return bool(kind) and signable(self)

    def explain(self) -> None:
        row = self.canvas.current()
        task = next((t for t in self._tasks if row is not None and t.uid == row.key), None)
        if task is not None:
            done = "reported complete" if task.progress == Progress.COMPLETE else "not reported complete"
            said = f" Changed since sign-off: {', '.join(task.changed)}." if task.changed else ""
            self.say(f"{task.ref}: {done}; QA {task.qa or 'none'}, sampling {task.sampling or 'none'}.{said}")


SCREEN = SignOffScreen
