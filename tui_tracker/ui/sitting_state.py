"""A meeting as the screen has it: its agenda, what was decided, which item is next, and the clock."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tui_tracker.domain.meeting import Item, Queue, items, outcomes
from tui_tracker.domain.records import Meeting
from tui_tracker.errors import UsageError

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Host


class Sitting:
    """What was decided stands in the plan; the place in the queue and the clock are kept beside the drafts."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.meeting: Meeting | None = None
        self.items: list[Item] = []
        self.index: dict[str, int] = {}
        self.verdicts: dict[int, str] = {}
        self.queue = Queue(0)
        self._names: dict[str, tuple[str, str]] = {}
        self._spent = 0.0
        self._since: float | None = None

    # -- the plan's side

    def sync(self) -> None:
        """Take the meeting and its decisions from the plan; where the user was stays where it was, by item."""
        meeting = self._host.tracker.meetings.running()
        before, queue = self.items, self.queue
        if meeting is None:
            self.meeting, self.items, self.queue, self._since = None, [], Queue(0), None
            return
        again = self.meeting is not None and self.meeting.uid == meeting.uid
        self.meeting, self.items, self._names = meeting, items(meeting), {}
        self.index = {item.key: i for i, item in enumerate(self.items)}
        decided = outcomes(self._host.tracker.meetings.decisions(meeting.uid))
        self.verdicts = {self.index[key]: d.verdict for key, d in decided.items() if key in self.index}
        self.queue = Queue(len(self.items), decided=set(self.verdicts))
        if again:
            self.queue.take_up(self._moved(queue, before))
        else:
            self._take_up(meeting)

    def _moved(self, queue: Queue, before: list[Item]) -> dict[str, Any]:
        """Where the user was, after the agenda has changed."""

        def now(i: int | None) -> int | None:
            return self.index.get(before[i].key) if i is not None and i < len(before) else None

        return {
            "at": now(queue.at), "later": [j for i in queue.later if (j := now(i)) is not None],
            "skipped": [j for i in queue.skipped if (j := now(i)) is not None],
        }  # fmt: skip

    def _take_up(self, meeting: Meeting) -> None:
        """Go on where a pause or a crash left it."""
        kept = self._host.drafts.load(f"sitting-{meeting.uid}")
        try:
            self.queue.take_up(json.loads(kept.get("queue", "{}")))
            self._spent = float(kept.get("spent", "0"))
        except (ValueError, AttributeError):  # a draft that nobody can read costs the place, not the decisions
            self.queue.take_up({})

    def keep(self) -> None:
        """Put the place and the clock on the disk."""
        if self.meeting is not None:
            kept = {"queue": json.dumps(self.queue.to_keep()), "spent": f"{self.seconds():.0f}"}
            self._host.drafts.keep(f"sitting-{self.meeting.uid}", kept)

    def label(self, i: int) -> tuple[str, str]:
        """(reference, title) of an item; kept, for the queue shows many."""
        item = self.items[i]
        if item.key not in self._names:
            try:
                self._names[item.key] = self._host.tracker.meetings.named_item(item)
            except UsageError:
                self._names[item.key] = ("(gone)", "not in the plan any more")
        return self._names[item.key]

    # -- the clock

    def go_on(self) -> None:
        """The meeting is under way on the screen."""
        self._since = self._since or time.monotonic()
        self.sync()

    def pause(self) -> None:
        """The clock stands still until it goes on."""
        self._spent, self._since = self.seconds(), None

    def seconds(self) -> float:
        """How long the meeting has been under way, pauses left out."""
        return self._spent + (time.monotonic() - self._since if self._since is not None else 0)

    def clock(self) -> str:
        """The time that is left, or by how much it is over."""
        left = int((self.meeting.minutes if self.meeting else 0) * 60 - self.seconds())
        sign, left = ("", left) if left >= 0 else ("over by ", -left)
        return f"{sign}{left // 60}:{left % 60:02d}" + ("" if sign else " left")
