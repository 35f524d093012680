"""Every command that README and docs name is there; whole ones are run, page by page, on an invented service's plan, and end as they should."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from tui_tracker.cli import main
from tui_tracker.cli.tree import cli

ROOT = Path(__file__).resolve().parents[2]
MADE = {"evidence.md", "kinds.md", "checks.md", "keys.md", "tour.md"}  # made from the program, or of its past
PAGES = [ROOT / "README.md", *sorted(p for p in (ROOT / "docs").glob("*.md") if p.name not in MADE | {"README.md"})]
SPAN, BLOCK = re.compile(r"`([^`\n]+)`"), re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
ELIDED = re.compile(r"…|\[|\w\|\w")  # not a command as it stands: parts are left out, or to be chosen from
KINDS = ("committee", "closure", "chaser", "questions", "handover", "movement", "minute", "evidence")
PLAIN = re.compile(r"[a-z-]+|--[a-z-]+")

Run = Callable[..., tuple[int, str, str]]


def spans(page: Path) -> Iterator[str]:
    """What a page shows as typed: lines of blocks that start the program (what explains them stands behind three blanks), and words in back-ticks."""
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        yield from (line.split("   ")[0] for line in block.splitlines() if line.startswith("tui-tracker"))
    yield from SPAN.findall(BLOCK.sub("", text))


def command_of(span: str) -> list[str] | None:
    """The words behind the program's name; None where the span is no command of it."""
    words = span.split()
    if words[0] in ("tui-tracker", "tui-tracker.cmd"):
        return span.split(maxsplit=1)[1:] or None
    if len(words) > 1 and words[0] in cli.list_commands(click.Context(cli)) and (words[0] not in KINDS or fits(span)):
        return [span]
    to = "" if "--files" in words else " -o FOLDER" if "--each" in words else " -o FILE"
    return [f"report {span}{to}"] if len(words) > 1 and words[0] in KINDS else None


def fits(span: str) -> bool:
    """Whether a command has the options that are written behind it: ``evidence`` is a command and a kind of paper."""
    command = cli.get_command(click.Context(cli), span.split()[0])
    return command is not None and {w for w in span.split() if w.startswith("--")} <= {
        o for p in command.params for o in p.opts
    }


def listed() -> list[tuple[Path, str]]:
    return [(page, found[0]) for page in PAGES for span in spans(page) if (found := command_of(span))]


def named(command: str) -> tuple[list[str], set[str], click.Command]:
    """The words of a command that are there, the options that it names, and what it leads to. Fails where a word is neither."""
    at: click.Command = cli
    path: list[str] = []
    words = re.sub(r"[\[\]]", "", command).split()
    for word in words:
        if not isinstance(at, click.Group):
            break
        choices = [at.get_command(click.Context(at), part) for part in word.split("|")]
        if word == "…" or (not path and word.startswith("-")):
            break
        if None in choices:
            assert at.invoke_without_command or word.isupper(), f"“{command}”: {word} is no command of {' '.join(path)}"
            break
        at = choices[0] or at
        path.append(word)
    return path, {w.rstrip(",") for w in words if w.startswith("--")}, at


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_command_and_option_that_a_page_names_is_there(page: Path) -> None:
    for span in spans(page):
        found = command_of(span)
        if not found:
            continue
        path, options, at = named(found[0])
        known = {o for p in at.params for o in p.opts} | {"--help", "--version", "--plan", "--me"}
        assert options <= known, f"{page.name}: “{span}”: {options - known} of {path}"


