"""Every test of the domain starts with empty caches, so that it meets the code that it names and no remembered answer."""

from __future__ import annotations

import sys

import pytest

from tui_tracker.domain import checks

_MODULES = [module for name, module in sys.modules.items() if name.startswith(checks.__name__)]
_CACHED = [f for module in _MODULES for f in vars(module).values() if hasattr(f, "cache_clear")]


@pytest.fixture(autouse=True)
def forgotten() -> None:
    for function in _CACHED:
        function.cache_clear()
