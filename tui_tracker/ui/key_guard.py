"""Keys faster than typing are a paste: such a burst changes nothing."""

from __future__ import annotations

from textual import events

_BURST_GAP_SECONDS = 0.012
_BURST_KEYS = 3
_BURST_QUIET_SECONDS = 0.15


class KeyGuard:
    """Looks at when keys arrive; ``waiting`` keys are held back and not run yet."""

    def __init__(self) -> None:
        self._until = 0.0
        self._last_time = 0.0
        self._last_key = ""
        self._fast_run = 0

    def swallows(self, event: events.Key, key: str, waiting: int) -> bool:
        """Whether a key belongs to a burst that is being ignored already."""
        fast = event.time - self._last_time < _BURST_GAP_SECONDS
        # A key held down repeats fast on a slow line and is no paste; moves by arrow type nothing.
        self._fast_run = self._fast_run + (event.is_printable and key != self._last_key) if fast else 0
        self._last_time, self._last_key = event.time, key
        self._begins = fast and max(self._fast_run, waiting) + 1 >= _BURST_KEYS
        if event.time < self._until:
            self._until = event.time + _BURST_QUIET_SECONDS
            return True
        return False

    def begins(self, event: events.Key) -> bool:
        """Whether the key that was just looked at makes a burst of those before it."""
        if self._begins:
            self._until = event.time + _BURST_QUIET_SECONDS
        return self._begins