def _write_table(folder: Path) -> None:
    (folder / "FILE.md").write_text(
        "| pillar | complete | tasks |\n|---|---|---|\n| Harbour | 3 | 7 |\n| Pier | 1 | 2 |\n", encoding="utf-8"
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan that has lived a little, and with the files that the pages name."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copy(ROOT / "sample_data" / "northshire.xlsx", folder / "Improvement plan.xlsx")
    run = runner(folder)
    for words in (
        ["import", "Improvement plan.xlsx", "--yes"],
        ["add", "plan", "More"],
        ["add", "area", "COC1", "Too few checks", "--of", "More", "--kind", "cause_of_concern", "--owner", "AM Prevention"],
        ["add", "task", "COC1", "Count the files", "--owner", "P Marlow"],
        ["add", "task", "COC1", "Publish the count", "--owner", "HR Manager", "--due", "1/6/26"],
        ["add", "area", "AUD1", "Stock is counted", "--of", "More", "--kind", "audit"],
        ["add", "area", "M1", "Maps are old", "--of", "More"],
        ["note", "COC1/T2", "Counted at Station 07, a sentence or a number of 300"],
        ["set", "COC1/T1", "progress", "complete"],
        ["sign", "COC1/T1", "qa", "follow-up", "--by", "AM Prevention", "--comment", "again in 3 months"],
        ["meeting", "begin", "BOARD"], ["meeting", "end"],
        ["publication", "settle"], ["publication", "accept"],
        ["snapshot", "take", "June paper"],
        ["report", "committee", "-o", "out/committee.md"],
        ["export", "json", "-o", "plan.json"],
        ["backup", "-o", "handover.zip"],
        ["pack", "make", "--for", "HR Manager", "-o", "form.txt"],
    ):  # fmt: skip
        (folder / "out").mkdir(exist_ok=True)
        code, out, err = run(*words)
        assert code == 0, (words, out, err)
    shutil.copy(folder / "Improvement plan.xlsx", folder / "PLAN.xlsx")
    shutil.copy(folder / "plan.db", folder / "plan-before-schema-7.db")
    shutil.copy(folder / "plan.db", folder / "OTHER.db")
    _write_table(folder)
    return folder


def runner(folder: Path) -> Run:
    """Runs a command in this process, in ``folder``, on its plan: (exit code, stdout, stderr)."""

    def call(*words: str) -> tuple[int, str, str]:
        patch = pytest.MonkeyPatch()
        out, err = io.StringIO(), io.StringIO()
        with patch.context() as m:
            m.chdir(folder)
            m.setattr("sys.stdout", out)
            m.setattr("sys.stderr", err)
            with pytest.raises(SystemExit) as stop:
                main(["--plan", str(folder / "plan.db"), "--me", "Coordinator", *words])
        return int(stop.value.code or 0), out.getvalue(), err.getvalue()

    return call


def filled(command: str, run: Run) -> list[str]:
    """The words of a command, with something real where a page says what is to be put there."""
    real = {
        "QUERY": "is:overdue", "KIND": "committee", "FOLDER": "folder", "NAME": "HR Manager", "BODY": "the council", "N": "1",  "BOARD": "BOARD",
        "REF": "AUD1", "by:NAME": "by:Coordinator",
    }  # fmt: skip
    files = {
        "import": "Improvement plan.xlsx",
        "restore": "handover.zip",
        "reconcile": "FILE.md",
        "report": re.sub(r"\W+", "-", command) + ".md",
        "pack": "form.txt",
    }
    words = shlex.split(command.replace("\\", "/"))
    made = [files[words[0]] if w == "FILE" else real.get(w, w) for w in words]
    if "HASH" in made:
        made[made.index("HASH")] = re.findall(r"head +([0-9a-f]{64})", run("info")[1])[0]
    if "ID" in made:
        made[made.index("ID")] = re.findall(r'"uid": "([^"]+)"', run("promise", "list", "--json")[1])[0]
    return ["Improvement plan.xlsx" if w.endswith("our plan.xlsx") else w for w in made]


def is_whole(command: str) -> bool:
    """Whether a command can be run as it stands: nothing left out, and not a mere name of one."""
    if ELIDED.search(command):
        return False
    path, _, at = named(command)
    rest = command.split()[len(path) :]
    wants = [p for p in at.params if p.required] or (isinstance(at, click.Group) and not at.invoke_without_command)
    return bool([w for w in rest if not PLAIN.fullmatch(w)]) or not (wants or rest)


def test_every_whole_command_of_each_page_does_what_it_says(prepared: Path, tmp_path: Path) -> None:
    """One test for all pages, because the plan that they are run on takes longer to make than they take to run."""
    for number, page in enumerate(PAGES):
        folder = tmp_path / f"{number}"
        shutil.copytree(prepared, folder)
        _run_all(page, folder)


def _run_all(page: Path, folder: Path) -> None:
    run = runner(folder)
    for command in dict.fromkeys(c for p, c in listed() if p == page and is_whole(c)):
        words, _, target = command.partition(" > ")
        typed = filled(words, run)
        code, out, err = run(*typed)
        if "Which plan? Say --of" in err:  # as docs/assurance.md says of a file with several plans
            code, out, err = run(*typed, "--of", "More")
        assert code == 0, f"{page.name}: “{command}” ended with {code}: {out[-300:]} {err[-500:]}"
        if target:
            edited = re.sub(r'^name = "', 'name = "Our ', out, flags=re.MULTILINE)  # it is written to be edited
            (folder / target).write_text(edited, encoding="utf-8")


def test_the_pages_name_enough_commands_for_these_tests_to_mean_something() -> None:
    found = listed()
    assert len(found) > 100
    assert len([c for _, c in found if is_whole(c)]) > 50
