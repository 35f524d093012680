"""Whether a text is made of plain words alone: then nobody stands in it, and the many forms of names need not be looked for.

Most titles are. A word is plain when it is English or of the field and no name as well, in small letters or with the capital of a first word.
"""

from __future__ import annotations

from functools import lru_cache

from tui_tracker.domain import word_names
from tui_tracker.domain.given_names import GIVEN_NAMES, SURNAMES
from tui_tracker.domain.unknown_names import is_known
from tui_tracker.patterns import pattern

_WORDS = pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ALONE = frozenset(["a"])


@lru_cache(maxsize=2)  # both lists of the check ask of the same text, one after the other
def has_stranger(text: str) -> bool:
    """Whether any word of a text is not plain: unknown, a name, in capitals, or with a capital where no sentence begins."""
    first = True
    for m in _WORDS.finditer(text):
        word = m[0]
        if not word.islower():
            if not first or m.start() or not word.istitle():
                return True
            word = word.casefold()
        if not _is_plain(word):
            return True
        first = False
    return False


@lru_cache(maxsize=20_000)
def _is_plain(word: str) -> bool:
    """Whether a word in small letters is no name and is known; single letters are initials."""
    if len(word) == 1:
        return word in _ALONE
    named = word in GIVEN_NAMES or word in SURNAMES or word in word_names.ALL
    return not named and is_known(word)
