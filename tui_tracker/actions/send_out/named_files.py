"""The files that a form names, found in the folder beside it however loosely they are named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tui_tracker.domain.text import fold


def split_names(folder: Path, names: Sequence[str]) -> list[str]:
    """The names of files; one with commas in it is several where there is no file of that name."""
    made: list[str] = []
    for name in names:
        parts = [p.strip() for p in name.split(",") if p.strip()]
        made += [name] if len(parts) < 2 or called(folder, name).exists() else parts
    return made


def called(folder: Path, name: str) -> Path:
    """The file of a name in a folder, whatever its case."""
    path = folder / name
    if path.exists() or not folder.is_dir():
        return path
    return next((p for p in folder.iterdir() if fold(p.name) == fold(name)), path)


def meant(path: Path) -> str:
    """A file of nearly that name, as a question."""
    found = [p.name for p in path.parent.iterdir() if fold(p.stem) == fold(path.stem) or fold(p.stem) == fold(path.name)] if path.parent.is_dir() else []  # fmt: skip
    return f"; is it {found[0]}" if found else ""
