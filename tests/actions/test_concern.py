"""A cause of concern stands as its recommendations stand: its colour, its closing, its papers, and through a file and back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import task
from tests.reports.test_papers import written
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Area
from tui_tracker.errors import UsageError
from tui_tracker.intake.read import read

INSIDE = Style(internal=True)


@pytest.fixture
def concern(plan: Tracker) -> Tracker:
    """COC1 with no task of its own, and REC1 and REC2 that are part of it, the second with a task that is late."""
    uid = plan.read.plans()[0].uid
    plan.structure.add_area(uid, "COC1", "Prevention is no priority", kind="cause_of_concern")
    for ref, title, due in (("REC1", "Define risk", "Sep 2026"), ("REC2", "Visit by risk", "Mar 2026")):
        plan.structure.add_area(uid, ref, title, kind="recommendation", owner="AM Prevention")
        plan.areas.save(plan.resolve(ref).uid, {"part_of": "COC1"})
        plan.structure.add_task(plan.resolve(ref).uid, f"{title} by then", assigned_to="SM Prevention", due=due)
    return plan


def colour(t: Tracker) -> str:
    uid = t.resolve("COC1").uid
    row = t.read.area(uid).row
    listed = next(r for r in t.read.area_rows() if r.area.uid == uid)
    by_key = t.read.area_rows_by_key([listed.row])[listed.row]
    assert row.colour == listed.colour == by_key.colour
    assert row.recommended == listed.recommended == by_key.recommended
    return row.colour.letter


def done(t: Tracker, ref: str, *, signed: bool) -> None:
    uid = task(t, ref)
    t.tasks.set_progress([uid], "complete")
    if signed:
        t.signoffs.sign(uid, Request("qa", "close", "AM People", comment="seen"))
        t.signoffs.sign(uid, Request("sampling", "close", "Business Assurance", comment="sampled"))


def closed_with(t: Tracker) -> list[str]:
    return [f.message for f in t.checks.run() if (f.rule, f.subject) == ("PC111", "COC1")]


def test_its_colour_is_judged_by_its_recommendations_and_its_counts_are_its_own(concern: Tracker) -> None:
    assert colour(concern) == "R"
    row = concern.read.area(concern.resolve("COC1").uid).row
    assert (row.counts.tasks, row.recommended.counts.tasks) == (0, 2)
    assert row.recommended.words() == "REC1, REC2: 0 of 2 tasks complete, 1 past date"
    assert sum(r.counts.tasks for r in concern.read.area_rows()) == concern.read.summary().total.tasks
    done(concern, "REC2/T1", signed=False)
    assert colour(concern) == "?"
    done(concern, "REC1/T1", signed=False)
    assert colour(concern) == "G"
    concern.judging.scheme(concern.read.plans()[0].uid, "proved")
    assert colour(concern) == "A", "reported, and not assured"
    concern.areas.save(concern.resolve("REC2").uid, {"part_of": ""})
    assert concern.read.area(concern.resolve("COC1").uid).row.recommended.refs == ("REC1",)


def test_it_is_not_closed_while_a_recommendation_has_work_open(concern: Tracker) -> None:
    concern.checks.warm()
    concern.areas.save(concern.resolve("COC1").uid, {"closed_on": "1 Jun 26"})
    assert closed_with(concern) == ["closed on 1 June 2026, with 2 of 2 tasks not complete"]
    done(concern, "REC1/T1", signed=True)
    assert closed_with(concern) == ["closed on 1 June 2026, with 1 of 2 tasks not complete"], (
        "seen though only REC1 changed"
    )
    done(concern, "REC2/T1", signed=False)
    assert closed_with(concern) == ["closed on 1 June 2026, with 1 complete without QA and sampling"]
    concern.signoffs.sign(task(concern, "REC2/T1"), Request("qa", "close", "AM People", comment="seen"))
    concern.signoffs.sign(
        task(concern, "REC2/T1"), Request("sampling", "close", "Business Assurance", comment="sampled")
    )
    assert closed_with(concern) == []


def test_its_papers_count_the_work_of_its_recommendations(concern: Tracker, tmp_path: Path) -> None:
    case = written(concern, tmp_path, Report("closure", "COC1"), "case.md", INSIDE)
    assert "REC2/T1" in case
    assert "REC1, REC2: 0 of 2 tasks complete, 1 past date" in case
    assert "it cannot yet be proposed for closing" in case
    concern.areas.save(
        concern.resolve("AFI2").uid, {"opened_in": "2021/22", "summary": "Hours are not watched closely."}
    )
    paper = written(concern, tmp_path, Report("committee"), "paper.md", INSIDE)
    for said in (
        "Its recommendations REC1, REC2: 0 of 2 tasks complete",
        "Opened in 2021/22.",
        "Hours are not watched closely.",
    ):
        assert said in paper
    whole = str(concern.papers.make("md", concern.papers.plan(INSIDE), INSIDE).content)
    assert "Hours are not watched closely. Opened in 2021/22." in whole
    assert "Opened in" in written(concern, tmp_path, Report("closure", "AFI2"), "case2.md", INSIDE)
    assert (
        "COC1" not in paper.split("Areas for which the plan holds no task")[-1].split("\n\n")[1]
        or "Areas for which" not in paper
    )


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_whose_recommendation_it_is_comes_back_from_a_file(
    form: str, concern: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    from tests.conftest import open_tracker

    path = tmp_path / f"out.{form}"
    concern.exports.export(path, form, INSIDE)
    (tmp_path / "other").mkdir()
    with open_tracker(tmp_path / "other", clock, prefix="o") as other:
        other.imports.apply(read(path), path)
        owned = {a.ref: a.part_of for a in other.read.all(Area)}
        assert owned == {"AFI1": None, "AFI2": None, "COC1": None} | dict.fromkeys(
            ("REC1", "REC2"), other.resolve("COC1").uid
        )


def test_a_recommendation_that_a_newer_file_adds_goes_into_the_concern_that_is_there(
    concern: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    from tests.conftest import open_tracker

    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    concern.exports.export(first, "csv", INSIDE)
    uid = concern.read.plans()[0].uid
    concern.structure.add_area(uid, "REC3", "Train for it", kind="recommendation")
    concern.areas.save(concern.resolve("REC3").uid, {"part_of": "COC1"})
    concern.exports.export(second, "csv", INSIDE)
    (tmp_path / "other").mkdir()
    with open_tracker(tmp_path / "other", clock, prefix="o") as other:
        other.imports.apply(read(first), first)
        other.imports.apply(read(second), second)
        assert other.areas.get(other.resolve("REC3").uid).part_of == other.resolve("COC1").uid


def test_the_handover_sheet_says_what_was_set_for_whole_areas(concern: Tracker, tmp_path: Path) -> None:
    uid = concern.resolve("COC1").uid
    concern.life.milestone(uid, "revisit", due="1 September 2026", text="two days on site")
    concern.life.milestone(uid, "letter", due="1 May 2026", done="2 May 2026")
    concern.areas.save(concern.resolve("AFI1").uid, {"embedded_on": "1 Oct 26", "embedded_measure": "visits by score"})
    concern.life.raise_problem(uid, "No officer is free")
    made = written(concern, tmp_path, Report("handover"), "sheet.md", INSIDE)
    said = made.split("## Set for whole areas, and not yet met")[1].split("\n## ")[0]
    assert "two days on site" in said
    assert "the check that it has stayed done: visits by score" in said
    assert "No officer is free" in said
    assert "2 May 26" not in said
    assert said.index("1 Sep 26") < said.index("1 Oct 26")


def test_a_colour_of_ones_own_scheme_is_asked_for_and_set_by_its_word(concern: Tracker, tmp_path: Path) -> None:
    path, uid = tmp_path / "own.toml", concern.read.plans()[0].uid
    path.write_text(
        'name = "two colours"\ngreen = "nothing late"\n'
        '[[rules]]\ntest = "any_overdue"\nletter = "P"\nword = "Deep purple"\nrule = "past its date"\n'
        '[[rules]]\ntest = "always"\nletter = "G"\nword = "green"\nrule = "nothing late"\n',
        encoding="utf-8",
    )
    concern.judging.own_scheme(uid, path)

    def shown(query: str) -> list[str]:
        return [r.ref for r in concern.read.task_rows(concern.read.task_ids(query))]

    assert shown('rag:"deep purple"') == shown("rag:P") == ["AFI1/T1", "AFI2/T1", "REC2/T1"]
    with pytest.raises(UsageError, match="Deep purple"):
        concern.read.task_ids("rag:mauve")
    area = concern.resolve("AFI2").uid
    concern.judging.colour(area, "deep purple", "agreed with the chair")
    assert concern.read.area(area).row.colour.letter == "P"
    assert concern.read.area(area).row.colour.word == "Deep purple"
    with pytest.raises(UsageError, match="use Deep purple, green"):
        concern.judging.colour(area, "amber", "no such colour here")


def test_two_plans_of_two_schemes_keep_their_own_words_for_one_letter(concern: Tracker, tmp_path: Path) -> None:
    concern.structure.new_plan("Another")
    for plan, word in zip(concern.read.plans(), ("purple", "pink"), strict=True):
        path = tmp_path / f"{word}.toml"
        path.write_text(
            f'name = "{word}"\ngreen = "nothing late"\n'
            f'[[rules]]\ntest = "any_overdue"\nletter = "P"\nword = "{word}"\nrule = "late"\n'
            '[[rules]]\ntest = "any_behind"\nletter = "P"\nword = "plum"\nrule = "behind"\n'
            '[[rules]]\ntest = "always"\nletter = "G"\nword = "green"\nrule = "else"\n',
            encoding="utf-8",
        )
        concern.judging.own_scheme(plan.uid, path)
    shown = [
        concern.read.task_ids(f"{field}:{word}") for word in ("purple", "pink", "plum", "P") for field in ("rag", "RAG")
    ]
    assert all(ids == shown[0] for ids in shown)
    assert len(shown[0]) == 3
    area = concern.resolve("AFI2").uid
    for word in ("purple", "plum", "p"):
        concern.judging.colour(area, word, "as agreed")
        assert concern.read.area(area).row.colour.letter == "P"
        concern.judging.colour(area, "", None)


@pytest.mark.parametrize("written", ["COC1", "COC 1", "coc1", "COC1 Prevention is no priority"])
def test_a_cell_names_its_concern_alone_or_with_its_words(
    written: str, concern: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    from tests.conftest import open_tracker

    path = tmp_path / "out.csv"
    concern.exports.export(path, "csv", INSIDE)
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.DictWriter(target, rows[0])
        writer.writeheader()
        writer.writerows({**row, "Part of": written if row["Part of"] else ""} for row in rows)
    (tmp_path / "other").mkdir()
    with open_tracker(tmp_path / "other", clock, prefix="o") as other:
        other.imports.apply(read(path), path)
        concerned = {a.ref: a.part_of for a in other.read.all(Area) if a.ref.startswith("REC")}
        assert concerned == dict.fromkeys(("REC1", "REC2"), other.resolve("COC1").uid)
