"""The numbers that Word counts by itself: by list and level, with the list's own start, style and text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tui_tracker.intake.readers.word_text import W, on
from tui_tracker.patterns import pattern

_LEVELS = 9
_PLACE = pattern(r"%([1-9])")
# Bullets and pictures count nothing.
_UNCOUNTED = frozenset({"bullet", "none", ""})


@dataclass
class Level:
    """One level of a list: where it starts, how it counts, and what it writes (``%1.%2``)."""

    start: int = 1
    style: str = "decimal"
    text: str = "%1"
    legal: bool = False


@dataclass
class Lists:
    """The lists of a document. ``number`` counts, so it is asked once for each paragraph, in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def number(self, paragraph: Any) -> str:
        """What Word writes before a paragraph, such as ``1.1`` or ``AFI-2``; blank where it counts nothing."""
        found = self._of(paragraph)
        if found is None:
            return ""
        number_id, at = found
        levels = self.levels.get(number_id, {})
        if levels.get(at, Level(style="")).style in _UNCOUNTED:
            return ""
        counts = self._counts.setdefault(self.abstract.get(number_id, number_id), [0] * _LEVELS)
        for above in range(at):  # a level that was skipped counts as begun
            if not counts[above]:
                counts[above] = levels.get(above, Level()).start
        counts[at] = counts[at] + 1 if counts[at] else levels[at].start
        counts[at + 1 :] = [0] * (_LEVELS - at - 1)
        return _PLACE.sub(lambda m: self._part(levels, counts, int(m[1]) - 1, levels[at]), levels[at].text).strip(
            " .():"
        )

    def _part(self, levels: dict[int, Level], counts: list[int], at: int, asking: Level) -> str:
        style = "decimal" if asking.legal else levels.get(at, Level()).style
        return _written(counts[at], style)

    def _of(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph, by itself or by its style."""
        told = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        by_style = self.by_style.get(style.get(f"{W}val") or "") if style is not None else None
        if told is None:
            return by_style
        number = told.find(f"{W}numId")
        level = told.find(f"{W}ilvl")
        of = number.get(f"{W}val") if number is not None else (by_style[0] if by_style else None)
        if not of or of == "0":
            return None
        at = level.get(f"{W}val") if level is not None else str(by_style[1] if by_style else 0)
        return of, min(_LEVELS - 1, int(at)) if at and at.isdigit() else 0


def lists_of(document: Any) -> Lists:
    """The lists of a python-docx document, with the styles that put a paragraph into one."""
    made = Lists()
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):  # a document without lists has no such part
        return made
    kinds = {kind.get(f"{W}abstractNumId"): _levels(kind) for kind in root.iter(f"{W}abstractNum")}
    for use in root.iter(f"{W}num"):
        of = use.find(f"{W}abstractNumId")
        number = use.get(f"{W}numId") or ""
        kind = of.get(f"{W}val") if of is not None else None
        levels = dict(kinds.get(kind, {}))
        restarted = False
        for change in use.iter(f"{W}lvlOverride"):
            at = int(change.get(f"{W}ilvl") or 0)
            start = change.find(f"{W}startOverride")
            whole = change.find(f"{W}lvl")
            if whole is not None:
                levels[at] = _level(whole)
            if start is not None and (start.get(f"{W}val") or "").isdigit():
                old = levels.get(at, Level())
                levels[at] = Level(int(start.get(f"{W}val")), old.style, old.text, old.legal)
                restarted = True
        made.levels[number] = levels
        made.abstract[number] = number if restarted or kind is None else f"of {kind}"
    made.by_style = _styled(document)
    return made


def _levels(kind: Any) -> dict[int, Level]:
    return {int(level.get(f"{W}ilvl") or 0): _level(level) for level in kind.findall(f"{W}lvl")}


def _level(level: Any) -> Level:
    start, style, text = (level.find(f"{W}{name}") for name in ("start", "numFmt", "lvlText"))
    first = start.get(f"{W}val") if start is not None else "1"
    return Level(
        int(first) if first and first.isdigit() else 1,
        (style.get(f"{W}val") or "") if style is not None else "decimal",
        (text.get(f"{W}val") or "") if text is not None else "",
        on(level.find(f"{W}isLgl")),
    )


def _styled(document: Any) -> dict[str, tuple[str, int]]:
    """The list and level that a paragraph style puts its paragraphs in."""
    made = {}
    for style in document.styles.element.iter(f"{W}style"):
        told = style.find(f"{W}pPr/{W}numPr")
        number = told.find(f"{W}numId") if told is not None else None
        if number is not None and number.get(f"{W}val") not in (None, "0"):
            level = told.find(f"{W}ilvl")
            at = level.get(f"{W}val") if level is not None else "0"
            made[style.get(f"{W}styleId") or ""] = (number.get(f"{W}val"), int(at) if at and at.isdigit() else 0)
    return made


def _written(number: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        made = "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return made.upper() if style == "upperLetter" else made
    if style in ("lowerRoman", "upperRoman"):
        made = _roman(number)
        return made.lower() if style == "lowerRoman" else made
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    made = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        count, number = divmod(number, value)
        made += sign * count
    return made
