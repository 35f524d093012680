"""Counts, colours, and what has changed since it was signed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from tui_tracker.domain import figures, seal
from tui_tracker.domain.figures import Counts, Recommended
from tui_tracker.domain.rag import Colour, Facts, by_hand
from tui_tracker.domain.records import Area, Attachment, Link, Note, Promise, SignOff, Step, Task
from tui_tracker.domain.signoff import latest
from tui_tracker.domain.views import AreaRow
from tui_tracker.store.rows import Rows
from tui_tracker.store.search import OVERDUE

# By a cause of concern's uid: the reference, uid and counts of each of its recommendations, in their order.
Owned = dict[str, list[tuple[str, str, Counts]]]


class Sealed(NamedTuple):
    """A task that was signed: its entries and promises, and what there is to look at now."""

    task: Task
    entries: list[SignOff]
    promises: list[Promise]
    now: dict[str, Any]
    retest: bool


class Counting(Rows):
    """What is worked out from the standing tasks of areas and from seals."""

    @cached_property
    def _assured_in(self) -> tuple[frozenset[str], Counter[str], Counter[tuple[str, str | None]]]:
        """Assured tasks, and how many there are by area and by plan and pillar; read only where a scheme asks for them."""
        if not any(s.asks_for_assured for s in self.schemes().values()):
            return frozenset(), Counter(), Counter()
        uids = self.assured()
        sql = "SELECT t.area, a.plan, a.pillar FROM task t JOIN area a ON a.uid = t.area WHERE t.uid IN (SELECT value FROM json_each(?))"
        found = self._rows(sql, (json.dumps(uids),))
        return frozenset(uids), Counter(f[0] for f in found), Counter((f[1], f[2]) for f in found)

    def colour(self, counts: Counts, plan: str, assured: int = 0) -> Colour:
        """The RAG of a count of tasks, by the scheme of the plan (uid)."""
        return self.schemes()[plan].judge(
            Facts(
                counts.tasks, counts.complete, counts.behind_target, counts.overdue, counts.unknown, counts.deferred, assured, counts.areas_late
            )
        )  # fmt: skip

    def area_row(self, key: int, area: Area, plan: str, pillar: str, counts: Counts, owned: Owned) -> AreaRow:
        """An area in a list. Its RAG is worked out, unless somebody set it by hand for a reason."""
        mine = owned.get(area.uid, [])
        recommended = Recommended(tuple(ref for ref, _, _ in mine), sum((c for _, _, c in mine), Counts()))
        assured = sum(self._assured_in[1][uid] for uid in (area.uid, *(uid for _, uid, _ in mine)))
        worked_out = self.colour(counts + recommended.counts, area.plan, assured)
        colour = by_hand(worked_out, area.rag_letter, area.rag_reason, self.schemes()[area.plan])
        return AreaRow(key, area, plan, pillar, counts, colour, recommended)

    def _owned(self, areas: Sequence[Area]) -> Owned:
        """What each cause of concern among areas owns. Two statements, none where there is no such area."""
        concerns = json.dumps([a.uid for a in areas if a.area_kind == "cause_of_concern"])
        if concerns == "[]":
            return {}
        owned = self._rows(
            "SELECT part_of, ref, uid FROM area WHERE part_of IN (SELECT value FROM json_each(?)) AND withdrawn IS NULL ORDER BY position, id",
            (concerns,),
        )
        uids = json.dumps([uid for _, _, uid in owned])
        counts = self._area_counts("AND t.area IN (SELECT value FROM json_each(:uids))", {"uids": uids})
        made: Owned = {}
        for concern, ref, uid in owned:
            made.setdefault(concern, []).append((ref, uid, counts.get(uid, Counts(areas=1))))
        return made

    def pillar_colour(self, plan: str, pillar: str | None, counts: Counts) -> Colour:
        return self.colour(counts, plan, self._assured_in[2][plan, pillar])

    def task_colour(self, task: Task, plan: str) -> Colour:
        """The RAG of one task."""
        alone = figures.count_tasks([Area(uid=task.area, plan="", ref="")], [task], self.today)
        return self.colour(alone, plan, int(task.uid in self._assured_in[0]))

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
        past = {uid for (uid,) in self._rows("SELECT uid FROM area WHERE deadline < ?", (self.today.isoformat(),))}
        return {
            area: Counts(
                areas=1, areas_late=int(area in past and counts["tasks"] > counts.get("complete", 0)), **counts
            )
            for area, counts in made.items()
        }

    def _sealed(self) -> dict[str, Sealed]:
        """Every standing task with a sealed sign-off."""
        tasks = self._records(
            Task,
            "WHERE withdrawn IS NULL AND area IN (SELECT uid FROM area WHERE withdrawn IS NULL) AND uid IN "
            "(SELECT task FROM signoff WHERE looked_at IS NOT NULL AND revoked IS NULL)",
        )
        uids = [t.uid for t in tasks]
        if not uids:
            return {}
        entries, promises, now = self._by_task(SignOff, uids), self._by_task(Promise, uids), self._looks(tasks)
        high = {uid for (uid,) in self._rows("SELECT uid FROM area WHERE importance = 'high'")}
        return {
            t.uid: Sealed(t, entries.get(t.uid, []), promises.get(t.uid, []), now[t.uid], t.area in high) for t in tasks
        }

    def _looks(self, tasks: Sequence[Task]) -> dict[str, dict[str, Any]]:
        uids = [t.uid for t in tasks]
        notes, links = self._by_task(Note, uids), self._by_task(Link, uids)
        files, steps = self._by_task(Attachment, uids), self._by_task(Step, uids)
        return {
            u: seal.look(t, notes.get(u, ()), links.get(u, ()), files.get(u, ()), steps.get(u, ()))
            for u, t in ((t.uid, t) for t in tasks)
        }

    def assured(self) -> list[str]:
        """Uids of the tasks that are assured: complete, both verdicts favourable, nothing promised open, nothing changed since."""
        return [uid for uid, sealed in self._sealed().items() if self._is_assured(sealed)]

    def _is_assured(self, sealed: Sealed) -> bool:
        return figures.is_clear(
            sealed.task, sealed.entries, sealed.promises, sealed.now, self.today, retest=sealed.retest
        )

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
