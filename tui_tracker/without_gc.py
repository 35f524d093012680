"""Work that makes very many objects at once, done without the interpreter looking for garbage among them all the while."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Also a decorator. A file of 10,000 tasks becomes some million objects, none of them garbage: looking through them again
    and again takes a quarter of the time. What is left over is collected at the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
