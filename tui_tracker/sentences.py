"""Sentences that name commands: which key or which words stand for one is put in where the sentence is shown.

``⟦task.ready⟧`` is the key of that command in the app; ``⟦task.ready|ready REF⟧`` is besides what one types on the command line;
``⟦=yes below|--replace⟧`` is plain words in the one and in the other. So no sentence holds a key that somebody has changed, and
none tells a reader of the screen what to type on a command line.
"""

from __future__ import annotations

from collections.abc import Callable

from tui_tracker.patterns import pattern

_NAMED = pattern(r"⟦(=?)([^⟦⟧|]+)(?:\|([^⟦⟧]*))?⟧")


def in_app(text: str, shown: Callable[[str], str]) -> str:
    """The sentence for the screen; ``shown`` says how a command (by id) is reached there."""
    if "⟦" not in text:
        return text
    return _NAMED.sub(lambda m: m[2] if m[1] else shown(m[2]), text)


def on_command_line(text: str) -> str:
    """The sentence for the command line; a command that has no words there goes by the last part of its name."""
    if "⟦" not in text:
        return text
    return _NAMED.sub(
        lambda m: m[3] if m[3] is not None else m[2] if m[1] else m[2].rpartition(".")[2].replace("-", " "), text
    )
