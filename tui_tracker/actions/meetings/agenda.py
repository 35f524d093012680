"""What a board looks at: agendas made from the plan, by what a board can use, by owner, by pillar, by area, or from any filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.actions.bring_in.chased import chased
from tui_tracker.actions.meetings.action_log import ActionLog
from tui_tracker.actions.plan.saved_views import SavedViewActions
from tui_tracker.domain import dates
from tui_tracker.domain.meeting import Item
from tui_tracker.domain.records import Action, Meeting, Problem
from tui_tracker.domain.text import first_line, fold
from tui_tracker.domain.views import TaskRow
from tui_tracker.frozen import dataclass
from tui_tracker.store.matching import KNOWN

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

_WHY_WIDTH = 60


@dataclass(frozen=True)
class Offer:
    """An agenda that can be had: its name, what it holds in a few words, and how to make it."""

    id: str
    name: str
    words: str
    make: Callable[[], list[Item]]


class Agendas:
    """Agendas for one board: what came since its last meeting depends on who meets."""

    def __init__(self, session: Session, board: str, plan: str | None = None) -> None:
        self._s = session
        self._action_log = ActionLog(session)
        self._saved_views = SavedViewActions(session)
        self._board = fold(board)
        self._plan = plan

    def offers(self) -> list[Offer]:
        """The agendas to choose from; the first is the default."""
        parts = self.parts()
        words = ", ".join(f"{name} {len(found)}" for name, found in parts if found) or "nothing waits for a board"
        made = [Offer("board", "what a board can use", words, self.standard)]
        made.append(Offer("open", "every open task", "in the plan's order", lambda: self.query("is:open")))
        made.append(Offer("areas", "by area", "the areas that are not closed, with their tasks", self.areas))
        for view in self._saved_views.all():
            made.append(Offer(f"view:{view.name}", f"view {view.name}", f"/ {view.query}", self._maker(view.query)))
        return made

    def _maker(self, query: str) -> Callable[[], list[Item]]:
        return lambda: self.query(query)

    def parts(self) -> list[tuple[str, list[Item]]]:
        """The default agenda in its parts, in the order in which a board takes them."""
        taken: set[str] = set()
        made = []
        for name, found in (
            ("open actions", self.actions()), ("sent back", self.sent_back()), ("asked twice, no answer", self.unanswered()),
            ("newly late", self.newly_late()),
            ("asks of the board", self.asks()), ("areas to close", self.to_close()),
        ):  # fmt: skip
            fresh = [i for i in found if i.key not in taken]
            taken.update(i.key for i in fresh)
            made.append((name, fresh))
        return made

    def standard(self) -> list[Item]:
        """Open actions from last time, sent back, newly late, asks of the board, areas to close; nothing twice."""
        return [item for _, found in self.parts() for item in found]

    # -- the parts

    def actions(self) -> list[Item]:
        """Open actions and escalations of this board, and those noted outside any meeting."""
        mine = {m.uid for m in self._s.read.all(Meeting) if fold(m.board) == self._board}
        return [
            Item("action", a.uid, self._action_why(a))
            for a in self._action_log.all(open_only=True, plan=self._plan)
            if a.meeting is None or a.meeting in mine
            if not self._asked_here(a)
        ]

    def _asked_here(self, action: Action) -> bool:
        return action.action_kind == "escalation" and fold(action.owner) == self._board

    def _action_why(self, action: Action) -> str:
        today = self._s.read.today
        if action.due_on is None:
            return "open action, no date"
        days = (today - action.due_on).days
        return f"open action, {dates.counted(days)} past date" if days > 0 else "open action"

    def sent_back(self) -> list[Item]:
        """Tasks that QA or sampling sent back."""
        return [Item("task", r.uid, "sent back") for r in self._rows("is:sent-back")]

    def unanswered(self) -> list[Item]:
        """Open tasks of people who were asked twice and have not answered: to be escalated."""
        open_ = {r.uid for r in self._rows("is:open")}
        return [
            Item("task", uid, f"{c.holder}, {c.words()}")
            for c in chased(self._s)
            if c.to_escalate
            for uid in c.tasks
            if uid in open_
        ]

    def newly_late(self) -> list[Item]:
        """Tasks whose date has passed since this board last met; all that are late when it never has."""
        last = self.last_met()
        return [
            Item("task", r.uid, f"{dates.counted(r.overdue_days)} past date")
            for r in self._rows("is:overdue")
            if last is None or (r.due is not None and r.due >= last)
        ]

    def last_met(self) -> date | None:
        """The day of this board's newest ended meeting before today."""
        days = [
            m.held_on
            for m in self._s.read.all(Meeting, ended_at=KNOWN)
            if fold(m.board) == self._board and m.held_on < self._s.read.today
        ]
        return max(days, default=None)

    def asks(self) -> list[Item]:
        """What was put to this board and is open, and problems met in areas that nobody has closed."""
        made = [
            Item("action", a.uid, "put to this board")
            for a in self._action_log.all(open_only=True, plan=self._plan)
            if self._asked_here(a)
        ]
        open_areas = {r.area.uid: r for r in self._s.read.area_rows(self._plan) if r.area.closed_on is None}
        asked: dict[str, list[str]] = {}
        for problem in self._s.read.all(Problem, closed_on=None, order=("raised_on", "id")):
            if problem.area in open_areas:
                asked.setdefault(problem.area, []).append(problem.text)
        for area, texts in asked.items():
            made.append(Item("area", area, first_line(f"problem: {'; '.join(texts)}", _WHY_WIDTH)))
        return made

    def to_close(self) -> list[Item]:
        """Areas of which every standing task is assured and which no committee has closed."""
        assured = list(self._rows("is:assured"))
        count: dict[str, int] = {}
        for row in assured:
            count[row.area_uid] = count.get(row.area_uid, 0) + 1
        return [
            Item("area", r.area.uid, "every task assured: to close")
            for r in self._s.read.area_rows(self._plan)
            if r.area.closed_on is None and r.counts.tasks and count.get(r.area.uid) == r.counts.tasks
        ]

    # -- the others

    def query(self, text: str) -> list[Item]:
        """The tasks of a filter, in the plan's order."""
        return [Item("task", r.uid, self._why(r)) for r in self._rows(text)]

    def areas(self) -> list[Item]:
        """The areas that no committee has closed."""
        made = []
        for r in self._s.read.area_rows(self._plan):
            if r.area.closed_on is None:
                late = f", {r.counts.overdue} past date" if r.counts.overdue else ""
                made.append(Item("area", r.area.uid, f"{r.counts.complete} of {r.counts.tasks} complete{late}"))
        return made

    def tasks_of(self, area: str) -> list[Item]:
        """The tasks of an area that are not complete."""
        rows = self._s.read.area(area).tasks
        return [Item("task", r.uid, self._why(r)) for r in rows if r.progress != "complete" and r.withdrawn is None]

    @staticmethod
    def _why(row: TaskRow) -> str:
        return f"{dates.counted(row.overdue_days)} past date" if row.overdue_days else ""

    def _rows(self, text: str) -> Iterable[TaskRow]:
        return self._s.read.task_rows(self._s.read.task_ids(text, plan=self._plan))
