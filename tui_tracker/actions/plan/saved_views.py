"""Filters kept under a name, with the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.domain import changes
from tui_tracker.domain.records import SavedView
from tui_tracker.errors import UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class SavedViewActions:
    """A name means one filter; saved again, it means the new one."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def all(self) -> list[SavedView]:
        """Every saved view, in the order in which they were first saved."""
        return self._s.read.all(SavedView)

    def find(self, name: str) -> SavedView:
        """The view of a name, whatever its case. Raises UsageError naming those there are."""
        plain = " ".join(name.split()).casefold()
        views = self.all()
        found = [v for v in views if v.name.casefold() == plain]
        if not found:
            listed = ", ".join(v.name for v in views) or "none yet"
            raise UsageError(f"No view is called “{name}”; there are {listed}.")
        return found[0]

    def save(self, name: str, text: str) -> Applied:
        """Keep a filter under a name. Raises UsageError for one that cannot be read."""
        plain = entry.needed(entry.line(name), "A name for the view")
        self._s.read.check_query(text)
        asked = text.strip()
        held = [v for v in self.all() if v.name.casefold() == plain.casefold()]
        if held:
            return self._s.commit("saved the view", held[0].name, changes.set_fields(held[0], query=asked))
        record = SavedView(uid=self._s.ids.new(), name=plain, query=asked)
        return self._s.commit("saved the view", plain, [changes.create(record)])

    def drop(self, name: str) -> Applied:
        """Forget a view."""
        found = self.find(name)
        return self._s.commit("forgot the view", found.name, [changes.remove(found)])
