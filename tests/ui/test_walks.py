"""Assurance walked by keyboard in a real terminal of 80x24: segregation, changed since, promises, draw, slips, deferring."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import places_in
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker

pytestmark = [
    pytest.mark.waits,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux; .ci/run installs it"),
]
_SPECIAL = {"C-u", "Enter", "Tab", "Escape", "Down", "Up", "C-s", "C-p", "C-q"}


class Terminal:
    """tui-tracker in tmux: keys in, screen out."""

    def __init__(self, folder: Path) -> None:
        self._socket = f"walk-{os.getpid()}"
        env = {
            **os.environ,
            "HOME": str(folder / "home"),
            "XDG_CONFIG_HOME": str(folder / "c"),
            "TERM": "xterm-256color",
        }
        command = f"{sys.executable} -m tui_tracker --plan {folder / 'plan.db'} --me Coordinator"
        subprocess.run(
            ["tmux", "-L", self._socket, "new-session", "-d", "-s", "w", "-x", "80", "-y", "24", command],
            check=True,
            env=env,
        )

    def tmux(self, *args: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *args], capture_output=True, text=True, encoding="utf-8", check=True
        )
        return done.stdout

    @property
    def screen(self) -> str:
        """What is shown once it has stopped changing."""
        before, same = "", 0
        for _ in range(120):
            time.sleep(0.06)
            now = self.tmux("capture-pane", "-t", "w", "-p")
            same = same + 1 if now == before and now.strip() else 0
            if same >= 3:
                break
            before = now
        return before

    def until(self, text: str) -> str:
        """The screen once it holds a text."""
        end = time.monotonic() + 30
        now = ""
        while time.monotonic() < end:
            if text in " ".join((now := self.screen).split()):  # a sentence may go on in the next line
                return now
        raise AssertionError(f"{text!r} never came; there is:\n{now}")

    def keys(self, *keys: str) -> str:
        """Press keys, and type texts letter by letter: a burst is taken for a paste."""
        for key in keys:
            if key in _SPECIAL:
                self.tmux("send-keys", "-t", "w", key)
            else:
                for char in key:
                    self.tmux("send-keys", "-t", "w", "-l", char)
                    time.sleep(0.03)
            self.screen  # noqa: B018  # let it come to rest before the next key
        return self.screen

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], check=False)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Tracker.open(places_in(tmp_path), me="Coordinator") as t:
        t.structure.new_plan("Plan")
        plan = t.read.plans()[0].uid
        t.judging.scheme(plan, "done")
        t.structure.add_area(plan, "AFI1", "Visits follow the risk", pillar="Effectiveness", owner="AM Prevention")
        area = t.resolve("AFI1").uid
        for title in ("Set the score", "Book by score", "Train partners"):
            t.structure.add_task(area, title, assigned_to="SM Prevention", due="+90")
        t.people.alias("AM Prevention", ["Area Manager Prevention"])
        first = t.resolve("AFI1/T1").uid
        t.notes.add(first, "40 homes scored", said_by="SM Prevention")
        t.tasks.ready(first)
        second = t.resolve("AFI1/T2").uid
        t.tasks.ready(second)
        t.signoffs.sign(second, Request("qa", "close", "AM Prevention"))
    made = Terminal(tmp_path)
    try:
        made.until("reported complete")
        yield made
    finally:
        made.close()


def test_who_may_sign_what_changed_since_and_a_promise_that_bars(terminal: Terminal) -> None:
    terminal.keys(":", "1/1", "Enter")
    terminal.keys("s", "2")
    terminal.until("close with follow-up")
    terminal.keys("Look again after the autumn term", "Tab", "Tab")
    terminal.keys("C-u", "SM Prevention", "C-s")
    refused = terminal.until("SM Prevention is assigned this task")
    assert "signed by" in refused
    assert "Look again after the autumn term" in refused, "a refused save keeps every word"
    terminal.keys("C-u", "Area Manager Prevention", "C-s")
    terminal.until("QA: close with follow-up AFI1/T1")
    terminal.keys("G")
    terminal.until("to be looked at again by")
    terminal.keys("n", "two homes were counted twice", "C-s")
    changed = terminal.until("changed since")
    assert "1 note" in changed
    terminal.keys("G")
    terminal.until("since: new note:")
    terminal.keys("u")
    assert "changed since" not in terminal.until("Undone")
    terminal.keys("K", "seen in October", "C-s")
    terminal.until("Met a promise on AFI1/T1")


def test_a_draw_a_third_move_and_deferring(terminal: Terminal) -> None:
    terminal.keys("C-p", "draw a sample", "Enter")
    terminal.keys("C-s")
    drawn = terminal.until("drawn to sample")
    assert "AFI1/T2; the queue “drawn to sample” on Sign-off (4) holds them" in " ".join(drawn.split())
    terminal.keys("4")
    for _ in range(8):
        if "drawn to sample" in terminal.screen and "AFI1/T2" in terminal.screen:
            break
        terminal.keys("Tab")
    assert "AFI1/T2" in terminal.screen
    terminal.keys(":", "1/3", "Enter")
    for number, month in enumerate(("oct 27", "nov 27", "dec 27"), 1):
        terminal.keys("m", month, "Tab", "crews are short", "C-s")
        times = {1: "once", 2: "twice"}.get(number, f"{number} times")
        terminal.until(f"moved {times}")
    terminal.keys("d", "jan 28", "C-s")
    terminal.until("Deferring wants")
    terminal.keys("Tab", "waits for the pay review", "C-s")
    terminal.until("‖ deferred")
    terminal.keys("6")
    checks = terminal.until("wrong")
    assert "Date moved three times or more" in checks or "more below" in checks
