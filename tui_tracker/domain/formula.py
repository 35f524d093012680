"""The words that many titles begin with: an inspectorate's findings share them, and they tell no two rows apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SHARED = 3  # so many titles begin alike
_WORDS = 3  # with so many words at least
_MOST_WORDS = 10
_LEFT = 2  # and so many words are left


class Formulas:
    """What is shared, worked out from the titles of a plan."""

    def __init__(self, titles: Iterable[str]) -> None:
        # Sorted, those that begin alike stand together, so one walk over them counts every beginning with one at a time in hand:
        # of a hundred thousand titles only their letters are held, and what is shared.
        self._shared: set[tuple[str, ...]] = set()
        begun: dict[int, tuple[tuple[str, ...], int]] = {}
        before = ""
        for title in sorted(" ".join(t.casefold().split()) for t in titles):
            if title == before:
                continue
            before, start = title, _start(title.split())
            for n in range(_WORDS, len(start) + 1):
                words, count = begun.get(n, ((), 0))
                count = count + 1 if words == start[:n] else 1
                begun[n] = start[:n], count
                if count == _SHARED:
                    self._shared.add(start[:n])

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
