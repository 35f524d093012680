"""Builds the folder that needs no installing: tui-tracker-VERSION-windows.zip, from pinned wheels with hashes.

    python packaging/windows.py [--out FOLDER] [--wheels FOLDER] [--pythons 3.11,3.12,3.13,3.14]

The same inputs give the same bytes. Wheels are those of Windows (64 bit) whatever system builds; everything is pure Python but lxml,
which lies side by side for each Python.
"""

from __future__ import annotations

import argparse
import email.parser
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "folder"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# The earliest moment that a zip can name: no build leaves its time.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_SAMPLE = ("tui_tracker/", "sample_data/")


def version() -> str:
    """The version of the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if "version" in project:
        return str(project["version"])
    text = (ROOT / "tui_tracker" / "__init__.py").read_text(encoding="utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def download(wheels: Path, pythons: tuple[str, ...]) -> None:
    """Fetch the pinned wheels for Windows; a hash that differs ends the build."""
    wheels.mkdir(parents=True, exist_ok=True)
    for python in pythons:
        subprocess.run(
            [
                sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes",
                "--platform", "win_amd64", "--implementation", "cp", "--python-version", python, "-d", str(wheels), "-r", str(ROOT / "requirements-app.txt"),
            ],
            check=True,
        )  # fmt: skip


def members(wheels: Path, pythons: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Every file of the folder with its name in it."""
    for path in sorted(FOLDER.iterdir()):
        data = path.read_bytes()
        if path.suffix in (".cmd", ".txt"):
            data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        yield path.name, data
    for name in project_files():
        place = name if name.startswith("tui_tracker/") else f"tui_tracker/{name}"
        yield f"app/{place}", (ROOT / name).read_bytes()
    yield "LICENSE.txt", (ROOT / "LICENSE").read_bytes()
    told = []
    for wheel in sorted(wheels.glob("*.whl")):
        told.append(_line(wheel))
        yield from _unpacked(wheel, pythons)
    yield "CONTENTS.txt", ("\r\n".join([_head(), *told]) + "\r\n").encode()


def project_files() -> list[str]:
    """The files of the package and of its sample, by what is kept under version control; else by what lies there."""
    names: list[str] = []
    if shutil.which("git"):
        done = subprocess.run(["git", "ls-files", "-z", *_SAMPLE], cwd=ROOT, capture_output=True, check=False)
        names = [n for n in done.stdout.decode("utf-8").split("\0") if n]
    if not names:
        found = [p for top in _SAMPLE for p in (ROOT / top).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
        names = [p.relative_to(ROOT).as_posix() for p in found]
    return sorted(n for n in names if (ROOT / n).is_file())


def _unpacked(wheel: Path, pythons: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """A wheel's files: pure ones into app, others beside it for the Python they are made for."""
    tags = wheel.stem.split("-")[-3:]
    if tags[1:] == ["none", "any"]:
        top = "app"
    else:
        python = tags[0].removeprefix("cp")
        if not any(python == p.replace(".", "") for p in pythons):
            return
        top = f"{wheel.name.split('-')[0]}-cp{python}"
    with zipfile.ZipFile(wheel) as archive:
        for info in sorted(archive.infolist(), key=lambda i: i.filename):
            if not info.is_dir() and ".data/" not in info.filename and not info.filename.endswith(("/RECORD", ".pyc")):
                yield f"{top}/{info.filename}", archive.read(info)


def _line(wheel: Path) -> str:
    """A package's name, version, licence and hash."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        head = email.parser.Parser().parsestr(archive.read(name).decode("utf-8"))
        text = _licence_text(archive, wheel)
    licence = head.get("License-Expression") or head.get("License") or ""
    if not licence or "\n" in licence or len(licence) > 60:
        licence = next(
            (c.split(" :: ")[-1] for c in head.get_all("Classifier", []) if c.startswith("License ::")),
            "MIT" if "Permission is hereby granted, free of charge" in text else "see its dist-info",
        )
    return f"{wheel.name:<64} {licence:<40} sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def _licence_text(archive: zipfile.ZipFile, wheel: Path) -> str:
    """The text of a wheel's licence, which the folder has to carry along. Raises SystemExit where there is none."""
    found = [
        n
        for n in archive.namelist()
        if ".dist-info/" in n and re.search(r"(?i)licen[cs]e|copying", n.rpartition("/")[2])
    ]
    if not found:
        raise SystemExit(f"{wheel.name} carries no text of its licence; put one into packaging/folder.")
    return archive.read(found[0]).decode("utf-8", errors="replace")


def _head() -> str:
    return f"tui_tracker {version()}: every package in this folder, its licence and the hash of the wheel it was unpacked from.\r\n"


def build(out: Path, wheels: Path, pythons: tuple[str, ...]) -> Path:
    """Write the zip. Raises SystemExit for a wheel that is missing or made for no Python that was named."""
    found = sorted(wheels.glob("*.whl"))
    compiled = {w.name.split("-")[0] for w in found if not w.stem.endswith("none-any")}
    if compiled - {"lxml"}:
        raise SystemExit(
            f"these packages have compiled parts and no place in the folder: {', '.join(sorted(compiled - {'lxml'}))}"
        )
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"tui-tracker-{version()}-windows.zip"
    top = f"tui-tracker-{version()}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(members(wheels, pythons)):
            info = zipfile.ZipInfo(f"{top}/{name}", _MOMENT)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(info, data)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument(
        "--wheels", type=Path, help="a folder with the wheels; they are fetched into it where they are missing"
    )
    parser.add_argument("--pythons", default=",".join(PYTHONS))
    told = parser.parse_args()
    pythons = tuple(told.pythons.split(","))
    wheels = told.wheels or told.out / "wheels"
    download(wheels, pythons)
    path = build(told.out, wheels, pythons)
    print(f"{path}  {path.stat().st_size / 1e6:.1f} MB  sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
