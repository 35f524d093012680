"""The folder that needs no installing: its pins are those of the project, its bytes those of its inputs, and it starts."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    """A script of the packaging folder as a module."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def wheel(
    folder: Path, name: str, tag: str = "py3-none-any", body: str = "x = 1\n", licence: str = "Anyone may."
) -> Path:
    path = folder / f"{name}-1.0-{tag}.whl"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(f"{name}/__init__.py", body)
        out.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense: MIT\n\n"
        )
        out.writestr(f"{name}-1.0.dist-info/RECORD", "not kept")
        if licence:
            out.writestr(f"{name}-1.0.dist-info/licenses/LICENSE", licence)
    return path


def test_the_pins_of_the_application_are_those_of_the_project() -> None:
    pytest.importorskip("packaging", reason="the pins are worked out with the package called packaging")
    assert (ROOT / "requirements-app.txt").read_text(encoding="utf-8") == script("pins").app_requirements()


def test_the_same_inputs_give_the_same_bytes_and_all_of_it_is_there(tmp_path: Path) -> None:
    windows = script("windows")
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    wheel(wheels, "click")
    wheel(wheels, "lxml", "cp311-cp311-win_amd64")
    wheel(wheels, "lxml", "cp312-cp312-win_amd64")
    one = windows.build(tmp_path / "a", wheels, ("3.11", "3.12"))
    other = windows.build(tmp_path / "b", wheels, ("3.11", "3.12"))
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        top = f"tui-tracker-{windows.version()}"
        names = {n.removeprefix(f"{top}/") for n in archive.namelist()}
        assert {
            "tui-tracker.cmd",
            "run.py",
            "README.txt",
            "LICENSE.txt",
            "CONTENTS.txt",
            "app/click/__init__.py",
            "app/click-1.0.dist-info/licenses/LICENSE",
            "app/tui_tracker/cli/__init__.py",
        } <= names
        assert {
            "lxml-cp311/lxml/__init__.py",
            "lxml-cp312/lxml/__init__.py",
            "app/tui_tracker/sample_data/northshire.xlsx",
        } <= names
        assert not any("__pycache__" in n or n.endswith("/RECORD") for n in names)
        contents = archive.read(f"{top}/CONTENTS.txt").decode("utf-8")
        assert "click-1.0-py3-none-any.whl" in contents
        assert "MIT" in contents
        assert b"\r\n" in archive.read(f"{top}/tui-tracker.cmd")


def test_a_package_without_the_text_of_its_licence_ends_the_build(tmp_path: Path) -> None:
    wheel(tmp_path, "click", licence="")
    with pytest.raises(SystemExit, match="carries no text of its licence"):
        script("windows").build(tmp_path / "out", tmp_path, ("3.11",))


def test_a_compiled_package_without_a_place_ends_the_build(tmp_path: Path) -> None:
    wheel(tmp_path, "numpy", "cp311-cp311-win_amd64")
    with pytest.raises(SystemExit, match="compiled parts"):
        script("windows").build(tmp_path / "out", tmp_path, ("3.11",))


def test_the_folder_starts_the_program_and_says_when_it_is_not_whole(tmp_path: Path) -> None:
    run = ROOT / "packaging" / "folder" / "run.py"
    (tmp_path / "run.py").write_bytes(run.read_bytes())
    done = subprocess.run(
        [sys.executable, str(tmp_path / "run.py"), "--version"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "is not whole: its folder app is missing" in done.stderr
    app = tmp_path / "app" / "tui_tracker"
    app.mkdir(parents=True)
    for name in script("windows").project_files():
        if name.startswith("tui_tracker/"):
            target = tmp_path / "app" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        [sys.executable, str(tmp_path / "run.py"), "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()[0]) == (0, "tui-tracker")
