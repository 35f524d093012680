"""Where identities come from: random, so that two laptops never give the same one."""

import os
from typing import Protocol

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: they are misread aloud

_LETTER_OF_BYTE = (_ALPHABET * 8).encode("ascii")  # 5 of a byte's 8 bits are used


class IdSource(Protocol):
    """Gives identities that were never given before."""

    def new(self) -> str:
        """A new uid: 16 characters, 80 bits."""
        ...

    def salt(self) -> str:
        """32 hex digits nobody can guess."""
        ...


class RandomIds:
    """Identities from the operating system's random source."""

    def new(self) -> str:
        return os.urandom(16).translate(_LETTER_OF_BYTE).decode("ascii")

    def salt(self) -> str:
        return os.urandom(16).hex()


class SequenceIds:
    """Identities in order, for tests and golden files."""

    def __init__(self, prefix: str = "u") -> None:
        self._prefix = prefix
        self._count = 0

    def new(self) -> str:
        self._count += 1
        return f"{self._prefix}{self._count:015d}"

    def salt(self) -> str:
        return f"{self._count:032x}"
