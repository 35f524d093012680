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
    """How a progress is shown: the word and its one-cell marks."""

    word: str
    mark: str
    windows: str
    ascii: str


WORDS: dict[Progress, Word] = {
    Progress.COMPLETE: Word("complete", "✓", "√", "C"),
    Progress.ON_TARGET: Word("on target", "▶", "►", "T"),
    Progress.BEHIND_TARGET: Word("behind target", "▲", "▲", "B"),
    Progress.NOT_STARTED: Word("not started", "○", "○", "N"),
    Progress.DEFERRED: Word("deferred", "‖", "║", "D"),
    Progress.ONGOING: Word("ongoing", "~", "~", "O"),
    Progress.UNKNOWN: Word("unknown", "?", "?", "?"),
}
