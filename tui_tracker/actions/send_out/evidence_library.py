"""The evidence library for a revisit: a folder an area, readable names, an index, and what the files give away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker import files
from tui_tracker.actions.send_out import given_away
from tui_tracker.actions.send_out.scope import Scope, within
from tui_tracker.actions.send_out.style import Made, Style
from tui_tracker.domain import framework
from tui_tracker.domain.framework import Framework
from tui_tracker.domain.gaps import is_placeholder
from tui_tracker.domain.publication import Check
from tui_tracker.domain.records import Link, Snapshot
from tui_tracker.domain.text import count_of
from tui_tracker.domain.views import AreaRow, TaskView
from tui_tracker.errors import FileError
from tui_tracker.frozen import dataclass
from tui_tracker.paths import refuse_own
from tui_tracker.reports import evidence as report
from tui_tracker.reports.area_lines import short
from tui_tracker.reports.evidence import Held, Shelf
from tui_tracker.store import attachments

if TYPE_CHECKING:
    from tui_tracker.actions.send_out.papers import PaperActions
    from tui_tracker.actions.session import Session

INDEX = "index.md"
_TITLE = 40


@dataclass(frozen=True)
class _ToCopy:
    """A file to copy: its path in the library, and where the store or the disk has it."""

    path: str
    name: str
    sha256: str
    pointed: str | None


@dataclass(frozen=True)
class _Gathered:
    """What a library would hold, nothing written yet; ``used`` are the names of its folders, folded."""

    shelves: list[Shelf] = field(default_factory=list)
    files: list[_ToCopy] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


class EvidenceLibrary:
    """Writes every evidence file of a plan, or of a part of it, into one folder. ``record`` keeps what left."""

    def __init__(
        self, session: Session, papers: PaperActions, record: Callable[[str, Made, str, Style, str | None], None]
    ) -> None:
        self._s = session
        self._papers = papers
        self._record = record

    def write(
        self,
        folder: Path,
        style: Style,
        snapshot: Snapshot | None,
        scope: Scope,
        *,
        replace: bool,
        given_to: str | None,
    ) -> list[str]:
        """Write the folder; what is worth saying of it. Raises FileError or PublicationError with nothing written."""
        refuse_own(self._s.places, folder / INDEX)
        gathered = _Gathered()
        with self._papers.moment(snapshot) as t, within(t, scope) as part:
            check, rows = self._papers.check(part, style), part.read.area_rows()
            tasks_of = self._papers.tasks_of(part, rows)
            plans = {p.uid: p for p in part.read.plans()}
            for row in rows:
                self._gather(row, framework.of(plans.get(row.area.plan)), tasks_of(row), check, gathered)
            today = part.read.today
        self._refuse_taken(folder, gathered, replace=replace)
        origin, shelves = self._papers.origin, gathered.shelves
        made = self._papers.make(
            "md", lambda t: report.document(shelves, today, origin(t, style)), style, snapshot=snapshot
        )
        given = self._copy(folder, gathered.files)
        files.write_whole(folder / INDEX, made.content, replace=replace)
        self._record(folder.name, made, "evidence library", style, given_to)
        missing = sum(not f.here for s in shelves for f in s.files)
        copied = f"{len(gathered.files)} evidence files in {folder}, {missing} missing; {INDEX} lists them."
        return [copied, self._told(folder, given)]

    def _gather(
        self, row: AreaRow, of: Framework, tasks: Sequence[TaskView], check: Check | None, into: _Gathered
    ) -> None:
        """An area's shelf, and what is to be copied for it. Names pass through the check as the index does."""
        title = check.pass_through(row.area.title, "the name of a folder") if check else row.area.title
        folder = files.unused_name(f"{row.area.ref} {short(title, _TITLE).removesuffix(' …')}", into.used)
        held: list[Held] = []
        inside: set[str] = set()
        for view in tasks:
            for a in view.attachments:
                shown = check.pass_through(a.name, "a file's name") if check else a.name
                here = ""
                if attachments.content(self._s.places.attachments, a.sha256, a.path) is not None:
                    here = files.unused_name(f"{view.row.ref.rpartition('/')[2]} {len(held) + 1} {shown}", inside)
                    into.files.append(_ToCopy(f"{folder}/{here}", a.name, a.sha256, a.path))
                held.append(Held(view.row.ref, here, a.name, a.size, a.sha256))
        links = [
            (view.row.ref, _where(x)) for view in tasks for x in view.links if not is_placeholder(x.target, x.label)
        ]
        area = row.area
        into.shelves.append(
            Shelf(
                area.ref,
                area.title,
                of.words(area.question) if area.question else "",
                folder if held else "",
                held,
                links,
            )
        )

    @staticmethod
    def _refuse_taken(folder: Path, gathered: _Gathered, *, replace: bool) -> None:
        if folder.exists() and not folder.is_dir():
            raise FileError(f"{folder} is a file; name a folder for the evidence.")
        taken = [n for n in (*(f.path for f in gathered.files), INDEX) if (folder / n).exists()]
        if taken and not replace:
            raise FileError(
                f"{folder / taken[0]} is there already; say ⟦=yes to writing over it|--replace to write over it⟧, or name another folder."
            )

    def _copy(self, folder: Path, found: Iterable[_ToCopy]) -> list[str]:
        """Copy the files; what each gives away, a line each."""
        said = []
        rules = self._papers.rules([])
        _make(folder)
        for one in found:
            content = attachments.content(self._s.places.attachments, one.sha256, one.pointed) or b""
            _make((folder / one.path).parent)
            files.write_whole(folder / one.path, content, replace=True)
            said += [f"{one.path}: {line}" for line in given_away.lines(one.name, content, rules)]
        return said

    @staticmethod
    def _told(folder: Path, given: list[str]) -> str:
        """What the files give away: kept beside the folder, not in it, so that it does not go out with it."""
        if not given:
            return "No file names anybody in its properties or its text, as far as could be looked into."
        beside = folder.with_name(f"{folder.name} gives away.txt")
        text = "For you, not for whom the folder goes to: what its files give away.\n\n" + "\n".join(given) + "\n"
        files.write_whole(beside, text, replace=True)
        return f"{count_of(len(given), 'thing')} that the files give away are listed in {beside}: look at them before the folder goes."


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder} cannot be made: {error.strerror or error}.") from error


def _where(link: Link) -> str:
    """Where a link points, with its label where that says more."""
    target = link.target or ""
    return f"{link.label}: {target}" if link.label and link.label != target else target
