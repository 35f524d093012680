"""Laws of forms as people edit them: any extra word is in the merge or listed; place and order do not matter; copies in any order end alike."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.packs.filling import fill
from tests.packs.test_laws import Plan
from tui_tracker.actions.bring_in.return_preview import Preview
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Note
from tui_tracker.errors import FileError
from tui_tracker.packs.model import ASKED

REFS = ("AFI1/T1", "AFI1/T2", "AFI1/T3")


def word(rng: random.Random) -> str:
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(4)) + "x"


def account(found: Preview) -> str:
    """All that a preview takes, asks or lists."""
    parts = [t for _, t in (*found.notes, *found.problems)] + [why for _, _, why in found.proposals]
    parts += [u.raw for u in found.unread] + [e.text for e in found.also] + [found.by]
    return " ".join(" ".join(parts).split())


def wordy_text(text: str, rng: random.Random) -> tuple[str, list[str]]:
    """Words put on some lines of a text form, in and outside its boxes."""
    lines = text.replace("\r", "").split("\n")
    words = []
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        if lines[at].strip().startswith(("format", "form ", "for ", "ref")) or "[[" in lines[at]:
            continue
        words.append(f"{word(rng)} {word(rng)}")
        how = rng.randrange(3)
        if how == 0 and not lines[at].rstrip().endswith("'''"):
            lines[at] += f" {words[-1]}"
        elif how == 1:
            lines.insert(at + 1, words[-1])
        else:
            lines.insert(at + 1, f"# {words[-1]}")
    return "\n".join(lines), words


def wordy_sheet(book: Any, rng: random.Random) -> list[str]:
    """Words put into cells in and outside the form, over what it says, in comments and on other sheets."""
    sheet = book["Return form"]
    words = []
    for _ in range(rng.randint(1, 4)):
        words.append(f"{word(rng)} {word(rng)}")
        how = rng.randrange(5)
        if how == 0:
            sheet.cell(rng.randint(12, 30), rng.randint(1, 20)).value = words[-1]
        elif how == 1:
            sheet.cell(rng.randint(9, 11), rng.choice((2, 3, 4, 5, 14, 15, 18))).value = words[-1]
        elif how == 2:
            sheet.cell(rng.randint(1, 6), rng.randint(2, 12)).value = words[-1]
        elif how == 3:
            sheet.cell(rng.randint(9, 11), rng.choice((7, 10, 11))).value = words[-1]
        else:
            book.create_sheet(word(rng)).cell(rng.randint(1, 9), 1).value = words[-1]
        if any(c.value == words[-1] for s in book.worksheets for row in s.iter_rows() for c in row):
            continue
    held = {str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row if c.value}
    return [w for w in words if w in held]


def lost(t: Tracker, folder: Path, rng: random.Random, form: str) -> list[str]:
    path = folder / f"{word(rng)}.{form}"
    t.returns.make(path, "SM Prevention", chaser=False)
    if form == "txt":
        text, words = wordy_text(path.read_bytes().decode("utf-8"), rng)
        path.write_bytes(text.encode("utf-8"))
    else:
        book = openpyxl.load_workbook(path)
        words = wordy_sheet(book, rng)
        book.save(path)
    said = account(t.returns.preview(path))
    return [w for w in words if w not in said]


def shuffled(book: Any, rng: random.Random) -> None:
    """Rows and columns of the form moved, put in and taken out where nothing was answered."""
    sheet = book["Return form"]
    for _ in range(rng.randint(1, 4)):
        how = rng.randrange(4)
        if how == 0:
            sheet.insert_rows(rng.randint(1, 9), rng.randint(1, 3))
        elif how == 1 and sheet.cell(1, 1).value != "Task":
            sheet.delete_rows(1)
        elif how == 2:
            sheet.insert_cols(rng.randint(1, sheet.max_column))
        else:
            asked = [c.column for row in sheet.iter_rows() for c in row if c.value in ("What", "Due", "Last word")]
            if asked:
                sheet.delete_cols(rng.choice(asked))


ANSWERS = {"AFI1/T1": {"progress": "complete", "note": "all done here"}, "AFI1/T2": {"new_date": "31 Oct 2026", "why": "off sick"}, "AFI1/T3": {"problem": "no van at all"}}  # fmt: skip


def lands_alike(t: Tracker, folder: Path, rng: random.Random) -> bool:
    path = folder / f"{word(rng)}.xlsx"
    t.returns.make(path, "SM Prevention", chaser=False)
    fill(path, ANSWERS)
    book = openpyxl.load_workbook(path)
    shuffled(book, rng)
    book.save(path)
    found = t.returns.preview(path)
    return (
        found.notes == [("AFI1/T1", "all done here")]
        and [(o.ref, o.result) for o in found.changed] == [("AFI1/T1", "complete")]
        and [(r, why) for r, _, why in found.proposals] == [("AFI1/T2", "off sick")]
        and found.problems == [("AFI1/T3", "no van at all")]
    )


def test_any_extra_word_is_in_the_merge_or_in_the_list() -> None:
    rng = random.Random(1)
    with Plan() as (t, folder):
        for n in range(60):
            assert lost(t, folder, rng, ("txt", "xlsx")[n % 2]) == []


def test_rows_and_columns_moved_put_in_and_taken_out_change_nothing() -> None:
    rng = random.Random(2)
    with Plan() as (t, folder):
        assert all(lands_alike(t, folder, rng) for _ in range(30))


@pytest.mark.parametrize("form", ["txt", "xlsx"])
def test_copies_in_any_order_end_alike(form: str) -> None:
    """Three copies of one form that disagree, in every order, twice over: questions answered alike give one end."""
    filled: tuple[dict[str, dict[str, str]], ...] = (
        {"AFI1/T1": {"progress": "complete", "note": "one"}}, {"AFI1/T1": {"progress": "on target", "note": "two"}}, {"AFI1/T1": {"progress": "behind target"}, "AFI1/T2": {"note": "three"}},
    )  # fmt: skip
    wanted = "complete"
    ends = set()
    for order in itertools.permutations(range(3)):
        with Plan() as (t, folder):
            first = folder / f"gm.{form}"
            t.returns.make(first, "SM Prevention", chaser=False)
            blank = first.read_bytes()
            copies = [folder / f"gm ({n}).{form}" for n in range(3)]
            for path, answers in zip(copies, filled, strict=True):
                path.write_bytes(blank)
                fill(path, answers)
            for n in (*order, *order):
                found = t.returns.preview(copies[n])
                sides = {(c.ref, c.field): "theirs" if c.theirs == wanted else "ours" for c in found.clashes}
                t.returns.merge(t.returns.preview(copies[n], take=sides))  # type: ignore[arg-type]  # ours or theirs
            state = [(r.ref, r.progress) for r in t.read.task_rows(t.read.task_ids())]
            ends.add((tuple(state), tuple(sorted(x.text for x in t.read.all(Note)))))
    assert len(ends) == 1
    assert dict(next(iter(ends))[0])["AFI1/T1"] == wanted


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 11))
def test_two_thousand_forms_edited_as_people_do(seed: int) -> None:
    """Ten seeds of 2,000: what they lost is counted."""
    rng = random.Random(seed)
    gone: list[str] = []
    refused = 0
    for _ in range(100):
        with Plan() as (t, folder):
            for n in range(20):
                try:
                    gone += lost(t, folder, rng, ("txt", "xlsx")[n % 2])
                except FileError:
                    refused += 1
    print(f"seed {seed}: 2,000 forms, {len(gone)} words lost, {refused} refused in a sentence")
    assert gone == []


def test_every_field_that_is_asked_has_a_place_in_the_account() -> None:
    with Plan() as (t, folder):
        path = folder / "all.txt"
        t.returns.make(path, "SM Prevention", chaser=False)
        fill(path, {"AFI1/T1": {n: f"qz{n}" for n in ASKED if n not in ("done",)}})
        said = account(t.returns.preview(path))
        assert [n for n in ASKED if n not in ("done", "why") and f"qz{n}" not in said] == []
