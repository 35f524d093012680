"""A window that is closed, or a session that ends, closes an app in order: what is being typed is kept first."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable

_LOOK_SECONDS = 1.0
# After so many looks at a terminal that is gone, an app that has not closed is ended: what was saved is on the disk.
_MOST_LOOKS = 10
_watching: set[asyncio.Task[None]] = set()


def on_end_of_session(leave: Callable[[int], None]) -> None:
    """Call ``leave`` with the exit code when the terminal goes away or the process is asked to end; not on Windows, which has neither.

    A signal that comes while the app is still being set up can go by unheard, so the terminal is looked at as well.
    """
    if hasattr(signal, "SIGHUP"):
        loop = asyncio.get_running_loop()
        with contextlib.suppress(NotImplementedError, RuntimeError):
            for sign in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(sign, leave, 128 + sign)
        if _terminal_is_there():
            task = loop.create_task(_watch(leave, 128 + signal.SIGHUP))
            _watching.add(task)
            task.add_done_callback(_watching.discard)


async def _watch(leave: Callable[[int], None], code: int) -> None:
    looks = 0
    while looks < _MOST_LOOKS:
        await asyncio.sleep(_LOOK_SECONDS)
        if not _terminal_is_there():
            looks += 1
            leave(code)
    os._exit(code)


def _terminal_is_there() -> bool:
    with contextlib.suppress(AttributeError, OSError, ValueError):
        return bool(sys.__stdin__ and os.isatty(sys.__stdin__.fileno()))
    return False
