"""Counts, colours, and what has changed since it was signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tui_tracker.domain import figures, seal
from tui_tracker.domain.figures import Counts
from tui_tracker.domain.rag import Colour, Facts
from tui_tracker.domain.records import Promise, SignOff, Task
from tui_tracker.domain.signoff import latest
from tui_tracker.store.rows import Rows
from tui_tracker.store.search import OVERDUE


class Sealed(NamedTuple):
    """A task that was signed: its entries and promises, and what there is to look at now."""

    task: Task
    entries: list[SignOff]
    promises: list[Promise]
    now: dict[str, Any]


class Counting(Rows):
    """What is worked out from the standing tasks of areas and from seals."""

    def colour(self, counts: Counts) -> Colour:
        """The RAG of a count of tasks, by the plan's scheme."""
        return self._scheme.judge(
            Facts(counts.tasks, counts.complete, counts.behind_target, counts.overdue, counts.unknown, counts.deferred)
        )

    def _area_counts(self, where: str = "", params: dict[str, Any] | None = None) -> dict[str, Counts]:
        """Counts of the standing tasks of each area that has any; one walk over a covering index."""
        sql = (
            f"SELECT t.area, t.progress, count(*), total({OVERDUE}) FROM task t "
            f"WHERE t.withdrawn IS NULL {where} GROUP BY t.area, t.progress"
        )
        made: dict[str, dict[str, int]] = {}
        for area, progress, count, late in self._rows(sql, {"today": self.today.isoformat(), **(params or {})}):
            counts = made.setdefault(area, {"tasks": 0, "overdue": 0})
            counts[progress] = count
            counts["tasks"] += count
            counts["overdue"] += int(late)
        return {area: Counts(areas=1, **counts) for area, counts in made.items()}

    def _sealed(self) -> dict[str, Sealed]:
        """Every standing task with a sealed sign-off."""
        tasks = self.records(
            "task",
            "WHERE withdrawn IS NULL AND area IN (SELECT uid FROM area WHERE withdrawn IS NULL) AND uid IN "
            "(SELECT task FROM signoff WHERE looked_at IS NOT NULL AND revoked IS NULL)",
        )
        uids = [t.uid for t in tasks]
        if not uids:
            return {}
        entries, promises, now = self._by_task("signoff", uids), self._by_task("promise", uids), self._looks(tasks)
        return {t.uid: Sealed(t, entries.get(t.uid, []), promises.get(t.uid, []), now[t.uid]) for t in tasks}

    def _looks(self, tasks: Sequence[Task]) -> dict[str, dict[str, Any]]:
        uids = [t.uid for t in tasks]
        notes, links, files = (self._by_task(kind, uids) for kind in ("note", "link", "attachment"))
        return {t.uid: seal.look(t, notes.get(t.uid, []), links.get(t.uid, []), files.get(t.uid, [])) for t in tasks}

    def assured(self) -> list[str]:
        """Uids of the tasks that are assured: complete, both verdicts favourable, nothing promised open, nothing changed since."""
        return [uid for uid, sealed in self._sealed().items() if self._is_assured(sealed)]

    def _is_assured(self, sealed: Sealed) -> bool:
        return figures.is_clear(sealed.task, sealed.entries, sealed.promises, sealed.now, self.today)

    def changed(self) -> list[str]:
        """Uids of the tasks in which something sealed by their last sign-offs has changed since."""
        return [uid for uid, sealed in self._sealed().items() if self._changes(sealed.entries, sealed.now)]

    def _changes(self, entries: list[SignOff], now: dict[str, Any]) -> list[str]:
        said: list[str] = []
        both = [e for e in (latest(entries, stage, self.today) for stage in ("qa", "sampling")) if e is not None]
        if both and max(both, key=lambda e: e.position).verdict == "not_yet":
            return []  # it was sent back: change is what was asked for
        for entry in both:
            if entry.verdict != "not_yet":
                said += [w for w in seal.changed_since(entry.looked_at, now) if w not in said]
        return said
