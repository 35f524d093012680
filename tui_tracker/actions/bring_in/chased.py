"""Who was asked and has not answered: by the forms that went out, so that nothing has to be kept beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.domain import dates
from tui_tracker.domain.records import ReturnForm
from tui_tracker.domain.text import fold
from tui_tracker.frozen import dataclass

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

# Asked on so many days without an answer, it is for somebody above them.
ESCALATE_AT = 2


@dataclass(frozen=True)
class Chased:
    """Somebody who was asked and has not answered: on how many days, on which first and last, by which forms, about which tasks."""

    holder: str
    times: int
    first: date
    last: date
    numbers: tuple[int, ...]
    tasks: tuple[str, ...]

    @property
    def to_escalate(self) -> bool:
        """Whether they were asked so often that somebody else is to ask."""
        return self.times >= ESCALATE_AT

    def words(self) -> str:
        """``asked twice, first on 3 May 26, no answer``."""
        often = {1: "once", 2: "twice"}.get(self.times, f"{self.times} times")
        return f"asked {often}, {'first ' if self.times > 1 else ''}on {dates.short(self.first)}, no answer"


def chased(t: Session) -> list[Chased]:
    """Everybody who owes an answer, those asked most often first. An answer to a later form settles the earlier ones."""
    held: dict[str, list[ReturnForm]] = {}
    for form in t.read.all(ReturnForm, withdrawn=None, order=("sent_on", "number")):
        if form.sent_on <= t.read.today:
            held.setdefault(fold(form.holder), []).append(form)
    made = []
    for forms in held.values():
        answered = max((f.answered_on for f in forms if f.answered_on), default=date.min)
        out = [f for f in forms if f.answered_on is None and f.sent_on >= answered]
        if out:
            days = sorted({f.sent_on for f in out})
            tasks = dict.fromkeys(uid for f in out for uid in f.base)
            made.append(
                Chased(out[-1].holder, len(days), days[0], days[-1], tuple(f.number for f in out), tuple(tasks))
            )
    return sorted(made, key=lambda c: (-c.times, c.first, fold(c.holder)))
