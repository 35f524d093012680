"""What was said of a file is remembered in the plan: a newer file of the same sheet asks nothing of it again."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import open_tracker
from tui_tracker.actions.bring_in.import_session import Reading
from tui_tracker.clock import FixedClock

ODD = (
    "Some words on top\nZorbit,Quell,Brint,Plume\nalpha,paint the drill tower doors,Ashe,landed\n"
    "alpha,mend the yard gate,Bede,stuck\nomega,count the hose reels,Cope,landed\n"
)
ROLES = {"Zorbit": "statement", "Quell": "action", "Brint": "owner", "Plume": "status"}


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_newer_file_of_the_same_sheet_asks_nothing(tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as tracker:
        path = file(tmp_path, "odd.csv", ODD)
        reading = Reading(path)
        assert not reading.proposal.plans
        reading.set_heads("odd", {1})
        for name, role in ROLES.items():
            reading.give(next(c for c in reading.proposal.columns if c.name == name), role)
        for word, means in (("landed", "complete"), ("stuck", "behind_target")):
            reading.means(word, means)
        tracker.imports.apply(reading.proposal, path, learned=reading.learned())

        (tmp_path / "new").mkdir()
        newer = file(tmp_path / "new", "odd.csv", "A line more\n" + ODD + "omega,check the spare keys,Dunn,stuck\n")
        again = Reading(newer)
        again.recall(tracker)
        assert again.unsure() == []
        assert again.unknown_words() == {}
        assert [(a.title, [t.status for t in a.tasks]) for a in again.proposal.areas] == [
            ("alpha", ["complete", "behind_target"]), ("omega", ["complete", "behind_target"]),
        ]  # fmt: skip
        outcome = tracker.imports.apply(again.proposal, newer, learned=again.learned())
        assert (outcome.added_areas, outcome.added_tasks) == (0, 1)
        once_more = Reading(newer)
        once_more.recall(tracker)
        assert tracker.imports.apply(once_more.proposal, newer).applied is None, "twice is nothing new"


def test_another_files_sheets_are_left_alone(tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as tracker:
        path = file(tmp_path, "odd.csv", ODD)
        reading = Reading(path)
        reading.set_heads("odd", {1})
        tracker.imports.apply(reading.proposal, path, learned=reading.learned())
        other = Reading(
            file(tmp_path, "plain.csv", "Action,Owner,Due date,Status\nPaint it,GM Lee,31/03/2027,On target\n")
        )
        before = other.proposal.to_json()
        other.recall(tracker)
        assert other.proposal.to_json() == before
