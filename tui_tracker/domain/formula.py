"""The words that many titles begin with: an inspectorate's findings share them, and they tell no two rows apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_SHARED = 3  # so many titles begin alike
_WORDS = 3  # with so many words at least
_MOST_WORDS = 10
_LEFT = 2  # and so many words are left


class Formulas:
    """What is shared, worked out from the titles of a plan."""

    def __init__(self, titles: Iterable[str]) -> None:
        counts: Counter[tuple[str, ...]] = Counter()
        for words in {tuple(t.split()) for t in titles}:
            folded = tuple(w.casefold() for w in words[: min(_MOST_WORDS, len(words) - _LEFT)])
            counts.update(folded[:n] for n in range(_WORDS, len(folded) + 1))
        self._shared = {start for start, count in counts.items() if count >= _SHARED}

    def telling(self, title: str) -> str:
        """The title without the words that it shares with others; an ellipsis stands for them."""
        words = title.split()
        folded = tuple(w.casefold() for w in words[: min(_MOST_WORDS, len(words) - _LEFT)])
        for n in range(len(folded), _WORDS - 1, -1):
            if folded[:n] in self._shared:
                return "… " + " ".join(words[n:])
        return title
