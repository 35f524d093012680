"""Colours by meaning, in light, dark and high contrast, and the terminal's own sixteen.

Every text colour has a contrast of at least 4.5 on the surfaces it stands on (7 in high contrast); complete, on target and
behind keep apart for colour-blind eyes.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

DARK = {
    "background": "#10151B", "surface": "#18202A", "raised": "#1B2530", "panel": "#263341", "foreground": "#E9ECEE",
    "muted": "#A9B4BF", "faint": "#8E9BA8", "rule": "#34414E", "accent": "#7DBBFF", "complete": "#5BD9B4", "on_target": "#FFD966",
    "behind_target": "#F9716B", "not_started": "#C9D0D7", "deferred": "#AFAEF2", "ongoing": "#6FCBDD", "unknown": "#A9B4BF",
    "pastdate": "#FFB0C2", "changed": "#DDA0F2", "assured": "#B4F2DA", "G": "#5BD9B4", "A": "#FFD966", "R": "#F9716B", "B": "#8CB4FF", "ink": "#0B0F14",
    "fill_complete": "#43B896", "fill_on_target": "#F2C84B", "fill_behind_target": "#E4574F", "fill_other": "#8793A0",
}  # fmt: skip
LIGHT = {
    "background": "#FBF9F5", "surface": "#F3F0EA", "raised": "#F7F4EF", "panel": "#EAE6DD", "foreground": "#171D23",
    "muted": "#4D565F", "faint": "#61686E", "rule": "#C9C4BA", "accent": "#0A549E", "complete": "#0F6150", "on_target": "#865F00",
    "behind_target": "#70000F", "not_started": "#3C454E", "deferred": "#4A4AA6", "ongoing": "#075F72", "unknown": "#4D565F",
    "pastdate": "#B0124C", "changed": "#84209A", "assured": "#00483A", "G": "#0F6150", "A": "#865F00", "R": "#70000F", "B": "#1D4FA3", "ink": "#FFFFFF",
    "fill_complete": "#1B9A86", "fill_on_target": "#B08400", "fill_behind_target": "#9C1020", "fill_other": "#6C747C",
}  # fmt: skip
CONTRAST = {
    "background": "#000000", "surface": "#000000", "raised": "#0A0A0A", "panel": "#14212F", "foreground": "#FFFFFF",
    "muted": "#D9DEE3", "faint": "#A2ACB6", "rule": "#7A848E", "accent": "#9FD0FF", "complete": "#4BF2D2", "on_target": "#FFEB4D",
    "behind_target": "#FA8E80", "not_started": "#FFFFFF", "deferred": "#C9C6FF", "ongoing": "#84E3F5", "unknown": "#D9DEE3",
    "pastdate": "#FFC2D6", "changed": "#F0BCFF", "assured": "#CFFFF0", "G": "#4BF2D2", "A": "#FFEB4D", "R": "#FA8E80", "B": "#A9C7FF", "ink": "#000000",
    "fill_complete": "#4BF2D2", "fill_on_target": "#FFEB4D", "fill_behind_target": "#F07A6E", "fill_other": "#C2C9D0",
}  # fmt: skip
TERMINAL = {
    "background": "default", "surface": "default", "raised": "default", "panel": "default", "foreground": "default",
    "muted": "default", "faint": "bright_black", "rule": "bright_black", "accent": "bright_blue", "complete": "green", "on_target": "yellow",
    "behind_target": "red", "not_started": "default", "deferred": "magenta", "ongoing": "cyan", "unknown": "default",
    "pastdate": "bright_red", "changed": "bright_magenta", "assured": "bright_green", "G": "green", "A": "yellow", "R": "red", "B": "bright_blue", "ink": "black",
    "fill_complete": "green", "fill_on_target": "yellow", "fill_behind_target": "red", "fill_other": "default",
}  # fmt: skip
PALETTES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "terminal": TERMINAL}


def fill(progress: str) -> str:
    """The colour's name for a block that stands for tasks: fills may be brighter than text."""
    name = f"fill_{progress}"
    return name if name in DARK else "fill_other"


class Paint:
    """Rich styles by name: a colour's name, then ``bold``, ``on-panel`` and the like (``"complete bold"``)."""

    def __init__(self, theme: str) -> None:
        self._palette = PALETTES[theme]
        self.style = lru_cache(maxsize=None)(self._style)

    def _style(self, name: str, background: str = "background") -> Style:
        words = name.split()
        colour = next((w for w in words if w in self._palette), "foreground")
        reverse = "reverse" in words
        return Style(
            color=Color.parse(self._palette[colour]),
            bgcolor=Color.parse(self._palette[background]),
            bold="bold" in words,
            underline="underline" in words,
            reverse=reverse,
        )


def textual_theme(name: str) -> Theme:
    """The same colours for the stock widgets of dialogs."""
    if name == "terminal":
        return Theme(
            name="tracker-terminal",
            primary="ansi_bright_blue",
            background="ansi_default",
            surface="ansi_default",
            foreground="ansi_default",
            variables={
                "input-cursor-background": "ansi_bright_blue", "input-cursor-foreground": "ansi_black", "input-cursor-text-style": "none",
                "input-selection-background": "ansi_cyan", "input-selection-foreground": "ansi_black",
                "text-muted": "ansi_default", "border": "ansi_bright_black",
                **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), "ansi_bright_black"),
                **dict.fromkeys(("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active"), "ansi_default"),
            },
        )  # fmt: skip
    p = PALETTES[name]
    return Theme(
        name=f"tracker-{name}", primary=p["accent"], secondary=p["accent"], accent=p["accent"], foreground=p["foreground"],
        background=p["background"], surface=p["surface"], panel=p["panel"], warning=p["on_target"], error=p["behind_target"],
        success=p["complete"], dark=name != "light",
        variables={"border": p["rule"], "text-muted": p["muted"], "input-cursor-background": p["accent"], "input-cursor-foreground": p["ink"]},
    )  # fmt: skip
