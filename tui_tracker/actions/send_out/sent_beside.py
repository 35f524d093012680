"""What left the program while another window held the plan: kept in files beside it, and taken into the plan as a Change."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from tui_tracker import files
from tui_tracker.domain import changes
from tui_tracker.domain.records import Sent, from_data, to_data
from tui_tracker.errors import FileError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


def leave(t: Session, sent: Sent) -> None:
    """Leave the record of a paper that went out beside the plan, for whoever may write to it next. Raises FileError."""
    folder = t.places.sent_beside
    try:
        files.make_private_folder(folder)
    except OSError as error:
        raise FileError(f"{folder} cannot be made: {error.strerror or error}.") from error
    files.write_whole(folder / f"{sent.uid}.json", json.dumps(to_data(sent), ensure_ascii=False, default=str))


def take_in(t: Session) -> int:
    """Take what was left beside the plan into it, as one Change; how many papers that were. A file that cannot be read stays."""
    folder = t.places.sent_beside
    if not t.may_write or not folder.is_dir():
        return 0
    known = {s.uid for s in t.read.all(Sent)}
    found = []
    for path in sorted(folder.glob("*.json")):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            found.append((path, from_data("sent", json.loads(path.read_text(encoding="utf-8")))))
    new = [s for _, s in found if s.uid not in known]
    if new:
        named = ", ".join(f"{s.what} {s.file}" for s in new)
        t.commit("sent out meanwhile", named[:200], [changes.create(s) for s in new], kind="fact")
    for path, _ in found:
        with contextlib.suppress(OSError):
            path.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()
    return len(new)
