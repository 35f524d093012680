"""Returns: visits, forms that went out and came back, and the dates that were asked for."""

from __future__ import annotations

from functools import partial

from tui_tracker.domain import dates
from tui_tracker.domain.records import Proposal, ReturnForm
from tui_tracker.errors import UsageError
from tui_tracker.ui import station_forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import stations
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own, writes
from tui_tracker.ui.commands.when import on_row
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Row, fit, pad, plain
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class ReturnsScreen(TrackerScreen):
    """⟦record.new⟧ makes a form, ⟦returns.chase⟧ one for everybody, ⟦plan.import⟧ reads one in; y says yes to a date, n says no; W: no answer is expected any more."""

    name_ = "returns"
    of_plans = True
    tab = "returns"
    own_commands = (
        "open",
        "record.new",
        "returns.chase",
        "plan.import",
        "proposal.agree",
        "record.withdraw",
        "edit.undo",
    )

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._asked_for: dict[str, Proposal] = {}
        self._forms: dict[str, ReturnForm] = {}

    def place_name(self) -> str:
        return "Returns"

    def hint(self) -> str:
        waiting = self.tracker.returns.waiting()
        if not waiting:
            return "⟦record.new⟧ makes a form for a station or a person, ⟦plan.import⟧ reads one in that came back."
        return f"{len(waiting)} without an answer, the oldest out {self.tracker.returns.days_out(waiting[0])} days. ⟦plan.import⟧ reads one in."

    def build(self, width: int, height: int) -> Page:
        rows = [Row([])]
        for name, words, act in (
            (
                "Visit",
                "with a person or at a station: theirs alone, every word said by them",
                partial(stations.visit, self),
            ),
            (
                "Make a form",
                "goes out, is filled in with Excel or Notepad, comes back (⟦record.new⟧)",
                partial(stations.pack_make, self),
            ),
            (
                "Chase everybody",
                "a message and a form for each who owes a word (⟦returns.chase⟧)",
                partial(stations.chase_each, self),
            ),
            (
                "Read one in",
                "a form that came back, or a folder of them (⟦plan.import⟧)",
                partial(stations.pack_merge, self),
            ),
            (
                "Paste a reply",
                "an e-mail that is no form: its sentences become notes of the tasks they name",
                partial(stations.paste_reply, self),
            ),
        ):
            made = Builder().add("  ").add(pad(name, 17), "foreground bold", door=act)
            rows.append(made.add(fit(self.keyed(words), max(10, width - 21)), "muted").row(key=name))
        rows += [*self._dates(width), *self._sent_out(width)]
        return Page(body=Rows(rows))

    def _dates(self, width: int) -> list[Row]:
        self._asked_for = {p.uid: p for p in self.tracker.stations.proposals()}
        if not self._asked_for:
            return []
        rows = [
            Row([]),
            Row(
                [("  Dates asked for", "foreground bold"), ("   ⟦proposal.agree⟧ yes  ⟦proposal.decline⟧ no", "muted")]
            ),
        ]
        for p in self._asked_for.values():
            task, _ = self.tracker.tasks.get(p.task)
            now = self.tracker.tasks.due_as_typed(task) or "no date"
            made = (
                Builder()
                .add("  ")
                .add(pad(self.tracker.tasks.ref(p.task), 11), "foreground bold", door=Place("task", p.task))
            )
            made.add(pad(f"{now} → {p.due_text}", 26) + " ", "on_target").add(pad(p.by, 16) + " ", "muted")
            rows.append(made.add(fit(p.reason, max(8, width - 58)), "foreground").row(key=p.uid))
        return rows

    def _sent_out(self, width: int) -> list[Row]:
        forms = self.tracker.returns.all()
        self._forms = {f.uid: f for f in forms}
        if not forms:
            return []
        rows = [
            Row([]),
            Row(
                [
                    ("  Forms", "foreground bold"),
                    ("   " + pad("for", 22) + pad("tasks", 6, right=True) + "  sent", "muted"),
                ]
            ),
        ]
        often = {number: c for c in self.tracker.chasing.unanswered() for number in c.numbers if c.to_escalate}
        for f in sorted(forms, key=lambda f: (bool(f.answered_on or f.withdrawn), f.sent_on, f.number)):
            days = self.tracker.returns.days_out(f)
            made = (
                Builder()
                .add("  ")
                .add(pad(str(f.number), 8), "muted", door=("form", f.uid))
                .add(pad(f.holder, 23), "foreground bold")
            )
            made.add(pad(str(len(f.base)), 5, right=True) + "  ", "muted").add(pad(dates.short(f.sent_on), 11), "muted")
            if f.answered_on:
                made.add(f"answered {dates.short(f.answered_on)}", "complete")
            elif f.withdrawn:
                made.add(f"withdrawn: {plain(f.withdrawn)}", "faint")
            else:
                made.add(
                    f"out {days} day{'s' if days != 1 else ''}, no answer", "pastdate" if days > 14 else "foreground"
                )
                if f.number in often:
                    made.add(f"; asked {often[f.number].times} times: to escalate", "pastdate")
            rows.append(made.row(key=f.uid))
        return rows

    def open(self, target: object) -> None:
        if isinstance(target, tuple) and target[0] == "form":
            found = self._forms[target[1]]
            self.say(
                f"{found.file}: made at journal entry {found.journal} for {found.holder}. ⟦plan.import⟧ reads the answer in, ⟦record.withdraw⟧ withdraws it."
            )
        else:
            super().open(target)

    @own("returns.make", "record.new", "new form", "a form for a station or a person", where="returns", works=writes)
    def make_form(self) -> None:
        stations.pack_make(self)

    @own(
        "returns.read",
        "plan.import",
        "read in",
        "a form that came back, or a folder of them",
        where="returns",
        works=writes,
    )
    def read_in(self) -> None:
        stations.pack_merge(self)

    @command("returns.chase", "C", "chase everybody", "a message, a draft and a form for everybody who owes a word", where="returns", group=THIS_SCREEN, shown=True)  # fmt: skip
    def chase(self) -> None:
        stations.chase_each(self)

    def _proposal(self) -> Proposal:
        row = self.canvas.current()
        found = self._asked_for.get(row.key) if row is not None else None
        if found is None:
            raise UsageError(
                "Stand on a date that is asked for; ⟦proposal.agree⟧ says yes to it, ⟦proposal.decline⟧ says no."
            )
        return found

    @command(
        "proposal.agree",
        "y",
        "yes",
        "the date that is asked for is agreed to",
        where="returns",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: on_row(s) and s.canvas.current().key in s._asked_for,
    )
    def agree(self) -> None:
        self.say(self.done(self.tracker.stations.settle(self._proposal().uid, agreed=True)))

    @command(
        "proposal.decline",
        "n",
        "no",
        "the date stays as it is",
        where="returns",
        group=THIS_SCREEN,
        works=lambda s: on_row(s) and s.canvas.current().key in s._asked_for,
    )
    def decline(self) -> None:
        self.say(self.done(self.tracker.stations.settle(self._proposal().uid, agreed=False)))

    @own(
        "returns.withdraw",
        "record.withdraw",
        "withdraw",
        "this form is not waited for any more",
        where="returns",
        works=lambda s: on_row(s) and s.canvas.current().key in s._forms,
    )
    def withdraw_form(self) -> None:
        row = self.canvas.current()
        found = self._forms.get(row.key) if row is not None else None
        if found is None:
            raise UsageError("Stand on a form; ⟦record.withdraw⟧ says that no answer is expected any more.")
        form = station_forms.withdraw_form(found.holder)
        self.fill_in(form, lambda v: self.done(self.tracker.returns.withdraw(found.number, v["reason"])))


SCREEN = ReturnsScreen
