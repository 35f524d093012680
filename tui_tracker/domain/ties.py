"""Ties between tasks: what each says, circles, and what a note's words offer to tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui_tracker.domain.records import Tie
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

WHAT = {"depends": "depends on", "superseded": "is superseded by", "captured": "has its evidence captured in"}
_POINTS = pattern(
    r"(?i)\b(?:see(?: also)?|refer(?:s|red)? to|covered (?:by|in|under)|captured (?:in|under)|superseded by|as (?:in|per)|depends on|linked to|now in)\s+"
    r"((?:the )?[A-Za-z]{2,6}s?[ -]?\d{1,3}(?:\.\d{1,2})?(?:\s?/\s?T?\d{1,3})?)"
)


@dataclass(frozen=True)
class Told:
    """A tie in words: the task's reference, what, the other's reference, and both uids."""

    ref: str
    what: str
    other: str
    task_uid: str
    other_uid: str

    @property
    def words(self) -> str:
        return WHAT[self.what]


def cycle(
    ties: Iterable[Tie], start: str, *, captured: bool = False, within: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """The uids of a circle of work through ``start``, which would wait for itself; empty when there is none.

    Evidence that is captured in each other proves nothing either, so such ties make circles of their own. ``within`` gives the tasks
    of an area: what is captured in an area is captured in them.
    """
    after: dict[str, list[str]] = {area: list(tasks) for area, tasks in (within or {}).items()}
    for tie in ties:
        if (tie.what == "captured") == captured:
            after.setdefault(tie.task, []).append(tie.other)
    way, seen = [start], {start}
    ahead = [iter(after.get(start, ()))]
    # A stack of our own: a chain may be longer than Python's, and a copy that was merged may hold another circle.
    while ahead:
        following = next(ahead[-1], None)
        if following is None:
            ahead.pop()
            way.pop()
        elif following == start:
            return [*way, start]
        elif following not in seen:
            seen.add(following)
            way.append(following)
            ahead.append(iter(after.get(following, ())))
    return []


def pointed_at(text: str) -> Sequence[str]:
    """The references to which a note's words point: “see AFI2”, “captured under AFI11/T6”."""
    return [m[1].removeprefix("the ").strip() for m in _POINTS.finditer(text)]
