"""A cell's fill as six hex digits, whether the workbook gives it outright, by its theme or by the old index."""

from __future__ import annotations

import colorsys
import re
from typing import Any

from tui_tracker.patterns import pattern

# The order in which theme numbers count a theme's colours; its file lists dark before light.
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_OFFICE = {
    "lt1": "FFFFFF", "dk1": "000000", "lt2": "EEECE1", "dk2": "1F497D", "accent1": "4F81BD", "accent2": "C0504D", "accent3": "9BBB59",
    "accent4": "8064A2", "accent5": "4BACC6", "accent6": "F79646", "hlink": "0000FF", "folHlink": "800080",
}  # fmt: skip
_ONE = pattern(rb"<a:(\w+)>\s*<a:(?:srgbClr val|sysClr [^>]*lastClr)=\"([0-9A-Fa-f]{6})\"")


class Palette:
    """The colours of one workbook."""

    def __init__(self, book: Any) -> None:
        from openpyxl.styles.colors import COLOR_INDEX

        theme = book.loaded_theme or b""
        theme = theme.encode("utf-8") if isinstance(theme, str) else theme
        own = {m[1].decode("ascii"): m[2].decode("ascii").upper() for m in _ONE.finditer(theme)}
        self._theme = [own.get(name, _OFFICE[name]) for name in _ORDER]
        self._index = COLOR_INDEX
        self._known: dict[tuple[Any, ...], str | None] = {}
        self._styles: dict[bytes, tuple[str, str | None]] = {}

    def style(self, cell: Any) -> tuple[str, str | None]:
        """How a cell's number is shown and its fill: worked out once for all cells that share a style, for there are few."""
        key = (
            cell._style.tobytes() if cell._style is not None else b""
        )  # a damaged file may name a style that is not there
        if (made := self._styles.get(key)) is None:
            made = self._styles[key] = (cell.number_format or "", self.fill(cell))
        return made

    def fill(self, cell: Any) -> str | None:
        """The fill a reader sees; None for none and for white."""
        fill = cell.fill
        if fill is None or fill.fill_type != "solid" or fill.fgColor is None:
            return None
        colour = fill.fgColor
        key = (colour.type, colour.value, colour.tint)
        if key not in self._known:
            made = self._hex(colour)
            self._known[key] = None if made is None or made == "FFFFFF" else made
        return self._known[key]

    def rule_fill(self, rule: Any) -> str | None:
        """The fill that a rule of conditional formatting gives: its pattern keeps the colour in the other place."""
        fill = rule.dxf.fill
        for colour in (getattr(fill, "bgColor", None), getattr(fill, "fgColor", None)):
            made = self._hex(colour) if colour is not None else None
            if made is not None and made not in ("FFFFFF", "000000"):
                return made
        return None

    def _hex(self, colour: Any) -> str | None:
        base: str | None = None
        if colour.type == "rgb" and isinstance(colour.rgb, str) and len(colour.rgb) == 8:
            base = colour.rgb[2:]
        elif colour.type == "theme" and 0 <= int(colour.theme) < len(self._theme):
            base = self._theme[int(colour.theme)]
        elif colour.type == "indexed" and 0 <= int(colour.indexed) < len(self._index):
            base = self._index[int(colour.indexed)][2:]
        if base is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", base):
            return None
        return tinted(base, colour.tint or 0.0).upper()


def tinted(base: str, tint: float) -> str:
    """A colour made lighter (tint above 0) or darker, as spreadsheets do it: in lightness alone."""
    if not tint:
        return base
    red, green, blue = (int(base[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    made = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), strength)
    return "".join(f"{round(part * 255):02X}" for part in made)
