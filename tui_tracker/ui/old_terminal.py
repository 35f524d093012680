"""Terminals that send what they should not, or go away: neither ends in a fault or leaves the program behind.

Textual's driver for POSIX decodes what is typed strictly, so that one byte that is not UTF-8 (é from an old terminal) ends the
app. Its thread of output ends over the first write to a terminal that is gone; what is written after that waits for it for good,
and no signal ends a program that waits there.
"""

from __future__ import annotations

import contextlib
from typing import IO, TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from textual.driver import Driver


class Lossy:
    """A terminal's stream for output, in which what cannot be written is lost."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError, ValueError):
            return self._stream.write(text)
        return 0

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def forgiving(base: type[Driver]) -> type[Driver]:
    """The driver class for such terminals; one that has no thread of input is left as it is."""
    if not hasattr(base, "run_input_thread"):
        return base

    class Forgiving(base):  # type: ignore[misc, valid-type]  # the class is chosen where the program runs
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            driver: Any = self
            driver._file = Lossy(driver._file)

        def run_input_thread(self) -> None:
            driver: Any = super()
            while True:
                try:
                    driver.run_input_thread()
                except UnicodeDecodeError as error:
                    # What came with it is not lost; the loop begins anew behind it.
                    for event in XTermParser().feed(error.object.decode("utf-8", "ignore")):
                        self.process_message(event)
                else:
                    return

    return Forgiving
