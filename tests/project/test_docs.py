"""The pages speak of files, links, keys and libraries that are there, and every page is found from the index."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.metadata import distribution, metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tui_tracker.domain import changes
from tui_tracker.store import migrations

ROOT = Path(__file__).resolve().parents[2]
PLACES = (ROOT, ROOT / "tui_tracker", ROOT / "tui_tracker" / "domain", ROOT / "tui_tracker" / "intake")
PATH = re.compile(r"`((?:[\w.]+/)+(?:[\w.]+)?|[\w]+\.(?:py|md|toml))`")


def _pages() -> list[Path]:
    tops = [
        ROOT / name
        for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "findings/README.md", "benchmarks/RESULTS.md")
    ]
    return [*tops, *sorted((ROOT / "docs").rglob("*.md"))]


def _named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", ["docs/changing.md", "docs/architecture.md", "docs/evidence.md", "CONTRIBUTING.md"])
def test_pages_for_contributors_name_files(page: str) -> None:
    assert len(set(PATH.findall((ROOT / page).read_text(encoding="utf-8")))) > 8


# What a page names that lies beside the plan, in the Windows folder or in what this was made from, and not in the project.
ELSEWHERE = {"run.py", "mine.toml", "plan.md", "templates/committee.toml", "settings.toml", "CONTENTS.txt"}
FILE = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|md|toml|sh|txt)|(?:[\w.-]+/)+)`")


@pytest.mark.parametrize("page", _pages(), ids=_named)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    there = _files()
    named = {n.removesuffix("/") for n in FILE.findall(page.read_text(encoding="utf-8"))} - ELSEWHERE
    assert {n for n in named if not any(f"/{f}".endswith(f"/{n}") for f in there)} == set()


@cache
def _files() -> frozenset[str]:
    """Every file and folder of the project, from its root."""
    tops = ("tui_tracker", "tests", "docs", "benchmarks", "findings", "packaging", "sample_data")
    found = [p for top in tops for p in (ROOT / top).rglob("*") if "__pycache__" not in p.parts]
    return frozenset(p.relative_to(ROOT).as_posix() for p in [*found, *ROOT.glob("*")])


@pytest.mark.parametrize("page", _pages(), ids=_named)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), f"{_named(page)}: {target}"
        if anchor:
            heads = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in heads}, target


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"]({page.name})" in index, page.name
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs" / "decisions").glob("0*.md"):
        assert f"]({page.name})" in listed, page.name


def test_the_list_of_findings_is_whole() -> None:
    listed = (ROOT / "findings" / "README.md").read_text(encoding="utf-8")
    assert {p.name for p in (ROOT / "findings").glob("*.sh")} == set(re.findall(r"`([\w-]+\.sh)`", listed))


USERS_PAGES = (
    "README.md",
    "docs/coordinator.md",
    "docs/meetings.md",
    "docs/returns.md",
    "docs/papers.md",
    "docs/assurance.md",
    "docs/importing.md",
    "docs/successor.md",
)


@pytest.mark.parametrize("page", USERS_PAGES)
def test_every_key_that_a_page_names_is_one(page: str) -> None:
    rows = re.findall(
        r"^\| ((?:`[^`]+`(?:, )?)+) \|", (ROOT / "docs" / "keys.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    known = {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
    assert len(known) > 60
    known |= {"ctrl+s", "ctrl+o"}  # of every form: they stand on its foot
    text = re.sub(r"^```\n.*?^```", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`([^`\s]|ctrl\+\w|tab|esc|enter|space|left)`", text))
    assert named - known == set(), page


def _rows(title: str) -> list[list[str]]:
    part = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| ")
    ]
    return rows[1:]


def test_every_dependency_has_its_reason_licence_and_successor() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    to_run = {Requirement(r).name for r in project["project"]["dependencies"]}
    rows = _rows("To run")
    assert {row[0] for row in rows} == to_run
    assert all(len(row) == 5 and all(row) for row in rows)
    others = {Requirement(r).name for group in project["project"]["optional-dependencies"].values() for r in group}
    others |= {Requirement(r).name for r in project["build-system"]["requires"]}
    assert {name for row in _rows("To test and to build") for name in row[0].split(", ")} == others


def test_licences_are_those_that_the_libraries_name() -> None:
    for name, _, licence, *_ in _rows("To run"):
        about = metadata(name)
        said = " ".join(
            [about.get("License-Expression") or "", (about.get("License") or "")[:60], *about.get_all("Classifier", [])]
        )
        assert licence.split("-")[0] in said or _licence_text(name).startswith("Copyright"), (name, said)


def _licence_text(name: str) -> str:
    files = [f for f in distribution(name).files or () if re.search(r"licen[cs]e", f.name, re.IGNORECASE)]
    return str(files[0].locate().read_text(encoding="utf-8")) if files else ""


def test_every_library_that_running_needs_carries_its_licence_text() -> None:
    pinned = re.findall(
        r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements-app.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    here = [name for name in pinned if name != "tzdata" or find_spec("tzdata")]
    assert len(here) > 15
    assert [name for name in here if len(_licence_text(name)) < 300] == []


def test_twenty_requests_have_a_file_to_open_each() -> None:
    table = (ROOT / "docs" / "changing.md").read_text(encoding="utf-8").split("|---|---|---|\n")[1].split("\n\n")[0]
    rows = [line.split("|")[1:4] for line in table.strip().splitlines()]
    assert len(rows) == 20
    for request, first, _ in rows:
        assert PATH.search(first), request


def test_what_the_pages_say_of_keys_checks_and_schema_holds() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(migrations.STEPS) == changes.SCHEMA
    for name in ("@command(", "@own(", "@rule(", "PAPERS", "STEPS", "FIRES", "NEAR"):
        assert name in text
        source = "".join(
            p.read_text(encoding="utf-8")
            for p in [*(ROOT / "tui_tracker").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
        )
        assert name.rstrip("(") in source
