"""Where things are kept on this machine. Looking never creates anything."""

import os
import sys
from pathlib import Path

from tui_tracker.errors import FileError, UsageError
from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Places:
    """Every path the program uses, worked out from the plan file and the user's folders."""

    plan: Path
    settings: Path
    state: Path

    @property
    def lock(self) -> Path:
        return self.plan.with_name(self.plan.name + ".lock")

    @property
    def attachments(self) -> Path:
        return self.plan.with_name(self.plan.stem + ".files")

    @property
    def backups(self) -> Path:
        return self.plan.with_name(self.plan.stem + ".backups")

    @property
    def drafts(self) -> Path:
        return self.plan.with_name(self.plan.stem + ".drafts")

    @property
    def sent_beside(self) -> Path:
        """Where a paper's record waits that was written while another window held the plan."""
        return self.plan.with_name(self.plan.stem + ".sent")

    @property
    def templates(self) -> Path:
        return self.settings.parent / "templates"

    @property
    def recent(self) -> Path:
        return self.state / "recent.json"

    @property
    def log(self) -> Path:
        return self.state / "tui_tracker.log"


_QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}


def typed(text: str) -> Path:
    """The path in what was typed, pasted or dragged: quotes as Explorer's "Copy as path" puts them, file: and escaped blanks taken off."""
    plain = text.strip()
    while len(plain) > 1 and _QUOTES.get(plain[0]) == plain[-1]:
        plain = plain[1:-1].strip()
    if plain.startswith("file://"):
        from urllib.parse import unquote, urlparse
        from urllib.request import url2pathname

        plain = url2pathname(unquote(urlparse(plain).path))
    made = _expanded(plain)
    if os.sep == "/" and "\\ " in plain and not is_there(made):
        made = _expanded(plain.replace("\\ ", " "))
    return made


def moved_to(path: Path, base_prefix: str = sys.base_prefix) -> Path | None:
    """Where Windows really keeps a file that a Python from the Microsoft Store writes; None where it is where it says.

    Uninstalling or resetting that Python takes the file along.
    """
    if "WindowsApps" not in base_prefix:
        return None
    try:
        real = Path(os.path.realpath(path))
    except OSError:
        return None
    return real if real != path else None


def is_there(path: Path) -> bool:
    """Whether a path can be seen; a folder that may not be entered, or a server that does not answer, shows nothing."""
    try:
        return path.exists()
    except OSError:
        return False


def _expanded(plain: str) -> Path:
    try:
        return Path(plain).expanduser()
    except RuntimeError:  # a user whose home is not known
        return Path(plain)


def refuse_own(own: Places, target: Path) -> None:
    """Raise FileError when a file to be written is one of the program's own."""
    names = [own.plan, own.lock, own.settings, *(own.plan.with_name(own.plan.name + s) for s in ("-wal", "-shm"))]
    try:
        same = target.resolve() in {name.resolve() for name in names}
    except OSError as error:  # a device by its name, such as CON
        raise FileError(f"{target} is no file that can be written: {error.strerror or error}.") from error
    if same:
        raise FileError(f"{target} is a file of the program's own; name another.")


def places(plan: Path | None = None) -> Places:
    """The user's places; ``plan`` or ``TUI_TRACKER_PLAN`` names another plan file."""
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("tui_tracker", appauthor=False)
    named = plan or (Path(os.environ["TUI_TRACKER_PLAN"]) if os.environ.get("TUI_TRACKER_PLAN") else None)
    try:
        file = (named or Path(dirs.user_data_dir) / "plan.db").expanduser()
    except RuntimeError as error:
        raise UsageError(f"{named} begins with a user whose home is not known; write the path out.") from error
    return Places(
        plan=file if file.is_absolute() else Path.cwd() / file,
        settings=Path(dirs.user_config_dir) / "settings.toml",
        state=Path(dirs.user_state_dir),
    )
