"""Where things are kept on this machine. Looking never creates anything."""

import os
from dataclasses import dataclass
from pathlib import Path

from tui_tracker.errors import FileError, UsageError


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


def refuse_own(own: Places, target: Path) -> None:
    """Raise FileError when a file to be written is one of the program's own."""
    names = [own.plan, own.lock, own.settings, *(own.plan.with_name(own.plan.name + s) for s in ("-wal", "-shm"))]
    if target.resolve() in {name.resolve() for name in names}:
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
