"""Where identities come from: random, so that two laptops never give the same one."""

import secrets
from typing import Protocol

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: they are misread aloud


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
        number = int.from_bytes(secrets.token_bytes(10))
        letters = []
        for _ in range(16):
            number, rest = divmod(number, 32)
            letters.append(_ALPHABET[rest])
        return "".join(letters)

    def salt(self) -> str:
        return secrets.token_hex(16)


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
