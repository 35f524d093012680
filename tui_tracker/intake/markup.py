"""Markup of a web page left in cells: turned into the plain text that a reader would have seen, and said."""

from __future__ import annotations

import html
import re

from tui_tracker.domain.text import clean
from tui_tracker.intake.grid import Book
from tui_tracker.intake.proposal import Proposal
from tui_tracker.patterns import pattern

# Attributes are named and given a value, so that “a<b then c>d” is a sentence.
_WITH = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*\s*/?"
_MARK = pattern(rf"</?(?:p|b|i|u|ul|ol|li|br|strong|em|span|div|font|sup|sub|h[1-6]){_WITH}>|&(?:amp|nbsp|lt|gt|quot|apos|#\d{{1,6}}|#x[0-9a-f]{{1,6}});", re.IGNORECASE)  # fmt: skip
_BREAK = pattern(r"<br\b[^<>]*>|</(?:p|div|li|ul|ol|h[1-6])>|<(?:p|div|ul|ol|h[1-6])\b[^<>]*>", re.IGNORECASE)
_ITEM = pattern(r"<li\b[^<>]*>", re.IGNORECASE)
_TAG = pattern(rf"</?[a-z][a-z0-9]*{_WITH}>", re.IGNORECASE)


def undo(book: Book, proposal: Proposal) -> None:
    """Put every cell that holds markup into plain text; each is a finding of PC85."""
    for sheet in book.sheets:
        for r, c, cell in sheet.cells():
            if "<" not in cell.text and "&" not in cell.text:
                continue
            if _MARK.search(cell.text):
                cell.text = plain(cell.text)
                proposal.find("PC85", sheet.where(r, c), "held markup of a web page; its plain text was taken")


def plain(text: str) -> str:
    """The text without tags and entities: paragraphs on lines of their own, items with a bullet."""
    made = _ITEM.sub("\n• ", _BREAK.sub("\n", text))
    made = html.unescape(_TAG.sub("", made)).replace("\u00a0", " ")
    return "\n".join(line.strip() for line in clean(made).split("\n") if line.strip())
