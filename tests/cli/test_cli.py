"""The command line: its words, its JSON and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, data
from tui_tracker.cli import main


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


def test_a_note_is_set_right_by_its_number(filled: Run) -> None:
    assert filled("note", "AFI1/T1", "The rota was printed", "--by", "SM")[0] == 0
    number = len(data(filled, "show", "AFI1/T1")["notes"])
    assert f"  {number}  " in filled("show", "AFI1/T1")[1]
    code, _, said = filled("note", "AFI1/T1", "x", "--corrects", str(number + 1))
    assert (code, f"so no note {number + 1}" in said) == (2, True)
    assert filled("note", "AFI1/T1", "x", "--corrects", str(number), "--link", "a")[0] == 2
    assert filled("note", "AFI1/T1", "The rota was signed", "--corrects", str(number))[0] == 0
    old, new = data(filled, "show", "AFI1/T1")["notes"][number - 1 :]
    assert (old["text"], old["stands"]) == ("The rota was printed", False)
    assert (new["text"], new["corrects"], new["stands"]) == ("The rota was signed", old["uid"], True)
