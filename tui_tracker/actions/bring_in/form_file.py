"""A return form file on its own, without a plan: read, filled in answer by answer, written whole each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tui_tracker import files
from tui_tracker.errors import FileError, UsageError
from tui_tracker.packs import by_hand
from tui_tracker.packs.by_hand import Asked
from tui_tracker.packs.model import ASKED, LONG, PROGRESS_WORDS, Answer, understand

__all__ = ["ASKED", "LONG", "PROGRESS_WORDS", "Asked", "FormFile"]
_LARGEST = 30_000_000


class FormFile:
    """A form that somebody fills in. Each task's answers are on the disk as soon as they are kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            if path.stat().st_size > _LARGEST:
                raise FileError(f"{path} is far larger than a return form; it was not opened.")
            self._data = path.read_bytes()
        except OSError as error:
            raise FileError(f"{path} cannot be read: {error.strerror or error}.") from error
        self._form = by_hand.load(self._data, path.name)

    @property
    def holder(self) -> str:
        return self._form.holder

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The tasks it asks about, in order."""
        return self._form.asked

    def draft_name(self, ref: str) -> str:
        """What the draft of an answer is called: by this file and its task."""
        import hashlib

        digest = hashlib.sha256(str(self.path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
        return f"form-{digest[:16]}-{ref}"

    def keep(self, ref: str, values: Mapping[str, str], today: date) -> None:
        """Put one task's answers into the file. Raises UsageError for an answer that could not be merged later."""
        _, unread = understand(Answer(ref, dict(values)), today)
        if unread:
            raise UsageError(f"{ASKED[unread[0].field]} {unread[0].message}")
        self._data = by_hand.put(self._data, self.path.name, self._form, ref, values)
        files.write_whole(self.path, self._data)
        self._form = by_hand.with_answers(self._form, ref, values)
