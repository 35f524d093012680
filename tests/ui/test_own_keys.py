"""The user's own keys are checked before the app opens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import places_in
from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.errors import FileError
from tui_tracker.ui import own_keys
from tui_tracker.ui.commands import COMMANDS, key_map


def test_our_own_keys_clash_nowhere_and_can_all_be_pressed() -> None:
    own_keys.check({}, "ours")
    own_keys.check({c.id: " ".join(c.keys) for c in COMMANDS if c.keys}, "ours")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"task.completed": "f5"}, "“task.completed”, which is no command; did you mean task.complete?"),
        ({"zzz": "f5"}, "“zzz”, which is no command; docs/keys.md lists them."),
        ({"task.complete": "ctrl+i"}, "a terminal sends as tab"),
        ({"task.complete": "hyper+x"}, "“hyper+x”, which cannot be pressed"),
        ({"task.complete": "b"}, "gives b to both task.complete and task.behind"),
        ({"task.complete": "f5 f5x"}, "“f5x”, which cannot be pressed"),
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
    [{"task.complete": "f5"}, {"task.complete": "b", "task.behind": "c"}, {"task.wait": ""}, {"task.complete": "é alt+1"}],
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
