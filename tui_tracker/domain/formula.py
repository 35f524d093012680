"""The words that many titles begin with: an inspectorate's findings share them, and they tell no two rows apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

_SHARED = 3  # so many titles begin alike
_WORDS = 3  # with so many words at least
_MOST_WORDS = 10
_LEFT = 2  # and so many words are left


class Formulas:
    """What is shared, worked out from the titles of a plan."""

    def __init__(self, titles: Iterable[str]) -> None:
        # Sorted, those that begin alike stand together, so the first and the last of so many in a row share what all of them
        # share; only that is kept, where counting every beginning of ten thousand titles took thirty megabytes.
        starts = sorted(_start(words) for words in {tuple(t.split()) for t in titles})
        self._shared: set[tuple[str, ...]] = set()
        for first, last in zip(starts, starts[_SHARED - 1 :], strict=False):
            alike = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(first, last, strict=False)))
            self._shared.update(first[:n] for n in range(_WORDS, alike + 1))

    def telling(self, title: str) -> str:
        """The title without the words that it shares with others; an ellipsis stands for them."""
        words = title.split()
        start = _start(words)
        for n in range(len(start), _WORDS - 1, -1):
            if start[:n] in self._shared:
                return "… " + " ".join(words[n:])
        return title


def _start(words: Sequence[str]) -> tuple[str, ...]:
    """The words that may be shared, in small letters."""
    return tuple(w.casefold() for w in words[: max(0, min(_MOST_WORDS, len(words) - _LEFT))])
