"""Our own files through other programs and back: no status, date, owner or sentence is lost on the way."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import open_tracker
from tests.intake.files.make import soffice
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.text import fold
from tui_tracker.intake.proposal import Proposal, ReadTask
from tui_tracker.intake.read import read

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "northshire.xlsx"
# form → what each program makes of it
BY_LIBREOFFICE = {
    "xlsx": ("xlsx", "ods", "xls:MS Excel 97|xls"),
    "csv": ("xlsx", "ods"),
    "docx": ("docx", "odt"),
    "md": (),
}
BY_GNUMERIC = {"xlsx": ("Gnumeric_Excel:xlsx2|xlsx", "Gnumeric_OpenCalc:odf|ods", "Gnumeric_Excel:excel_biff8|xls"), "csv": ("Gnumeric_stf:stf_csv|csv", "Gnumeric_Excel:xlsx2|xlsx")}  # fmt: skip
BY_PANDOC = {"docx": ("docx", "gfm|md", "html"), "md": ("docx", "gfm|md", "html", "odt")}
ALL = (
    [("soffice", form, to) for form, made in BY_LIBREOFFICE.items() for to in made]
    + [("ssconvert", form, to) for form, made in BY_GNUMERIC.items() for to in made]
    + [("pandoc", form, to) for form, made in BY_PANDOC.items() for to in made]
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Tracker]]:
    """The sample plan, written in every form."""
    from datetime import UTC, datetime

    folder = tmp_path_factory.mktemp("exported")
    with open_tracker(folder, FixedClock(datetime(2026, 6, 1, 12, 0, tzinfo=UTC))) as t:
        t.imports.apply(read(SAMPLE), SAMPLE)
        for form in ("md", "docx", "xlsx", "csv"):
            t.exports.export(folder / f"plan.{form}", form, Style(internal=True))
        yield folder, t


def tasks_of(proposal: Proposal) -> dict[str, ReadTask]:
    return {f"{fold(a.ref or '')}/{fold(t.no or '1')}": t for a in proposal.areas for t in a.tasks}


def what_is_lost(t: Tracker, proposal: Proposal) -> list[str]:
    """Every status, day, owner and sentence of the plan that a file does not give back."""
    got, lost = tasks_of(proposal), []
    for view in t.read.task_views(t.read.task_ids()):
        area, _, no = view.row.ref.partition("/")
        found = got.get(f"{fold(area)}/{fold(no.removeprefix('T'))}")
        if found is None:
            lost.append(f"{view.row.ref}: not there")
            continue
        status = view.task.progress if view.task.progress != "unknown" else None
        if found.status != status:
            lost.append(f"{view.row.ref}: {found.status} for {status}")
        due = found.due.made.due if found.due.made else None
        if due != view.task.due:
            lost.append(f"{view.row.ref}: due {due} for {view.task.due}")
        if view.task.assigned_to and fold(found.assigned_to or "") != fold(view.task.assigned_to):
            lost.append(f"{view.row.ref}: {found.assigned_to} for {view.task.assigned_to}")
        if view.task.title and fold(found.title or "") != fold(view.task.title):
            lost.append(f"{view.row.ref}: title {found.title}")
        words = fold(" ".join([found.evidence or "", *(n.text for n in found.notes)]))
        lost += [f"{view.row.ref}: {n.text[:60]}" for n in view.standing_notes() if fold(n.text) not in words]
    extra = len(got) - len(t.read.task_ids())
    return lost + ([f"{extra} tasks too many"] if extra > 0 else [])


def converted(program: str, source: Path, to: str, folder: Path) -> Path:
    kind, _, ending = to.partition("|")
    path = folder / f"back.{ending or kind.partition(':')[0]}"
    if program == "soffice":
        soffice(folder, source, kind, path.name)
    elif program == "ssconvert":
        subprocess.run(["ssconvert", "--export-type", kind, str(source), str(path)], check=True, capture_output=True)
    else:
        subprocess.run(
            ["pandoc", *(["-f", "gfm"] if source.suffix == ".md" else []), "-t", kind, "-o", str(path), str(source)],
            check=True,
            capture_output=True,
        )
    return path


@pytest.mark.parametrize("form", ["md", "docx", "xlsx", "csv"])
def test_our_own_files_read_back_as_the_plan(exported: tuple[Path, Tracker], form: str) -> None:
    folder, t = exported
    assert what_is_lost(t, read(folder / f"plan.{form}")) == []


def through(program: str, form: str, to: str, exported: tuple[Path, Tracker]) -> list[str]:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")
    folder, t = exported
    with tempfile.TemporaryDirectory() as name:
        return what_is_lost(t, read(converted(program, folder / f"plan.{form}", to, Path(name))))


@pytest.mark.parametrize(("program", "form", "to"), [("soffice", "xlsx", "ods"), ("soffice", "docx", "docx")])
def test_through_libreoffice(exported: tuple[Path, Tracker], program: str, form: str, to: str) -> None:
    assert through(program, form, to, exported) == []


@pytest.mark.long
@pytest.mark.parametrize(("program", "form", "to"), ALL, ids=lambda v: v.replace("|", "-").replace(" ", "-"))
def test_through_every_program(exported: tuple[Path, Tracker], program: str, form: str, to: str) -> None:
    assert through(program, form, to, exported) == []
