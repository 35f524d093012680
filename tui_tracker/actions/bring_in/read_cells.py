"""The file's own cells and what was read of them, for the faces: they know the reader by these names alone."""

from __future__ import annotations

from tui_tracker.intake.grid import Sheet, letters
from tui_tracker.intake.more import ROLES as MORE_ROLES
from tui_tracker.intake.proposal import ReadArea, ReadTask

__all__ = ["MORE_ROLES", "ReadArea", "ReadTask", "Sheet", "letters"]
