"""A reply that is no form: its sentences by the task they name, each taken or left by one key, kept as one change."""

from __future__ import annotations

from tui_tracker.actions.bring_in.replies import Offered, ReplyView
from tui_tracker.domain import dates
from tui_tracker.errors import UsageError
from tui_tracker.ui.asking import Field, Form
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import go
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own, writes
from tui_tracker.ui.desk import Host
from tui_tracker.ui.forms import read_date
from tui_tracker.ui.lines import Builder, Line, Row, wrap
from tui_tracker.ui.offered import Offer
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class ReplyScreen(TrackerScreen):
    """y takes a note, n leaves it; Enter keeps all that were taken. What names nothing is listed below."""

    name_ = "reply"
    tab = "returns"
    peeks = True
    own_commands = ("reply.yes", "reply.no", "open", "reply.who", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._view = ReplyView("", None, (), ())
        self._taken: dict[int, bool] = {}
        self._tasks: dict[int, str] = {}
        self._sender = self._day = ""

    def take_in(self, view: ReplyView) -> None:
        """Show what was found in a pasted text."""
        self._view, self._taken, self._tasks = view, {}, {}
        self._sender, self._day = view.sender, dates.short(view.day) if view.day else ""
        self.canvas.cursor, self.stale = -1, True

    def hint(self) -> str:
        if not self._view.offered:
            return "No sentence names an area or a task of this plan; what was read stands below."
        left = len(self._view.offered) - len(self._taken)
        return f"{left} to decide: ⟦reply.yes⟧ takes a note, ⟦reply.no⟧ leaves it, ⟦open⟧ keeps what was taken, ⟦reply.who⟧ says who wrote and when."

    def selected(self) -> tuple[str, str] | None:
        found = self._here()
        uid = self._task_of(found) if found is not None else ""
        return ("task", uid) if uid else None

    def _here(self) -> int | None:
        row = self.canvas.current() if self.is_mounted else None
        return int(row.key) if row is not None and row.key.isdigit() else None

    def _task_of(self, number: int) -> str:
        return self._tasks.get(number) or self._view.offered[number].task

    def build(self, width: int, height: int) -> Page:
        who = self._sender or "nobody is named (say who)"
        rows = [Row([]), Row([("  From ", "muted"), (f"{who}, {self._day or 'today'}", "foreground bold")]), Row([])]
        for n, offered in enumerate(self._view.offered):
            rows += [*self._lines(n, offered, width), Row([])]
        if self._view.rest:
            rows.append(Row([("  Names nothing of the plan", "foreground bold")]))
            rows += [Row([("    " + line, "faint")]) for text in self._view.rest for line in wrap(text, width - 8)]
        return Page(body=Rows(rows))

    def _lines(self, n: int, offered: Offered, width: int) -> list[Row]:
        taken = self._taken.get(n)
        mark, style = {True: ("yes", "complete"), False: ("no", "faint"), None: ("?", "accent")}[taken]
        uid = self._task_of(n)
        ref = self.tracker.tasks.ref(uid) if uid else f"{offered.ref}, which task?"
        title = self.tracker.tasks.get(uid)[0].title or "" if uid else ""
        head = (
            Builder()
            .add("  ")
            .add(f"{mark:<4}", style, door=n)
            .add(ref, "foreground bold")
            .add(f"  {title}"[: max(0, width - len(ref) - 8)], "muted")
        )
        text = "faint" if taken is False else "foreground"
        return [head.row(key=str(n)), *(Row([("      " + line, text)]) for line in wrap(offered.text, width - 10))]

    def beside(self, width: int) -> list[Line]:
        return super().beside(width) if self.selected() is not None else []

    # -- deciding

    def _needed(self) -> int:
        found = self._here()
        if found is None:
            raise UsageError("Stand on a note that the reply offers.")
        return found

    @command("reply.yes", "y", "yes", "take this as a note of its task", where="reply", group=THIS_SCREEN, shown=True, works=lambda s: writes(s) and s._here() is not None)  # fmt: skip
    def yes(self) -> None:
        number = self._needed()
        if self._task_of(number):
            self._decide(number, taken=True)
            return
        tasks = self.read.area(self._view.offered[number].area).tasks
        offers = [Offer(t.uid, f"{t.ref}  {t.title or t.area_title}") for t in tasks]
        self.pick(f"Which task of {self._view.offered[number].ref}?", offers, lambda uid: self._of(number, uid))

    def _of(self, number: int, uid: str) -> None:
        self._tasks[number] = uid
        self._decide(number, taken=True)

    @command("reply.no", "n", "no", "leave this out", where="reply", group=THIS_SCREEN, shown=True, works=lambda s: s._here() is not None)  # fmt: skip
    def no(self) -> None:
        self._decide(self._needed(), taken=False)

    def _decide(self, number: int, *, taken: bool) -> None:
        self._taken[number] = taken
        self.reload()
        self.canvas.move(1)

    @command(
        "reply.who", "w", "who and when", "who wrote it, and on which day", where="reply", group=THIS_SCREEN, shown=True
    )
    def who(self) -> None:
        form = Form(
            "Who wrote it, and when",
            (
                Field("said_by", "said by", self._sender),
                Field("date", "day", self._day, read_back=read_date(self.read.today, "past")),
            ),
        )

        def submit(values: dict[str, str]) -> str:
            self._sender, self._day = values["said_by"].strip(), values["date"].strip()
            self.reload()
            return ""

        self.fill_in(form, submit)

    @own("reply.leave", "back", "back", "leave it; its text stays in the form", where="reply")
    def leave(self) -> None:
        go.back(self)
        if self._view.offered:
            self.host.say("Nothing of the reply was kept; its text still stands in the form.")

    @own(
        "reply.keep",
        "open",
        "keep them",
        "keep the notes that were taken, as one change",
        where="reply",
        works=lambda s: writes(s) and any(s._taken.values()),
    )
    def keep(self) -> None:
        notes = [(self._task_of(n), self._view.offered[n].text) for n, taken in sorted(self._taken.items()) if taken]
        self.host.drafts.drop("reply")
        said = self.done(self.tracker.replies.keep(notes, said_by=self._sender, date=self._day or None))
        self.host.go_from(("reply",), Place("returns"))
        self.host.say(f"{len(notes)} note{'s' if len(notes) != 1 else ''} kept. {said}")


SCREEN = ReplyScreen
