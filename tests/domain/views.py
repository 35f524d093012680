"""A task whole, by hand: what its papers, questions and gaps are worked out from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.domain.checks.building import AS_AT, Build, sign
from tui_tracker.domain.records import Attachment
from tui_tracker.domain.signoff import Stage
from tui_tracker.domain.views import TaskView

FILE = Attachment(uid="f1", task="t1", name="minutes.pdf", sha256="abcdef0123456789", size=1)


def view(*, stage: Stage = Stage.OPEN, files: int = 0, **task: Any) -> TaskView:
    """One task of AFI1, complete unless said otherwise, with ``files`` attachments."""
    area = task.pop("area", {})
    made = Build().area(**area).task(**({"progress": "complete"} | task)).areas[0][2][0]
    return replace(made, row=replace(made.row, stage=stage), attachments=(FILE,) * files)


def entry(when: str = "01/05/24", verdict: str | None = "close", **more: Any) -> dict[str, Any]:
    return sign(when, verdict=verdict, **more)


def note(when: date | None = AS_AT, text: str = "seen at two stations", **more: Any) -> dict[str, Any]:
    return {"date": when, "said_by": "SM", "text": text, **more}
