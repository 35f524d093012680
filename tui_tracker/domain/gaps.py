"""What is missing before an area can honestly be closed, task by task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tui_tracker.domain.dates import counted
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.questions import OLD_DAYS, age_of_proof, only_documents
from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS, latest
from tui_tracker.domain.views import TaskView
from tui_tracker.patterns import pattern

_OWN_BOOK = pattern(r"^#|^'?[^'!\\/:]+'?![A-Z$]+\d*$")
_PLACEHOLDER = pattern(r"^#|click here|^upload\b|^link to evidence$", re.IGNORECASE)


# The rules of the plan check that are gaps in a case for closing, and how a case says them.
CHECKED = {
    "PC47": "Evidence is dated after it was signed",
    "PC48": "A sign-off comment is later than the sign-off",
    "PC72": "Its sign-off says the same words as another task's",
    "PC76": "A sign-off comment names no proof",
    "PC77": "It points to “above” or “below” instead of to a proof",
}


def gaps(
    view: TaskView, as_at: date, missing_files: Sequence[str] = (), checked: Sequence[tuple[str, str]] = ()
) -> list[str]:
    """Sentences, one a gap, the weightiest first; empty when nothing is missing.

    ``missing_files`` are attachments not found, ``checked`` what the plan check found: rule (of CHECKED) and its message.
    """
    made = []
    if view.task.progress != Progress.COMPLETE:
        word = WORDS[Progress(view.task.progress)].word
        made.append("Its progress is not stated." if word == "unknown" else f"It is {word}, not reported complete.")
    made += _signoff_gaps(view, as_at)
    if view.row.changed:
        made.append(f"Changed since it was signed: {', '.join(view.row.changed)}.")
    made += _evidence_gaps(view)
    age = age_of_proof(view, as_at)
    made += [f"Its newest evidence is {counted(age)} old."] if age > OLD_DAYS else []
    made += [f"The attached file {name} is not in the store." for name in missing_files]
    for rule in dict.fromkeys(rule for rule, _ in checked):
        made.append(f"{CHECKED[rule]}: {'; '.join(message for name, message in checked if name == rule)}.")
    return made


def _signoff_gaps(view: TaskView, as_at: date) -> list[str]:
    made = []
    for stage in ("qa", "sampling"):
        entry = latest(view.signoffs, stage, as_at)
        if entry is None:
            whole = [e for e in view.signoffs if e.stage == stage and e.revoked is None]
            wanting = "an entry that lacks its date, name or comment" if whole else "no entry"
            made.append(f"{SIGN_STAGES[stage].capitalize() if stage != 'qa' else 'QA'}: {wanting}.")
        elif entry.verdict is None:
            made.append(f"The {SIGN_STAGES[stage]} entry states no verdict.")
        elif entry.verdict != "close":
            made.append(f"The last {SIGN_STAGES[stage]} says {VERDICTS[entry.verdict]}.")
    made += [
        f"The {SIGN_STAGES[e.stage]} was signed against the rule: {e.override}."
        for e in view.signoffs
        if e.override and e.revoked is None
    ]
    return made


def _evidence_gaps(view: TaskView) -> list[str]:
    notes = view.standing_notes()
    if not notes and not view.links and not view.attachments:
        return ["It holds no evidence."]
    made = []
    if notes and all(n.date is None for n in notes):
        made.append("None of its evidence has a date.")
    hollow = [x for x in view.links if is_placeholder(x.target, x.label)]
    if hollow and len(hollow) == len(view.links) and not view.attachments:
        made.append("Its evidence link leads nowhere.")
    if only_documents(view):
        made.append("Its proof is documents; nothing shows that the practice has changed.")
    return made


def is_placeholder(target: str | None, label: str | None) -> bool:
    """Whether a link stands in a template and points to nothing, or into its own workbook."""
    return not target or bool(_PLACEHOLDER.search(target)) or bool(_OWN_BOOK.search(target))
