"""Return forms by the command line: two from one base, archives, copies and what is refused."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from tests.conftest import places_in, task
from tests.packs.filling import fill, fill_text
from tests.packs.test_forms import MAILED, Run
from tests.packs.test_laws import merged
from tui_tracker.actions.bring_in.form_file import FormFile
from tui_tracker.actions.bring_in.stations import station_names
from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli import main
from tui_tracker.errors import FileError, PlanFileError, RefusedError, TrackerError, UsageError


@pytest.fixture
def run(plan: Tracker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command on the plan, which the test's own tracker lets go of at the first call."""

    def call(*args: str) -> tuple[int, str]:
        plan.close()
        with pytest.raises(SystemExit) as stop:
            main(["--plan", str(places_in(tmp_path).plan), "--me", "Coordinator", *args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out + out.err

    return call


def test_two_forms_from_one_base_by_command_line(plan: Tracker, tmp_path: Path, run: Run) -> None:
    """Different fields: both land, no question. The same field: one question, exit 1, nothing written unless --take."""
    plan.structure.add_task(plan.resolve("AFI2").uid, "Shared", assigned_to="HR Manager / SM Prevention")
    for name, holder in (("a.txt", "HR Manager"), ("b.txt", "SM Prevention"), ("c.txt", "HR Manager")):
        code, _ = run("pack", "make", "--for", holder, "--no-chaser", "-o", str(tmp_path / name))
        assert code == 0
    fill_text(tmp_path / "a.txt", {"AFI2/T2": {"progress": "complete"}})
    fill_text(tmp_path / "b.txt", {"AFI2/T2": {"note": "Rota sent"}})
    for name in ("a.txt", "b.txt"):
        code, out = run("pack", "merge", str(tmp_path / name), "--json")
        assert code == 0, out
        assert json.loads(out[out.index("{") :])["conflicts"] == []
    fill_text(tmp_path / "b.txt", {"AFI2/T2": {"progress": "behind target", "note": "Rota sent"}})
    code, out = run("pack", "merge", str(tmp_path / "b.txt"), "--json")
    found = json.loads(out[out.index("{") : out.rindex("}") + 1])
    assert (code, found["applied"], len(found["conflicts"])) == (1, False, 1)
    assert found["conflicts"][0] == {
        "ref": "AFI2/T2", "field": "progress", "base": "unknown", "ours": "complete", "theirs": "behind_target", "result": None,
    }  # fmt: skip
    code, out = run("pack", "merge", str(tmp_path / "b.txt"), "--take", "theirs")
    assert code == 0
    code, out = run("show", "AFI2/T2", "--json")
    assert json.loads(out)["progress"] == "behind_target"
    (tmp_path / "c.txt").write_text(
        (tmp_path / "c.txt").read_text(encoding="utf-8").replace("progress = '''", "progress = '''perhaps", 1),
        encoding="utf-8",
    )
    code, out = run("pack", "merge", str(tmp_path / "c.txt"))
    assert code == 4
    assert "c.txt, line" in out
    code, out = run("pack", "list", "--waiting")
    assert "c.txt" in out


def test_a_folder_of_returns_is_merged_as_a_queue_and_says_who_is_left(plan: Tracker, tmp_path: Path, run: Run) -> None:
    plan.stations.roll_out(task(plan, "AFI1/T1"), "Station 1-4")
    folder = tmp_path / "returns"
    code, out = run("pack", "make", "--each-station", "--format", "txt", "-o", str(folder))
    assert (code, len(list(folder.glob("Station 0?.txt")))) == (0, 4), out
    for n in (1, 2):
        fill_text(
            folder / f"Station 0{n}.txt", {"AFI1/T1": {"done": "yes", "date": "1 June 2026", "note": f"Done at {n}"}}
        )
    (folder / "Station 03.txt").write_text("garbled = = =", encoding="utf-8")
    (folder / "Station 04.txt").unlink()
    code, out = run("pack", "merge", str(folder))
    assert code == 4
    assert "Station 03.txt" in out
    assert "No answer yet from Station 03, Station 04" in out
    code, out = run("station", "list", "AFI1/T1")
    assert "2 of 4 stations" in out


def test_names_of_stations() -> None:
    assert station_names("Station 1-3") == ["Station 01", "Station 02", "Station 03"]
    assert station_names("HQ, Station 9 – 11\nHQ") == ["HQ", "Station 09", "Station 10", "Station 11"]
    with pytest.raises(UsageError, match="Name the stations"):
        station_names(" , ")


def test_a_date_that_is_asked_for_waits_for_a_yes(plan: Tracker, form: Path) -> None:
    fill(form, {"AFI1/T1": {"new_date": "30 Sep 2026", "why": "trainer off sick"}, "AFI1/T2": {"new_date": "Dec-26"}})
    assert merged(plan, form)
    assert plan.read.task(task(plan, "AFI1/T1")).slips == ()
    one, two = plan.stations.proposals()
    assert (one.reason, two.reason) == ("trainer off sick", "no reason given")
    plan.stations.settle(one.uid, agreed=True)
    plan.stations.settle(two.uid, agreed=False)
    slip = plan.read.task(task(plan, "AFI1/T1")).slips[0]
    assert slip.reason == "trainer off sick (asked for by SM Prevention)"
    assert plan.stations.proposals() == []
    with pytest.raises(RefusedError, match="was agreed on 1 June 2026 already"):
        plan.stations.settle(one.uid, agreed=True)
    assert not merged(plan, form), "asked for once, however often the form comes back"


HUMAN = {
    "progress": ("Complete", "on track", "ON TARGET", "Behind Target", "not started", "ongoing", "In progress", "completed"),
    "note": ("Watch B done – 3 of 4 trained\nrest by Friday", "see F:\\Training\\2026", "it's \"nearly\" there, 100%", "n/a"),
    "date": ("3 May", "03/05/26", "3rd May 2026", "1.5.2026", "yesterday", "May-26"),
    "new_date": ("30 Sep", "end of October 2026", "Q4 2026", "31/12/26", "Dec-26"),
    "why": ("trainer off sick", "waiting for HQ's van"),
    "problem": ("no van", "two of five posts are vacant"),
    "done": ("yes", "Yes", "y", "no", "NO", "Done"),
}  # fmt: skip


def test_none_of_forty_returns_as_people_fill_them_in_bounces(plan: Tracker, tmp_path: Path) -> None:
    rng = random.Random(40)
    plan.stations.roll_out(task(plan, "AFI1/T1"), "Station 1-40")
    plan.tasks.save(task(plan, "AFI1/T2"), {"station": "Station 01"})
    bounced, words = [], 0
    for n in range(1, 41):
        path = tmp_path / f"Station {n:02d}.{'xlsx' if n % 3 == 0 else 'txt'}"
        plan.returns.make(path, f"Station {n:02d}", chaser=False)
        answers = {
            f: rng.choice(HUMAN[f])
            for f in ("note", "date", "new_date", "why", "problem", "done")
            if rng.random() < 0.6
        }
        fill(path, {"AFI1/T1": answers, **({"AFI1/T2": {"progress": rng.choice(HUMAN["progress"])}} if n == 1 else {})})
        if path.suffix == ".txt":
            path.write_bytes(MAILED[rng.choice(list(MAILED))](path.read_bytes()))
        try:
            found = plan.returns.preview(path, take="theirs")
            plan.returns.merge(found)
            words += len(found.notes)
        except TrackerError as error:
            bounced.append(f"{path.name}: {error} {answers}")
    assert bounced == []
    assert words > 15


def test_a_form_never_takes_the_place_of_a_file_unasked(plan: Tracker, tmp_path: Path) -> None:
    beside = tmp_path / "sm.txt - chaser.md"
    beside.write_text("mine", encoding="utf-8")
    before = plan.read.journal_head()
    with pytest.raises(FileError, match="is there already"):
        plan.returns.make(tmp_path / "sm.txt", "SM Prevention")
    assert not (tmp_path / "sm.txt").exists(), "neither of the two is written"
    with pytest.raises(UsageError, match=r"would hold \.txt"):
        plan.returns.make(plan.path, "SM Prevention", form="txt", replace_file=True)
    assert beside.read_text(encoding="utf-8") == "mine"
    assert plan.read.journal_head() == before
    with plan.at(plan.clock.today()) as past, pytest.raises(PlanFileError):
        past.returns.make(tmp_path / "past.txt", "SM Prevention")
    assert not (tmp_path / "past.txt").exists(), "what is not on record does not go out"


@pytest.mark.parametrize(
    "how", ["as Notepad's Unicode", "in an old encoding", "with curly quotes", "quoted by a mail program"]
)
def test_a_form_that_an_editor_saved_its_own_way_opens_to_be_filled_in(plan: Tracker, form: Path, how: str) -> None:
    form.write_bytes(MAILED[how](form.read_bytes()))
    opened = FormFile(form)
    assert [a.ref for a in opened.asked] == ["AFI1/T1", "AFI1/T2", "AFI1/T3"]
    opened.keep("AFI1/T2", {"progress": "complete"}, plan.clock.today())
    assert merged(plan, form)
    assert plan.tasks.get(task(plan, "AFI1/T2"))[0].progress == "complete"


@pytest.mark.parametrize("form", ["txt", "xlsx"])
def test_a_form_that_came_back_whole_misses_nothing(plan: Tracker, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"sm.{form}"
    plan.returns.make(path, "SM Prevention")
    assert plan.returns.preview(path).missing == []


@pytest.mark.parametrize("share", [0.35, 0.5, 0.65, 0.8, 0.9])
def test_a_form_cut_off_between_answers_names_what_is_missing(plan: Tracker, tmp_path: Path, share: float) -> None:
    path = tmp_path / "sm.txt"
    plan.returns.make(path, "SM Prevention")
    fill(path, {"AFI1/T1": {"progress": "complete"}})
    whole = path.read_text(encoding="utf-8")
    boxes = [m.end() for m in re.finditer(r"= '''.*?'''", whole, re.DOTALL)]
    cut = boxes[int(len(boxes) * share)]
    path.write_text(whole[:cut] + "\r\n", encoding="utf-8", newline="")
    found = plan.returns.preview(path)
    gone = [ref for ref in ("AFI1/T1", "AFI1/T2", "AFI1/T3") if f'ref = "{ref}"' not in whole[:cut]]
    assert [ref for ref in gone if ref not in found.missing] == []
    assert found.missing
    assert "Not all of the form came back" in found.missing_words


def test_a_workbook_and_a_text_of_one_name_keep_their_chasers(plan: Tracker, tmp_path: Path) -> None:
    made = [plan.returns.make(tmp_path / f"gm.{form}", "SM Prevention") for form in ("xlsx", "txt")]
    assert len({m.chaser for m in made}) == 2
    assert all(m.chaser and m.chaser.is_file() for m in made)


def test_a_station_is_the_same_with_and_without_a_zero(plan: Tracker, tmp_path: Path) -> None:
    plan.stations.roll_out(task(plan, "AFI1/T1"), "Station 1-4")
    assert plan.stations.whose("Station 2").name == "Station 02"
    plan.stations.tick(task(plan, "AFI1/T1"), "Station 3")
    assert [t.station for t in plan.stations.ticks(task(plan, "AFI1/T1")) if t.done_on] == ["Station 03"]
    with pytest.raises(RefusedError, match="on the list"):
        plan.stations.roll_out(task(plan, "AFI1/T1"), "Station 4")
    plan.tasks.save(task(plan, "AFI1/T2"), {"station": "Station 2"})
    assert len(plan.stations.tasks_of(plan.stations.whose("Station 002"))) == 2
