"""The way the user came: a stack of places. Opening pushes, going back pops; what was popped can be walked forward to again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_tracker.ui.place import Place


def same(a: Place, b: Place) -> bool:
    """Whether two places show the same thing, wherever the cursor stands in it."""
    return (a.screen, a.subject, a.query, a.narrow) == (b.screen, b.subject, b.query, b.narrow)


class Way:
    """Places in the order in which they were opened, and which of them is shown."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """The place that is shown; None before the first."""
        return self._places[self._at] if self._places else None

    def names(self) -> list[str]:
        """What the places before this one were called, the first first."""
        return [p.name or p.screen.capitalize() for p in self._places[: self._at]]

    def begin(self, places: Sequence[Place]) -> None:
        """Take up a way that was kept; its last place is shown."""
        self._places, self._at = list(places), len(places) - 1

    def so_far(self, here: Place) -> list[Place]:
        """The places up to the one that is shown, which stands as ``here`` says."""
        return [*self._places[: self._at], here]

    def note(self, place: Place) -> None:
        """Keep where the cursor stands in the place that is shown."""
        if self._places:
            self._places[self._at] = place

    def push(self, place: Place) -> None:
        """Open a place. The one that is shown already is not pushed twice; what lay ahead is forgotten."""
        if self.here is not None and same(self.here, place):
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        self._at += 1

    def jump(self, place: Place) -> None:
        """Go to a screen by its key: where the way leads through it already, back to it, so that the way does not grow without end."""
        at = next((n for n, p in enumerate(self._places[: self._at + 1]) if same(p, place)), None)
        if at is None:
            self.push(place)
        else:
            del self._places[at + 1 :]
            self._at = at

    def replace(self, place: Place) -> None:
        """Show another place instead of this one, which is no place to come back to."""
        if self._places:
            del self._places[self._at :]
            self._at -= 1
        self.push(place)

    def leave(self, *screens: str) -> None:
        """Forget the places of these screens that were opened last: what they were for is done."""
        while self._at > 0 and self._places[self._at].screen in screens:
            self._at -= 1
        del self._places[self._at + 1 :]

    def step(self, by: int, there: Callable[[Place], bool]) -> Place | None:
        """One place back or forward, past those whose record is gone; None when there is none."""
        at = self._at + by
        while 0 <= at < len(self._places):
            if there(self._places[at]):
                self._at = at
                return self._places[at]
            at += by
        return None
