"""Writes requirements-app.txt: of the pins in requirements.txt those that the application itself needs, also on Windows.

    python packaging/pins.py

What a package needs is asked of the installed packages; markers are those of Windows and of this system, so that one file serves both.
"""

from __future__ import annotations

import re
from importlib.metadata import requires
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
_WINDOWS = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"}
_HEAD = "# Made by packaging/pins.py from requirements.txt: what the application needs to run, nothing else.\n"


def environments() -> list[dict[str, str]]:
    """The systems and Pythons that one list serves."""
    made = []
    for version in ("3.11", "3.12", "3.13", "3.14"):
        for system in ({}, _WINDOWS):
            made.append(
                {
                    **default_environment(),
                    **system,
                    "python_version": version,
                    "python_full_version": f"{version}.0",
                    "extra": "",
                }
            )
    return made


def needed(names: list[str]) -> set[str]:
    """The packages that these need, themselves with them."""
    found: set[str] = set()
    open_ = [canonicalize_name(n) for n in names]
    while open_:
        name = open_.pop()
        if name in found:
            continue
        found.add(name)
        for line in requires(name) or ():
            wanted = Requirement(line)
            if wanted.marker is None or any(wanted.marker.evaluate(e) for e in environments()):
                open_.append(canonicalize_name(wanted.name))
    return found


def pins(text: str) -> dict[str, str]:
    """Each pinned package of a requirements file with its lines."""
    made: dict[str, str] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        if m := re.match(r"([A-Za-z0-9._-]+)==", block):
            made[canonicalize_name(m[1])] = block
    return made


def app_requirements() -> str:
    """The text of requirements-app.txt."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = needed([Requirement(r).name for r in project["dependencies"]])
    known = pins((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    missing = wanted - known.keys()
    if missing:
        raise SystemExit(f"requirements.txt pins no {', '.join(sorted(missing))}")
    return _HEAD + "\n".join(known[name] for name in sorted(wanted)) + "\n"


if __name__ == "__main__":
    (ROOT / "requirements-app.txt").write_text(app_requirements(), encoding="utf-8", newline="\n")
    print(ROOT / "requirements-app.txt")
