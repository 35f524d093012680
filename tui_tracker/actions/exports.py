"""Papers and files that leave the program. What leaves is recorded, so that it is no longer undone behind a reader's back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker import files
from tui_tracker.domain import changes
from tui_tracker.domain.rag import DEFAULT
from tui_tracker.domain.records import TYPES, Sent, Snapshot, to_data
from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError, PlanFileError
from tui_tracker.paths import refuse_own
from tui_tracker.reports import snapshot as snapshot_report
from tui_tracker.store import journal, whole

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker

FORMAT = "tui_tracker plan"


class ExportActions:
    """Markdown for a committee, and the whole plan as JSON."""

    def __init__(self, tracker: Tracker) -> None:
        self._t = tracker

    def markdown(
        self, *, snapshot: Snapshot | None = None, plan: str | None = None, evidence: bool = False, service: str = ""
    ) -> str:
        """The snapshot paper, of a taken snapshot or of the live plan."""
        if snapshot is None:
            return snapshot_report.write(self._paper(self._t, None, plan, evidence, service))
        with self._t.at(snapshot.as_at, snapshot.number) as past:
            return snapshot_report.write(self._paper(past, snapshot, plan, evidence, service))

    @staticmethod
    def _paper(
        t: Tracker, snapshot: Snapshot | None, plan: str | None, evidence: bool, service: str
    ) -> snapshot_report.Paper:
        read = t.read
        rows = read.area_rows(plan)
        tasks = {
            row.area.uid: [read.task(r.uid) for r in read.area(row.area.uid).tasks if r.withdrawn is None]
            for row in rows
        }
        number, head = (snapshot.number, snapshot.head) if snapshot else read.journal_head()
        later = sum(
            len(read.records(kind, "WHERE date > ?", (read.today.isoformat(),))) for kind in ("note", "signoff")
        )
        return snapshot_report.Paper(
            title=snapshot.name if snapshot else "Improvement plan",
            service=service,
            summary=read.summary(plan),
            areas=rows,
            tasks=dict(tasks),
            scheme=DEFAULT,
            number=number,
            head=head,
            later=later,
            evidence=evidence,
        )

    def json_text(self) -> str:
        """The whole plan, lossless: every record and the journal with its chain. Deterministic."""
        records = {kind: [to_data(r) for r in self._t.read.records(kind, "ORDER BY uid")] for kind in TYPES}
        made = {"format": FORMAT, "version": 1, "records": records, "journal": whole.journal_rows(self._t.db)}
        return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def write(
        self, path: Path, content: str | bytes, what: str, *, replace: bool, snapshot: Snapshot | None = None
    ) -> None:
        """Write a file whole, then record that it left. Raises FileError with the old file untouched."""
        refuse_own(self._t.places, path)
        files.write_whole(path, content, replace=replace)
        if self._t.may_write:
            number, _ = self._t.read.journal_head()
            sent = Sent(
                uid=self._t.ids.new(), sent_on=self._t.clock.today(), what=what, file=clean(path.name, multiline=False), number=snapshot.number if snapshot else number,
                snapshot=snapshot.uid if snapshot else None,
            )  # fmt: skip
            self._t.commit("sent out", f"{what} {path.name}", [changes.create(sent)])

    def load_json(self, path: Path) -> int:
        """Bring a plan exported as JSON into an empty plan file, journal and all. Returns the number of entries."""
        data = read_json(path)
        if self._t.read.journal_head()[0]:
            raise PlanFileError(
                "This plan file has records already; import the .json into a new one, such as: "
                f"tui-tracker --plan new.db import {path.name}"
            )
        whole.restore_journal(self._t.db, data["journal"])
        return journal.head(self._t.db)[0]


def read_json(path: Path) -> dict[str, Any]:
    """Our own .json, checked to be one. Raises FileError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise FileError(f"{path} is not valid JSON: {error}.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("journal"), list):
        raise FileError(f"{path} is JSON, but no plan exported by tui_tracker.")
    if not isinstance(data.get("records"), dict):
        raise FileError(f"{path} is an export of tui_tracker, but its records are missing.")
    if data.get("version") != 1:
        raise FileError(f"{path} was exported by a newer tui_tracker; install that version to read it.")
    return data
