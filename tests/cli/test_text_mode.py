"""Meetings, actions, charts and stations without a screen: plain lines when not on a terminal, JSON where asked, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, data


@pytest.fixture
def late(filled: Run) -> Run:
    for args in (("set", "AFI1/T2", "due", "1 May 24"), ("set", "AFI1/T1", "station", "Station 07")):
        assert filled(*args)[0] == 0
    return filled


def test_a_whole_meeting_by_command_line(late: Run, tmp_path: Path) -> None:
    assert late("meeting", "agenda")[0] == 2, "none has begun"
    code, _, err = late("meeting", "begin", "Improvement board", "--present", "DCFO", "--place", "HQ")
    assert (code, "2 items" in err) == (0, True)
    assert [x["ref"] for x in data(late, "meeting", "agenda", "--json")] == ["AFI1/T1", "AFI1/T2"]
    assert late("meeting", "begin", "Another")[0] == 3
    assert late("meeting", "decide", "1", "behind")[0] == 0
    assert late("meeting", "note", "1", "Two of three crews", "--by", "SM Prevention")[0] == 0
    assert late("meeting", "action", "1", "HR Manager", "Send the rota", "--due", "1 Dec 30")[0] == 0
    assert late("meeting", "move", "2", "1 Dec 30", "--reason", "trainer off sick")[0] == 0
    assert late("meeting", "decide", "2", "maybe")[0] == 2
    assert late("meeting", "decide", "9", "ready")[0] == 2
    assert late("meeting", "decide", "2", "deferred", "--until", "1 Dec 31")[0] == 3, "a reason is wanted"
    assert late("meeting", "decide", "2", "escalated", "--to", "Fire Authority", "--why", "no money")[0] == 0
    shown = data(late, "meeting", "agenda", "--json")
    assert [x["decided"] for x in shown] == ["behind target", "escalated to Fire Authority: no money"]
    assert "2 of 2 decided" in late("meeting", "agenda")[2]
    assert late("meeting", "end")[0] == 0
    assert data(late, "meeting", "list", "--json")[0]["decided"] == 2
    out = tmp_path / "minute.md"
    assert late("report", "minute", "improvement", "--internal", "-o", str(out))[0] == 0
    text = out.read_text(encoding="utf-8")
    assert "| **On the agenda** | **2** |" in text
    assert "Date put to 1 Dec 30 (was 1 May 24): trainer off sick" in text
    assert late("report", "minute", "nobody", "--internal", "-o", str(out), "--replace")[0] == 2
    word = tmp_path / "minute.docx"
    assert late("report", "minute", "--internal", "-o", str(word))[0] == 0
    assert word.read_bytes()[:2] == b"PK"
    assert late("undo")[0] == 3, "the minute has left the program"


def test_agendas_by_command_line(late: Run) -> None:
    assert late("view", "save", "Late", "is:overdue")[0] == 0
    for agenda, count in (
        ("open", "2 items"),
        ("areas", "1 item"),
        ("view:Late", "2 items"),
        ("query:ref:AFI1/T1", "1 item"),
    ):
        code, _, err = late("meeting", "begin", "Board", "--agenda", agenda)
        assert (code, count in err) == (0, True), agenda
        assert late("undo")[0] == 0
    assert late("meeting", "begin", "Board", "--agenda", "nothing")[0] == 2
    assert late("meeting", "begin", "Board", "--agenda", "query:zzz")[0] == 3


def test_actions_by_command_line(late: Run) -> None:
    assert late("action", "add", "HR Manager", "Send the rota", "--due", "1 May 24", "--ref", "AFI1/T1")[0] == 0
    assert late("action", "add", "Fire Authority", "Two posts", "--escalate")[0] == 0
    found = data(late, "action", "list", "--open", "--json")
    assert [(a["number"], a["kind"], a["about"], a["overdue_days"] > 0) for a in found] == [
        (1, "action", "AFI1/T1", True),
        (2, "escalation", "", False),
    ]
    assert late("action", "move", "1", "1 Dec 30")[0] == 3, "moving wants a reason"
    assert late("action", "move", "1", "1 Dec 30", "--reason", "on leave")[0] == 0
    assert late("action", "done", "1", "--how", "sent")[0] == 0
    assert late("action", "drop", "2", "--reason", "not wanted")[0] == 0
    assert late("action", "done", "7")[0] == 2
    code, out, err = late("action", "list")
    assert code == 0
    assert "dropped" in out
    assert "2 actions" in err
    assert data(late, "action", "list", "--owner", "hr manager", "--json") == []


def test_charts_as_tables(late: Run) -> None:
    assert late("set", "AFI1/T1", "progress", "complete")[0] == 0
    found = data(late, "charts", "--json")
    assert found["progress"][-1] | {"day": ""} == {"day": "", "tasks": 2, "complete": 1, "due": 2}
    assert [(m["month"], m["tasks"], m["complete"], m["late"]) for m in found["due"]] == [
        ("2024-03", 1, 1, 0),
        ("2024-05", 1, 0, 1),
    ]
    assert found["colours"] == [{"plan": "Improvement plan", "pillar": "Effectiveness", "areas": {"R": 1}}]
    code, out, _ = late("charts")
    assert code == 0
    assert "\x1b" not in out, "plain where there is no terminal"
    assert out.splitlines()[0].split() == ["Day", "tasks", "complete", "due", "by", "then"]


def test_stations_by_command_line(late: Run) -> None:
    assert late("station", "roll-out", "AFI1/T2", "Station 6-8")[0] == 0
    assert late("station", "tick", "AFI1/T2", "Station 07", "--on", "1 May 24", "--by", "WM 07")[0] == 0
    assert [(s["station"], s["done_on"]) for s in data(late, "station", "list", "AFI1/T2", "--json")] == [
        ("Station 06", None), ("Station 07", "2024-05-01"), ("Station 08", None),
    ]  # fmt: skip
    assert late("station", "tick", "AFI1/T2", "Station 99")[0] == 2
    assert late("station", "serves", "SM Prevention", "Station 08")[0] == 0
    assert {s["station"]: s["tasks"] for s in data(late, "station", "list", "--json")} == {
        "Station 06": 1,
        "Station 07": 2,
        "Station 08": 2,
    }
    assert late("station", "said", "Station 07", "AFI1/T1", "Watch B done", "--progress", "on target")[0] == 0
    shown = data(late, "show", "AFI1/T1", "--json")
    assert (shown["progress"], shown["notes"][0]["by"], shown["notes"][0]["entered_by"]) == (
        "on_target",
        "Station 07",
        "Coordinator",
    )
    assert late("station", "said", "Station 07", "AFI1/T1", "")[0] == 2
    assert late("station", "said", "Nobody", "AFI1/T1", "x")[0] == 2
    assert data(late, "proposal", "list", "--json") == []
    assert late("proposal", "settle", "AFI1/T1", "--yes")[0] == 2
    assert late("proposal", "settle", "AFI1/T1")[0] == 2


def test_a_form_that_is_not_there_and_one_that_is_none(late: Run, tmp_path: Path) -> None:
    assert late("pack", "merge", str(tmp_path / "none.txt"))[0] == 4
    assert late("pack", "open", str(tmp_path / "none.txt"))[0] == 2, "no terminal here"
    assert late("pack", "make", "-o", str(tmp_path / "x.txt"))[0] == 2
    assert late("pack", "make", "--for", "Nobody", "-o", str(tmp_path / "x.txt"))[0] == 2
    assert late("pack", "make", "--for", "SM Prevention", "-o", str(tmp_path / "x.pdf"))[0] == 2
    assert late("pack", "make", "--for", "late ones", "--query", "is:overdue", "-o", str(tmp_path / "x.txt"))[0] == 0
    assert late("pack", "make", "--for", "SM Prevention", "-o", str(tmp_path / "x.txt"))[0] == 4, "it is there already"
    code, out, _ = late("pack", "check", str(tmp_path / "x.txt"))
    assert (code, out.strip().splitlines()[-1]) == (0, "Nothing new.")
    assert late("pack", "withdraw", "1", "--reason", "asked by phone")[0] == 0
    assert data(late, "pack", "list", "--waiting", "--json") == []
    code, _, err = late("pack", "merge-copy", str(tmp_path / "none.db"))
    assert (code, "There is no plan file" in err) == (5, True)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert late("pack", "merge", str(empty))[0] == 4
    assert json.dumps(data(late, "pack", "list", "--json")[0]["withdrawn"]) == '"asked by phone"'
