"""A throw-away plan to look round in: the sample service's workbook, its dates moved to today, with some weeks of work on it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.keep.kinds import KINDS
from tui_tracker.actions.meetings.agenda import Agendas
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import Clock, FixedClock, SystemClock
from tui_tracker.domain import date_grammar, dates
from tui_tracker.errors import FileError
from tui_tracker.ids import IdSource, RandomIds
from tui_tracker.intake import readers
from tui_tracker.intake.grid import Book, Cell
from tui_tracker.intake.read import propose
from tui_tracker.paths import Places

AS_WRITTEN = date(2026, 6, 1)
COORDINATOR = "Coordinator"
INSPECTION = "inspection"


def sample_folder() -> Path:
    """Where the sample files are: inside the installed package, or beside it in a checkout. Raises FileError."""
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "sample_data", package.parent / "sample_data"):
        if (folder / "northshire.xlsx").is_file():
            return folder
    raise FileError("The sample plan is not part of this installation; install tui-tracker again.")


def shifted(book: Book, months: int) -> Book:
    """The grid with every date in it moved by whole months, so that months stay months."""
    for sheet in book.sheets:
        for row in sheet.rows:
            for cell in row:
                _shift(cell, months)
    return book


def _shift(cell: Cell, months: int) -> None:
    if isinstance(cell.value, datetime):
        moved = dates.add_months(cell.value.date(), months)
        cell.value = datetime.combine(moved, time())
        made = date_grammar.from_excel(cell.value, cell.number_format)
        cell.text = made.text if made.precision == "month" else f"{moved:%d/%m/%y}"
    elif isinstance(cell.value, str):
        cell.text = cell.value = shifted_text(cell.text, months)


def shifted_text(text: str, months: int) -> str:
    """Text with its dates moved; each is written again in a form of the same kind."""
    made, at = "", 0
    for found in date_grammar.scan(text):
        if found.made is not None:
            moved = dates.add_months(found.made.first, months)
            words = (
                dates.short(moved, "month")
                if found.made.precision != "day"
                else f"{moved:%d/%m/%y}"
                if found.numeric
                else dates.long(moved)
            )
            made += text[at : found.start] + words
            at = found.end
    return made + text[at:]


@contextlib.contextmanager
def open_demo(clock: Clock | None = None, ids: IdSource | None = None, kind: str = INSPECTION) -> Iterator[Tracker]:
    """The demo plan, or one of another kind, in a temporary folder, which goes when it is closed."""
    clock = clock or SystemClock()
    with TemporaryDirectory(prefix="tui_tracker-demo-") as name:
        folder = Path(name)
        places = Places(plan=folder / "demo.db", settings=folder / "settings.toml", state=folder / "state")
        build(places, clock.today(), ids or RandomIds(), kind)
        with Tracker.open(places, clock=clock, ids=ids, me=COORDINATOR) as tracker:
            yield tracker


def build(places: Places, today: date, ids: IdSource, kind: str = INSPECTION) -> None:
    """Make a plan to look round in: read in some weeks ago, worked on since."""
    other = KINDS.get(kind)
    months = (today.year - AS_WRITTEN.year) * 12 + today.month - AS_WRITTEN.month
    source = sample_folder() / (other.file if other is not None else "northshire.xlsx")
    weeks = 5 if other is None else 8
    clock = FixedClock(datetime.combine(today - timedelta(weeks=weeks), time(9), UTC), step=1000)
    with Tracker.open(places, clock=clock, ids=ids, me=COORDINATOR) as t:
        t.imports.apply(propose(shifted(readers.read_file(source), months)), source)
        (other.work if other is not None else _work)(t, clock)
        if other is not None:  # nobody in these is a person: the words of a sample are let stand
            check = t.papers.looked_through()
            t.publication.accept([*(o.found for o in check.others()), *(f.found for f in check.findings())])


def _work(t: Tracker, clock: FixedClock) -> None:
    """What a coordinator would have done in five weeks; every kind of thing once or twice."""
    _settle_in(t, clock)
    _gather(t, clock)
    _sign_off(t, clock)
    clock.move(days=6)
    t.tasks.set_progress([_task(t, "AFI8/T1"), _task(t, "AFI8/T2")], "behind_target")
    t.tasks.save(_task(t, "AFI10/T5"), {"progress": "deferred", "due": "+200"}, reason="Waits for the pay review")
    _board(t, clock)
    t.structure.withdraw("task", _task(t, "AFI21/T2"), "Superseded by the culture recommendations")


def _task(t: Tracker, ref: str) -> str:
    return t.resolve(ref, kind="task", plan=t.read.plans()[0].uid).uid


def _area(t: Tracker, ref: str) -> str:
    return t.resolve(ref, kind="area", plan=t.read.plans()[0].uid).uid


def _settle_in(t: Tracker, clock: FixedClock) -> None:
    """The first days: who is who, what colours mean, the grades, and the sign-offs that the file brought."""
    t.people.alias("Business Assurance", ["Business assurance", "Business Asurance"])
    for plan in t.judging.unasked():
        t.judging.scheme(plan.uid, "done")
    for subject, grade, before in (
        ("Effectiveness", "good", "requires improvement"), ("Efficiency", "requires improvement", "requires improvement"),
        ("People", "good", "requires improvement"), ("1.2", "requires improvement", "requires improvement"),
    ):  # fmt: skip
        t.judging.grade(t.read.plans()[0].uid, subject, grade, before=before)
    t.areas.save(_area(t, "AFI1"), {"question": "1.2", "rhythm": "monthly"})
    t.life.milestone(_area(t, "AFI1"), "review", done="today", text="Prevention board")
    clock.move(days=3)
    chosen = {
        u.entry.uid: u.suggestion.verdict
        for u in t.signoffs.unsettled()
        if u.suggestion and u.suggestion.verdict == "close"
    }
    t.signoffs.settle({k: v for k, v in chosen.items() if v})


def _gather(t: Tracker, clock: FixedClock) -> None:
    """Two weeks of changes, dates that move and evidence that comes in."""
    clock.move(days=4)
    t.structure.join(_task(t, "SII2/T1"), _task(t, "SII2/T2"))
    t.tasks.save(_task(t, "AFI3/T2"), {"due": "+75"}, reason="Two inspectors on long-term absence")
    clock.move(days=7)
    t.tasks.save(_task(t, "AFI3/T2"), {"due": "+110"}, reason="Third inspector starts next month")
    t.notes.add(_task(t, "AFI9/T3"), "Watch B at Station 07 logs rest for all four on-call crew.", said_by="Station 07")
    t.steps.add(
        _task(t, "AFI9/T3"), "Log agreed with the crews\nLog at every station\nRest checked by the watch manager"
    )
    t.steps.set(_task(t, "AFI9/T3"), 1, "complete")
    t.life.raise_problem(_area(t, "AFI3"), "Two of five inspector posts are vacant.")
    t.notes.add(_task(t, "AFI1/T3"), "Third session held, 19 people from housing and care.", said_by="TL Prevention")


def _sign_off(t: Tracker, clock: FixedClock) -> None:
    """Tasks go through QA and sampling, and the first paper goes out."""
    clock.move(days=6)
    t.tasks.ready(_task(t, "AFI3/T4"), said_by="Protection")
    t.tasks.ready(_task(t, "AFI2/T3"), said_by="SM Prevention")
    t.signoffs.sign(
        _task(t, "AFI2/T3"),
        Request("qa", "follow_up", "AM Prevention", comment="Close; look again after the autumn term."),
    )
    clock.move(days=5)
    t.signoffs.sign(
        _task(t, "AFI4/T1"),
        Request("sampling", "not_yet", "Business Assurance", comment="Only two of six forms were filled in."),
    )
    t.notes.add(
        _task(t, "AFI1/T1"), "Score changed after the review of partners' data.", said_by="GM Prevention", kind="data", expires="+300", also=[_task(t, "AFI2/T3")]
    )  # fmt: skip
    t.areas.save(_area(t, "AFI1"), {"headline": "Home safety visits now go first to those most at risk from fire."})
    t.areas.save(
        _area(t, "AFI5"), {"headline": "Fire control and commanders share one picture of a tall building fire."}
    )
    t.publication.settle_all()
    t.publication.accept()
    t.snapshots.take("Paper for the assurance committee")


def _board(t: Tracker, clock: FixedClock) -> None:
    """A short meeting of the board, with an action that is late by now."""
    agenda = Agendas(t, "Improvement board").standard()[:6]
    t.meetings.begin(
        "Improvement board",
        agenda,
        "what a board can use",
        present="DCFO, AM Prevention, AM Protection, GM Assurance",
        place="HQ",
    )
    uid = t.meetings.needed().uid
    for item, verdict in zip(agenda, ("on_target", "behind_target", "on_target", "on_target"), strict=False):
        if item == agenda[1]:
            t.meetings.give(uid, item, "GM Assurance", "Put the two options before the board", "+2")
            t.meetings.note(uid, item, "The evaluation waits for the school term.", said_by="SM Prevention")
        t.meetings.decide(uid, item, verdict)
    t.meetings.decide(uid, agenda[4], "escalated", {"to": "Fire Authority", "why": "One inspector post is not funded."})
    t.meetings.end(uid, skipped=[agenda[5].key])
