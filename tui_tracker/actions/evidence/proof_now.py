"""Whether the files that prove something are still what they were when they were noted."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.domain.records import Area, Attachment, Link, Task
from tui_tracker.domain.refs import task_ref
from tui_tracker.store.attachments import missing_links
from tui_tracker.store.matching import among

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

Stamp = tuple[int, int]


class ProofNow:
    """Looks at each file once, and again only when its time or size has changed. Nothing on a network is asked."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._seen: dict[str, tuple[Stamp, str]] = {}

    def lost(self) -> list[tuple[str, str, str]]:
        """(task's uid, its reference, what is wrong) of every file and link of standing tasks that is not what was noted."""
        read = self._s.read
        files, links = read.all(Attachment), [(x.task, x.target) for x in read.all(Link) if x.target]
        refs = self._refs({a.task for a in files} | {task for task, _ in links})
        made = [(a.task, refs[a.task], said) for a in files if a.task in refs and (said := self._fault(a))]
        for task, target in links:
            if task in refs:
                found = missing_links([(refs[task], target)], self._s.places.plan.parent)
                made += [(task, refs[task], said) for said in found]
        return made

    def _refs(self, uids: set[str]) -> dict[str, str]:
        """The references of those of the tasks that stand; the others of a plan, which may be thousands, are not read."""
        read = self._s.read
        tasks = read.all(Task, uid=among(uids), withdrawn=None) if uids else []
        areas = {a.uid: a for a in read.all(Area, uid=among({t.area for t in tasks}), withdrawn=None)} if tasks else {}
        return {t.uid: task_ref(areas[t.area].ref, t.no) for t in tasks if t.area in areas}

    def _fault(self, a: Attachment) -> str:
        """What is wrong with one file; blank when it is as it was noted."""
        path = Path(a.path) if a.path else self._s.places.attachments / a.sha256
        where = f"pointed to at {a.path}" if a.path else "attached"
        now = self._digest(path)
        if now is None:
            return f"{a.name}, {where}, is missing"
        return "" if now == a.sha256 else f"{a.name}, {where}, has been changed since it was noted"

    def _digest(self, path: Path) -> str | None:
        try:
            stat = path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
            held = self._seen.get(str(path))
            if held is not None and held[0] == stamp:
                return held[1]
            with path.open("rb") as source:
                found = hashlib.file_digest(source, "sha256").hexdigest()
        except OSError:
            return None
        self._seen[str(path)] = (stamp, found)
        return found
