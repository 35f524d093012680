"""Runs a program in a pseudo-terminal of 120x40 and times what a person sees: first frame, key to change, idle, quit."""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pyte

COLUMNS, ROWS = 120, 40
ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}


class Terminal:
    """One run of a program; times are in milliseconds from just before it was started."""

    def __init__(self, command: Sequence[str], env: dict[str, str] | None = None) -> None:
        import fcntl
        import termios

        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        full = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        full.pop("PYTHONDONTWRITEBYTECODE", None)
        self.start = time.perf_counter()
        self._process = subprocess.Popen(
            list(command), stdin=child, stdout=child, stderr=child, env=full, start_new_session=True
        )
        os.close(child)
        self._fd = parent

    def _read(self, timeout: float) -> bytes:
        ready, _, _ = select.select([self._fd], [], [], timeout)
        if not ready:
            return b""
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return b""
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self._fd, answer)
        return data

    def wait_for(self, text: str, timeout: float = 60) -> float:
        """Milliseconds until ``text`` is on the screen. Raises TimeoutError with what was there."""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            data = self._read(0.02)
            stamp = time.perf_counter()
            if data:
                self._stream.feed(data)
                if any(text in line for line in self.screen.display):
                    return (stamp - self.start) * 1000
        raise TimeoutError(f"{text!r} never came:\n" + "\n".join(self.screen.display))

    def rest(self, quiet: float = 0.25) -> None:
        """Wait until nothing has been drawn for a while."""
        while data := self._read(quiet):
            self._stream.feed(data)

    def key(self, keys: bytes, timeout: float = 5) -> float:
        """Milliseconds from a key to the first change on the screen."""
        self.rest(0.03)
        start = time.perf_counter()
        os.write(self._fd, keys)
        data = self._read(timeout)
        took = (time.perf_counter() - start) * 1000
        if not data:
            raise TimeoutError(f"no answer to {keys!r}")
        self._stream.feed(data)
        return took

    def key_until(self, keys: bytes, text: str, timeout: float = 20) -> float:
        """Milliseconds from a key until ``text`` is on the screen."""
        self.rest(0.05)
        self.start = time.perf_counter()
        os.write(self._fd, keys)
        return self.wait_for(text, timeout)

    def peak_mb(self) -> float:
        for line in Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return 0.0

    def idle_cpu_ms(self, seconds: float) -> float:
        """CPU used while nobody types."""
        self.rest(0.5)
        before = self._cpu()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(0.2)
        return (self._cpu() - before) * 1000 / os.sysconf("SC_CLK_TCK")

    def _cpu(self) -> int:
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def quit(self) -> float:
        """Milliseconds from ctrl+q to the end of the process."""
        self.rest()
        start = time.perf_counter()
        os.write(self._fd, b"\x11")
        while self._process.poll() is None and time.perf_counter() - start < 10:
            self._read(0.002)
        took = (time.perf_counter() - start) * 1000
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._fd)
        return took


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
