"""A paper as a Word document: the authority's own template where one is given, headings, landscape registers, repeated table heads.

Nothing of the person at the keyboard goes in: the core properties name no author, and the zip's own times are fixed, so
the same paper gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Cm, Emu, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from tui_tracker.domain.document import Block, Bullets, Column, Document, Facts, Heading, Para, Table, Turn
from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.reports import archive

_FIXED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_HEAD_SHADE = "E7EAEE"
_OTHER_PARTS = frozenset(
    [
        "comments",
        "commentsExtended",
        "commentsIds",
        "commentsExtensible",
        "people",
        "footnotes",
        "endnotes",
        "custom-properties",
        "customXml",
        "glossaryDocument",
    ]
)
_MOST_TEMPLATE = 30 * 1024 * 1024


def render(document: Document, template: Path | None = None) -> bytes:
    """The paper as .docx bytes. Raises FileError when the template is no Word document."""
    word = _opened(template)
    _empty(word)
    _english(word)
    _mark(word, document.marking)
    _bare(word)
    writer = _Writer(word)
    writer.title(document.title)
    for block in document.blocks:
        writer.block(block)
    _properties(word, document.title)
    out = io.BytesIO()
    word.save(out)
    return archive.fixed(out.getvalue())


def _opened(template: Path | None) -> WordDocument:
    if template is None:
        return _plain_page(docx.Document())
    try:
        if template.stat().st_size > _MOST_TEMPLATE:
            raise FileError(f"{template} is larger than {_MOST_TEMPLATE // 2**20} MB; that is no template.")
        return docx.Document(str(template))
    except OSError as error:
        raise FileError(f"The template {template} cannot be read: {error.strerror or error}.") from error
    except FileError:
        raise
    except Exception as error:  # python-docx raises a dozen kinds for what is no .docx; each means the same to the user
        raise FileError(
            f"The template {template} is no Word document (.docx); open it in Word and save it as one."
        ) from error


def _plain_page(word: WordDocument) -> WordDocument:
    """A4 with margins of 2 cm: what comes with python-docx is American paper."""
    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    return word


def _empty(word: WordDocument) -> None:
    """Take the template's own body away; its styles, headers and page stay."""
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _bare(word: WordDocument) -> None:
    """Take away the parts of a template that hold other people's words: comments, notes, custom data, its own origin."""
    for holder in (word.part, word.part.package):
        for rel_id, rel in list(holder.rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] in _OTHER_PARTS:
                del holder.rels[rel_id]
    settings = word.settings.element
    for tag in ("w:attachedTemplate", "w:footnotePr", "w:endnotePr", "w:rsids", "w:docVars"):
        for found in settings.findall(qn(tag)):
            settings.remove(found)
    attached = word.part._settings_part.rels
    for rel_id in list(attached):
        del attached[rel_id]


def _english(word: WordDocument) -> None:
    """The proofing language is English (United Kingdom), whatever the machine that wrote the template spoke."""
    styles = word.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        styles.insert(0, defaults)
    run_defaults = _child(defaults, "w:rPrDefault")
    lang = _child(_child(run_defaults, "w:rPr"), "w:lang")
    lang.set(qn("w:val"), "en-GB")
    lang.set(qn("w:eastAsia"), "en-GB")


def _child(parent: Any, tag: str) -> Any:
    found = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        parent.append(found)
    return found


def _mark(word: WordDocument, marking: str) -> None:
    """The handling mark at the head and foot of every kind of page, after what the template has there; the page number below."""
    section = word.sections[0]
    pairs = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        pairs.append((section.first_page_header, section.first_page_footer))
    if word.settings.odd_and_even_pages_header_footer:
        pairs.append((section.even_page_header, section.even_page_footer))
    for header, footer in pairs:
        for part in (header, footer):
            part.is_linked_to_previous = False
            first = part.paragraphs[0] if part.paragraphs else part.add_paragraph()
            spare = first if not first.text.strip() and len(part.paragraphs) == 1 else part.add_paragraph()
            spare.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if marking:
                spare.add_run(marking).bold = True
            if part is footer:
                spare.add_run("   page " if marking else "page ")
                _page_number(spare)


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _properties(word: WordDocument, title: str) -> None:
    core = word.core_properties
    core.title, core.author, core.last_modified_by = _plain(title)[:250], "", ""
    core.subject = core.keywords = core.comments = core.category = core.content_status = core.identifier = (
        core.version
    ) = ""
    core.language, core.revision = "en-GB", 1
    core.created = core.modified = core.last_printed = _FIXED


