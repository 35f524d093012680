"""What kind of folder a plan file lies in: synced and network folders cannot carry a write-ahead log."""

from __future__ import annotations

import contextlib
import os
import sys
from itertools import islice
from pathlib import Path, PurePath

from tui_tracker.patterns import pattern

# How the folders of sync clients are called: these begin so, those are exactly so (a folder "Boxes" is nobody's).
_SYNCED_BEGIN = pattern(
    r"onedrive|dropbox|google ?drive|icloud|box (?:sync|drive)|nextcloud|owncloud|sharepoint|pcloud|mega ?sync|syncthing|tresorit|seafile|proton drive|creative cloud files"
)
_SYNCED_EXACT = frozenset(
    {"box", "my drive", "shared drives", "mega", "sync", "mobile documents", "com~apple~clouddocs", "kdrive"}
)
# A SharePoint library that OneDrive keeps in step lies under the organisation's name as "Site - Documents".
_LIBRARY = pattern(r".+ - (?:documents|shared documents|general)$")
# What the clients themselves leave in the folder they keep in step.
_MARKS = (
    (".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".dropbox.cache", "Dropbox"), (".megaignore", "MEGA"), (".boxsync", "Box"), (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"), (".tmp.driveupload", "Google Drive"), (".tmp.drivedownload", "Google Drive"), (".shortcut-targets-by-id", "Google Drive"),
)  # fmt: skip
_DATABASE_MARK = pattern(r"\.?_?\.?sync_[0-9a-f]+\.db$")  # Nextcloud's and ownCloud's own
_MOST_LOOKED_AT = 2_000  # names of a folder
# Windows marks what a cloud client may take off the disk again.
_CLOUD_ATTRIBUTES = 0x400000 | 0x80000 | 0x100000  # recall on data access, pinned, unpinned
_NETWORK_FILESYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "afpfs", "davfs"}
)


def why_not_local(path: PurePath, mounts: str | None = None, drive_is_remote: bool | None = None) -> str | None:
    """A sentence when the folder is synced or on a network, else None.

    ``mounts`` (the text of /proc/mounts) and ``drive_is_remote`` are looked up when they are not given.
    """
    text = str(path)
    if text.startswith(("\\\\?\\", "\\\\.\\")) and not text.upper().startswith("\\\\?\\UNC\\"):
        return why_not_local(type(path)(text[4:]), mounts, drive_is_remote)  # a long path is no share
    if text.startswith(("\\\\", "//")):
        return (
            "The plan file lies on a network share; it is kept safe there without a write-ahead log, a little slower."
        )
    client = _synced_by(path)
    if client:
        return f"The plan file lies in a synced folder ({client}); it is kept there without a write-ahead log. Open it on one machine at a time."
    if drive_is_remote if drive_is_remote is not None else _is_mapped_drive(path):
        return (
            "The plan file lies on a mapped network drive; it is kept there without a write-ahead log, a little slower."
        )
    kind = _filesystem(path, mounts if mounts is not None else _read_mounts())
    if kind in _NETWORK_FILESYSTEMS:
        return f"The plan file lies on a network file system ({kind}); it is kept there without a write-ahead log."
    return None


def _synced_by(path: PurePath) -> str | None:
    """What tells that a sync client keeps the folder in step: a folder's name, or the client's mark in one of them."""
    for part in path.parts[:-1]:
        name = part.casefold().replace("_", " ")
        if name in _SYNCED_EXACT or _SYNCED_BEGIN.match(name) or _LIBRARY.match(name):
            return part
    return _marked(path) if isinstance(path, Path) else None


def _marked(path: Path) -> str | None:
    for folder in path.parents:
        for mark, client in _MARKS:
            if (folder / mark).exists():
                return client
        with contextlib.suppress(OSError):
            if (folder.parent / f"OneDrive - {folder.name}").is_dir():
                return f"OneDrive, {folder.name}"
            with os.scandir(folder) as entries:
                if any(_DATABASE_MARK.match(e.name) for e in islice(entries, _MOST_LOOKED_AT)):
                    return "Nextcloud"
            if getattr(folder.stat(), "st_file_attributes", 0) & _CLOUD_ATTRIBUTES:
                return folder.name
    return _library_of_onedrive(path)


def _library_of_onedrive(path: Path) -> str | None:
    """The library that OneDrive's own list on this Windows machine says the folder belongs to."""
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\SyncEngines\Providers\OneDrive") as top,
        ):
            for n in range(winreg.QueryInfoKey(top)[0]):
                with contextlib.suppress(OSError), winreg.OpenKey(top, winreg.EnumKey(top, n)) as one:
                    mounted = str(winreg.QueryValueEx(one, "MountPoint")[0])
                    if mounted and path.is_relative_to(mounted):
                        return Path(mounted).name
    for name in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive"):
        root = os.environ.get(name)
        if root and path.is_relative_to(root):
            return Path(root).name
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
