"""Collecting stops while a file is made into objects, and goes on afterwards whatever happened."""

from __future__ import annotations

import gc

import pytest

from tui_tracker.without_gc import without_collecting


def test_collecting_goes_on_afterwards_also_after_an_error() -> None:
    with without_collecting():
        assert not gc.isenabled()
        with without_collecting():
            pass
        assert not gc.isenabled()  # the inner one had found it off
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), without_collecting():
        raise ValueError("broken")
    assert gc.isenabled()
