"""What an inspectorate looks for in an area, and how its closing is kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import NOON, task
from tui_tracker.actions.plan.areas import TEXTS
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.wording import closing_words
from tui_tracker.errors import RefusedError, TrackerError, UsageError


def area(plan: Tracker) -> str:
    return plan.resolve("AFI1").uid


def test_closing_is_told_in_a_sentence_and_is_one_undo(plan: Tracker) -> None:
    uid = area(plan)
    assert closing_words(plan.areas.get(uid)) == ""
    plan.areas.save(
        uid,
        {
            "closed_on": "1 May 2026", "closed_by": "minute 7", "told_on": "8 May 2026", "addressed": "agreed by letter",
            "usual": "SM Prevention", "embedded_on": "30/05/2026", "embedded_measure": "visits in time, 9 of 10 months",
        },
    )  # fmt: skip
    kept = plan.areas.get(uid)
    assert (kept.closed_on, kept.told_on, kept.embedded_on) == (date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 30))
    assert closing_words(kept) == (
        "closed by a committee on 1 May 2026 (minute 7); the inspectorate was told on 8 May 2026; addressed: agreed by letter; "
        "now business as usual with SM Prevention; looked at again on 30 May 2026: visits in time, 9 of 10 months"
    )
    plan.history.undo()
    assert closing_words(plan.areas.get(uid)) == ""


def test_the_story_keeps_paragraphs_and_a_saved_form_changes_nothing_twice(plan: Tracker) -> None:
    uid = area(plan)
    plan.areas.save(
        uid, {"comment": "First.\n\nSecond.", "resources": "two posts", "effect": "faster", "closed_on": "1 May 2026"}
    )
    assert plan.areas.get(uid).comment == "First.\n\nSecond."
    with pytest.raises(RefusedError, match="Nothing to change"):
        plan.areas.save(uid, {"comment": "First.\n\nSecond.", "closed_on": "1 May 2026"})
    with pytest.raises(TrackerError, match="soonish"):
        plan.areas.save(uid, {"closed_on": "soonish"})
    assert plan.areas.get(uid).closed_on == date(2026, 5, 1)


def test_no_text_of_an_area_or_task_is_missing_from_the_workbook(plan: Tracker, tmp_path: Path) -> None:
    uid = area(plan)
    texts = {
        name: f"marker {name}" for name in (*TEXTS, "headline", "owner", "closed_by", "usual") if name != "finding"
    }
    plan.areas.save(uid, {**texts, "finding": "marker finding"}, reason="typed from the letter")
    plan.tasks.wait(task(plan, "AFI1/T1"), "marker waiting", "1 Aug 2026")
    plan.signoffs.promise(task(plan, "AFI1/T1"), "marker promise", by="1 Sep 2026", who="SM Prevention")
    plan.exports.export(tmp_path / "out.xlsx", "xlsx", Style(internal=True))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)
    wanted = [*texts.values(), "marker finding", "marker waiting", "marker promise"]
    assert [text for text in wanted if text not in cells] == []


def test_a_closing_is_a_movement_and_a_redacted_text_is_gone_from_it(plan: Tracker, tmp_path: Path) -> None:
    uid = area(plan)
    plan.snapshots.take("before")
    plan.areas.save(uid, {"usual": "Zebedee Quill", "comment": "Zebedee Quill says it holds"})
    moved = plan.papers.compare("before")
    assert [(c.ref, c.field) for c in moved.changed] == [("AFI1", "comment"), ("AFI1", "closing")]
    plan.history.redact("Zebedee Quill", person=None, reason="asked for it")
    assert "Quill" not in f"{plan.areas.get(uid)}"
    assert b"zebedee" not in b"".join(p.read_bytes() for p in tmp_path.glob("plan.db*") if p.is_file()).lower()


def test_an_area_is_not_closed_ahead_and_open_work_is_said(plan: Tracker) -> None:
    uid = plan.resolve("AFI1").uid
    with pytest.raises(RefusedError, match="which is still to come"):
        plan.areas.save(uid, {"closed_on": "1 Sep 27"})
    plan.areas.save(uid, {"closed_on": "1 May 26"})
    assert [f.rule for f in plan.checks.run() if f.rule == "PC111"] == ["PC111"]
    plan.exports.report(plan.path.with_name("c.md"), Report("closure", "AFI1"), Style(internal=True))
    text = plan.path.with_name("c.md").read_text(encoding="utf-8")
    assert "although 3 of its tasks are not complete" in text


def test_a_check_to_come_reminds_once_its_day_is_past_and_is_met_by_the_day_it_was_made(
    plan: Tracker, tmp_path: Path
) -> None:
    uid = plan.resolve("AFI1").uid
    plan.areas.save(uid, {"embedded_on": "30 May 26", "embedded_measure": "dip sample"})
    assert plan.areas.save(uid, {"embedded_on": "1 Aug 26"}).words == "set the next check of AFI1"
    plan.areas.save(uid, {"embedded_on": "1 Sep 26"})
    (check,) = plan.life.of("milestone", uid)
    assert (check.what, check.due_on, check.done_on) == ("check", date(2026, 9, 1), None), "one check to come, moved"
    assert plan.areas.get(uid).embedded_on == date(2026, 5, 30), "what was found before stays"

    def paper() -> str:
        plan.exports.report(tmp_path / "p.md", Report("committee", replace=True), Style(internal=True))
        return (tmp_path / "p.md").read_text(encoding="utf-8")

    assert "Last checked on 30 May 2026. The next check is due on 1 September 2026." in paper()
    assert not [f for f in plan.checks.run() if f.rule == "PC103"]
    plan.clock = FixedClock(NOON + timedelta(days=100))
    assert [f.message for f in plan.checks.run() if f.rule == "PC103"] == [
        "the check that it has stayed done: 1 September 2026, 8 days ago"
    ]
    assert "The next check was due on 1 September 2026." in paper()
    plan.areas.save(uid, {"embedded_on": "5 Sep 26"})
    assert not [f for f in plan.checks.run() if f.rule == "PC103"]
    assert "Last checked on 5 September 2026." in paper()
    assert plan.life.of("milestone", uid)[0].done_on == date(2026, 9, 5)
    plan.history.undo()
    assert plan.life.of("milestone", uid)[0].done_on is None
    assert plan.areas.get(uid).embedded_on == date(2026, 5, 30)


def test_a_settled_verdict_counts_on_every_day_since_its_entry(plan: Tracker) -> None:
    from tui_tracker.domain import changes
    from tui_tracker.domain.records import SignOff

    uid = plan.resolve("AFI1/T1").uid
    plan.tasks.set_progress([uid], "complete")
    entries = [
        SignOff(uid=f"e{n:015d}", task=uid, stage=stage, position=n, verdict=None, by=by, date=date(2026, 5, 1), comment="Close", imported=True, entered_by="file", entered_at="2026-05-02T00:00:00.000Z")
        for n, (stage, by) in enumerate((("qa", "AM Prevention"), ("sampling", "Business Assurance")))
    ]  # fmt: skip
    plan.commit("imported", "entries", [changes.create(e) for e in entries], always_known=True)
    plan.snapshots.take("Before")
    earlier = plan.clock.today()
    plan.clock = FixedClock(NOON + timedelta(days=9))
    plan.signoffs.settle({f"e{n:015d}": "close" for n in (0, 1)})
    assert plan.read.summary().figures.assured == 1
    with plan.at(earlier) as past:
        assert past.read.summary().figures.assured == 1
    assert plan.snapshots.view(plan.snapshots.find("Before")).figures.assured == 0, "a snapshot keeps its figures"


def test_a_date_of_an_area_moves_for_a_reason_that_is_kept_also_after_it_was_cleared(plan: Tracker) -> None:
    uid = plan.resolve("AFI1").uid
    plan.areas.save(uid, {"target": "Sep-26"})
    for values, reason in (
        ({"target": "Dec-26"}, "supplier late"),
        ({"target": ""}, "no date yet"),
        ({"target": "Mar-27"}, "agreed"),
    ):
        with pytest.raises(RefusedError, match="a date that moves wants a reason"):
            plan.areas.save(uid, values)
        plan.areas.save(uid, values, reason=reason)
    plan.areas.save(uid, {"target": "Mar-27", "owner": "AM Risk"})
    moves = [(m.field, m.before, m.after, m.reason) for m in plan.read.area_moves(uid)[uid]]
    assert moves == [
        ("target", "Sep-26", "Dec-26", "supplier late"), ("target", "Dec-26", "", "no date yet"), ("target", "no date", "Mar-27", "agreed"),
    ]  # fmt: skip
    plan.history.undo()
    plan.history.undo()
    assert [m.reason for m in plan.read.area_moves(uid)[uid]] == ["supplier late", "no date yet"]
    plan.areas.save(uid, {"deadline": "31/12/26"})
    assert [m.field for m in plan.read.area_moves(uid)[uid]] == ["target", "target"], "a first date is no move"


def test_a_date_of_an_area_that_moved_three_times_is_flagged_and_a_look_back_knows_only_its_day(
    plan: Tracker,
) -> None:
    uid = plan.resolve("AFI1").uid
    plan.areas.save(uid, {"deadline": "1/9/26"})
    plan.areas.save(uid, {"target": "Sep-26"})
    for month in ("Oct-26", "Nov-26"):
        plan.areas.save(uid, {"target": month, "deadline": f"1 {month}"}, reason="supplier late")
    assert not [f for f in plan.checks.run() if f.rule == "PC97"], "twice each is not three times"
    before = plan.clock.today()
    plan.clock = FixedClock(NOON + timedelta(days=30))
    plan.areas.save(uid, {"target": "Mar-27"}, reason="asked for")
    assert [(f.uid, f.field, f.message) for f in plan.checks.run() if f.rule == "PC97"] == [
        (uid, "target", "target first Sep-26, now Mar-27, moved 3 times")
    ]
    with plan.at(before) as then:
        assert len(then.read.area(uid).moves) == 4
        assert not [f for f in then.checks.run() if f.rule == "PC97"]
    plan.areas.save(uid, {"closed_on": "1/6/26"})
    assert not [f for f in plan.checks.run() if f.rule == "PC97"], "what is closed has no date to keep"


def test_the_kind_of_an_area_and_when_it_was_first_found_can_be_said(plan: Tracker) -> None:
    uid = plan.read.plans()[0].uid
    plan.structure.add_area(uid, "COC1", "Prevention", kind="cause of concern")
    plan.areas.save(plan.resolve("COC1").uid, {"opened_in": "2021/22", "area_kind": "area for improvement"})
    area = plan.areas.get(plan.resolve("COC1").uid)
    assert (area.area_kind, area.opened_in) == ("afi", "2021/22")
    with pytest.raises(UsageError, match="not a kind of area"):
        plan.structure.add_area(uid, "X1", "Prevention", kind="nonsense")


def test_a_check_that_was_made_follows_the_day_that_is_put_right(plan: Tracker) -> None:
    uid = area(plan)
    plan.areas.save(uid, {"embedded_on": "1 Jul 26"})
    plan.clock = FixedClock(NOON + timedelta(days=100))

    def made() -> tuple[date | None, date | None]:
        (check,) = plan.life.of("milestone", uid)
        return check.done_on, plan.areas.get(uid).embedded_on

    for typed, day in (("1 Aug 26", date(2026, 8, 1)), ("3 Aug 26", date(2026, 8, 3)), ("", None)):
        plan.areas.save(uid, {"embedded_on": typed})
        assert made() == (day, day)
