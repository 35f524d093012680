"""The body of a Word document, block by block: headings, paragraphs, tables, charts, and the turn of the page."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from tui_tracker.domain.document import Block, Bullets, Chart, Facts, Heading, Para, Table, Turn
from tui_tracker.domain.text import clean
from tui_tracker.reports import word_charts, word_tables

_AFTER_TABLE = Pt(8)
_NOTE_SIZE = Pt(9)


def plain(text: str) -> str:
    """What XML can hold; a form feed or the like is nothing a paper shows."""
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", clean(text))


class Body:
    """Puts blocks into a Word document, using the template's styles where it has them.

    Space is given by styles and never by empty paragraphs, which a screen reader reads out.
    """

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._styles = {s.name: s for s in word.styles}
        # Appending looks for the last section through the whole body each time; held, a long paper stays linear.
        self._end = word.element.body.sectPr
        self._after_table = False
        self._last: Any = None
        self._charts = 0

    def title(self, text: str) -> None:
        """The paper's own title."""
        self._paragraph(text, "Title" if "Title" in self._styles else "Heading 1")

    def block(self, block: Block) -> None:
        """The block at the end."""
        match block:
            case Heading():
                self._paragraph(" ".join(block.text.split()), f"Heading {max(1, min(block.level - 1, 9))}")
            case Para():
                self._para(block)
            case Facts():
                for label, value in block.rows:
                    self._para(Para(value, f"{label}:")).paragraph_format.space_after = Pt(1)
            case Bullets():
                for item in block.items:
                    self._paragraph(item if "List Bullet" in self._styles else f"• {item}", "List Bullet")
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Turn():
                self._turn(block.landscape)

    def _paragraph(self, text: str, style: str) -> Any:
        made = self._blank(style)
        run = made.add_run(plain(text))
        if style.startswith(("Heading", "Title")) and style not in self._styles:
            run.bold = True
        return made

    def _blank(self, style: str = "") -> Any:
        """A new paragraph at the end, with room above it where a table ended."""
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        made = Paragraph(element, self._word._body)
        if style in self._styles:
            made.style = self._styles[style]
        if self._after_table and not style.startswith("Heading"):
            made.paragraph_format.space_before = _AFTER_TABLE
        self._after_table = False
        self._last = made
        return made

    def _para(self, block: Para) -> Any:
        made = self._blank()
        if block.lead:
            made.add_run(plain(block.lead) + " ").bold = True
        made.add_run(plain(block.text))
        if block.note:
            for run in made.runs:
                run.font.size = _NOTE_SIZE
        return made

    def _turn(self, landscape: bool) -> None:
        section = self._word.add_section(WD_SECTION.NEW_PAGE)
        self._end = self._word.element.body.sectPr
        self._after_table = False
        section.different_first_page_header_footer = False
        wide = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        if section.orientation != wide:
            section.orientation = wide
            section.page_width, section.page_height = section.page_height, section.page_width

    def _caption(self, text: str) -> None:
        caption = self._paragraph(text, "Caption" if "Caption" in self._styles else "Normal")
        caption.paragraph_format.keep_with_next = True

    def _table(self, table: Table) -> None:
        if table.caption:
            self._caption(table.caption)
        elif self._last is not None and not self._after_table:
            self._last.paragraph_format.keep_with_next = True  # what speaks of a table stands on its page
        elif self._after_table:
            self._caption("The same, continued")  # Word runs two tables into one where nothing stands between them
        element = word_tables.table(self._word, table, self._room(), plain)
        self._end.addprevious(element)
        self._after_table = True

    def _chart(self, chart: Chart) -> None:
        """The caption and the picture in one paragraph: not every program keeps a picture with the paragraph before it."""
        self._charts += 1
        made = self._paragraph(chart.caption, "Caption" if "Caption" in self._styles else "Normal")
        made.add_run().add_break()
        word_charts.add(self._word, made, chart, self._charts, self._room())

    def _room(self) -> int:
        """How wide a table or a picture may be, in EMU."""
        section = self._word.sections[-1]
        return int(section.page_width or Cm(21)) - int(section.left_margin or 0) - int(section.right_margin or 0)
