"""What a locked-down Windows laptop does to paths, texts, files and settings; each kind is tried here on any system."""

from __future__ import annotations

import builtins
import os
import sys
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from tests.conftest import task
from tui_tracker import files, settings
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli import main
from tui_tracker.cli.commands.note import piped_text
from tui_tracker.errors import FileError, UsageError
from tui_tracker.paths import moved_to, typed
from tui_tracker.store.location import why_not_local
from tui_tracker.ui import editor
from tui_tracker.ui.screens.browsing import BrowsingScreen, _is_hidden


@pytest.mark.parametrize("quotes", ['"{}"', "'{}'", "“{}”", ' "{}" ', "\"'{}'\"", "{}"])
def test_a_pasted_path_loses_its_quotes_everywhere(
    plan: Tracker, tmp_path: Path, quotes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = tmp_path / "photo of it.txt"
    proof.write_text("seen", encoding="utf-8")
    assert typed(quotes.format(proof)) == proof
    plan.close()
    out = tmp_path / "out file.csv"
    for command in (
        ["note", "AFI1/T1", "x", "--attach", quotes.format(proof)],
        ["export", "csv", "-o", quotes.format(out)],
        ["backup", "-o", quotes.format(tmp_path / "b.zip")],
    ):
        with pytest.raises(SystemExit) as ended:
            main(["--plan", quotes.format(plan.path), *command])
        assert ended.value.code == 0, (command, capsys.readouterr().err)
    assert out.is_file()
    assert (tmp_path / "b.zip").is_file()


def test_proof_that_is_pasted_is_kept_and_not_a_link(tmp_path: Path) -> None:
    from tui_tracker.ui.commands.evidence import proof as read

    proof = tmp_path / "photo.txt"
    proof.write_text("seen", encoding="utf-8")
    assert read(f'"{proof}"\nhttps://example.org') == (["https://example.org"], [proof])


@pytest.mark.parametrize(
    ("data", "page", "text"),
    [
        ("cost £5".encode("cp850"), "cp850", "cost £5"), ("cost £5".encode(), "cp850", "cost £5"), ("cost £5".encode("utf-16"), "cp850", "cost £5"),
        ("cost £5".encode("utf-16-le"), "cp850", "cost £5"), ("cost £5".encode("utf-16-be"), "cp850", "cost £5"), ("\ufeffcost".encode(), "cp850", "cost"),
    ],
)  # fmt: skip
def test_what_is_piped_in_is_read_by_its_own_encoding(data: bytes, page: str, text: str) -> None:
    assert piped_text(data, page) == text


def test_what_cannot_be_read_is_refused_and_not_replaced() -> None:
    with pytest.raises(UsageError, match="neither UTF-8 nor"):
        piped_text(b"\x81\x8d\x8f", "ascii")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (r"C:\Python311\python.exe C:\ed.py", [r"C:\Python311\python.exe", r"C:\ed.py"]), (r'"C:\Program Files\Ed\ed.exe" -w', [r"C:\Program Files\Ed\ed.exe", "-w"]),
        ("notepad", ["notepad"]), ("code --wait", ["code", "--wait"]),
    ],
)  # fmt: skip
def test_an_editors_path_keeps_its_backslashes(command: str, words: list[str]) -> None:
    assert editor.words_of(command, windows=True) == words


def test_a_backslash_in_double_quotes_says_single_quotes(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('editor = "C:\\Program Files\\ed.exe"\n', encoding="utf-8")
    with pytest.raises(FileError, match="single quotes"):
        settings.load(path)


def test_without_lxml_everything_but_word_works(plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name.split(".")[0] in ("docx", "lxml"):
            raise ImportError(f"DLL load failed while importing {name}")
        return real(name, *args, **more)

    for name in [n for n in sys.modules if n.split(".")[0] in ("docx", "lxml") or n.endswith("reports.word")]:
        monkeypatch.delitem(sys.modules, name)
    import tui_tracker.reports

    if hasattr(tui_tracker.reports, "word"):
        monkeypatch.delattr(tui_tracker.reports, "word")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FileError, match=r"write \.md instead"):
        plan.exports.export(tmp_path / "x.docx", "docx", Style(internal=True))
    plan.exports.export(tmp_path / "x.md", "md", Style(internal=True))
    plan.exports.export(tmp_path / "x.csv", "csv", Style(internal=True))
    assert not (tmp_path / "x.docx").exists()


def test_a_file_that_is_open_elsewhere_is_said_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"open in Excel")
    tries = []

    def refused(*_: object) -> None:
        tries.append(1)
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(files.os, "replace", refused)
    monkeypatch.setattr(files, "_PAUSES", (0.0, 0.0))
    with pytest.raises(FileError, match="may be open in Excel or Word"):
        files.write_whole(path, b"new")
    assert len(tries) == 3
    assert path.read_bytes() == b"open in Excel"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"] or not [
        p for p in tmp_path.iterdir() if p.name.startswith(".tui")
    ]


def test_a_scanners_short_hold_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = os.replace, []

    def held(source: Any, target: Any) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(13, "Access is denied")
        real(source, target)

    monkeypatch.setattr(files.os, "replace", held)
    monkeypatch.setattr(files, "_PAUSES", (0.0, 0.0, 0.0))
    files.write_whole(tmp_path / "a.txt", "new")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "new"


def test_long_paths_are_no_network_share() -> None:
    assert why_not_local(PureWindowsPath("\\\\?\\C:\\Plans\\plan.db"), "", False) is None
    assert "network share" in (why_not_local(PureWindowsPath("\\\\?\\UNC\\server\\plans\\plan.db"), "", False) or "")
    assert "network share" in (why_not_local(PureWindowsPath("\\\\server\\plans\\plan.db"), "", False) or "")


def test_a_store_pythons_own_folder_is_said(tmp_path: Path) -> None:
    assert moved_to(tmp_path / "plan.db", r"C:\Python311") is None
    real = tmp_path / "real"
    real.mkdir()
    if os.name == "posix":
        (tmp_path / "shown").symlink_to(real)
        assert moved_to(tmp_path / "shown" / "plan.db", r"C:\Program Files\WindowsApps\Python") == real / "plan.db"


def test_the_old_consoles_signs_without_windows_terminal() -> None:
    assert settings.usual_glyphs("nt", {}) == "windows"
    assert settings.usual_glyphs("nt", {"WT_SESSION": "1"}) == "unicode"
    assert settings.usual_glyphs("posix", {}) == "unicode"


def test_excels_own_locks_and_hidden_files_are_not_offered(tmp_path: Path) -> None:
    for name in ("~$plan.xlsx", ".hidden", "plan.xlsx"):
        (tmp_path / name).write_bytes(b"")
    assert {e.name for e in os.scandir(tmp_path) if not _is_hidden(e)} == {"plan.xlsx"}
    assert BrowsingScreen.name_ == "browsing"


def test_a_name_that_is_a_device_is_refused_in_a_sentence(
    plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.resolve

    def resolve(self: Path, strict: bool = False) -> Path:
        if self.name == "CON":
            raise OSError(22, "Invalid argument")
        return real(self, strict)

    monkeypatch.setattr(Path, "resolve", resolve)
    with pytest.raises(FileError, match="is no file that can be written"):
        plan.exports.export(tmp_path / "CON", "csv", Style(internal=True))
    assert task(plan, "AFI1/T1")
