"""What moved, what a check finds, and what was set right, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run, data


def test_what_moved_is_the_contract(filled: Run) -> None:
    assert filled("snapshot", "take", "Before")[0] == 0
    filled("set", "AFI1/T1", "progress", "complete")
    filled("set", "AFI1/T1", "due", "30 Sep 2030", "--reason", "late data")
    filled("withdraw", "AFI1/T2", "--reason", "superseded")
    filled("add", "task", "AFI1", "New work")
    moved = data(filled, "snapshot", "compare", "Before", "now")
    keys = {"from", "to", "closed", "sent_back", "slipped", "newly_behind", "new", "gone", "changed"}
    assert keys <= set(moved)
    assert (moved["closed"], moved["slipped"], moved["new"], moved["gone"]) == (
        ["AFI1/T1"],
        ["AFI1/T1"],
        ["AFI1/T3"],
        ["AFI1/T2"],
    )
    assert {"ref": "AFI1/T1", "field": "progress", "before": "unknown", "after": "complete"} in moved["changed"]
    code, out, _ = filled("snapshot", "compare", "Before")
    assert code == 0
    assert "1 task is gone (AFI1/T2 withdrawn: superseded)" in out
    assert filled("snapshot", "compare", "Nothing")[0] == 2


def test_a_public_export_is_refused_settled_and_written(filled: Run, tmp_path: Path) -> None:
    filled("note", "AFI1/T1", "Seen with Priya Solanki at http://intranet.local/x")
    target = str(tmp_path / "p.md")
    code, out, err = filled("export", "md", "--evidence", "-o", target)
    assert (code, out) == (3, "")
    assert "1 name, 1 intranet address" in err
    assert "Priya Solanki" in err
    assert filled("publication", "check")[0] == 1
    assert filled("publication", "settle")[0] == 0
    filled("publication", "accept")
    assert filled("publication", "others")[0] == 0
    assert filled("export", "md", "--evidence", "-o", target)[0] == 0
    assert filled("publication", "check")[0] == 0
    listed = data(filled, "publication", "list")
    assert {d["what"] for d in listed} == {"name", "intranet address"}
    assert filled("publication", "forget", "Priya Solanki")[0] == 0
    assert filled("publication", "keep", "Priya Solanki", "--reason", "an elected member")[0] == 0
    assert filled("publication", "show", "Priya Solanki", "a partner")[0] == 0
    assert filled("export", "docx", "--marking", "secret", "-o", target)[0] == 2


def test_reports_are_written_by_their_ending(filled: Run, tmp_path: Path) -> None:
    filled("publication", "accept")
    for args in (("committee",), ("closure", "AFI1"), ("chaser", "SM Prevention"), ("questions",), ("handover",)):
        for ending in ("md", "docx"):
            target = tmp_path / f"{args[0]}.{ending}"
            code, _, err = filled("report", *args, "--to", "the clerk", "-o", str(target))
            assert code == 0, err
            assert target.stat().st_size > 200
    assert filled("report", "closure", "-o", str(tmp_path / "x.md"))[0] == 2
    assert filled("report", "movement", "--since", "yesterday", "-o", str(tmp_path / "m.md"))[0] == 0


PRINTED = """Progress made by June

| Pillar | Total Tasks | Tasks Completed | Tasks In progress | Tasks still to start |
|---|---|---|---|---|
| Effectiveness | 24 | 19 | 5 | 0 |
| Efficiency | 12 | 9 | 3 | 0 |
| People | 17 | 8 | 8 | 1 |
| SII | 16 | 4 | 12 | 0 |
| AFI 2021 | 7 | 4 | 3 | 0 |
| **Total** | **76** | **38** | **37** | **1** |

Culture recommendations

