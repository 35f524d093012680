"""A paper made again: from the same moment, with the same questions asked and the same decisions; the same bytes, or what differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import tui_tracker
from tui_tracker import files
from tui_tracker.actions.send_out.asked import digest, template_digest, texts_digest
from tui_tracker.actions.send_out.exports import ExportActions, Report
from tui_tracker.actions.send_out.scope import Scope
from tui_tracker.actions.send_out.style import Made, Style
from tui_tracker.domain import dates
from tui_tracker.domain.records import Redaction, Sent
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.paths import refuse_own

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


class Again:
    """Papers of the log, made again."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def numbered(self, number: int) -> Sent:
        """The paper of a line of the log, counting from 1, the oldest. Raises UsageError when there is none or it is no paper."""
        found = self._s.read.all(Sent, order=("id",))
        if not 0 < number <= len(found):
            raise UsageError(
                f"Nothing with the number {number} has left; ⟦=the handover sheet|tui-tracker sent⟧ lists what has."
            )
        sent: Sent = found[number - 1]
        if not sent.asked or sent.digest is None:
            raise RefusedError(
                f"{sent.what} {sent.file} cannot be made again: how it was asked for was not kept, as for every file that is no paper."
            )
        return sent

    def write(self, number: int, path: Path, *, replace: bool) -> str:
        """Write the paper again, and say whether it is the same, or what differs. It is not logged as another one."""
        sent = self.numbered(number)
        form = sent.asked["form"]
        if path.suffix.lower() != f".{form}":
            raise UsageError(f"{sent.file} was a .{form}; give {path.name} that ending.")
        refuse_own(self._s.places, path)
        made = self._made(sent)
        files.write_whole(path, made.content, replace=replace)
        if digest(made.content) == sent.digest:
            return f"The same, byte for byte, as {sent.file} of {dates.long(sent.sent_on)}."
        return f"It differs from {sent.file} of {dates.long(sent.sent_on)}: {'; '.join(self._differs(sent))}."

    def _made(self, sent: Sent) -> Made:
        given, plain = sent.asked, dict(sent.asked["with"])
        style = Style(
            given["service"], given["marking"], given["internal"], Path(given["template"]) if given["template"] else None, sent.sent_on
        )  # fmt: skip
        scope = Scope(**plain.pop("scope"))
        with self._s.at(sent.sent_on, given["moment"]) as past:
            exports = ExportActions(past)
            if given["paper"] == "report":
                return exports.made(Report(**plain, scope=scope), given["form"], style, given["names"])
            return exports.made_export(given["form"], style, scope=scope, **plain)

    def _differs(self, sent: Sent) -> list[str]:
        """What is not as it was when the paper was written."""
        given, found = sent.asked, []
        if given["version"] != tui_tracker.__version__:
            found.append(f"it was written by tui_tracker {given['version']}, this is {tui_tracker.__version__}")
        if given["texts_digest"] != texts_digest(self._s):
            found.append("the standing texts were edited since")
        template = Path(given["template"]) if given["template"] else None
        if given["template_digest"] != template_digest(template):
            found.append(f"the template {template} is gone or was changed")
        if given["with"].get("kind") == "handover":
            found.append("the sheet for a successor names the newest backup, and there may be a newer one")
        if self._s.read.all(Redaction):
            found.append("something was erased from the plan since")
        return found or ["the plan's history gives another paper now; verify says whether it is sound"]
