"""Choosing a file to read in: lately read ones, the usual places, and the folders of this machine."""

from __future__ import annotations

import os
import string
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from textual import events

from tui_tracker.actions.bring_in import recent
from tui_tracker.domain import dates
from tui_tracker.domain.file_endings import COME_BACK_AS, READABLE
from tui_tracker.errors import UsageError
from tui_tracker.paths import is_there
from tui_tracker.paths import typed as typed_path
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Row, fit, pad
from tui_tracker.ui.paths_like import is_folder, paths_like
from tui_tracker.ui.place import FORMS, Place
from tui_tracker.ui.screens.base import TrackerScreen

_PLACES = ("Documents", "Desktop", "Downloads")
_MOST = 2_000
_HIDDEN = 0x2  # Windows' own mark of a file that is not shown


class BrowsingScreen(TrackerScreen):
    """Enter opens, left goes up a folder; a path may be typed (e), pasted, or dragged into the window.

    ``query`` says what is looked for: FORMS for return forms, nothing for a file that holds a plan.
    """

    name_ = "browsing"
    tab = "more"
    own_commands = ("open", "find.filter", "record.edit", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._filter = ""

    @property
    def folder(self) -> Path:
        return Path(self.here.subject) if self.here.subject else Path.home()

    @property
    def _for_forms(self) -> bool:
        return self.here.query == FORMS

    def place_name(self) -> str:
        return "Choose a form" if self._for_forms else "Choose a file"

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        self.stale = True  # a file may have been saved meanwhile

    def hint(self) -> str:
        return "⟦open⟧ opens, ⟦move.left⟧ goes up; ⟦record.edit⟧ types a path, and a path pasted or dragged in here is opened."

    def build(self, width: int, height: int) -> Page:
        rows = [Row([])]
        lately = recent.recent(self.tracker.places) if not (self._filter or self._for_forms) else []
        if lately:
            rows.append(Row([("  Lately", "foreground bold")]))
            rows += [self._file_row(p, width, full=True) for p in lately[: max(3, height // 4)]]
            rows.append(Row([]))
        rows.append(Row([("  ", ""), (fit(str(self.folder), max(10, width - 4)), "foreground bold")]))
        rows += self._listing(width)
        return Page(body=Rows(rows))

    def _listing(self, width: int) -> list[Row]:
        try:
            folders, readable, others = self._looked_into(self.folder)
        except OSError as error:
            return [Row([(f"  This folder cannot be looked into: {error.strerror or error}.", "pastdate")]), self._up()]
        rows = (
            [self._up()]
            if not self._filter
            else [Row([(f"  only names with “{self._filter}”; ⟦find.filter⟧ takes it off", "muted")])]
        )
        if self._for_forms and readable:
            every = ("every form here", self.folder)
            rows.append(Builder().add("  ").add(every[0], "accent", door=every).row(key="every"))
        rows += [self._folder_row(p) for p in folders[:_MOST]]
        rows += [self._file_row(p, width) for p in readable[:_MOST]]
        if not readable:
            kinds = ".xlsx .txt" if self._for_forms else ".xlsx .docx .csv .txt .md"
            rows.append(Row([(f"  No file here that can be read ({kinds}).", "muted")]))
        if others:
            said = "1 other file is not shown." if others == 1 else f"{others:,} other files are not shown."
            rows.append(Row([(f"  {said}", "faint")]))
        return [*rows, Row([]), *self._shortcuts()]

    def _looked_into(self, folder: Path) -> tuple[list[Path], list[Path], int]:
        """(folders, files that can be read, how many others) of a folder, by name. Raises OSError."""
        found = sorted(os.scandir(folder), key=lambda e: e.name.casefold())
        wanted = [e for e in found if not _is_hidden(e) and self._filter in e.name.casefold()]
        files = [Path(e.path) for e in wanted if not is_folder(e)]
        endings = tuple(f".{e}" for e in COME_BACK_AS) if self._for_forms else READABLE
        readable = [p for p in files if p.suffix.lower() in endings]
        return [Path(e.path) for e in wanted if is_folder(e)], readable, len(files) - len(readable)

    def _up(self) -> Row:
        return (
            Builder()
            .add("  ")
            .add("..", "accent", door=self.folder.parent)
            .add("   up a folder", "muted")
            .row(key="..")
        )

    def _shortcuts(self) -> list[Row]:
        home = Path.home()
        places = [home, *_known_folders(), *(home / name for name in _PLACES), *_drives()]
        rows = [Row([("  Elsewhere", "foreground bold")])]
        rows += [
            Builder().add("  ").add(str(p), "accent", door=p).row(key=f"place {p}")
            for p in dict.fromkeys(places)
            if p != self.folder and is_there(p) and p.is_dir()
        ]
        return rows if len(rows) > 1 else []

    @staticmethod
    def _folder_row(path: Path) -> Row:
        return Builder().add("  ").add(path.name + os.sep, "accent", door=path).row(key=path.name)

    @staticmethod
    def _file_row(path: Path, width: int, *, full: bool = False) -> Row:
        try:
            stat = path.stat()
            size, day = _size(stat.st_size), dates.short(datetime.fromtimestamp(stat.st_mtime).astimezone().date())
        except (OSError, ValueError, OverflowError):
            size, day = "", ""
        room = max(12, width - 26)
        made = Builder().add("  ").add(pad(path.name, room if not full else min(room, 40)), "foreground", door=path)
        made.add(pad(size, 8, right=True), "muted").add("  " + pad(day, 10), "muted")
        if full:
            made.add(fit(str(path.parent), max(4, width - 66)), "faint")
        return made.row(key=f"{'lately ' if full else ''}{path}")

    # -- keys

    @own("browsing.open", "open", "open", "read this file in, or look into this folder", where="browsing")
    def open_row(self) -> None:
        row = self.canvas.current()
        if row is None or not row.doors:
            raise UsageError("Stand on a file or a folder.")
        self.open(row.doors[0].target)

    def open(self, target: Any) -> None:
        if isinstance(target, Path):
            self.take(target)
        elif isinstance(target, tuple) and isinstance(target[1], Path):
            self.go("merging", query=str(target[1]))
        else:
            super().open(target)

    def take(self, path: Path) -> None:
        """Go into a folder, or read a file."""
        self._filter = ""
        if path.is_dir():
            self.go("browsing", str(path), self.here.query, self._first_in(path))
        elif self._for_forms:
            self.go("merging", query=str(path))
        else:
            self.go("importing", str(path))

    def _first_in(self, folder: Path) -> str:
        """The row to stand on in a folder: the one that was left, when it is the folder above; else the first of its own."""
        if folder == self.folder.parent and folder != self.folder:
            return self.folder.name
        try:
            folders, readable, _ = self._looked_into(folder)
        except OSError:
            return ".."
        return str(readable[0]) if readable else folders[0].name if folders else ".."

    @own("browsing.up", "move.left", "folder above", "the folder that this one lies in", where="browsing")
    def folder_above(self) -> None:
        self.take(self.folder.parent)

    def ask_filter(self) -> None:
        def typed(text: str, done: bool) -> None:
            self._filter = text.strip().casefold()
            self.reload()

        before = self._filter
        self.ask("part of a file's name", before, typed, on_leave=lambda: typed(before, True))

    @own("browsing.path", "record.edit", "path", "type or paste the path of a file or a folder", where="browsing")
    def ask_path(self) -> None:
        self.ask("a file or a folder; its path may be pasted here", "", self._path_typed, completions=paths_like)

    def _path_typed(self, text: str, done: bool) -> None:
        if done and text.strip():
            self.take(typed_path(text))

    def on_paste(self, event: events.Paste) -> None:
        """A path dragged into the window arrives as a paste: it is opened. Any other text changes nothing."""
        event.prevent_default()  # the handler of the base class would run as well
        if self.asked.is_up:
            return
        event.stop()
        path = typed_path(event.text)
        if event.text.strip() and len(event.text) < 4096 and "\n" not in event.text.strip() and path.exists():
            self.take(path)
        else:
            self.say("That is no path of a file that is there; nothing was opened.", bad=True)


def _size(size: int) -> str:
    return f"{size} B" if size < 1024 else f"{size // 1024:,} kB" if size < 2**20 else f"{size / 2**20:.1f} MB"


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    """What nobody looks for: names with a dot, what Windows hides (AppData), and Excel's own locks of open files."""
    if entry.name.startswith((".", "~$")):
        return True
    try:
        attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & _HIDDEN)


def _known_folders() -> list[Path]:
    """Documents and Desktop where they really lie: OneDrive moves them on a Windows machine."""
    import platformdirs

    return [platformdirs.user_documents_path(), platformdirs.user_desktop_path()]


def _drives() -> list[Path]:
    """The drives of a Windows machine; nothing elsewhere."""
    listed = getattr(os, "listdrives", None)
    if listed is not None:
        return [Path(d) for d in listed()]
    if sys.platform == "win32":
        import ctypes

        there = ctypes.windll.kernel32.GetLogicalDrives()
        return [Path(f"{letter}:\\") for n, letter in enumerate(string.ascii_uppercase) if there >> n & 1]
    return []


SCREEN = BrowsingScreen
