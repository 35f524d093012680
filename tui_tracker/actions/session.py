"""A session: an open plan with its clock, identities and acting user. What reads and changes a plan is given one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tui_tracker.clock import Clock, SystemClock
from tui_tracker.domain.changes import SCHEMA, Change, Edit, Kind
from tui_tracker.domain.records import Task
from tui_tracker.domain.text import clean
from tui_tracker.domain.views import Found
from tui_tracker.errors import NothingToChangeError, PlanFileError, UsageError
from tui_tracker.frozen import dataclass
from tui_tracker.ids import IdSource, RandomIds
from tui_tracker.paths import Places
from tui_tracker.store import journal, trouble
from tui_tracker.store.open_to_read import open_for_reading
from tui_tracker.store.plan_file import PlanFile
from tui_tracker.store.read import Reader

if TYPE_CHECKING:
    import peewee


def refuse_missing(places: Places) -> None:
    """Raise PlanFileError where there is no plan file: a mistyped path must not begin one."""
    if not places.plan.is_file():
        raise trouble.missing(places.plan)


@dataclass(frozen=True)
class Applied:
    """A Change that landed: its place in the journal and the hash there; ``of`` is the one that it took or brought back."""

    change: Change
    number: int
    hash: str
    of: Change | None = None

    @property
    def words(self) -> str:
        """What was done to what; of an undo or redo, what was undone or done again."""
        if self.of is None:
            return f"{self.change.verb} {self.change.subject}"
        return f"{'Undone' if self.change.kind == 'undo' else 'Done again'}: {self.of.verb} {self.of.subject}"


class Session:
    """``me`` is who enters what is entered. Every use case rests on this and on nothing above it."""

    def __init__(
        self,
        places: Places,
        file: PlanFile,
        *,
        clock: Clock,
        ids: IdSource,
        me: str,
        as_at: date | None = None,
        moment: tuple[int, str] | None = None,
        whole: PlanFile | None = None,
    ) -> None:
        self.places = places
        self.clock = clock
        self.ids = ids
        self.me = me
        self.as_at = as_at
        self._moment = moment
        self._file = file
        self._whole = whole or file  # what moments are looked back to from: the file itself, also from a moment
        self._listeners: list[Callable[[Applied], None]] = []
        self._undoable: tuple[tuple[int, str], bool] | None = None

    @classmethod
    def open(
        cls,
        places: Places,
        *,
        write: bool | None = True,
        clock: Clock | None = None,
        ids: IdSource | None = None,
        me: str = "",
    ) -> Self:
        """Open the plan file: for writing, for reading (``write=False``), or whichever can be had (``None``)."""
        if write is False:
            file = open_for_reading(places.plan)
        else:
            from tui_tracker.store import open_to_write  # with peewee, which a read has no need of

            opened = open_to_write.open_for_writing if write else open_to_write.open_somehow
            file = opened(places.plan, places.backups)
        made = cls(places, file, clock=clock or SystemClock(), ids=ids or RandomIds(), me=me)
        if write is not False:
            made._say_ahead()
        return made

    def _say_ahead(self) -> None:
        """Say that the newest change is dated after today: one of two clocks is wrong, and dates would be too."""
        ahead = journal.ahead_of(self._file.db, self.clock.today())
        if ahead is not None:
            told = f"The newest change is dated {ahead}, after today ({self.clock.today().isoformat()}) by this machine's clock; look whether the clock is right."
            self._file.notice = f"{self._file.notice} {told}" if self._file.notice else told

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- reading

    @property
    def read(self) -> Reader:
        """The plan as it stands today."""
        self._file.refuse_written_over()
        return Reader(self._file.db, self.as_at or self.clock.today(), past=self.as_at)

    @property
    def notice(self) -> str | None:
        """A sentence about where or how the file is open, when there is something to say."""
        return self._file.notice

    @property
    def trusted(self) -> bool:
        """Whether no damage was found in the file when it was opened."""
        return self._file.trusted

    @property
    def undoable(self) -> bool:
        """Whether a Change stands that could be taken back."""
        newest = journal.newest(self._file.db)  # asked at every key: the hash stands behind what may be long
        if self._undoable is None or self._undoable[0] != newest:
            self._undoable = (newest, journal.in_force(self._file.db)[0] is not None)
        return self._undoable[1]

    def rewriting(self) -> contextlib.AbstractContextManager[None]:
        """Around what rewrites the file other than by a Change."""
        return self._file.writing()

    @property
    def may_write(self) -> bool:
        return self._file.may_write and self.as_at is None

    @property
    def journal_at(self) -> tuple[int, str]:
        """The number and hash of the journal entry that this plan stands at: the newest, or that of the moment looked back to."""
        return self._moment or self.read.journal_head()

    @contextlib.contextmanager
    def at(self, day: date | None = None, number: int | None = None) -> Iterator[Self]:
        """The plan as it was, read-only: on ``day``, or (for a snapshot) after journal entry ``number`` as at ``day``.

        Changes recorded later are taken back in a copy in memory. By ``day``, those marked always known stay.
        """
        from tui_tracker.store import apply as store_apply
        from tui_tracker.store.open_to_write import memory_copy

        copy = memory_copy(self._whole.db)
        try:
            for entry in journal.after(copy, day, number):
                store_apply.write_edits(copy, journal.change(copy, entry).inverse_edits(), lenient=True)
            past = PlanFile(self._file.path, copy, None, None)
            upto = number if number is not None else journal.number_on(self._whole.db, day or self.clock.today())
            yield type(self)(
                self.places, past, clock=self.clock, ids=self.ids, me=self.me, as_at=day or self.clock.today(),
                moment=(upto, journal.hash_at(self._whole.db, upto)), whole=self._whole,
            )  # fmt: skip
        finally:
            copy.close()

    def on(self, copy: peewee.SqliteDatabase) -> Self:
        """The same moment and settings over a copy of the plan in memory, for reading."""
        file = PlanFile(self._file.path, copy, None, None)
        return type(self)(
            self.places, file, clock=self.clock, ids=self.ids, me=self.me, as_at=self.as_at or self.clock.today(), moment=self.journal_at
        )  # fmt: skip

    def resolve(self, text: str, *, kind: str | None = None, plan: str | None = None) -> Found:
        """The one area or task that a reference names. Raises UsageError with the candidates otherwise.

        Asked for a task, an area with exactly one task (a recommendation) stands for it.
        """
        found = self.read.find(text, plan)
        if kind == "task":
            found = [self._only_task(f) for f in found]
        if kind is not None:
            found = [f for f in found if f.kind == kind]
        if len({f.uid for f in found}) == 1:
            return found[0]
        if not found:
            raise UsageError(f"“{text}” names no {kind or 'area or task'} in this plan.")
        listed = "; ".join(f"{f.plan}:{f.ref} {f.title[:40]}" for f in found[:6])
        raise UsageError(
            f"“{text}” could be {len(found)} things: {listed}. Write the plan before it, such as {found[0].plan.split()[0]}:{text}."
        )

    def _only_task(self, found: Found) -> Found:
        if found.kind != "area":
            return found
        tasks = self.read.all(Task, area=found.uid, withdrawn=None)
        label = self.read.label(tasks[0].uid, found.plan) if len(tasks) == 1 else None
        return label or found

    # -- writing

    def on_change(self, listener: Callable[[Applied], None]) -> None:
        """Call ``listener`` once after each Change that lands."""
        self._listeners.append(listener)

    def refuse_reading(self) -> None:
        """Raise PlanFileError when nothing can be changed: open for reading only, or looked back at."""
        if not self.may_write:
            raise PlanFileError(self.notice or "This plan is open for reading only, so nothing can be changed.")

    def commit(
        self,
        verb: str,
        subject: str,
        edits: Sequence[Edit],
        *,
        reason: str | None = None,
        undoes: str | None = None,
        always_known: bool = False,
        kind: Kind = "step",
    ) -> Applied:
        """Build a Change of ``edits`` and apply it. Raises RefusedError when nothing would change or it may not be."""
        if not edits and undoes is None:
            raise NothingToChangeError(f"Nothing to change: {subject} is like that already.")
        self.refuse_reading()
        change = Change(
            uid=self.ids.new(),
            recorded_at=self.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            local_day=self.clock.today().isoformat(),
            by=self.me or "not said",
            verb=verb,
            subject=clean(subject, multiline=False),
            reason=clean(reason) if reason is not None else None,
            edits=tuple(edits),
            undoes=undoes,
            always_known=always_known,
            schema=SCHEMA,
            kind=kind,
        )
        applied = self._apply(change)
        for listener in self._listeners:
            listener(applied)
        return applied

    def _apply(self, change: Change) -> Applied:
        """Write it. Another program's lock, a full disk, a share that is gone are refusals, not faults."""
        from tui_tracker.store import apply as store_apply

        try:
            with self._file.writing():
                number, entry_hash = store_apply.apply(self.db, change, self.ids)
        except trouble.store_faults() as error:
            raise trouble.sentence(self._file.path, error) from error
        self._file.saved(change)
        return Applied(change, number, entry_hash)

    def refusal_of(self, error: BaseException) -> PlanFileError | None:
        """The sentence for a fault of the store, the disk or the system; None for any other."""
        if not isinstance(error, trouble.store_faults()):
            return None
        swapped = self.swapped()
        return PlanFileError(swapped) if swapped is not None else trouble.sentence(self._file.path, error)

    def swapped(self) -> str | None:
        """What there is to say when another file lies where this one was opened; None while it is the same."""
        try:
            self._file.refuse_swapped()
        except PlanFileError as error:
            return str(error)
        return None

    @property
    def db(self):  # type: ignore[no-untyped-def]  # peewee's type stays behind the store; the actions only pass it on
        """The open database, for the store's own functions."""
        return self._file.db

    @property
    def path(self) -> Path:
        return self._file.path
