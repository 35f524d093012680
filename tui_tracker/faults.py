"""Notes an unexpected fault: kind and place, never the contents of a record."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path

from tui_tracker.files import make_private_folder


def record(error: BaseException, log: Path) -> Path | None:
    """Append the fault's kind and frames, without messages or local values; the log's path, or None if it cannot be written."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{datetime.now(UTC).isoformat(timespec='seconds')} {type(error).__name__}"]
    lines += [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-12:]]
    try:
        make_private_folder(log.parent)
        with log.open("a", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
        log.chmod(0o600)
    except OSError:
        return None
    return log
