"""What is missing before an area can honestly be closed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.checks.building import AS_AT
from tests.domain.views import entry, note, view
from tui_tracker.domain.gaps import gaps, is_placeholder

SOUND: dict[str, Any] = {"qa": entry(), "sampling": entry(), "notes": [note()]}
LINK = ("https://example.org/visit", "visit")


@pytest.mark.parametrize(
    ("task", "missing"),
    [
        ({}, []),
        ({"progress": "behind_target"}, ["It is behind target, not reported complete."]),
        ({"progress": "unknown"}, ["Its progress is not stated."]),
        ({"qa": None}, ["QA: no entry."]),
        ({"sampling": None}, ["Sampling: no entry."]),
        ({"qa": entry(by="")}, ["QA: an entry that lacks its date, name or comment."]),
        ({"sampling": entry(comment="")}, ["Sampling: an entry that lacks its date, name or comment."]),
        ({"sampling": entry(revoked="in error")}, ["Sampling: no entry."]),
        ({"qa": entry(verdict=None)}, ["The QA entry states no verdict."]),
        ({"sampling": entry(verdict=None)}, ["The sampling entry states no verdict."]),
        ({"qa": entry(verdict="not_yet")}, ["The last QA says not yet."]),
        ({"sampling": entry(verdict="follow_up")}, ["The last sampling says close with follow-up."]),
        ({"qa": entry(override="nobody else was there")}, ["The QA was signed against the rule: nobody else was there."]),
        ({"qa": [entry(), entry(override="x", revoked="in error")]}, []),
        ({"changed": ("2 notes", "work")}, ["Changed since it was signed: 2 notes, work."]),
        ({"notes": []}, ["It holds no evidence."]),
        ({"notes": [note(None), note(None)]}, ["None of its evidence has a date."]),
        ({"notes": [note(None), note()]}, []),
        ({"links": [("#", "here")]}, ["Its evidence link leads nowhere."]),
        ({"links": [("#", "here"), LINK]}, []),
        ({"links": [("#", "here")], "files": 1}, []),
        ({"notes": [note(text="The policy")]}, ["Its proof is documents; nothing shows that the practice has changed."]),
        ({"notes": [], "links": [LINK]}, ["Its proof is documents; nothing shows that the practice has changed."]),
        ({"notes": [], "files": 1}, ["Its proof is documents; nothing shows that the practice has changed."]),
    ],
)  # fmt: skip
def test_each_gap_is_a_sentence(task: dict[str, Any], missing: list[str]) -> None:
    assert gaps(view(**(SOUND | task)), AS_AT) == missing


def test_the_weightiest_gap_comes_first() -> None:
    made = view(progress="ongoing", changed=("title",), links=[("#", "x")], notes=[note(None, text="A policy")])
    assert gaps(made, AS_AT, ["a.pdf", "b.pdf"]) == [
        "It is ongoing, not reported complete.",
        "QA: no entry.",
        "Sampling: no entry.",
        "Changed since it was signed: title.",
        "None of its evidence has a date.",
        "Its evidence link leads nowhere.",
        "Its proof is documents; nothing shows that the practice has changed.",
        "The attached file a.pdf is not in the store.",
        "The attached file b.pdf is not in the store.",
    ]


@pytest.mark.parametrize(
    "target",
    [None, "", "#", "#Sheet1!A1", "Click here to add", "upload a file", "link to evidence", "'AFI7'!A1", "AFI7!$B$2"],
)
def test_a_templates_link_is_a_placeholder(target: str | None) -> None:
    assert is_placeholder(target, "evidence")


@pytest.mark.parametrize("target", ["https://example.org", "C:\\files\\a.pdf", "reports/uploaded.pdf"])
def test_a_link_to_somewhere_is_not(target: str) -> None:
    assert not is_placeholder(target, None)
