"""A window that is closed, or a session that ends, closes an app in order: what is being typed is kept first."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable


def on_end_of_session(leave: Callable[[int], None]) -> None:
    """Call ``leave`` with the exit code when the terminal goes away or the process is asked to end; not on Windows, which has neither."""
    if hasattr(signal, "SIGHUP"):
        with contextlib.suppress(NotImplementedError, RuntimeError):
            for sign in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(sign, leave, 128 + sign)
