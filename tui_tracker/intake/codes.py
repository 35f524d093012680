"""The letters, colours and signs by which files say how things stand, and how a line explains them."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator

from tui_tracker.domain import progress_words
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.progress_words import COLOUR_WORDS
from tui_tracker.domain.text import fold
from tui_tracker.patterns import pattern

LETTERS = {"r": "red", "a": "amber", "g": "green", "b": "blue", "y": "yellow"}
SIGNS = {
    "🟢": "green", "🟠": "amber", "🟡": "yellow", "🔴": "red", "🔵": "blue", "⚪": "white", "⚫": "black", "🟣": "purple", "🟤": "brown", "🟩": "green",
    "🟧": "amber", "🟨": "yellow", "🟥": "red", "🟦": "blue",
}  # fmt: skip
DONE_SIGNS = frozenset("✅✓✔☑")
_NAMES = COLOUR_WORDS | {"orange", "grey", "gray", "white", "black", "purple", "pink", "brown", "gold", "silver"}
_SAME = {"orange": "amber", "gray": "grey"}
_CODE = pattern(
    r"(?<![\w])(?P<code>(?:dark |light |pale )?(?:" + "|".join(sorted(_NAMES)) + r")|[a-z]{1,2}|[^\w\s=:;,.()\[\]|/–—-]\ufe0f?)"
    r"\s*(?:=|:|–|—|->|→|\bmeans\b|\bis\b|\bindicates\b|\bfor\b|\s-\s|-\s)\s*",
    re.IGNORECASE,
)  # fmt: skip
_SIGN = pattern("(?P<code>[" + "".join(SIGNS) + "".join(sorted(DONE_SIGNS)) + r"])\ufe0f?\s*[=:–—-]?\s*")
LONGEST = 90  # characters of a meaning


def colour_name(fill: str, least: float = 0.25) -> str | None:
    """green, amber, yellow, red, blue, grey …; None for white and for dark heading colours, and for what is paler than ``least``."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    if light < 0.2 or light > 0.97:
        return None
    if strength < 0.15 or max(red, green, blue) - min(red, green, blue) < 0.06:
        return "grey"
    if strength < least:
        return None
    degrees = hue * 360
    for limit, name in ((16, "red"), (50, "amber"), (68, "yellow"), (170, "green"), (260, "blue"), (330, "purple"), (361, "red")):  # fmt: skip
        if degrees < limit:
            return name
    return None


def code_of(text: str) -> str | None:
    """The code that a short text is: a colour's name, one or two letters, a sign; None for anything longer."""
    folded = fold(text).strip(" .:*()[]").removesuffix("\ufe0f")
    folded = re.sub(r"^(?:dark|light|pale) ", "", folded)
    if folded in _NAMES:
        return _SAME.get(folded, folded)
    if folded in SIGNS:
        return folded
    if len(folded) == 1 and (folded.isalpha() or not folded.isascii()):
        return folded
    return folded if len(folded) == 2 and folded.isalpha() and folded not in ("no", "to", "of", "in", "on", "or", "by", "as", "is", "it", "at", "we") else None  # fmt: skip


def colour_word(text: str) -> str | None:
    """The traffic light's colour that a short text names, by its name, its letter or its sign."""
    code = code_of(text) if len(text) < 20 else None
    name = LETTERS.get(code or "", SIGNS.get(code or "", code))
    return name if name in COLOUR_WORDS else None


def code_pairs(text: str) -> Iterator[tuple[str, Progress | None]]:
    """``B = blue, complete; G = green, on track``: each code with what its words say."""
    marks = [m for m in _CODE.finditer(text) if _starts(text, m.start())]
    signs = list(_SIGN.finditer(text))
    if len(signs) > len(marks) or not marks:
        marks = signs
    if not marks:
        return
    for here, after in zip(marks, [*marks[1:], None], strict=True):
        said = text[here.end() : after.start() if after else len(text)]
        said = re.split(r"[;\n|]", said, maxsplit=1)[0].strip(" ·•,/")
        code = code_of(here["code"])
        if code is not None and len(said) <= LONGEST:
            yield code, progress_words.in_text(said)


def _starts(text: str, at: int) -> bool:
    """Whether a code opens a pair: it stands first or after a stop, a comma, a bracket or a colon."""
    before = text[:at].rstrip()
    return not before or before[-1] in ";,.|/(:\n•–—-" or before.split()[-1].casefold() in ("and", "or", "key", "rag", "status")  # fmt: skip
