"""A second laptop: another copy of the plan file merges by its journal. Common past is the set of Changes that both know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.domain import changes
from tui_tracker.domain.changes import Change, Edit
from tui_tracker.domain.records import PARENT_FIELDS, Area, CopyMerge, Task, to_data
from tui_tracker.domain.text import count_of
from tui_tracker.errors import RefusedError
from tui_tracker.packs.merge import Take
from tui_tracker.store import copies, journal

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

# Which copies another laptop has merged is its own history, and not the plan's.
_NOT_MERGED = frozenset({"copy_merge"})
# Numbers that count over the whole file: what comes from a copy is numbered anew after ours.
_NUMBERED = ("action", "form", "draw")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Clash:
    """A field that both laptops changed since they last agreed; ``field`` is "" where one removed what the other changed."""

    kind: str
    uid: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    about: str

    @property
    def key(self) -> Key:
        return (self.kind, self.uid, self.field)


@dataclass
class CopyPreview:
    """What merging a copy would do: ``taken`` are edits of theirs that nobody here contradicts."""

    path: Path
    head: str
    entries: int = 0
    taken: list[Edit] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    @property
    def nothing_new(self) -> bool:
        return not self.taken and not self.clashes


class CopyActions:
    """Previews and merges another copy of this plan file."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def preview(self, path: Path, take: Mapping[Key, Take] | Take | None = None) -> CopyPreview:
        """What another copy has that this plan has not. Raises RefusedError when the two have no common past."""
        head, theirs = copies.journal_of(path)
        mine = {c.uid for _, c in journal.all_changes(self._s.db)}
        if theirs and theirs[0].uid not in mine:
            raise RefusedError(
                f"{path.name} is no copy of this plan: the two share no history. Import it, or export and import its .json."
            )
        merged = {uid for m in self._s.read.all(CopyMerge) for uid in m.known}
        new = [c for c in theirs if c.uid not in mine and c.uid not in merged]
        made = CopyPreview(path, head, entries=len(new), known=[c.uid for c in new])
        for edit in self._folded(new):
            self._take(made, edit, take)
        made.taken = self._in_order(self._renumbered(made.taken))
        return made

    # -- what theirs comes to

    def _folded(self, new: Sequence[Change]) -> list[Edit]:
        """Their new Changes as one: each field's first before and last after; what came and went again is nothing."""
        whole: dict[tuple[str, str], Edit] = {}
        fields: dict[Key, Edit] = {}
        for edit in (e for c in new for e in c.edits if e.kind not in _NOT_MERGED):
            record = (edit.kind, edit.uid)
            if edit.field is None:
                before = whole.pop(record, None)
                if before is None or before.removes == edit.creates:
                    first = before.before if before else edit.before
                    joined = replace(edit, before=first)
                    if joined.before != joined.after:
                        whole[record] = joined
                if edit.removes:
                    base = {k: e.before for k, e in fields.items() if k[:2] == record}
                    fields = {k: e for k, e in fields.items() if k[:2] != record}
                    if record in whole and base:
                        whole[record] = replace(
                            whole[record], before={**whole[record].before, **{k[2]: v for k, v in base.items()}}
                        )
            elif record in whole and whole[record].after is not None:
                whole[record] = replace(whole[record], after={**whole[record].after, edit.field: edit.after})
            else:
                key = (*record, edit.field)
                fields[key] = replace(fields[key], after=edit.after) if key in fields else edit
        return [*whole.values(), *(e for e in fields.values() if e.before != e.after)]

    def _take(self, made: CopyPreview, edit: Edit, take: Mapping[Key, Take] | Take | None) -> None:
        """One edit of theirs: taken, known already, or a clash."""
        record = next(iter(self._s.read.each(edit.kind, uid=edit.uid)), None)
        ours = to_data(record) if record is not None else None
        if edit.field is None:
            self._take_whole(made, edit, ours, take)
            return
        if ours is None:  # we removed what they changed: our removal holds unless they are asked for
            return
        now = ours[edit.field]
        if now == edit.after:
            return
        if now == edit.before:
            made.taken.append(edit)
            return
        clash = Clash(edit.kind, edit.uid, edit.field, edit.before, now, edit.after, self._about(edit.kind, ours))
        self._settle(made, clash, replace(edit, before=now), take)

    def _take_whole(
        self, made: CopyPreview, edit: Edit, ours: dict[str, Any] | None, take: Mapping[Key, Take] | Take | None
    ) -> None:
        if edit.creates:
            if ours is None:
                made.taken.append(edit)
            return
        if ours is None:
            return
        if edit.removes:
            if ours == edit.before:
                made.taken.append(edit)
            else:
                clash = Clash(edit.kind, edit.uid, "", edit.before, ours, None, self._about(edit.kind, ours))
                self._settle(made, clash, replace(edit, before=ours), take)

    @staticmethod
    def _settle(made: CopyPreview, clash: Clash, edit: Edit, take: Mapping[Key, Take] | Take | None) -> None:
        side = take.get(clash.key) if isinstance(take, Mapping) else take
        if side is None:
            made.clashes.append(clash)
        elif side == "theirs":
            made.taken.append(edit)

    def _about(self, kind: str, data: Mapping[str, Any]) -> str:
        """The reference of what a record is about, for a question."""
        uid = data["uid"] if kind in ("task", "area") else data.get("task") or data.get("area") or ""
        found = self._s.read.label(str(uid)) if uid else None
        return found.ref if found is not None else kind

    # -- fitting theirs in

    def _renumbered(self, edits: Sequence[Edit]) -> list[Edit]:
        """Numbers and references that both laptops gave are given anew to what comes in."""
        made: list[Edit] = []
        next_number = {k: max((r.number for r in self._s.read.each(k)), default=0) for k in _NUMBERED}
        for edit in edits:
            if edit.creates and edit.kind in _NUMBERED:
                taken = self._s.read.each(edit.kind, number=edit.after["number"])
                if taken or any(
                    e.kind == edit.kind and e.creates and e.after["number"] == edit.after["number"] for e in made
                ):
                    next_number[edit.kind] += 1
                    edit = replace(edit, after={**edit.after, "number": next_number[edit.kind]})
                next_number[edit.kind] = max(next_number[edit.kind], edit.after["number"])
            elif edit.creates and edit.kind == "task":
                edit = self._free_task(edit, made)
            elif edit.creates and edit.kind == "area":
                edit = self._free_area(edit)
            made.append(edit)
        return made

    def _free_task(self, edit: Edit, made: Sequence[Edit]) -> Edit:
        area, no = edit.after["area"], edit.after["no"]
        used = {t.no for t in self._s.read.all(Task, area=area)}
        used |= {e.after["no"] for e in made if e.kind == "task" and e.creates and e.after["area"] == area}
        if no not in used:
            return edit
        number = max((int(n) for n in used if n.isascii() and n.isdigit()), default=0) + 1
        return replace(edit, after={**edit.after, "no": str(number)})

    def _free_area(self, edit: Edit) -> Edit:
        plan, ref = edit.after["plan"], edit.after["ref"]
        if not self._s.read.all(Area, plan=plan, ref=ref):
            return edit
        letter = next(c for c in "BCDEFGHJKLMNPQRSTUVWXYZ" if not self._s.read.all(Area, plan=plan, ref=ref + c))
        return replace(edit, after={**edit.after, "ref": ref + letter})

    @staticmethod
    def _in_order(edits: Sequence[Edit]) -> list[Edit]:
        """What others hang on first; removals last."""
        depth = {"plan": 0, "pillar": 1, "area": 2, "task": 3}

        def rank(e: Edit) -> tuple[int, int]:
            if e.removes:
                return 2, -depth.get(e.kind, 4)
            return (0, depth.get(e.kind, 4 if PARENT_FIELDS.get(e.kind) else 1)) if e.creates else (1, 0)

        return sorted(edits, key=rank)

    def merge(self, preview: CopyPreview) -> Applied | None:
        """Merge what a preview shows, as one Change; None when there is nothing new. Raises RefusedError while questions are open."""
        if preview.clashes:
            one = preview.clashes[0]
            raise RefusedError(
                f"{preview.path.name}: both laptops changed {len(preview.clashes)} thing{'s' if len(preview.clashes) > 1 else ''} "
                f"({one.about} {one.field or 'removed there'}); say which holds. Nothing was merged."
            )
        if not preview.known:
            return None
        record = CopyMerge(
            uid=self._s.ids.new(), file=preview.path.name, merged_on=self._s.clock.today(), head=preview.head, known=preview.known
        )  # fmt: skip
        subject = f"{preview.path.name}: {count_of(preview.entries, 'entry', 'entries')}, {count_of(len(preview.taken), 'edit')}"
        return self._s.commit("merged the copy", subject, [*preview.taken, changes.create(record)])
