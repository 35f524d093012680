"""Three-way merge of one field: what the holder last said, what stands here now, what the holder says now."""

from __future__ import annotations

from typing import Any, Literal

from tui_tracker.frozen import dataclass

Take = Literal["ours", "theirs"]


@dataclass(frozen=True)
class Outcome:
    """``result`` is what stands afterwards; None with ``clash`` until somebody has said which side holds."""

    ref: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    result: Any
    clash: bool = False


def three_way(
    ref: str, field: str, base: Any, ours: Any, theirs: Any, take: Take | None = None, *, spoken: Any = None
) -> Outcome | None:
    """The outcome of one field; None when the holder says nothing new.

    Nothing new: the same as last time. Agreed: we have it already. Taken: only the holder changed it. Else a clash.
    ``spoken`` is what another copy of the form has said of it: a copy that says otherwise is asked about, whichever came first.
    """
    if theirs is None or theirs in (base, ours):
        return None
    if ours == base and spoken is None:
        return Outcome(ref, field, base, ours, theirs, theirs)
    if take is None:
        return Outcome(ref, field, base, ours, theirs, None, clash=True)
    return Outcome(ref, field, base, ours, theirs, ours if take == "ours" else theirs)
