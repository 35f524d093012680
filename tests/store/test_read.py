"""Reads: SQL counts equal the definition, numbers open exactly their rows, and statements do not grow with the plan."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import law, open_tracker, task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain import changes, figures
from tui_tracker.domain.figures import Counts, Figures
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.query import narrowed
from tui_tracker.domain.records import Area, Note, Pillar, Plan, Promise, SignOff, Task
from tui_tracker.domain.seal import look
from tui_tracker.domain.signoff import stage_of
from tui_tracker.errors import UsageError

TODAY = date(2026, 6, 1)
DAYS = st.one_of(st.none(), st.dates(date(2026, 5, 1), date(2026, 7, 1)))
PROGRESS = st.sampled_from([p.value for p in Progress])
VERDICT = st.sampled_from([None, "close", "follow_up", "not_yet"])
SIGNED = st.lists(
    st.tuples(
        st.sampled_from(["qa", "sampling"]), VERDICT, DAYS, st.booleans(), st.booleans(), st.booleans(), st.booleans()
    ),
    max_size=4,
)
TASKS = st.lists(st.tuples(st.integers(0, 2), PROGRESS, DAYS, st.booleans(), DAYS, SIGNED), max_size=14)


def signoff(uid: str, task_uid: str, n: int, drawn: tuple[object, ...], sealed: dict[str, object]) -> SignOff:
    stage, verdict, day, named, commented, revoked, changed = drawn
    return SignOff(
        uid=uid, task=task_uid, stage=str(stage), position=n, verdict=verdict, date=day, by="A" if named else None,  # type: ignore[arg-type]  # as drawn
        comment="c" if commented else None, imported=True, revoked="r" if revoked else None,
        looked_at=None if verdict is None else ({**sealed, "progress": "other"} if changed else sealed),
    )  # fmt: skip


@law(40)
@given(TASKS, st.sets(st.integers(0, 2)))
def test_counting_in_sql_equals_the_definition(
    drawn: list[tuple[int, str, date | None, bool, date | None, list[tuple[object, ...]]]], gone: set[int]
) -> None:
    uid = (f"r{n:015d}" for n in range(10_000))
    plan = Plan(uid=next(uid), name="P")
    pillar = Pillar(uid=next(uid), plan=plan.uid, name="People")
    areas = [
        Area(
            uid=next(uid),
            plan=plan.uid,
            ref=f"AFI{n}",
            title="t",
            pillar=pillar.uid if n else None,
            withdrawn="w" if n in gone else None,
        )
        for n in range(3)
    ]
    tasks: list[Task] = []
    entries: dict[str, list[SignOff]] = {}
    promises: dict[str, list[Promise]] = {}
    for n, (area, progress, due, withdrawn, ready, signed) in enumerate(drawn):
        made = Task(
            uid=next(uid),
            area=areas[area].uid,
            no=str(n),
            progress=progress,
            due=due,
            ready_on=ready,
            withdrawn="w" if withdrawn else None,
        )
        tasks.append(made)
        sealed = look(made, [], [], [])
        entries[made.uid] = [signoff(next(uid), made.uid, i, s, sealed) for i, s in enumerate(signed)]
        # Every second follow-up carries a promise; of those every second is met.
        promised = [e for e in entries[made.uid] if e.verdict == "follow_up" and e.position % 2 == 0]
        promises[made.uid] = [
            Promise(
                uid=next(uid),
                task=made.uid,
                signoff=e.uid,
                due_on=TODAY,
                text="look",
                met_on=TODAY if e.position % 4 == 0 else None,
            )
            for e in promised
        ]
    with (
        tempfile.TemporaryDirectory() as folder,
        open_tracker(Path(folder), FixedClock(datetime(2026, 6, 1, 9, tzinfo=UTC))) as t,
    ):
        records = [
            plan,
            pillar,
            *areas,
            *tasks,
            *(e for es in entries.values() for e in es),
            *(p for ps in promises.values() for p in ps),
        ]
        t.commit("built", "plan", [changes.create(r) for r in records])
        view = t.read.summary()
        standing = [
            x for x in tasks if x.withdrawn is None and next(a for a in areas if a.uid == x.area).withdrawn is None
        ]
        expected = Figures()
        for x in standing:
            assured = figures.is_clear(x, entries[x.uid], promises.get(x.uid, []), look(x, [], [], []), TODAY)
            expected = expected + figures.task_figures(x, entries[x.uid], assured, TODAY)
        assert view.total == figures.count_tasks(areas, tasks, TODAY)
        assert view.figures == expected
        assert view.figures.nested()
        assert sum((v.counts for v in view.pillars), Counts()) == view.total
        rows = {r.uid: r for r in t.read.task_rows(t.read.task_ids())}
        assert set(rows) == {x.uid for x in standing}
        for x in standing:
            assert rows[x.uid].stage == stage_of(x, entries[x.uid], TODAY)
        opens = [len(t.read.task_ids(q)) for q in figures.STEP_QUERIES]
        assert tuple(opens) == view.figures.steps()
        assert len(t.read.task_ids("is:qa-outside")) == view.figures.outside_qa
        assert len(t.read.task_ids("is:sampled-outside")) == view.figures.outside_sampled
        assert len(t.read.task_ids("is:overdue")) == view.total.overdue
        for p in Progress:
            assert len(t.read.task_ids(f"progress:{p.value}")) == view.total.of(p)
        for waiting in view.waits:
            assert len(t.read.task_ids(waiting.query)) == waiting.count
        for stage in ("open", "ready", "sent_back", "qa", "sampled"):
            found = {r.uid for r in t.read.task_rows(t.read.task_ids(f"stage:{stage}"))}
            assert found == {u for u, r in rows.items() if r.stage == stage}


@contextlib.contextmanager
def counted(tracker: Tracker) -> Iterator[list[str]]:
    """The statements that run inside."""
    seen: list[str] = []
    connection: sqlite3.Connection = tracker.db.connection()
    connection.set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        connection.set_trace_callback(None)


def many(tracker: Tracker, count: int) -> None:
    plan = Plan(uid="p" * 16, name="P")
    records: list[object] = [plan]
    for a in range(max(1, count // 10)):
        area = Area(uid=f"a{a:015d}", plan=plan.uid, ref=f"AFI{a}", title="t", position=a)
        records.append(area)
        for n in range(10):
            records.append(
                Task(
                    uid=f"t{a * 10 + n:015d}",
                    area=area.uid,
                    no=str(n),
                    position=n,
                    due=date(2026, 6, 5),
                    assigned_to="A",
                )
            )
            records.append(Note(uid=f"n{a * 10 + n:015d}", task=f"t{a * 10 + n:015d}", text="x"))
    records.sort(key=lambda r: ["plan", "area", "task", "note"].index(r.kind))  # type: ignore[attr-defined]  # records
    tracker.commit("built", "plan", [changes.create(r) for r in records])  # type: ignore[arg-type]  # records


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("summary", 16),
        ("register", 2),
        ("task_rows", 2),
        ("area_rows", 6),
        ("task", 17),
        ("area", 19),
        ("notes", 1),
        ("persons", 7),
        ("history", 2),
    ],
)
def test_the_number_of_statements_does_not_grow(tmp_path: Path, clock: FixedClock, name: str, most: int) -> None:
    counts = []
    for size in (10, 300):
        folder = tmp_path / str(size)
        folder.mkdir()
        with open_tracker(folder, clock) as t:
            many(t, size)
            reads = {
                "summary": lambda read: read.summary(),
                "register": lambda read: read.register_ids("is:overdue"),
                "task_rows": lambda read: read.task_rows([1, 2, 3]),
                "area_rows": lambda read: read.area_rows(),
                "task": lambda read: read.task("t" + "0" * 15),
                "area": lambda read: read.area("a" + "0" * 15),
                "notes": lambda read: read.notes(),
                "persons": lambda read: read.persons(),
                "history": lambda read: read.history(limit=50),
            }
            read = t.read
            ids = read.task_ids()
            reads["task_rows"] = lambda read, ids=ids: read.task_rows(ids[:100])
            with counted(t) as seen:
                reads[name](read)
            counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= most


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("owner:prevention", ["AFI1/T1", "AFI1/T2", "AFI1/T3"]),
        ("owner:prevention due<2026-05-01", ["AFI1/T1"]),
        ("due<Jun-26", ["AFI1/T1", "AFI2/T1"]),
        ("is:no-date", ["AFI1/T3"]),
        ("pillar:people or ref:AFI1/T2", ["AFI1/T2", "AFI2/T1"]),
        ("-pillar:people -is:overdue", ["AFI1/T2", "AFI1/T3"]),
        ("book", ["AFI1/T2", "AFI1/T3"]),
        ('"check the"', ["AFI1/T3"]),
        ("afi1/t2", ["AFI1/T2"]),
        ("hours watched", ["AFI2/T1"]),
        ("area:afi2", ["AFI2/T1"]),
        ("title:score", ["AFI1/T1", "AFI1/T2"]),
        ("progress:unknown is:overdue", ["AFI1/T1", "AFI2/T1"]),
        ("stage:open owner:payroll", ["AFI2/T1"]),
        ("nothing like this", []),
        ("(*:\" ' %_", ["AFI1/T1", "AFI1/T2", "AFI1/T3", "AFI2/T1"]),  # punctuation alone names no word
    ],
)
def test_the_filter_language(plan: Tracker, text: str, refs: list[str]) -> None:
    assert [r.ref for r in plan.read.task_rows(plan.read.task_ids(text))] == refs


@pytest.mark.parametrize(
    ("text", "says"),
    [("colour:red", "a field that is not known"), ("is:nice", "is: takes"), ("stage:done", "stage: takes"), ("due<soon", "not a date"), ("owner<3", "takes a colon"), ("progress:nearly", "not a progress word")],
)  # fmt: skip
def test_a_filter_that_cannot_be_read_says_which_term(plan: Tracker, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        plan.read.task_ids(text)


def test_words_are_found_in_notes_and_comments_whatever_their_case_and_accents(plan: Tracker) -> None:
    uid = task(plan, "AFI2/T1")
    plan.notes.add(uid, "Café in Zürich gave hydrants")
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM People", comment="Payslips inspected"))
    for word in ("cafe", "ZÜRICH", "hydr", "payslips"):
        assert len(plan.read.task_ids(word)) == 1


def test_dated_entries_after_the_as_at_day_are_outside_every_figure(plan: Tracker, clock: FixedClock) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    assert plan.read.summary().figures.qa_recorded == 1
    clock.move(days=1)
    with plan.at(clock.today() - timedelta(days=2)) as past:
        assert past.read.summary().figures.qa_recorded == 0


def test_a_snapshot_equals_its_day_for_every_day_of_some_weeks(plan: Tracker, clock: FixedClock) -> None:
    taken = {}
    words = [p.value for p in Progress]
    for n in range(20):
        uid = task(plan, f"AFI1/T{n % 3 + 1}")
        with contextlib.suppress(Exception):
            plan.tasks.set_progress([uid], words[(n * 3) % 7])
        plan.snapshots.take(f"day {n}")
        taken[clock.today()] = plan.read.summary()
        clock.move(days=1)
    for snapshot in plan.read.snapshots():
        view = plan.snapshots.view(snapshot)
        with plan.at(snapshot.as_at) as past:
            there = past.read.summary()
        assert view.counts == there.total == taken[snapshot.as_at].total
        assert view.figures == there.figures


def test_a_tally_counts_what_the_filter_shows_and_each_number_opens_exactly_its_rows(plan: Tracker) -> None:
    plan.tasks.save(task(plan, "AFI1/T1"), {"station": "Station 7", "assigned_to": "HR Manager"})
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "complete")
    for by in ("owner", "pillar", "progress", "stage", "station"):
        for text in ("", "is:open", "owner:hr or is:complete"):
            rows = plan.read.tally(by, text)
            assert sum(r.counts.tasks for r in rows) == len(plan.read.task_ids(text))
            for r in rows:
                assert len(plan.read.task_ids(r.query)) == r.counts.tasks, r.query
                assert len(plan.read.task_ids(narrowed(r.query, "is:overdue"))) == r.counts.overdue
                for p in Progress:
                    assert len(plan.read.task_ids(narrowed(r.query, f"progress:{p.value}"))) == r.counts.of(p)
    owners = {r.name: r.counts.tasks for r in plan.read.tally("owner")}
    assert owners["HR Manager"] == 1, "the joint owner “HR Manager / Payroll” is a line of its own"


@pytest.mark.parametrize("scheme", ["done", "on_track", "proved"])
def test_rag_in_a_filter_is_the_colour_that_is_shown(plan: Tracker, scheme: str) -> None:
    plan.judging.scheme(plan.read.plans()[0].uid, scheme)
    plan.tasks.ready(task(plan, "AFI1/T1"))
    plan.signoffs.sign(task(plan, "AFI1/T1"), Request("qa", "close", "AM Prevention"))
    plan.signoffs.sign(task(plan, "AFI1/T1"), Request("sampling", "close", "Business Assurance"))
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "behind_target")
    plan.tasks.set_progress([task(plan, "AFI1/T3")], "complete")
    rows = plan.read.task_rows(plan.read.task_ids())
    for word in ("red", "amber", "G", "blue", "?"):
        wanted = {"red": "R", "amber": "A", "blue": "B"}.get(word, word)
        shown = {r.ref for r in plan.read.task_rows(plan.read.task_ids(f"rag:{word}"))}
        assert shown == {r.ref for r in rows if plan.read.row_colour(r).letter == wanted}, word
    with pytest.raises(UsageError, match="rag: takes red, amber"):
        plan.read.task_ids("rag:pink")


def test_an_areas_page_reads_its_dates_at_once_however_often_they_moved(tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as t:
        many(t, 1)
        counts, uid = [], "a" + "0" * 15
        for days in (range(1, 4), range(4, 14)):  # the first date is no move
            for day in days:
                t.areas.save(uid, {"target": f"{day} Jan 2027"}, reason="asked for")
            with counted(t) as seen:
                assert len(t.read.area(uid).moves) == days[-1] - 1
            counts.append(len(seen))
        assert counts[0] == counts[1]


def test_how_the_dates_of_an_area_moved_is_not_looked_for_where_it_was_made(plan: Tracker) -> None:
    """A file that was brought in is one entry with the whole plan in it: megabytes, read at each step of the cursor before."""
    uid = plan.resolve("AFI1").uid
    plan.areas.save(uid, {"target": "Jun 27"}, reason="agreed")
    plan.areas.save(uid, {"target": "Sep 27"}, reason="later")
    searched: list[str] = []

    def instr(text: str, part: str) -> int:
        searched.append(text)
        return text.find(part) + 1

    plan.read._db.connection().create_function("instr", 2, instr)
    assert [m.after for m in plan.read.area_moves(uid)[uid]][-1] == "Sep 27"
    made = changes.canonical(["area", uid, None])[:-1]
    assert searched
    assert not [text for text in searched if made in text]
