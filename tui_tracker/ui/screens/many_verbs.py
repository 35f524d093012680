"""Many at once: marks are kept by record, and the next verdict is for all of them, in one change."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tracker.errors import UsageError
from tui_tracker.ui.screens.asks import Asks


class ManyVerbs(Asks):
    """A screen that lists tasks says which ones (``shown_tasks``); marks outlive the screen and the filter."""

    _range_from = ""

    def shown_tasks(self) -> Sequence[str]:
        """Uids of the tasks that the screen lists, in order."""
        raise UsageError(
            "Marks are for lists of tasks: the register (⟦go.register⟧), an area, or why tasks stopped before a step."
        )

    def listed_tasks(self) -> Sequence[str]:
        """Uids of the tasks whose rows are on this screen, those greyed out as well; none where nothing is listed."""
        try:
            return self.shown_tasks()
        except UsageError:
            return ()

    def marked_here(self) -> list[str]:
        """The marked tasks that this screen lists: a mark that is not in view takes no verdict."""
        if not self.t.marked:
            return []
        self.t.forget_lost_marks()
        listed = set(self.listed_tasks())
        return [uid for uid in self.t.marked if uid in listed]

    def chosen(self) -> list[str]:
        """The tasks that the next verdict is for: those marked in view, else the one that is open or under the cursor."""
        return self.marked_here() or [self._task_uid()]

    def do_mark_toggle(self) -> None:
        uid = self._task_uid()
        if uid not in self.listed_tasks():
            raise UsageError("Only a task in a list can be marked.")
        if uid in self.t.marked:
            del self.t.marked[uid]
        else:
            self.t.marked[uid] = None
        self._marked()
        self.canvas.move(1)

    def do_mark_range(self) -> None:
        uid = self._task_uid()
        shown = list(self.shown_tasks())
        if self._range_from not in shown:
            self._range_from = uid
            self.say("From here: go to the other end and press ⟦mark.range⟧ again.")
            return
        one, other = sorted((shown.index(self._range_from), shown.index(uid)))
        self._range_from = ""
        self.t.marked.update(dict.fromkeys(shown[one : other + 1]))
        self._marked()
        self._say_marked()

    def do_mark_all(self) -> None:
        self.t.marked.update(dict.fromkeys(self.shown_tasks()))
        self._marked()
        self._say_marked()

    def _say_marked(self) -> None:
        count = len(self.marked_here())
        self.say(f"{count:,} marked; the next verdict is for all of them. ⟦mark.clear⟧ clears.")

    def do_mark_clear(self) -> None:
        count = len(self.t.marked)
        self.t.marked.clear()
        self._range_from = ""
        self._marked()
        self.say(f"{count:,} marks cleared." if count else "Nothing was marked.")

    def _marked(self) -> None:
        """Show the marks and their counter."""
        for screen in self.t.screens_made():
            screen.stale = True
        self.reload()
