"""What kind of folder a plan file lies in: synced and network folders cannot carry a write-ahead log."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

_SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "box sync",
    "nextcloud",
    "owncloud",
    "sharepoint",
)
_NETWORK_FILESYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "afpfs", "davfs"}
)


def why_not_local(path: PurePath, mounts: str | None = None, drive_is_remote: bool | None = None) -> str | None:
    """A sentence when the folder is synced or on a network, else None.

    ``mounts`` (the text of /proc/mounts) and ``drive_is_remote`` are looked up when they are not given.
    """
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return (
            "The plan file lies on a network share; it is kept safe there without a write-ahead log, a little slower."
        )
    for part in path.parts:
        if any(part.casefold().replace("_", " ").startswith(name) for name in _SYNCED):
            return f"The plan file lies in a synced folder ({part}); it is kept there without a write-ahead log. Open it on one machine at a time."
    if drive_is_remote if drive_is_remote is not None else _is_mapped_drive(path):
        return (
            "The plan file lies on a mapped network drive; it is kept there without a write-ahead log, a little slower."
        )
    kind = _filesystem(path, mounts if mounts is not None else _read_mounts())
    if kind in _NETWORK_FILESYSTEMS:
        return f"The plan file lies on a network file system ({kind}); it is kept there without a write-ahead log."
    return None


def _is_mapped_drive(path: PurePath) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\") == 4)
    return False


def _read_mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _filesystem(path: PurePath, mounts: str) -> str | None:
    best, kind = -1, None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            point = fields[1].replace("\\040", " ")
            if PurePath(path).is_relative_to(point) and len(point) > best:
                best, kind = len(point), fields[2]
    return kind
