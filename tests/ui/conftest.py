"""No test of the screens opens a program or touches the clipboard of the machine that it runs on."""

from __future__ import annotations

import pytest

from tui_tracker.ui import system


@pytest.fixture(autouse=True)
def _no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_OPENERS", ())
    monkeypatch.setattr(system, "_CLIPBOARDS", ())
    if system.sys.platform == "win32":
        monkeypatch.setattr(system, "opener", lambda system=None: None)
