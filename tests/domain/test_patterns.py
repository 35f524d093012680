"""A pattern compiled at its first use is, in use, what re.compile gives."""

from __future__ import annotations

import re

import pytest

from tui_tracker.patterns import pattern


def test_it_does_what_the_compiled_one_does() -> None:
    late, known = pattern(r"(?P<day>\d+) (june)", re.I), re.compile(r"(?P<day>\d+) (june)", re.I)
    text = "on 12 June and 3 june"
    assert "search" not in vars(late)
    assert late.findall(text) == known.findall(text)
    assert "search" in vars(late)
    assert late.sub("x", text) == known.sub("x", text)
    assert [m.span() for m in late.finditer(text)] == [m.span() for m in known.finditer(text)]
    assert (late.search(text) or [""])[0] == "12 June"
    assert late.fullmatch("12 june") is not None
    assert late.split(text) == known.split(text)
    assert late.subn("x", text) == known.subn("x", text)
    assert (late.match("4 june") or {})["day"] == "4"
    assert (late.pattern, late.flags, late.groups, dict(late.groupindex)) == (
        known.pattern, known.flags, known.groups, dict(known.groupindex),
    )  # fmt: skip


def test_what_a_pattern_has_not_is_said() -> None:
    with pytest.raises(AttributeError, match="serach"):
        pattern("x").serach  # type: ignore[attr-defined]  # noqa: B018 - that it raises is what is asked
