"""What was recorded wrongly, and people who come and go, are set right from wherever one stands: by the palette, by its word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import task
from tests.ui.driving import Driver, driving
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Person
from tui_tracker.store.backup import backup_today
from tui_tracker.ui import opening
from tui_tracker.ui.app import TrackerApp
from tui_tracker.ui.dialogs.one_line import YesOrNo


async def by_name(d: Driver, words: str) -> str:
    """Open the palette, type a word of what is wanted, and take the first line."""
    await d.keys("ctrl+p")
    await d.type(words)
    await d.keys("enter")
    return d.text


async def test_a_note_is_corrected_and_a_sign_off_revoked_from_a_list(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "The rota was printed", said_by="SM Prevention")
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    async with driving(plan) as d:
        await d.keys("2", "j")
        assert "Correct which note of AFI1/T1?" in await by_name(d, "correct")
        await d.keys("enter")
        await d.type(" and signed")
        await d.keys("ctrl+s")
        assert "and signed" in plan.read.task(uid).standing_notes()[-1].text
        assert "Revoke a sign-off" in await by_name(d, "revoke")
        await d.type("the wrong task")
        await d.keys("ctrl+s")
        assert plan.read.task(uid).signoffs[-1].revoked == "the wrong task"
        await by_name(d, "revoke")
        assert "no sign-off that stands" in d.said


async def test_people_who_leave_are_spelled_twice_or_deputise(plan: Tracker) -> None:
    async with driving(plan) as d:
        assert "Somebody leaves" in await by_name(d, "leaver")
        await d.type("SM Prevention")
        await d.keys("tab")
        await d.type("GM Prevention")
        await d.keys("ctrl+s")
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].assigned_to == "GM Prevention"
        assert "one person" in await by_name(d, "spelling")
        await d.type("GM Prevention")
        await d.keys("tab")
        await d.type("Group Mgr Prevention")
        await d.keys("ctrl+s")
        assert any("Group Mgr Prevention" in p.spellings for p in plan.read.persons())
        assert "A deputy" in await by_name(d, "deputy")
        await d.type("GM Prevention")
        await d.keys("tab")
        await d.type("AM Prevention")
        await d.keys("ctrl+s")
        assert [p.deputy_for for p in plan.read.all(Person) if p.name == "GM Prevention"] == ["AM Prevention"]


async def test_a_text_is_erased_only_when_one_is_sure(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "Telephone 0100 of somebody")
    async with driving(plan) as d:
        await by_name(d, "redact")
        await d.type("Telephone 0100")
        await d.keys("tab", "tab")
        await d.type("it was private")
        await d.keys("tab", "ctrl+s")
        assert "Nothing was erased" in d.text
        assert any("Telephone 0100" in n.text for n in plan.read.task(uid).notes)
        await d.keys("space", "ctrl+s")
        assert "Redacted" in d.said, d.text
        assert not any("Telephone 0100" in n.text for n in plan.read.task(uid).notes)


@pytest.mark.parametrize(("figure", "said"), [("3", "agree"), ("4", "not agree")])
async def test_printed_tables_are_compared(plan: Tracker, tmp_path: Path, figure: str, said: str) -> None:
    file = tmp_path / "paper.md"
    rows = "| Pillar | Tasks |\n|---|---|\n| One | 1 |\n| Two | 2 |\n"
    file.write_text(f"{rows}| Total | {figure} |\n", encoding="utf-8")
    async with driving(plan) as d:
        await by_name(d, "reconcile")
        await d.type(str(file))
        await d.keys("ctrl+s")
        assert "1 table read" in d.text
        assert said in d.text


@pytest.mark.parametrize(("words", "field"), [("redact", "f-sure"), ("return form", "f-replace")])
async def test_a_yes_or_no_is_changed_over_by_space(plan: Tracker, words: str, field: str) -> None:
    """The foot of the form says so; a field keeps every key that prints, so only the field itself can do it."""
    async with driving(plan) as d:
        await by_name(d, words)
        box = d.app.screen.query_one(f"#{field}", YesOrNo)
        box.focus()
        seen = [box.value for _ in range(3) if await d.keys("space")]
        assert seen == ["yes", "no", "yes"]
        assert "space yes or no" in d.text


async def test_a_backup_is_chosen_to_be_put_back_and_asked_about_once_more(plan: Tracker) -> None:
    plan.keeping.backup(plan.places.plan.parent / "all.zip")
    backup_today(plan.db, plan.places, plan.clock.today())
    async with driving(plan) as d:
        assert "Put back which copy?" in await by_name(d, "restore")
        await d.keys("enter")
        assert "undo does not take this back" in " ".join(d.text.replace("│", " ").split())
        await d.keys("n")
        assert "Nothing was put back." in d.said
        assert d.app.put_back is None
        await by_name(d, "restore")
        await d.type("another")
        await d.keys("enter")
        await d.type(str(plan.places.plan.parent / "nowhere.zip"))
        await d.keys("ctrl+s")
        assert "no file that can be seen" in " ".join(d.text.split())
        await d.keys("ctrl+u")
        await d.type(str(plan.places.plan.parent / "all.zip"))
        await d.keys("ctrl+s")
        assert d.app.put_back == plan.places.plan.parent / "all.zip"


async def test_a_demo_and_a_plan_to_be_looked_at_put_nothing_back(plan: Tracker) -> None:
    async with driving(plan) as d:
        d.app.kept = False
        await by_name(d, "restore")
        assert "A demo keeps nothing" in d.said


def test_what_was_chosen_stands_in_the_plans_place_when_the_app_opens_again(
    plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped = tmp_path / "all.zip"
    plan.keeping.backup(zipped)
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    places = plan.places
    plan.close()
    seen: list[tuple[str, str]] = []

    def shown(app: TrackerApp) -> None:
        seen.append((app.live.tasks.get(task(app.live, "AFI1/T1"))[0].progress, app._told_first))
        if len(seen) < 3:
            app.put_back = zipped if len(seen) == 1 else tmp_path / "gone.zip"

    monkeypatch.setattr(TrackerApp, "run", shown)
    assert opening.run(places, me="Coordinator") == 0
    assert [progress for progress, _ in seen] == ["complete", "unknown", "unknown"]
    assert "What was there is kept as" in seen[1][1]
    assert "gone.zip" in seen[2][1]


async def test_a_plan_is_renamed_and_removed_from_anywhere(plan: Tracker) -> None:
    plan.structure.new_plan("Culture review")
    async with driving(plan) as d:
        assert "Rename which plan?" in await by_name(d, "rename plan")
        await d.type("culture")
        await d.keys("enter", "ctrl+u")
        await d.type("Culture plan")
        await d.keys("ctrl+s")
        assert [p.name for p in plan.read.plans()] == ["Improvement plan", "Culture plan"]
        await by_name(d, "remove plan")
        await d.type("culture")
        await d.keys("enter")
        assert "with its 0 areas and 0 tasks" in " ".join(d.text.split())
        await d.type("held twice")
        await d.keys("ctrl+s")
        assert [p.name for p in plan.read.plans()] == ["Improvement plan"]
