"""Actions: who is to do what by when, from meetings or outside them, open until they are done or dropped."""

from __future__ import annotations

from tui_tracker.domain import dates
from tui_tracker.domain.records import Action
from tui_tracker.errors import UsageError
from tui_tracker.ui import meeting_forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Column, Columns, flexible, held, rows
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.commands.when import on_row
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Row, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class ActionsScreen(TrackerScreen):
    """Open ones first; c says one is done, W drops it, m moves its day, enter opens what it is about."""

    name_ = "actions"
    tab = "meeting"
    own_commands = ("task.complete", "task.move-date", "task.action", "record.withdraw", "edit.undo", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._found: dict[str, Action] = {}

    def place_name(self) -> str:
        return "Actions"

    def hint(self) -> str:
        return "⟦task.complete⟧ done, ⟦task.move-date⟧ another day, ⟦record.edit⟧ other words, ⟦record.withdraw⟧ drop, ⟦open⟧ opens what it is about."

    def build(self, width: int, height: int) -> Page:
        found = self._in_order()
        if not found:
            none = "  No action yet. ⟦task.action⟧ gives one to somebody, here or on any task."
            return Page(body=Rows([Row([]), Row([(none, "muted")])]))
        layout = Columns(
            [
                Column("no.", 4, right=True),
                held("who", (a.owner for a in found), 16, 40, turn=2),
                held("about", map(self.tracker.action_log.ref, found), 8, turn=1, is_ref=True),
                held("by", map(_day, found), 9, turn=1),
                flexible("what", 20),
            ],
            width,
        )
        return Page(head=[layout.heading()], body=Rows([row for a in found for row in self._lines(a, layout)]))

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        self._found = {}

    def _in_order(self) -> list[Action]:
        """Open ones first as they stood on arrival: what is closed now stays where it is, under the hand."""
        now = {a.uid: a for a in self.tracker.action_log.all(plan=self.host.plan_uid)}
        order = [uid for uid in self._found if uid in now] + [uid for uid in now if uid not in self._found]
        self._found = {uid: now[uid] for uid in order}
        return list(self._found.values())

    def _lines(self, a: Action, layout: Columns) -> list[Row]:
        closed = a.closed_on is not None
        days = (self.read.today - a.due_on).days if a.due_on and not closed else 0
        text_style, room = "faint" if closed else "foreground", layout.widths[4]
        words = wrap(("to be decided: " if a.action_kind == "escalation" else "") + a.text, room) or [""]
        cells = [
            Cell(str(a.number), "muted", ("action", a.uid)),
            Cell(a.owner, "faint" if closed else "foreground bold"),
            Cell(self.tracker.action_log.ref(a), "muted"),
            Cell(_day(a), "pastdate" if days > 0 else "muted"),
            Cell(words[0], text_style),
        ]
        made = rows(layout, [(a.uid, cells)])
        indent = " " * layout.start(4)
        made += [Row([(indent + line, text_style)]) for line in words[1:]]
        if days > 0:
            made.append(Row([(f"{indent}! {days:,} day{'s' if days != 1 else ''} past", "pastdate")]))
        if closed and a.closed_on is not None:
            word = "dropped" if a.dropped else "done"
            said = f"{word} {dates.short(a.closed_on)}" + (f": {' '.join(a.how.split())}" if a.how else "")
            made += [Row([(indent + line, "faint")]) for line in wrap(said, room)]
        return made

    # -- verbs

    def _here(self) -> Action:
        row = self.canvas.current()
        found = self._found.get(row.key) if row is not None else None
        if found is None:
            raise UsageError("The cursor stands on no action; ⟦task.action⟧ gives one to somebody.")
        return found

    def open(self, target: object) -> None:
        found = self._found.get(target[1]) if isinstance(target, tuple) and target[0] == "action" else None
        if found is None:
            super().open(target)
        elif found.task or found.area:
            self.host.go(Place("task" if found.task else "area", found.task or found.area or ""))
        else:
            self.say(f"Action {found.number} is about no task and no area.")

    @own("actions.done", "task.complete", "done", "this action is done, and how", where="actions", works=on_row)
    def close_action(self) -> None:
        found = self._here()
        self.fill_in(meeting_forms.done(found), lambda v: self.done(self.tracker.action_log.close(found.uid, v["how"])))

    @own(
        "actions.move",
        "task.move-date",
        "move date",
        "a new day for this action, with a reason",
        where="actions",
        works=on_row,
    )
    def move_action(self) -> None:
        found = self._here()
        form = meeting_forms.move_action(found, self.read.today)
        self.fill_in(form, lambda v: self.done(self.tracker.action_log.move(found.uid, v["due"], v["because"])))

    @own("actions.edit", "record.edit", "edit", "what is to be done, by whom", where="actions", works=on_row)
    def edit_here(self) -> None:
        found = self._here()
        form = meeting_forms.edit_action(found)
        self.fill_in(form, lambda v: self._saved_words(found.uid, v))

    def _saved_words(self, uid: str, values: dict[str, str]) -> str:
        return self.done(self.tracker.action_log.save(uid, values["owner"], values["text"]))

    @own(
        "actions.drop",
        "record.withdraw",
        "drop",
        "this action is not to be done any more, and why",
        where="actions",
        works=on_row,
    )
    def drop_action(self) -> None:
        found = self._here()
        form = meeting_forms.drop(found)
        self.fill_in(form, lambda v: self.done(self.tracker.action_log.close(found.uid, v["how"], dropped=True)))


def _day(a: Action) -> str:
    return dates.short(a.due_on) if a.due_on else "no date"


SCREEN = ActionsScreen
