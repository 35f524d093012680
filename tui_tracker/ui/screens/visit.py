"""A visit: one person's or one station's tasks and nothing else; what is typed is said by them."""

from __future__ import annotations

from typing import Any

from tui_tracker.actions.bring_in.stations import Whose
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.views import TaskView
from tui_tracker.errors import UsageError
from tui_tracker.ui import station_forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.commands.when import on_row
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Row, pad, ref_room
from tui_tracker.ui.lines import ref as fit_ref
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


def _not_ticked(screen: Any) -> bool:
    """The cursor stands on a task whose progress is said for all of it, not station by station."""
    kind, uid = screen.selected() or ("", "")
    return on_row(screen) and bool(kind) and screen._ticked(screen._views[uid]) is None


class VisitScreen(TrackerScreen):
    """``subject`` is person or station, ``query`` the name. Enter or n: what they say; the next task comes by itself."""

    name_ = "visit"
    tab = "returns"
    peeks = True
    own_commands = ("open", "task.complete", "task.on-target", "task.behind", "edit.undo", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._views: dict[str, TaskView] = {}
        self._heard: set[str] = set()

    def arrive(self, place: Place) -> None:
        if place.query != self.here.query:
            self._heard = set()
        super().arrive(place)

    def place_name(self) -> str:
        return f"Visit {self.here.query}"

    def hint(self) -> str:
        return f"⟦open⟧: what {self.here.query} says; what you save is in their name and the next task comes. ⟦task.complete⟧ ⟦task.on-target⟧ ⟦task.behind⟧ ⟦task.not-started⟧ ⟦task.ongoing⟧ say where it stands."

    def selected(self) -> tuple[str, str] | None:
        row = self.canvas.current()
        return ("task", row.key) if row is not None and row.key in self._views else None

    def _whose(self) -> Whose:
        return Whose(self.here.subject, self.here.query)

    def build(self, width: int, height: int) -> Page:
        uids = self.tracker.stations.tasks_of(self._whose())
        self._views = {v.task.uid: v for v in self.read.task_views(uids)}
        rows = [
            Row([]),
            Row(
                [
                    (f"  {len(self._views)} task{'s' if len(self._views) != 1 else ''}", "muted"),
                    (f", {len(self._heard)} heard on this visit", "muted"),
                ]
            ),
            Row([]),
        ]
        for uid, view in self._views.items():
            rows += self._lines(uid, view, width)
        if not self._views:
            rows.append(Row([("  Nothing is theirs.", "muted")]))
        return Page(body=Rows(rows))

    def _lines(self, uid: str, view: TaskView, width: int) -> list[Row]:
        row, progress = view.row, Progress(view.task.progress)
        refs = ref_room(v.row.ref for v in self._views.values())
        heard = self.host.signs.bullet if uid in self._heard else " "
        made = (
            Builder()
            .add(f" {heard} ", "accent bold")
            .add(fit_ref(row.ref, refs) + " ", "muted", door=lambda: self._hear(uid))
        )
        made.add(f"{self.host.signs.progress[progress]} ", progress.value)
        made.add(pad(view.task.title or view.area.title, max(10, width - 32 - refs)) + " ", "foreground bold")
        late = f"!{row.overdue_days}d" if row.overdue_days else ""
        made.add(pad(row.due_words(), 10, right=True), "muted").add(pad(late, 7, right=True), "pastdate")
        rows = [made.row(key=uid)]
        ticked = self._ticked(view)
        if ticked is not None:
            rows.append(
                Row(
                    [
                        (
                            " " * 16 + f"at {self.here.query}: {'done' if ticked else 'not yet'}",
                            "complete" if ticked else "muted",
                        )
                    ]
                )
            )
        return rows

    def _ticked(self, view: TaskView) -> bool | None:
        """Whether it is done at the station that is visited; None when it is on no list of theirs."""
        found = [t for t in view.ticks if t.station == self.here.query] if self.here.subject == "station" else []
        return found[0].done_on is not None if found else None

    # -- what they say

    def _hear(self, uid: str) -> None:
        view, who = self._views[uid], self.here.query
        station = who if self.here.subject == "station" else None
        form = station_forms.update(
            view.row.ref, view.task.title or view.area.title, who, WORDS[Progress(view.task.progress)].word, uid, self._ticked(view)
        )  # fmt: skip

        def submit(v: dict[str, str]) -> str:
            update = self.tracker.stations.update
            return self._said_by(
                uid,
                self.done(
                    update(
                        uid,
                        who,
                        text=v["text"],
                        progress=v.get("progress", ""),
                        station=station,
                        done=v.get("done", ""),
                    )
                ),
            )

        self.fill_in(form, submit)

    def _said_by(self, uid: str, words: str) -> str:
        self._heard.add(uid)
        self.reload()
        self.canvas.move(1)
        return words

    @own(
        "visit.note",
        "task.note",
        "note",
        "what is said of this task, by whom you are with",
        where="visit",
        works=on_row,
    )
    def note_here(self) -> None:
        self._hear(self.task_uid())

    @own(
        "visit.complete",
        "task.complete",
        "complete",
        "complete, said by whom you are with",
        where="visit",
        works=on_row,
    )
    def hear_complete(self) -> None:
        self._progress(Progress.COMPLETE)

    @own(
        "visit.on-target",
        "task.on-target",
        "on target",
        "on target, said by whom you are with",
        where="visit",
        works=_not_ticked,
    )
    def hear_on_target(self) -> None:
        self._progress(Progress.ON_TARGET)

    @own(
        "visit.behind",
        "task.behind",
        "behind",
        "behind target, said by whom you are with",
        where="visit",
        works=_not_ticked,
    )
    def hear_behind(self) -> None:
        self._progress(Progress.BEHIND_TARGET)

    @own(
        "visit.ongoing",
        "task.ongoing",
        "ongoing",
        "ongoing, said by whom you are with",
        where="visit",
        works=_not_ticked,
    )
    def hear_ongoing(self) -> None:
        self._progress(Progress.ONGOING)

    @own(
        "visit.not-started",
        "task.not-started",
        "not started",
        "not started, said by whom you are with",
        where="visit",
        works=_not_ticked,
    )
    def hear_not_started(self) -> None:
        self._progress(Progress.NOT_STARTED)

    def _progress(self, progress: Progress) -> None:
        uid, who = self.task_uid(), self.here.query
        update = self.tracker.stations.update
        if self._ticked(self._views[uid]) is None:
            applied = update(uid, who, text="", progress=WORDS[progress].word)
        elif progress is Progress.COMPLETE:
            applied = update(uid, who, text="", station=who, done="yes")
        else:
            raise UsageError(
                "This task is rolled out to many stations: ⟦task.complete⟧ says that it is done here, ⟦open⟧ says more."
            )
        self.say(self._said_by(uid, self.done(applied)))


SCREEN = VisitScreen
