"""What the marks of a list mean: in general, and on the row under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.views import TaskRow
from tui_tracker.ui.task_list import late_words, signed_words

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk
    from tui_tracker.ui.marks import Marks

_VERDICTS = {"✓": "close", "+": "close with follow-up", "◄": "sent back", "?": "no verdict given", "": "none"}


def of(desk: Desk) -> list[str]:
    """The legend for a screen that lists tasks; the marks of the row under the cursor first, spelled out."""
    kind, uid = desk.selected() or ("", "")
    signs = desk.host.signs
    if kind != "task":
        return [*general(signs)] if kind == "area" else []
    row = desk.read.task(uid).row
    return [*row_words(row, signs), *general(signs)]


def row_words(row: TaskRow, signs: Marks) -> list[str]:
    """What the marks of one task say."""
    word = WORDS[Progress(row.progress)].word
    said = [f"{row.ref}: {signs.progress[row.progress]} {word}"]
    if row.overdue_days:
        said.append(f"{late_words(row)} {row.overdue_days:,} day{'s' if row.overdue_days != 1 else ''} past its date")
    qa, sampled = _VERDICTS.get(row.qa, row.qa), _VERDICTS.get(row.sampling, row.sampling)
    said.append(f"{signed_words(row, signs)} QA {qa}, sampling {sampled}")
    if row.changed:
        said.append(f"{signs.changed} changed since it was signed: {', '.join(row.changed)}")
    return ["   ".join(said[:2]), *said[2:]]


def general(signs: Marks) -> list[str]:
    """What each mark means."""
    progress = "  ".join(f"{signs.progress[p.value]} {WORDS[p].word}" for p in Progress)
    verdicts = "  ".join(f"{signs.verdict(m)} {words}" for m, words in _VERDICTS.items())
    return [
        progress,
        f"Q and S: QA and sampling.  {verdicts}",
        f"{signs.changed} something changed since it was signed   {signs.late}61d days past date   last number: evidence notes",
    ]
