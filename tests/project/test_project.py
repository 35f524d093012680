"""The project about itself: docs made from code, portability, imports, and nothing that must not be here."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.test_structure import trees
from tui_tracker.ui.commands import BY_ID, EVERYWHERE, TASK, key_map
from tui_tracker.ui.commands.listing import every, keys_markdown
from tui_tracker.ui.commands.registry import here

ROOT = Path(__file__).resolve().parents[2]


def test_the_keys_page_is_made_from_the_registry() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == keys_markdown()


def test_the_keys_page_does_not_hang_on_which_screen_was_loaded_first() -> None:
    """Declared above their functions, commands come in the order of the imports; the page and the help must not."""
    program = """
import importlib, pkgutil
from tui_tracker.ui import screens
for name in sorted((m.name for m in pkgutil.iter_modules(screens.__path__)), reverse=True):
    importlib.import_module(f"tui_tracker.ui.screens.{name}")
from tui_tracker.ui.commands.listing import keys_markdown
import sys
sys.stdout.buffer.write(keys_markdown().encode())
"""
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert printed.decode() == keys_markdown()


def test_no_two_commands_of_a_screen_share_a_key() -> None:
    commands = every()
    for screen in ("", *dict.fromkeys(c.where for c in commands if c.where not in (EVERYWHERE, TASK))):
        own = [c for c in commands if c.where == screen] if screen else [c for c in commands if not c.like]
        taken = [k for c in own if screen or c.where in (EVERYWHERE, TASK) for k in c.keys]
        assert len(taken) == len(set(taken)), screen
    assert all(c.label and c.help for c in commands)


def test_what_a_key_means_instead_on_a_screen_has_its_own_words() -> None:
    """A screen where a key does something else says so in its help, and the general command is not listed there."""
    for command in every():
        if command.like:
            listed = here(command.where)
            assert command in listed
            assert BY_ID[command.like] not in listed
            assert key_map(screen=command.where)[command.keys[0]].id in {command.id} | {
                c.id for c in listed if c.where == command.where and not c.like
            }
            assert (command.label, command.help) != (BY_ID[command.like].label, BY_ID[command.like].help)


def test_every_command_of_the_command_line_is_in_its_help() -> None:
    from click.testing import CliRunner

    from tui_tracker.cli.tree import COMMANDS, cli

    listed = CliRunner().invoke(cli, ["--help"]).output
    for name in COMMANDS:
        assert re.search(rf"^  {name}\s", listed, re.MULTILINE), name
        assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0


BANNED = {
    "fork",
    "getuid",
    "geteuid",
    "chown",
    "mkfifo",
    "symlink",
    "killpg",
    "setsid",
    "O_NOFOLLOW",
    "O_DIRECTORY",
    "SIGHUP",
    "SIGKILL",
}
GUARDED = {
    ("tui_tracker.files", "O_DIRECTORY"),
    ("tui_tracker.store.attachments", "O_NOFOLLOW"),
    ("tui_tracker.ui.leaving", "SIGHUP"),
}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the package, and where it stands."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{name}:{node.lineno}", node


def test_no_posix_only_name_without_a_fallback() -> None:
    for name, tree in trees():
        found = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)} & BANNED
        assert {(name, n) for n in found} <= GUARDED
        assert name == "tui_tracker.store.lock" or "fcntl" not in {
            a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names
        }, name


def test_text_files_are_opened_with_their_encoding() -> None:
    texts = [
        (at, c) for at, c in calls() if isinstance(c.func, ast.Attribute) and c.func.attr in ("read_text", "write_text")
    ]
    assert len(texts) > 10
    assert [at for at, c in texts if not (any(k.arg == "encoding" for k in c.keywords) or c.args[1:])] == []


def test_no_user_text_is_given_to_a_widget_as_markup() -> None:
    """Labels and toasts take markup unless they are told not to."""
    for at, call in calls():
        if isinstance(call.func, ast.Name) and call.func.id in ("Label", "Static"):
            assert any(k.arg == "markup" for k in call.keywords), at
        if isinstance(call.func, ast.Attribute):
            assert call.func.attr not in ("notify", "from_markup"), at


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code + "\nimport sys; print(' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_the_command_line_loads_no_more_than_it_must() -> None:
    version = loaded_by(
        "import sys\nfrom tui_tracker.cli import main\ntry:\n  main(['--version'])\nexcept SystemExit:\n  pass"
    )
    assert not {"click", "peewee", "textual"} & version
    reading = loaded_by("import tui_tracker.cli.commands.summary, tui_tracker.actions.tracker")
    assert not {"textual", "openpyxl", "docx", "rich"} & reading
    app = loaded_by("import tui_tracker.ui.app, tui_tracker.ui.screens.summary")
    assert (
        not {
            "openpyxl",
            "docx",
            "textual.widgets._text_area",
            "textual.widgets._data_table",
            "textual.widgets._markdown",
        }
        & app
    )


def test_the_core_runs_without_openpyxl_and_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['openpyxl'] = None\nsys.modules['docx'] = None\n"
        "from tui_tracker.cli import main\n"
        f"main(['--plan', {str(tmp_path / 'p.db')!r}, 'import', {str(ROOT / 'sample_data' / 'northshire.%s')!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code % "csv"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    done = subprocess.run([sys.executable, "-c", code % "xlsx"], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "python -m pip install openpyxl" in done.stderr


def test_files_name_no_machine_and_no_registry() -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not on this machine, so there is no list of the project's files")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a git checkout, so there is no list of the project's files")
    banned = re.compile("/" + "work/|/" + "root/|pypi" + r"\.org|files\.pythonhosted")
    for name in listed:
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".txt", ".csv", "") and path.is_file():
            assert not banned.search(path.read_text(encoding="utf-8", errors="replace")), name


def test_requirements_are_pinned_with_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in text
    names = re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE)
    assert {"textual", "peewee", "rich", "tomli-w", "platformdirs", "openpyxl", "python-docx", "click"} <= set(names)
    assert text.count("--hash=sha256:") >= len(names)


@pytest.mark.parametrize(
    ("text", "name"),
    [("AFI11/T6", "AFI11-T6"), ("CON", "file-CON"), ("a:b*c?.md", "a-b-c-.md"), ("..\\..\\x", "x"), ("", "file"), ("lpt1.txt", "file-lpt1.txt"), ("x" * 300, "x" * 80), ("end. ", "end")],
)  # fmt: skip
def test_file_names_are_fit_for_every_system(text: str, name: str) -> None:
    from tui_tracker.files import safe_name

    assert safe_name(text) == name


def test_the_checks_page_lists_every_rule_of_the_registry() -> None:
    import re

    from tui_tracker.domain.checks import RULES

    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (PC\d+)°? \| (\w+) \| ([^|]+) \|", page, re.MULTILINE)
    assert {(i, s, t) for i, s, t in rows} == {(r.id, r.severity, r.title) for r in RULES.values()}


# What a screen gives on purpose in the place of the base's own.
_MEANT = {"_title", "_message", "_subject", "_footer_commands", "_progress"}


def test_no_screen_takes_a_private_name_of_its_base_by_mistake() -> None:
    from importlib import import_module

    from tui_tracker.ui.screens.base import TrackerScreen

    def private(of: type) -> set[tuple[str, str]]:
        try:
            source = inspect.getsource(of)
        except OSError:  # a class of the interpreter's own has none
            return set()
        return set(re.findall(r"def (_[a-z]\w*)\(self|self\.(_[a-z]\w*)(?:: [^=\n]+)? = ", source))

    def names(of: type) -> set[str]:
        return {name for pair in private(of) for name in pair if name}

    held = set().union(*(names(c) for c in TrackerScreen.__mro__[:-1]))
    assert "_running" in held, "Textual's own names are among them"
    for path in sorted((ROOT / "tui_tracker" / "ui" / "screens").glob("*.py")):
        module = import_module(f"tui_tracker.ui.screens.{path.stem}") if path.stem != "__init__" else None
        screen = getattr(module, "SCREEN", None)
        if screen is not None:
            assert names(screen) & held <= _MEANT, path.stem


def readme_commands() -> list[str]:
    """The lines of README's part “Two commands” that are typed."""
    part = (ROOT / "README.md").read_text(encoding="utf-8").split("## Two commands")[1].split("\n## ")[0]
    return [line for block in part.split("```")[1::2] for line in block.strip().splitlines()]


def test_each_of_readmes_commands_makes_its_own_environment_on_every_system() -> None:
    posix = [c for c in readme_commands() if c.startswith("python3 -m venv .venv && ")]
    windows = [c for c in readme_commands() if c.startswith("py -m venv .venv; ")]
    assert len(posix) == len(windows) == 2 == len(readme_commands()) / 2
    for command in posix:
        assert all(part.startswith((".venv/bin/", "python3 -m venv")) for part in command.split(" && "))
    for one, other in zip(posix, windows, strict=True):
        plain = one.replace("python3 ", "py ").replace(" && ", "; ").replace(".venv/bin/", ".venv\\Scripts\\")
        assert plain == other
