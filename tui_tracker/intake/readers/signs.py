"""Signs that nobody sees or types: what a web page, a chat or a word processor puts into a text beside its letters."""

from __future__ import annotations

import re

from tui_tracker.domain.text import clean
from tui_tracker.patterns import pattern

# Zero-width spaces, joiners and direction marks, the byte-order mark, the soft hyphen.
_UNSEEN = pattern("[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ufe0f]")
_TYPED = {0x2010: "-", 0x2011: "-", 0x2212: "-", 0x85: "\n"}
# Between pictures a joiner, and behind one its variant, is part of the picture.
_PICTURES = 0x2190


def seen(text: str) -> str:
    """``text`` cleaned, with the hyphens of the keyboard and without what cannot be seen."""
    if not text.isascii():
        text = text.translate(_TYPED)
        text = _UNSEEN.sub(_kept, text)
    return clean(text)


def _kept(m: re.Match[str]) -> str:
    sign, at, text = m[0], m.start(), m.string
    if sign in "\u200d\ufe0f" and at and ord(text[at - 1]) >= _PICTURES and text[at - 1] not in "\u200b\ufeff":
        return sign
    return ""
