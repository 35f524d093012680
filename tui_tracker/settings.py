"""The user's settings: a small TOML file, read with tomllib and written with tomli-w."""

import dataclasses
import os
import sys
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from tui_tracker.errors import FileError
from tui_tracker.files import make_private_folder, write_whole
from tui_tracker.frozen import dataclass

THEMES = ("dark", "light", "contrast", "terminal")
GLYPHS = ("unicode", "windows", "ascii")
ATTACHMENTS = ("copy", "reference")
MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE", "none")


@dataclass(frozen=True)
class Settings:
    """What the user may set. An empty ``me`` means that nobody has said who they are yet.

    ``marking`` is the handling mark that stands on every file that leaves. ``attachments``: a copy of an evidence file is
    kept beside the plan, or (reference) it is only pointed to. ``watch`` is a folder into which returned forms are saved.
    """

    me: str = ""
    theme: str = "dark"
    glyphs: str = field(default_factory=lambda: usual_glyphs())
    service: str = ""
    marking: str = "OFFICIAL"
    editor: str = ""
    attachments: str = "copy"
    watch: str = ""
    keys: dict[str, str] = field(default_factory=dict)


def usual_glyphs(
    system: str = os.name, environment: Mapping[str, str] = os.environ, encoding: str | None = None
) -> str:
    """The signs that the window can show: the old Windows console's fonts have fewer than Windows Terminal's, and an encoding
    that has none of them leaves ASCII."""
    try:
        "✓▶▲‖›…".encode(encoding or getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return "ascii"
    return "windows" if system == "nt" and not environment.get("WT_SESSION") else "unicode"


def load(path: Path) -> Settings:
    """Read the settings; a missing file gives the defaults. Raises FileError with the line at fault."""
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise FileError(f"The settings file {path} cannot be read: {error.strerror or error}.") from error
    import tomllib  # only for those who have settings

    try:
        raw = tomllib.loads(written.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        quotes = (
            " Write a path in single quotes, as in editor = 'C:\\Tools\\edit.exe'."
            if "escape" in str(error).lower() or "\\" in str(error)
            else ""
        )
        raise FileError(
            f"The settings file {path} is not valid TOML: {error}.{quotes} Mend that line or delete the file."
        ) from error
    return _checked(raw, path)


def _checked(raw: dict[str, object], path: Path) -> Settings:
    known = {f.name: f for f in dataclasses.fields(Settings)}
    for name, value in raw.items():
        if name not in known:
            raise FileError(f"The settings file {path} has an unknown setting {name!r}; known are {', '.join(known)}.")
        if name == "keys":
            if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
                raise FileError(f'The settings file {path}: [keys] wants lines like task.complete = "c".')
        elif not isinstance(value, str):
            raise FileError(f"The settings file {path}: {name} wants text in quotes.")
    for name, allowed in (("theme", THEMES), ("glyphs", GLYPHS), ("marking", MARKINGS), ("attachments", ATTACHMENTS)):
        if raw.get(name, allowed[0]) not in allowed:
            raise FileError(f"The settings file {path}: {name} is one of {', '.join(allowed)}.")
    return Settings(**raw)  # type: ignore[arg-type]  # every name and type was checked above


def save(settings: Settings, path: Path) -> None:
    """Write the settings whole."""
    import tomli_w

    make_private_folder(path.parent)
    write_whole(path, tomli_w.dumps(dataclasses.asdict(settings)))
