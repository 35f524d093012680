"""Every file with a key that is at hand: the kept layouts, and the shared plans and cases where they are laid."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import SHARED_PLANS

_FOLDERS = (Path(__file__).with_name("layouts"), SHARED_PLANS, SHARED_PLANS.parent / "cases" / "intake")


def files() -> list[Path]:
    """The keyed files, those of each folder by name."""
    found = [k for folder in _FOLDERS if folder.is_dir() for k in sorted(folder.glob("*.key.json"))]
    return [k.with_name(k.name.removesuffix(".key.json")) for k in found]


def rounds() -> list[Path]:
    """The files of the blind rounds, which makers wrote who had never seen the program."""
    found = sorted(Path(__file__).with_name("rounds").glob("*/*.key.json"))
    return [k.with_name(k.name.removesuffix(".key.json")) for k in found]
