"""What a script says of a file: the row of its heading, what a column holds. What cannot be meant is one sentence and writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui_tracker.cli import main

STRANGE = "Some words on top\nZorbit,Quell,Brint,Plume\nalpha,paint the drill tower doors,Ashe,never\nalpha,mend the yard gate,Bede,sometime\nomega,count the hose reels,Cope,when dry\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "odd.csv"
    path.write_text(STRANGE, encoding="utf-8")
    return path


def read(file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, object], str]:
    with pytest.raises(SystemExit) as ended:
        main(["--plan", str(file.with_name("plan.db")), "import", str(file), "--dry-run", "--json", *more])
    out, err = capsys.readouterr()
    code = int(ended.value.code or 0)
    return code, json.loads(out) if out else {}, err


def test_a_heading_and_its_columns_are_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(file, capsys)[1]["areas"] == []
    said = [
        f"--column={name}={role}" for name, role in (("Zorbit", "statement"), ("Quell", "action"), ("Brint", "owner"))
    ]
    for where in ("2", "odd:2"):
        code, found, _ = read(file, capsys, "--heading-row", where, *said)
        areas = [(a["title"], [t["assigned_to"] for t in a["tasks"]]) for a in found["areas"]]  # type: ignore[attr-defined]  # JSON
        assert (code, areas) == (0, [("alpha", ["Ashe", "Bede"]), ("omega", ["Cope"])])


@pytest.mark.parametrize(
    ("where", "told"),
    [("two", "neither"), ("9", "there is no row 9"), ("0", "there is no row 0"), ("Other:2", "neither")],
)
def test_a_row_that_is_not_there(file: Path, capsys: pytest.CaptureFixture[str], where: str, told: str) -> None:
    code, _, err = read(file, capsys, "--heading-row", where)
    assert code == 2
    assert told in err
    assert len(err.strip().splitlines()) == 1