| Number of Recommendations | Started | In Progress | Completed | Still to Start |
|---|---|---|---|---|
| 20 | 20 | 10 | 10 | 0 |
"""


def test_a_printed_table_is_held_against_itself_and_the_plan(filled: Run, tmp_path: Path) -> None:
    """The figures of a published paper: its total says 76/38/37/1, its own columns add to 76/44/31/1."""
    (tmp_path / "printed.md").write_text(PRINTED, encoding="utf-8")
    code, out, _ = filled("reconcile", str(tmp_path / "printed.md"), "--json")
    assert code == 1
    found = json.loads(out)
    own = [(d["what"], d["stated"], d["worked_out"]) for d in found["differences"] if d["kind"] == "column"]
    assert own == [("the total of “Tasks Completed”", 38, 44), ("the total of “Tasks In progress”", 37, 31)]
    assert any(d["kind"] == "plan" and d["stated"] == 24 and d["worked_out"] == 2 for d in found["differences"])
    assert any("“SII”" in u for u in found["unmatched"])
    (tmp_path / "none.md").write_text("no table here", encoding="utf-8")
    assert filled("reconcile", str(tmp_path / "none.md"))[0] == 4


def test_a_printed_table_that_agrees_says_so(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Pillar,Areas,Tasks\nEffectiveness,1,2\nTotal,1,2\n", encoding="utf-8")
    code, out, _ = filled("reconcile", str(tmp_path / "t.csv"))
    assert (code, out.splitlines()[-1]) == (0, "Every figure agrees.")


def test_check_is_the_contract_and_an_accepted_error_no_longer_counts(filled: Run) -> None:
    code, out, _ = filled("check", "--json", "--as-at", "today")
    found = json.loads(out)
    assert set(found) == {"as_at", "findings", "counts"}
    assert set(found["findings"][0]) == {"rule", "severity", "subject", "field", "message", "accepted"}
    assert set(found["counts"]) == {"error", "warning", "note"}
    assert code == 1
    assert [f["subject"] for f in found["findings"] if f["rule"] == "PC27"] == ["AFI1/T2"]
    assert filled("check", "--rule", "PC27")[0] == 1
    assert filled("check", "accept", "PC27", "AFI1/T2", "--reason", "set in July")[0] == 0
    assert filled("check", "--rule", "pc27")[0] == 0
    assert filled("check", "accept", "PC27", "AFI1/T2", "--reason", "again")[0] == 3
    assert filled("check", "accept", "PC27", "AFI1/T1", "--reason", "not found there")[0] == 2
    assert filled("check", "--rule", "PC999")[0] == 2
    shown = data(filled, "show", "AFI1/T2")
    assert {
        "rule": "PC27",
        "severity": "error",
        "field": "due",
        "message": "has no projected date",
        "accepted": "set in July",
    } in shown["checks"]


def test_what_was_set_right_since_a_snapshot(filled: Run) -> None:
    filled("snapshot", "take", "Before")
    filled("set", "AFI1/T2", "due", "30 Sep 2030")
    filled("add", "task", "AFI1", "New work", "--owner", "SM Prevention")
    code, out, _ = filled("check", "since", "Before")
    assert code == 0
    assert "set right  PC27  AFI1/T2" in out
    assert "new        PC27  AFI1/T3" in out


def test_assurance_by_command_line(filled: Run) -> None:
    for args in (
        ("step", "add", "AFI1/T1", "one\ntwo"), ("step", "set", "1/1", "2", "complete", "--on", "1 May 2024"), ("step", "reword", "1/1", "1", "first"),
        ("problem", "add", "AFI1", "no van"), ("problem", "close", "AFI1", "1", "--how", "hired"),
        ("milestone", "add", "AFI1", "plan-due", "--due", "31 Aug 2024"), ("milestone", "reached", "AFI1", "1"),
        ("opinion", "AFI1", "partial", "--text", "two points"), ("grade", "set", "1.2", "good", "--before", "adequate"),
        ("set", "AFI1", "question", "1.2"), ("set", "AFI1", "rhythm", "monthly"), ("rag", "scheme", "proved"),
        ("rag", "set", "AFI1", "amber", "--reason", "board"),
        ("note", "AFI1/T1", "log", "--kind", "data", "--expires", "1 Jan 2030", "--also", "1/2"),
        ("set", "AFI1/T2", "progress", "deferred", "--until", "1 Jan 2099", "--reason", "money"),
    ):  # fmt: skip
        code, _, err = filled(*args)
        assert (code, err) == (0, ""), args
    shown = data(filled, "show", "AFI1/T1")
    assert [(s["text"], s["progress"], s["done_on"]) for s in shown["steps"]] == [
        ("first", "not_started", None),
        ("two", "complete", "2024-05-01"),
    ]
    assert [(n["kind"], n["expires"]) for n in shown["notes"]] == [("data", "2030-01-01")]
    area = data(filled, "show", "AFI1")
    assert (area["rag"], area["problems"][0]["how"], area["opinions"][0]["level"]) == ("A", "hired", "partial")
    assert area["story"]["question"].startswith("1.2 ")
    assert data(filled, "grade", "list")[0] == {
        "subject": "1.2", "words": "1.2 preventing fires and other risks", "grade": "good", "before": "adequate", "inspected": None,
        "inspected_before": None, "areas": ["AFI1"],
    }  # fmt: skip
    text = filled("show", "AFI1")[1]
    assert "milestone 1: an action plan is due, due 31 Aug 24, done" in text
    assert "green means proved" in filled("rag", "scheme")[1]
    assert filled("set", "AFI1/T1", "progress", "deferred")[0] == 3
    assert filled("rag", "scheme", "stripes")[0] == 2
    assert "goes: AFI1" in filled("round", "Next", "--dry-run")[1]
    assert filled("round", "Next")[0] == 0
    assert data(filled, "summary")["plans"][1]["total"]["tasks"] == 2


def test_views_are_kept_with_the_plan(filled: Run) -> None:
    assert filled("view", "save", "Ours and late", "is:overdue", "or", "progress:complete")[0] == 0
    assert data(filled, "view", "list") == [
        {"name": "Ours and late", "query": "is:overdue or progress:complete", "tasks": 1}
    ]
    assert [r["ref"] for r in data(filled, "tasks", "--view", "ours AND late")] == ["AFI1/T1"]
    assert data(filled, "tasks", "--view", "Ours and late", "owner:nobody") == []
    assert data(filled, "tasks", "--tally", "progress")[0]["name"] == "unknown"
    assert filled("view", "save", "Bad", "is:nonsense")[0] == 2
    code, _, err = filled("tasks", "--view", "Theirs")
    assert (code, "there are Ours and late" in err) == (2, True)
    assert filled("view", "save", "OURS and late", "is:overdue")[0] == 0
    assert data(filled, "view", "list")[0]["query"] == "is:overdue"
    assert filled("view", "forget", "Ours and late")[0] == 0
    assert data(filled, "view", "list") == []
    assert filled("undo")[0] == 0
    assert len(data(filled, "view", "list")) == 1


def test_a_snapshot_says_how_many_verdicts_were_settled_since_and_keeps_its_figures(run: Run, tmp_path: Path) -> None:
    rows = [
        "Ref,Area for improvement,No,Action,Owner,Due,Status,QA date,QA by,QA comment",
        *(f"AFI1,Do it,{n},Task {n},AM People,1/6/26,Complete,1/5/26,AM Prevention,Seen. Close." for n in (1, 2, 3)),
    ]
    (tmp_path / "p.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run("import", str(tmp_path / "p.csv"))[0] == 0
    assert run("snapshot", "take", "June")[0] == 0
    before = data(run, "snapshot", "show", "June")
    assert before["settled_since"] == 0
    listed = [line.split()[0] for line in run("signoff", "settle")[1].splitlines() if "AFI1/T" in line]
    assert len(listed) == 3
    assert run("signoff", "settle", f"{listed[0]}=close", f"{listed[1]}=not-yet")[0] == 0
    assert data(run, "snapshot", "show", "June") == {**before, "settled_since": 2}
    assert "2 entries without a verdict then have one now" in run("snapshot", "show", "June")[1]
