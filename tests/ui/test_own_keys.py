"""The user's own keys are checked before the app opens."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import places_in, task
from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.checks import RULES
from tui_tracker.errors import FileError
from tui_tracker.ui import own_keys
from tui_tracker.ui.commands import key_map
from tui_tracker.ui.commands.listing import every


def test_our_own_keys_clash_nowhere_and_can_all_be_pressed() -> None:
    own_keys.check({}, "ours")
    own_keys.check({c.id: " ".join(c.keys) for c in every() if c.keys and not c.like}, "ours")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"task.completed": "f5"}, "“task.completed”, which is no command; did you mean task.complete?"),
        ({"zzz": "f5"}, "“zzz”, which is no command; docs/keys.md lists them."),
        ({"task.complete": "ctrl+i"}, "a terminal sends as tab"),
        ({"task.complete": "hyper+x"}, "“hyper+x”, which cannot be pressed"),
        ({"task.complete": "b"}, "gives b to both task.complete and task.behind"),
        ({"task.complete": "f5 f5x"}, "“f5x”, which cannot be pressed"),
        ({"task.complete": "ctrl+1"}, "would never arrive: a terminal sends a control key only with a letter"),
        ({"task.complete": "f11"}, "would never arrive: the terminal's own window takes it for full screen"),
        ({"task.complete": "alt+x"}, "would never arrive: many terminals send it as esc"),
        ({"edit.undo": ""}, "leaves edit.undo without a key"),
    ],
)
def test_each_fault_is_one_sentence(changes: dict[str, str], says: str) -> None:
    with pytest.raises(FileError) as refused:
        own_keys.check(changes, "settings.toml")
    assert says in str(refused.value)
    assert str(refused.value).startswith("settings.toml: [keys] ")


@pytest.mark.parametrize(
    "changes",
    [{"task.complete": "f5"}, {"task.complete": "b", "task.behind": "c"}, {"task.wait": ""}, {"task.complete": "é f8"}],
)  # fmt: skip
def test_what_can_be_pressed_and_clashes_with_nothing_holds(changes: dict[str, str]) -> None:
    own_keys.check(changes, "settings.toml")
    assert all(key_map(changes)[key].id == name for name, keys in changes.items() for key in keys.split())


async def test_a_key_of_ones_own_works_and_the_old_one_does_not(plan: Tracker) -> None:
    async with driving(plan, keys={"task.complete": "f5"}) as d:
        await d.keys("2", "j", "c")
        assert "does nothing here" in d.said
        await d.keys("f5")
        assert "complete now" in d.said


def test_the_app_does_not_open_on_keys_that_clash(tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="a pseudo-terminal is POSIX's")
    import os
    import pty

    places = places_in(tmp_path)
    with Tracker.open(places, me="x") as t:
        t.structure.new_plan("P")
    config = tmp_path / "config" / "tui_tracker"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text('[keys]\n"task.complete" = "b"\n', encoding="utf-8")
    parent, child = pty.openpty()
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "tui_tracker", "--plan", str(places.plan)]
    done = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=env)
    os.close(child)
    code = done.wait(30)
    said = os.read(parent, 4000).decode("utf-8", "replace")
    os.close(parent)
    assert "gives b to both task.complete and task.behind" in " ".join(said.split())
    assert code == 4


async def test_what_is_said_names_the_key_of_ones_own(plan: Tracker) -> None:
    async with driving(plan, keys={"edit.undo": "f9", "plan.import": ""}) as d:
        await d.keys("2", "j", "b")
        assert "f9 takes it back" in d.said
        await d.keys("f9")
        assert "U brings it back" in d.said
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "unknown"
        assert "“import” in the palette reads a file in" in await d.keys("9", "down", "down", "down", "enter")


# Keys that a dialog or a form of its own holds cannot be changed, and / stands before a filter as a sign.
_OWN_SIGNS = ("ui/dialogs/", "ui/form_app.py", "ui/commands.py", "ui/own_keys.py")
_SIGNS = ("  / no filter", "” cannot be a reference: / and : have their own meaning in one.")
_NAMED = r"ctrl\+\w|enter|esc|escape|tab|space|F1|F2|pgdn|pgup"
_VERB = (
    r"(?:takes|brings?|shows?|adds?|marks?|reads?|works?|opens?|goes|says?|signs?|makes?|again|on the|edits?|gives?|ends?|begins?|moves?|writes?"
    r"|withdraws?|keeps|accepts?|explains?|clears?|settles?|types?|pauses?|records?|answers?|does|imports?|counts?|leaves?|leads?|merges?|closes?"
    r"|puts|reports?|finds?|lists?|filters?|changes)"
)
_BARE = (
    re.compile(rf"(?<![\w./“‘\"+⟦-])(?:{_NAMED})(?![\w.”/⟧-]) {_VERB}\b"),
    re.compile(rf"(?<![\w./“‘\"'’+⟦-])(?:[b-zB-HJ-Z=?:/@+><\[\]#*]|-) {_VERB}\b"),
    re.compile(r"\((?:[b-zB-Z=?:/@+><#*]|\d|ctrl\+\w|F1|enter|tab)\)"),
)


def _sentences(path: Path) -> list[str]:
    """Every text of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {ast.get_docstring(n, clean=False) for n in ast.walk(tree) if isinstance(n, kinds)}
    found = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [text for text in found if " " in text and text not in docs and text not in _SIGNS]


def test_no_sentence_holds_a_key() -> None:
    package = Path(own_keys.__file__).parent.parent
    checked, faults = 0, []
    for folder in ("ui", "actions", "domain", "reports"):
        for path in sorted((package / folder).rglob("*.py")):
            if not any(path.as_posix().endswith(own) or own in path.as_posix() for own in _OWN_SIGNS):
                for text in _sentences(path):
                    checked += 1
                    faults += [f"{path.name}: {text}" for bare in _BARE if bare.search(text)]
    assert checked > 1_000
    assert not faults, "name the command instead, as ⟦task.note⟧:\n" + "\n".join(faults)


def test_every_command_that_a_sentence_names_is_one() -> None:
    package = Path(own_keys.__file__).parent.parent
    named = {
        id
        for path in package.rglob("*.py")
        for text in _sentences(path)
        for id in re.findall(r"⟦([a-z][a-z.-]+)(?:\|[^⟧]*)?⟧", text)
    }
    assert len(named) > 30
    assert named <= {c.id for c in every()} | {"task.ready"}
    mends = {rule.mend for rule in RULES.values()}
    assert mends <= {c.id for c in every()}


def test_no_sentence_of_the_screens_holds_words_of_the_command_line() -> None:
    screens = Path(own_keys.__file__).parent
    faults = [
        f"{path.name}: {text}"
        for path in sorted(screens.rglob("*.py"))
        if path.name != "listing.py"  # it writes docs/keys.md
        for text in _sentences(path)
        if re.search(r"(?<![\w-])--[a-z]{3,}|tui-tracker [a-z]", text) and "{" not in text
    ]
    assert not faults, "\n".join(faults)


async def test_a_key_may_be_written_as_the_footer_shows_it(plan: Tracker) -> None:
    own_keys.check({"move.page-down": "pgdn", "back": "esc"}, "settings")
    async with driving(plan, keys={"task.complete": "pgdn", "move.page-down": "f5"}) as d:
        await d.keys("2", "j", "pagedown")
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "complete"
