"""The text of a Word paragraph as a reader of the page sees it who has accepted every tracked change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tui_tracker.intake.readers.signs import seen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
GONE = {f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delText", f"{W}sdtPr"}
# What stands apart from the line: text boxes are read once by themselves, phonetic guides are no words, a table is no text.
_APART = {f"{W}txbxContent", f"{W}rt", f"{W}tbl", _FALLBACK}
_OFF = ("0", "false", "off")
# What the usual symbol fonts draw for a code, where it says something in a plan.
_SYMBOLS = {
    "wingdings": {0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x6C: "●", 0xA7: "•", 0xD8: "•", 0xE0: "→"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x4F: "✗", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"},
    "symbol": {0xB7: "•", 0xD6: "✓", 0xAE: "→"},
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■"},
}  # fmt: skip


def on(element: Any) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and (element.get(f"{W}val") or "1") not in _OFF


def asks(element: Any) -> bool:
    """Whether an element is a control that is not filled in: its words only ask for something."""
    return element.tag == f"{W}sdt" and on(element.find(f"{W}sdtPr/{W}showingPlcHdr"))


@dataclass
class TextReader:
    """Reads paragraphs. ``hidden`` are the styles that hide what they are put on; ``stored`` gives what a control bound to
    the document's own data holds, which is what Word shows for it."""

    hidden: frozenset[str] = frozenset()
    stored: Callable[[Any], str | None] = lambda _: None
    fields: list[bool] = field(default_factory=list)
    """For each field that is open, whether its instruction is being read."""

    def paragraph(self, paragraph: Any) -> str:
        """The text of a paragraph; blank where its style hides it."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in self.hidden:
            return ""
        said: list[str] = []
        for piece in self._pieces(paragraph, said):
            said.append(piece)
        if any(
            self.fields
        ):  # an instruction does not go over the end of its paragraph; a field without an end does not hide what follows
            self.fields.clear()
        return seen("".join(said)).strip()

    def _pieces(self, element: Any, said: list[str]) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in GONE or tag in _APART:
                continue
            if tag == f"{W}r":
                yield from self._run(child, said)
            elif tag == f"{W}sdt":
                yield from self._control(child, said)
            elif tag == _MATH:
                yield child.text or ""
            else:
                yield from self._pieces(child, said)

    def _control(self, control: Any, said: list[str]) -> Iterator[str]:
        """What a control shows; the words that ask for something are none."""
        told = control.find(f"{W}sdtPr")
        stored = self.stored(told) if told is not None else None
        if stored is not None:
            yield stored
        elif not asks(control):
            yield from self._pieces(control, said)

    def _run(self, run: Any, said: list[str]) -> Iterator[str]:
        if self._is_hidden(run):
            self._turn_fields(run)
            return
        raised = run.find(f"{W}rPr/{W}vertAlign")
        for piece in self._run_pieces(run):
            if raised is not None and raised.get(f"{W}val") == "superscript" and _is_mark(piece, said):
                continue
            yield piece

    def _run_pieces(self, run: Any) -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                yield self._field(child)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                if on(child) and child.get(f"{W}customMarkFollows", "0") not in _OFF:
                    return  # the rest of the run is the note's own mark
            elif any(self.fields) or tag in GONE or tag in _APART:
                continue
            elif tag == f"{W}t":
                yield _shown(child)
            elif tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield " "
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag == f"{W}sym":
                yield _symbol(child.get(f"{W}font") or "", child.get(f"{W}char") or "")
            else:
                yield from self._pieces(child, [])

    def _field(self, mark: Any) -> str:
        """Follow the begin, the separator and the end of a field; what an old form field holds stands at its begin."""
        what = mark.get(f"{W}fldCharType")
        if what == "begin":
            told = "" if any(self.fields) else _chosen(mark)
            self.fields.append(True)
            return told
        if what == "separate" and self.fields:
            self.fields[-1] = False
        elif what == "end" and self.fields:
            self.fields.pop()
        return ""

    def _turn_fields(self, run: Any) -> None:
        for mark in run.iter(f"{W}fldChar"):
            self._field(mark)

    def _is_hidden(self, run: Any) -> bool:
        """Whether a run is hidden text, which no reader of the page sees, or struck out, which nobody means any more."""
        told = run.find(f"{W}rPr")
        if told is None:
            return False
        if any(on(told.find(f"{W}{name}")) for name in ("vanish", "strike", "dstrike")):
            return True
        style = told.find(f"{W}rStyle")
        return style is not None and style.get(f"{W}val") in self.hidden and told.find(f"{W}vanish") is None


def boxes(paragraph: Any) -> list[Any]:
    """The text boxes that hang on a paragraph, each once: the drawing for older programs repeats it."""
    found = []
    for box in paragraph.iter(f"{W}txbxContent"):
        around = [a.tag for a in box.iterancestors()]
        inner = around[: around.index(f"{W}p")] if f"{W}p" in around else around
        if _FALLBACK not in around and f"{W}txbxContent" not in inner:
            found.append(box)
    return found


def _is_mark(piece: str, said: list[str]) -> bool:
    """Whether a raised sign is the mark of a note: behind a figure it would become part of a date or a reference."""
    before = "".join(said)[-1:]
    return bool(piece.strip()) and all(ch.isdigit() or ch in "*†‡§" for ch in piece.strip()) and before.isdigit()


def _chosen(mark: Any) -> str:
    """What a form field of Word's older kind holds: the chosen entry of a list, or a box with or without its cross."""
    entries = [e.get(f"{W}val") or "" for e in mark.iter(f"{W}listEntry")]
    if entries:
        result = mark.find(f"{W}ffData/{W}ddList/{W}result")
        default = mark.find(f"{W}ffData/{W}ddList/{W}default")
        at = next((f.get(f"{W}val") for f in (result, default) if f is not None), "0") or "0"
        return entries[int(at)] if at.isdigit() and int(at) < len(entries) else ""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    told = next((f for f in (box.find(f"{W}checked"), box.find(f"{W}default")) if f is not None), None)
    return "☒" if on(told) else "☐"


def _shown(text: Any) -> str:
    """A run's text; in a symbol font its letters are drawings."""
    run = text.getparent()
    fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
    font = ((fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else "").casefold()
    said = text.text or ""
    drawn = _SYMBOLS.get(font)
    return "".join(drawn.get(ord(ch) & 0xFF, ch) for ch in said) if drawn else said


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(font.casefold(), {}).get(number & 0xFF, "•")
