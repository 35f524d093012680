"""Every test of the domain starts with empty caches, so that it meets the code that it names and no remembered answer."""

from __future__ import annotations

import pytest

from tui_tracker.domain.checks import days, facts, proof, signing, structure, telling

_CACHED = [
    f for module in (days, facts, proof, signing, structure, telling) for f in vars(module).values() if hasattr(f, "cache_clear")
]  # fmt: skip


@pytest.fixture(autouse=True)
def forgotten() -> None:
    for function in _CACHED:
        function.cache_clear()
