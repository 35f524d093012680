"""What Business Assurance looks at next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.commands.registry import PLAN, command

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("sample.draw", "", "draw a sample", "what Business Assurance looks at next, weighted to risk", group=PLAN)
def sample_draw(desk: Desk) -> None:
    def submit(values: dict[str, str]) -> str:
        if not values["count"].strip().isdigit():
            raise UsageError("How many? Give a number, such as 5.")
        applied = desk.tracker.sampling.draw(int(values["count"]))
        assert applied is not None  # a draw with a new number is always new
        picked = ", ".join(p["ref"] for p in desk.tracker.sampling.draws()[0].picked)
        return f"{desk.done(applied)} {picked}; the queue “drawn to sample” on Sign-off (⟦go.signoff⟧) holds them."

    desk.fill_in(
        forms.one_line("Draw tasks for sampling, weighted to risk", "count", "how many", "draw", value="5"), submit
    )
