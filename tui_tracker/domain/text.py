"""Text from outside, made safe to keep: what it says stays, what would steer a terminal goes."""

import re
import unicodedata

from tui_tracker.patterns import pattern

# Control characters, lone surrogates, zero-width and bidi overrides. U+200C and U+200D stay: words and emoji
# need the joiners.
_UNSAFE = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
_BREAKS = pattern(r"[\t\n\u2028\u2029]+")


def clean(text: str, *, multiline: bool = True) -> str:
    """``text`` in NFC with LF, every unsafe character shown as U+FFFD; one line unless ``multiline``."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    plain = _UNSAFE.sub("\ufffd", unicodedata.normalize("NFC", plain))
    return plain if multiline else _BREAKS.sub(" ", plain)


def replaced_count(text: str) -> int:
    """How many characters :func:`clean` would replace."""
    return len(_UNSAFE.findall(text.replace("\r\n", "\n").replace("\r", "\n")))


def fold(text: str) -> str:
    """``text`` for comparing: compatibility forms, case and white space ignored."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(plain.casefold().split())


def words(text: str) -> list[str]:
    """The letters-and-digits words of ``text``, folded."""
    return re.findall(r"\w+", fold(text).replace("_", " "))


def count_of(number: int, one: str, many: str = "") -> str:
    """``1 task``, ``2 tasks``, ``1,000 entries``; ``many`` where the plural is not the singular and an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def whose(name: str) -> str:
    """A name or noun with its apostrophe: the inspectorate's, the auditors', HMICFRS's."""
    return f"{name}'" if name[-1:] == "s" and not name.split()[-1].isupper() else f"{name}'s"


def first_line(text: str, width: int) -> str:
    """The first words of ``text`` on one line of at most ``width`` characters, an ellipsis where it is cut."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: max(0, width - 1)].rstrip() + "…"
