"""The real program in a real pseudo-terminal: what signals do to it, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import places_in
from tui_tracker.actions.tracker import Tracker

pytestmark = [
    pytest.mark.waits,
    pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals and these signals are POSIX's"),
]


def started(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    import fcntl
    import pty
    import struct
    import termios

    with Tracker.open(places_in(folder), me="x") as t:
        t.structure.new_plan("P")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "A")
        t.structure.add_task(t.resolve("AFI1").uid, "First task")
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color", "HOME": str(folder / "home"), "XDG_CONFIG_HOME": str(folder / "c")}
    command = [sys.executable, "-m", "tui_tracker", "--plan", str(folder / "plan.db"), "--me", "x"]
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=env, start_new_session=True)
    os.close(child)
    return process, parent


def read_until(handle: int, text: bytes, seconds: float = 20) -> bytes:
    import select

    seen, end = b"", time.monotonic() + seconds
    while time.monotonic() < end and text not in seen:
        if select.select([handle], [], [], 0.2)[0]:
            try:
                seen += os.read(handle, 65536)
            except OSError:
                break
    return seen


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_closed_window_ends_the_app_and_gives_the_terminal_back(tmp_path: Path, name: str, code: int) -> None:
    sign = getattr(signal, name)
    process, handle = started(tmp_path)
    try:
        assert b"reported complete" in read_until(handle, b"reported complete")
        time.sleep(0.5)
        process.send_signal(sign)
        rest = read_until(handle, b"\x1b[?1049l", 10)
        assert b"\x1b[?1049l" in rest
        assert process.wait(10) == code
    finally:
        process.kill()
        process.wait()
        os.close(handle)
    with Tracker.open(places_in(tmp_path), me="x") as t:
        assert t.history.verify().faults == ()


def test_a_change_and_a_draft_survive_a_kill(tmp_path: Path) -> None:
    process, handle = started(tmp_path)
    try:
        read_until(handle, b"reported complete")
        time.sleep(0.5)
        for keys in (b"2", b"j", b"c", b"n"):
            os.write(handle, keys)
            time.sleep(0.4)
        for char in b"half a word":
            os.write(handle, bytes([char]))
            time.sleep(0.03)
        time.sleep(2)
        read_until(handle, b"\x00never", 0.3)
    finally:
        process.kill()
        process.wait()
        os.close(handle)
    with Tracker.open(places_in(tmp_path), me="x") as t:
        assert t.tasks.get(t.resolve("AFI1/T1").uid)[0].progress == "complete"
    drafts = list(places_in(tmp_path).drafts.glob("*.json"))
    assert "half a word" in drafts[0].read_text(encoding="utf-8")


def test_a_byte_that_is_not_utf8_is_ignored_and_what_came_with_it_is_not(tmp_path: Path) -> None:
    process, handle = started(tmp_path)
    try:
        assert b"reported complete" in read_until(handle, b"reported complete")
        time.sleep(0.3)
        for typed in (b"\xe9", b"\xff2"):
            os.write(handle, typed)
        assert b"First task" in read_until(handle, b"First task")
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGTERM)
        read_until(handle, b"\0", 1)
        process.wait(timeout=10)
        os.close(handle)
