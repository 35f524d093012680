"""A query means the same however it is passed: as one shell word or several, in any order, in a view, in set --where, in the app."""

from __future__ import annotations

import io
import itertools
import json
import random
import shlex
import sys
from collections.abc import Callable

import pytest

from tests.conftest import task
from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli import main

Run = Callable[..., tuple[int, str, str]]
TERMS = (
    'owner:"SM Prevention"', "owner:hr", 'owner:"HR Manager / Payroll"', "is:overdue", "-is:complete", "due<2026-06-01", "due<1 Jul 2026", "progress:on_target",
    'progress:"not started"', "stage:open", "area:AFI1", 'area:"Hours are watched"', "ref:AFI2/T1", 'pillar:People', "station:07", "kind:afi", "quiet>20", "slips<2",
    "deadline<2027-01-01", "note:score", "baseline", "book", 'title:"Set a baseline"', "is:area-late",
)  # fmt: skip


@pytest.fixture
def run(plan: Tracker, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    plan.tasks.save(task(plan, "AFI1/T2"), {"station": "Station 07", "progress": "not started"})
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "on_target")
    plan.notes.add(task(plan, "AFI1/T1"), "The score is set at two stations", date="1 May 26")
    plan.areas.save(plan.resolve("AFI2").uid, {"deadline": "1 Jan 26"})
    path = plan.path
    plan.close()

    def call(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as stopped:
            main(["--plan", str(path), *args])
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


def refs(run: Run, *words: str) -> list[str]:
    code, out, err = run("tasks", "--json", "--", *words)
    assert code == 0, err
    return [t["ref"] for t in json.loads(out)]


@pytest.mark.parametrize("seed", range(4))
def test_one_word_or_several_in_any_order(run: Run, seed: int) -> None:
    rng = random.Random(seed)
    for chosen in rng.sample(list(itertools.combinations(TERMS, 2)), 14):
        text = " ".join(chosen)
        wanted = refs(run, text)
        as_shell = [shlex.split(term)[0] if len(shlex.split(term)) == 1 else term for term in chosen]
        assert refs(run, *chosen) == wanted, text
        assert refs(run, *as_shell) == wanted, f"{as_shell}: what a shell hands on of {text}"
        assert refs(run, " ".join(as_shell)) == wanted, as_shell
        assert refs(run, *reversed(chosen)) == wanted, text
        assert refs(run, " ".join(reversed(chosen))) == wanted, text


def test_a_view_and_set_where_mean_the_same(run: Run) -> None:
    for text in ("owner:SM Prevention -is:complete", 'owner:"SM Prevention" due<1 Jul 2026', "quiet>20 area:AFI1"):
        wanted = refs(run, text)
        assert run("view", "save", "kept", "--", *text.split())[0] == 0
        assert [t["ref"] for t in json.loads(run("tasks", "--view", "kept", "--json")[1])] == wanted
        code, out, _ = run("set", "--where", text, "station", "Station 12", "--yes")
        assert code == 0
        assert out.splitlines()[0].partition(": ")[2].split(", ") == wanted
        run("undo")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("colour:red", "asks for a field that is not known; known are owner"), ("madeup>3", "asks for a field that is not known"),
        ("quiet>soon", "quiet takes a number, such as quiet>90"), ("slips:two", "slips takes a number"), ("kind:car", "kind: takes afi"),
        ("owner>3", "owner takes a colon"), ("is:nothing", "is: takes overdue"), ("due<someday", "someday"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named_with_what_would_be(run: Run, query: str, says: str) -> None:
    code, out, err = run("tasks", query)
    assert (code, out) == (2, "")
    assert says in err


def test_many_are_set_as_one_change_or_not_at_all(run: Run, plan: Tracker) -> None:
    code, out, err = run("set", "--where", "owner:SM Prevention", "assigned_to", "GM Prevention")
    assert code == 3
    assert "assigned_to of 3 tasks: AFI1/T1, AFI1/T2, AFI1/T3" in out
    assert "--yes" in err
    code, out, _ = run("set", "--where", "owner:SM Prevention", "assigned_to", "GM Prevention", "--yes")
    assert code == 0
    assert "3 tasks: AFI1/T1, AFI1/T2, AFI1/T3" in out
    assert refs(run, "owner:GM Prevention") == ["AFI1/T1", "AFI1/T2", "AFI1/T3"]
    assert run("undo")[0] == 0
    assert len(refs(run, "owner:SM Prevention")) == 3
    assert run("set", "--where", "owner:SM Prevention", "due", "1 Aug 26", "--yes")[0] == 3, (
        "a date moves only with a reason"
    )
    assert run("set", "--where", "owner:Nobody", "station", "Station 1", "--yes")[0] == 2
    assert run("set", "--where", "is:overdue", "madeup", "1", "--yes")[0] == 2
    assert run("set", "--where", "is:overdue", "station")[0] == 2


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("set", "AFI1", "zzz", "1"), 2, "An area has no field “zzz”; it has title"),
        (("set", "AFI1/T1", "zzz", "1"), 2, "A task has no field “zzz”; it has title"),
        (("set", "AFI1/T1", "work", "-2+3"), 2, "a value that begins with a minus comes after --"),
        (("set", "AFI1/T1", "due", "29 Feb 2027"), 2, "29 Feb 2027” is not a day in the calendar"),
        (("summary", "--as-at", "9999-12-31"), 2, "lies outside the years that a plan speaks of, 1900 to 2099"),
        (("set", "AFI1/T1"), 2, "set REF FIELD VALUE"),
    ],
)
def test_a_refusal_names_what_is_wrong(run: Run, args: tuple[str, ...], code: int, says: str) -> None:
    found, _, err = run(*args)
    assert (found, says in err) == (code, True), err


def test_a_value_with_a_minus_is_set_behind_two(run: Run) -> None:
    assert run("set", "AFI1/T1", "work", "--", "-2+3 posts")[0] == 0
    assert json.loads(run("show", "AFI1/T1", "--json")[1])["work"] == "-2+3 posts"


def test_a_financial_year_is_a_date_where_it_is_typed_too(run: Run) -> None:
    assert run("set", "AFI1/T3", "due", "FY26/27")[0] == 0
    assert json.loads(run("show", "AFI1/T3", "--json")[1])["due"] == "2027-03-31"
