"""Large letters from one small bitmap font: three cells wide and three or five lines high, larger where there is room."""

from __future__ import annotations

from tui_tracker.ui.marks import Marks

# Five rows of three dots a letter, top first; each digit is a row as an octal number (4 left, 2 middle, 1 right).
_FONT = {
    "0": "75557", "1": "26227", "2": "71747", "3": "71317", "4": "55711", "5": "74717", "6": "74757", "7": "71122", "8": "75757", "9": "75717",
    "A": "75755", "B": "65656", "C": "74447", "D": "65556", "E": "74647", "F": "74644", "G": "74557", "H": "55755", "I": "72227", "J": "11157",
    "K": "55655", "L": "44447", "M": "57755", "N": "75555", "O": "75557", "P": "75744", "Q": "75571", "R": "75765", "S": "74717", "T": "72222",
    "U": "55557", "V": "55552", "W": "55775", "X": "55255", "Y": "55222", "Z": "71247", "/": "11244", "-": "00700", ".": "00002", ",": "00024",
    ":": "02020", " ": "00000",
}  # fmt: skip
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def _dots(char: str) -> list[list[int]]:
    return [[int(row, 8) >> shift & 1 for shift in (2, 1, 0)] for row in _FONT[char]]


def can_write(text: str) -> bool:
    """Whether the font has every letter of a text."""
    return all(c in _FONT for c in text.upper())


def large(text: str, signs: Marks, scale: int = 0) -> list[str]:
    """A text in large letters: ``scale`` 0 is three lines of half blocks, 1 five lines, 2 ten.

    Where the terminal's font has no blocks, or a letter is not in ours, the plain text stands on its own line.
    """
    if signs.kind == "ascii" or not can_write(text):
        return ["", text, ""]
    letters = [_dots(c) for c in text.upper()]
    if scale == 0:
        padded = [[*dots, [0, 0, 0]] for dots in letters]
        return [" ".join("".join(_HALVES[d[y][x], d[y + 1][x]] for x in range(3)) for d in padded) for y in (0, 2, 4)]
    lines = ["  ".join("".join("██" if dot else "  " for dot in d[y]) for d in letters) for y in range(5)]
    if scale == 1:
        return lines
    return [wide for line in lines for wide in ("".join(c * 2 for c in line),) * 2]


def width_of(text: str, scale: int) -> int:
    """How many cells a text takes in large letters."""
    count = len(text)
    return count * 4 - 1 if scale == 0 else (count * 8 - 2) * scale
