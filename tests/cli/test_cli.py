"""The command line: its words, its JSON and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui_tracker.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process on a plan in a temporary folder; (exit code, stdout, stderr)."""

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["--plan", str(tmp_path / "plan.db"), "--me", "Coordinator", *args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


@pytest.fixture
def filled(run: Run) -> Run:
    for args in (
        ("add", "plan", "Improvement plan"),
        ("add", "area", "AFI1", "Visits follow the risk", "--pillar", "Effectiveness", "--owner", "AM Prevention"),
        ("add", "task", "AFI1", "Set the score", "--owner", "SM Prevention", "--due", "Mar-24"),
        ("add", "task", "AFI1", "Book by score", "--owner", "SM Prevention"),
    ):
        assert run(*args)[0] == 0
    return run


def data(run: Run, *args: str) -> Any:
    code, out, err = run(*args, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_summary_is_the_contract(filled: Run) -> None:
    found = data(filled, "summary")
    counts = {
        "areas",
        "tasks",
        "complete",
        "on_target",
        "behind_target",
        "not_started",
        "deferred",
        "ongoing",
        "unknown",
        "overdue",
        "areas_late",
    }
    assert set(found) >= {"as_at", "pillars", "total", "figures", "plans", "stated"}
    assert set(found["total"]) == counts
    assert counts | {"plan", "pillar"} <= set(found["pillars"][0])
    assert set(found["figures"]) == {"tasks", "reported_complete", "qa_recorded", "sampled", "assured", "outside"}
    assert found["figures"]["outside"] == {"qa_recorded": 0, "sampled": 0}
    assert found["plans"][0]["kind"] == "inspection"
    assert found["total"]["overdue"] == 1


def test_tasks_and_show_are_the_contract(filled: Run) -> None:
    rows = data(filled, "tasks", "is:overdue")
    wanted = {"ref", "plan", "area", "pillar", "title", "assigned_to", "due", "due_text", "progress", "rag", "overdue_days", "stage", "slips", "changed_since_signoff", "note_count"}  # fmt: skip
    assert [r["ref"] for r in rows] == ["AFI1/T1"]
    assert wanted <= set(rows[0])
    assert (rows[0]["due"], rows[0]["due_text"]) == ("2024-03-31", "Mar-24")
    filled("note", "AFI1/T1", "Seen", "--by", "Watch B", "--link", "https://example.org")
    whole = data(filled, "show", "afi 1/1")
    assert {"uid", "date", "entered", "by", "entered_by", "text", "links", "attachments"} <= set(whole["notes"][0])
    assert whole["notes"][0]["links"] == ["https://example.org"]
    assert {"signoffs", "checks", "history"} <= set(whole)
    assert data(filled, "show", "AFI1")["counts"]["tasks"] == 2


def test_a_whole_sign_off_by_command(filled: Run) -> None:
    assert filled("ready", "AFI1/T1")[0] == 0
    code, _, err = filled("sign", "AFI1/T1", "sampling", "close", "--by", "BA")
    assert code == 3
    assert "sampling comes after QA" in err
    assert filled("sign", "AFI1/T1", "qa", "close", "--by", "AM Prevention", "--comment", "Seen")[0] == 0
    code, out, _ = filled("sign", "AFI1/T1", "sampling", "not-yet", "--by", "BA", "--comment", "No proof")
    assert code == 0
    assert "AFI1/T1 is ongoing now; where it stood before it was complete was never stated" in out
    entries = data(filled, "show", "AFI1/T1")["signoffs"]
    assert [(e["stage"], e["verdict"]) for e in entries] == [("qa", "close"), ("sampling", "not_yet")]
    assert filled("signoff", "revoke", entries[1]["uid"], "--reason", "wrong task")[0] == 0
    assert filled("signoff", "settle")[0] == 0


def test_structure_by_command_each_taken_back_by_one_undo(filled: Run) -> None:
    before = data(filled, "tasks")
    for args in (
        ("split", "AFI1/T1", "--title", "Check it"),
        ("join", "AFI1/T1", "AFI1/T2"),
        ("withdraw", "AFI1/T1", "--reason", "not ours"),
        ("move", "AFI1", "People"),
        ("set", "AFI1/T1", "due", "Sep-26", "--reason", "late"),
        ("set", "AFI1", "owner", "AM Response"),
        ("set", "AFI1/T2", "progress", "on track"),
        ("split", "AFI1", "--ref", "AFI9", "--title", "Other", "--tasks", "T2"),
    ):
        assert filled(*args)[0] == 0, args
        assert data(filled, "tasks") != before or args[0] in ("set", "move")
        assert filled("undo")[0] == 0
        assert data(filled, "tasks") == before
    assert filled("redo")[0] == 0


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("show", "AFI9"), 2, "names no area or task"),
        (("tasks", "is:lovely"), 2, "is: takes"),
        (("set", "AFI1/T1", "colour", "red"), 2, "A task has no field"),
        (("set", "AFI1/T1", "due", "22/23"), 2, "span of years"),
        (("set", "AFI1/T1", "due", "Sep-26"), 3, "wants a reason"),
        (("set", "AFI1/T1", "progress", "unknown"), 3, "Nothing to change"),
        (("note", "AFI1/T1", " "), 2, "text is needed"),
        (("note", "AFI1/T1", "x", "--attach", "nowhere.pdf"), 4, "cannot be attached"),
        (("import", "nowhere.xlsx"), 4, "cannot be read"),
        (("snapshot", "show", "none"), 2, "there are: none yet"),
        (("undo", "999"), 2, "No single change"),
        (("redo",), 3, "nothing to redo"),
        (("nonsense",), 2, "No such command"),
        (("sumary",), 2, "Did you mean summary?"),
        (("sign", "AFI1/T1", "qa", "maybe", "--by", "x"), 2, "maybe"),
        (("redact", "x", "--reason", "y"), 2, "too short"),
        (("export", "md", "-o", "/nowhere/at/all.md"), 4, "cannot be written"),
        (("people", "handover", "Nobody", "X", "--from", "today"), 3, "nothing to hand over"),
        (("restore", "nowhere.zip"), 4, ""),
        (("summary", "--as-at", "soon"), 2, "not a date"),
        (("summary", "--of", "Other"), 2, "No single plan"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence_and_its_code(filled: Run, args: tuple[str, ...], code: int, says: str) -> None:
    before = data(filled, "history")
    found, out, err = filled(*args)
    assert found == code, err
    assert says in err
    assert err.startswith("tui-tracker: ")
    assert "Traceback" not in err + out
    assert data(filled, "history") == before


def test_no_plan_file_yet(run: Run, tmp_path: Path) -> None:
    code, _, err = run("summary")
    assert code == 5
    assert "There is no plan file" in err
    assert not (tmp_path / "plan.db").exists()


def test_info_tells_where_everything_will_be_before_there_is_a_plan(run: Run, tmp_path: Path) -> None:
    found = data(run, "info")
    assert found["plan_file"] == str(tmp_path / "plan.db")
    assert found["journal_entries"] == 0
    assert not (tmp_path / "plan.db").exists()


def test_export_replaces_only_when_told(filled: Run, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    assert filled("export", "md", "-o", str(paper), "--evidence")[0] == 0
    first = paper.read_bytes()
    assert b"\r" not in first
    filled("set", "AFI1/T1", "progress", "complete")
    code, _, err = filled("export", "md", "-o", str(paper))
    assert (code, paper.read_bytes()) == (4, first)
    assert "--replace" in err
    assert filled("export", "md", "-o", str(paper), "--replace")[0] == 0
    assert paper.read_bytes() != first


def test_json_goes_out_and_in_without_loss(filled: Run, tmp_path: Path) -> None:
    filled("note", "AFI1/T1", "a\nb")
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    assert filled("export", "json", "-o", str(one))[0] == 0
    with pytest.raises(SystemExit) as stop:
        main(["--plan", str(tmp_path / "other.db"), "import", str(one)])
    assert not stop.value.code
    with pytest.raises(SystemExit):
        main(["--plan", str(tmp_path / "other.db"), "export", "json", "-o", str(two)])
    assert one.read_bytes() == two.read_bytes()
    code, _, err = filled("import", str(one))
    assert code == 5
    assert "has records already" in err


@pytest.mark.parametrize(
    "damage",
    [
        "{",
        "[]",
        '{"format": "tui_tracker plan", "version": 9, "journal": []}',
        '{"format": "tui_tracker plan", "version": 1, "records": {}, "journal": [{"number": 1}]}',
    ],
)
def test_a_damaged_json_is_refused_and_writes_nothing(run: Run, tmp_path: Path, damage: str) -> None:
    (tmp_path / "x.json").write_text(damage, encoding="utf-8")
    code, _, err = run("import", str(tmp_path / "x.json"))
    assert code == 4
    assert "Traceback" not in err


def test_a_forged_json_is_refused(filled: Run, tmp_path: Path) -> None:
    filled("export", "json", "-o", str(tmp_path / "x.json"))
    forged = (tmp_path / "x.json").read_text(encoding="utf-8").replace("Set the score", "Set the bar")
    (tmp_path / "x.json").write_text(forged, encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["--plan", str(tmp_path / "other.db"), "import", str(tmp_path / "x.json")])
    assert stop.value.code == 4


def test_history_verify_info_people_and_snapshots(filled: Run, tmp_path: Path) -> None:
    entries = data(filled, "history")
    assert {"uid", "number", "recorded_at", "by", "verb", "subject", "reason", "edits", "undoes", "hash"} <= set(
        entries[0]
    )
    assert entries[0]["by"] == "Coordinator"
    assert {"version", "plan_file", "schema", "journal_entries", "head", "sqlite", "backups", "settings_file"} <= set(
        data(filled, "info")
    )
    assert filled("verify", "--against", entries[0]["hash"])[0] == 0
    assert filled("verify", "--against", "f" * 64)[0] == 1
    assert filled("people", "alias", "S Moss", "SM Prevention")[0] == 0
    assert next(p for p in data(filled, "people") if p["name"] == "S Moss")["assigned"] == 2
    assert filled("snapshot", "take", "June", "--as-at", "today")[0] == 0
    assert filled("snapshot", "record", "June", "--presented-to", "Committee", "--outcome", "noted")[0] == 0
    assert data(filled, "snapshot", "list")[0]["presented_to"] == "Committee"
    assert data(filled, "snapshot", "show", "June")["total"]["tasks"] == 2
    assert filled("export", "md", "--snapshot", "June", "-o", str(tmp_path / "j.md"))[0] == 0
    assert filled("backup", "-o", str(tmp_path / "b.zip"))[0] == 0
    assert filled("restore", str(tmp_path / "b.zip"))[0] == 0


def test_as_at_serves_every_read(filled: Run) -> None:
    for command in (("summary",), ("tasks",), ("evidence",), ("history",), ("people",)):
        code, out, err = filled(*command, "--as-at", "1 Jan 2020", "--json")
        assert code == 0, err
        json.loads(out)
    assert data(filled, "summary", "--as-at", "1 Jan 2020")["total"]["tasks"] == 0


def shell(*args: str, home: Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), **more.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "tui_tracker", *args], capture_output=True, env=env, check=False, **more
    )


def test_the_demo_prints_without_a_terminal(tmp_path: Path) -> None:
    done = shell("demo", home=tmp_path, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert b"reported complete" in done.stdout
    assert b"## Progress by pillar" in done.stdout


def test_without_a_terminal_the_app_says_what_to_use_instead(tmp_path: Path) -> None:
    done = shell(home=tmp_path, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert b"the app needs a terminal" in done.stderr


def test_a_console_that_cannot_show_a_character_stops_nothing(tmp_path: Path) -> None:
    done = shell("demo", "--headless", home=tmp_path, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell pipe that closes early is made with POSIX tools")
def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -m tui_tracker demo --headless | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, env={**os.environ, "HOME": str(tmp_path)}, check=False
    )
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_stdin_gives_a_notes_text(filled: Run, tmp_path: Path) -> None:
    done = shell(
        "--plan", str(tmp_path / "plan.db"), "note", "AFI1/T1", "-", home=tmp_path, input="von Süden\nzwei".encode()
    )
    assert done.returncode == 0, done.stderr
    assert data(filled, "show", "AFI1/T1")["notes"][0]["text"] == "von Süden\nzwei"


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
    assert filled("export", "md", "--evidence", "-o", target)[0] == 0
    assert filled("publication", "check")[0] == 0
    listed = data(filled, "publication", "list")
    assert {d["what"] for d in listed} == {"name", "intranet address"}
    assert filled("publication", "forget", "Priya Solanki")[0] == 0
    assert filled("publication", "keep", "Priya Solanki", "--reason", "an elected member")[0] == 0
    assert filled("publication", "show", "Priya Solanki", "a partner")[0] == 0
    assert filled("export", "docx", "--marking", "secret", "-o", target)[0] == 2


def test_reports_are_written_by_their_ending(filled: Run, tmp_path: Path) -> None:
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
