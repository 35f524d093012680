"""After an erasure: which files beside the plan still hold what was erased. They are named, never changed."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from tui_tracker.frozen import dataclass
from tui_tracker.paths import Places

Erase = Callable[[str], str]
_LARGEST = 50 * 2**20  # of a file, or of one part of an archive, that is looked into


@dataclass(frozen=True)
class Held:
    """A file in which ``erase`` would still find something: what it is, in words, and where it lies."""

    what: str
    path: Path


def still_held(places: Places, erase: Erase, attached: Mapping[str, str]) -> list[Held]:
    """The copies of the plan, drafts, evidence files (their names by SHA-256), settings and templates that still hold it.

    A file that cannot be looked into is named too. What stands in a picture, or in a PDF, is not seen.
    """
    return [held for held in _files(places, attached) if erase(held.what) != held.what or _holds(held.path, erase)]


def _files(places: Places, attached: Mapping[str, str]) -> Iterator[Held]:
    yield from (Held(f"the backup {p.name}", p) for p in _in(places.backups) if p.suffix in (".db", ".zip"))
    yield from (Held(f"the draft {p.name}", p) for p in _in(places.drafts))
    yield from (Held(f"the evidence file {attached.get(p.name, p.name)}", p) for p in _in(places.attachments))
    yield from (Held(f"the template {p.name}", p) for p in _in(places.templates))
    for what, path in (("the settings", places.settings), ("the list of files read in lately", places.recent)):
        if path.is_file():
            yield Held(what, path)


def _in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []


def _holds(path: Path, erase: Erase) -> bool:
    if path.suffix == ".db":
        return _plan_holds(path, erase)
    try:
        return any(erase(text) != text for text in _texts(path))
    except Exception:  # whatever a damaged archive or a locked file raises: it cannot be looked into, so it is named
        return True


def _texts(path: Path) -> Iterator[str]:
    """What is written in a file, or in each part of an archive (a Word file and a workbook are archives)."""
    if path.stat().st_size > _LARGEST:
        raise ValueError("too large to be looked into")
    if not zipfile.is_zipfile(path):
        yield from _read(path.read_bytes())
        return
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.file_size > _LARGEST:
                raise ValueError("too large to be looked into")
            yield part.filename
            yield from _read(archive.read(part))


def _read(data: bytes) -> Iterator[str]:
    """Bytes as text, with and without what stands in angle brackets: a name may lie across several runs."""
    for encoding in ("utf-8", "cp1252", "utf-16"):
        text = data.decode(encoding, errors="ignore")
        yield text
        if "<" in text:
            yield re.sub(r"<[^<>]*>", "", text)


def _plan_holds(path: Path, erase: Erase) -> bool:
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    try:
        tables = [
            r[0]
            for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'")
        ]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                if any(isinstance(v, str) and erase(v) != v for v in row):
                    return True
    except sqlite3.DatabaseError:
        return True  # it cannot be looked into, so it is named
    finally:
        connection.close()
    return False
