"""The one-cell signs, for three kinds of terminal font."""

from __future__ import annotations

from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Marks:
    """Signs that the chosen font can show."""

    kind: str
    progress: dict[str, str]
    bar: str
    full: str
    low: str
    dot: str
    bullet: str
    pipe: str
    rule: str
    late: str = "!"
    changed: str = "≠"

    def verdict(self, mark: str) -> str:
        """A sign-off mark; ``–`` where there is none."""
        if self.kind == "ascii":
            return {"": "-", "✓": "y", "+": "+", "◄": "<", "?": "?"}[mark]
        return {"": "–", "✓": "√" if self.kind == "windows" else "✓"}.get(mark, mark)


def marks(kind: str) -> Marks:
    """``unicode``, ``windows`` (for its older fonts) or ``ascii``."""
    attribute = {"unicode": "mark", "windows": "windows", "ascii": "ascii"}[kind]
    signs = {p.value: str(getattr(WORDS[p], attribute)) for p in Progress}
    if kind == "ascii":
        return Marks(kind, signs, ">", "#", "=", ".", "*", "|", "-", changed="#")
    return Marks(
        kind, signs, "▌", "▇" if kind == "unicode" else "█", "▄", "·", "•", "│", "━" if kind == "unicode" else "─"
    )


# The program's own signs for a terminal that draws nothing but ASCII: one cell for one, so that nothing moves.
PLAIN = str.maketrans("›…→←·•–—“”‘’━─│≠×±≤≥✓►▲■▪", ">~><.*--\"\"''--|#x+<>y>^#*")