def _plain(text: str) -> str:
    """What XML can hold; a form feed or the like is nothing a paper shows."""
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", clean(text))


class _Writer:
    """Puts blocks into a Word document, using the template's styles where it has them."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._styles = {s.name: s for s in word.styles}
        self._names = set(self._styles)
        # Appending looks for the last section through the whole body each time; held, a long paper stays linear.
        self._end = word.element.body.sectPr

    def title(self, text: str) -> None:
        self._paragraph(text, "Title" if "Title" in self._names else self._heading(1))

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self._paragraph(" ".join(block.text.split()), self._heading(block.level - 1))
            case Para():
                self._para(block)
            case Facts():
                for label, value in block.rows:
                    self._para(Para(value, f"{label}:"))
            case Bullets():
                for item in block.items:
                    self._paragraph(item if "List Bullet" in self._names else f"• {item}", "List Bullet")
            case Table():
                self._table(block)
            case Turn():
                self._turn(block.landscape)

    def _heading(self, level: int) -> str:
        return f"Heading {max(1, min(level, 9))}"

    def _paragraph(self, text: str, style: str) -> Any:
        made = self._blank(style)
        run = made.add_run(_plain(text))
        if style.startswith(("Heading", "Title")) and style not in self._names:
            run.bold = True
        return made

    def _blank(self, style: str = "") -> Any:
        """A new paragraph at the end."""
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        made = Paragraph(element, self._word._body)
        if style in self._styles:
            made.style = self._styles[style]
        return made

    def _para(self, block: Para) -> None:
        made = self._blank()
        if block.lead:
            made.add_run(_plain(block.lead) + " ").bold = True
        made.add_run(_plain(block.text))

    def _turn(self, landscape: bool) -> None:
        section = self._word.add_section(WD_SECTION.NEW_PAGE)
        self._end = self._word.element.body.sectPr
        section.different_first_page_header_footer = False
        wide = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        if section.orientation != wide:
            section.orientation = wide
            section.page_width, section.page_height = section.page_height, section.page_width

    def _table(self, table: Table) -> None:
        if table.caption:
            caption = self._paragraph(table.caption, "Caption" if "Caption" in self._names else "Normal")
            caption.paragraph_format.keep_with_next = True
        widths = self._widths(table.columns)
        element = CT_Tbl.new_tbl(0, len(table.columns), Emu(sum(widths)))
        self._end.addprevious(element)
        made = WordTable(element, self._word._body)
        if "Table Grid" in self._styles:
            made.style = self._styles["Table Grid"]
        made.autofit = False
        self._row(made, [c.name for c in table.columns], table.columns, widths, bold=True, head=True)
        for row in table.rows:
            self._row(made, [str(v) for v in row], table.columns, widths)
        if table.total is not None:
            self._row(made, [str(v) for v in table.total], table.columns, widths, bold=True)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        self._blank()

    def _widths(self, columns: Sequence[Column]) -> list[Any]:
        section = self._word.sections[-1]
        room = int(section.page_width or Cm(21)) - int(section.left_margin or 0) - int(section.right_margin or 0)
        shares = [c.width for c in columns]
        return [int(room * s / sum(shares)) for s in shares]

    def _row(
        self,
        table: WordTable,
        texts: list[str],
        columns: Sequence[Column],
        widths: list[Any],
        *,
        bold: bool = False,
        head: bool = False,
    ) -> None:
        row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, column, width in zip(_cells(row), texts, columns, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(_plain(text))
            run.font.size, run.bold = Pt(8 if head else 9), bold or None
            if column.number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if head:
                _shade(cell)


def _cells(row: Any) -> Iterator[Any]:
    """The row's cells without the grid look-up that makes long tables quadratic."""
    from docx.table import _Cell

    for element in row._tr.tc_lst:
        yield _Cell(element, row)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), _HEAD_SHADE)
    cell._tc.get_or_add_tcPr().append(shade)
