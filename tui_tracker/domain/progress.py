"""What can be said of a task, and the marks it is shown by."""

from enum import StrEnum

from tui_tracker.frozen import dataclass


class Progress(StrEnum):
    """What is said of a task. *Unknown* is what a paper left blank; it never means not started."""

    COMPLETE = "complete"
    ON_TARGET = "on_target"
    BEHIND_TARGET = "behind_target"
    NOT_STARTED = "not_started"
    DEFERRED = "deferred"
    ONGOING = "ongoing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Word:
    """How a progress is shown: the word, its one-cell marks and the key that sets it."""

    word: str
    mark: str
    windows: str
    ascii: str
    key: str


WORDS: dict[Progress, Word] = {
    Progress.COMPLETE: Word("complete", "✓", "√", "C", "c"),
    Progress.ON_TARGET: Word("on target", "▶", "►", "T", "t"),
    Progress.BEHIND_TARGET: Word("behind target", "▲", "▲", "B", "b"),
    Progress.NOT_STARTED: Word("not started", "○", "○", "N", "x"),
    Progress.DEFERRED: Word("deferred", "‖", "║", "D", "d"),
    Progress.ONGOING: Word("ongoing", "~", "~", "O", "o"),
    Progress.UNKNOWN: Word("unknown", "?", "?", "?", ""),
}
