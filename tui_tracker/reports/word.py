"""A paper as a Word document: the authority's own template where one is given, headings, landscape registers, repeated table heads.

Nothing of the person at the keyboard goes in: the core properties name no author, and the zip's own times are fixed, so
the same paper gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from tui_tracker.domain.document import Document
from tui_tracker.errors import FileError
from tui_tracker.reports import archive
from tui_tracker.reports.word_body import Body, plain

_FONT = "Arial"
_HEADINGS = ("Title", "Caption", *(f"Heading {n}" for n in range(1, 10)))
_DARK = RGBColor(0x1F, 0x3A, 0x5F)
_FIXED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# Parts that only the text of a document points to: what they show, and the figures behind a chart, are the template's own.
_OF_THE_BODY = frozenset(
    [
        "chart", "chartEx", "image", "oleObject", "package", "hyperlink", "aFChunk", "subDocument", "control", "video", "audio",
        "diagramData", "diagramLayout", "diagramColors", "diagramQuickStyle", "diagramDrawing",
    ]
)  # fmt: skip
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
    body = Body(word)
    body.title(document.title)
    for block in document.blocks:
        body.block(block)
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
    """A4 with margins of 2 cm in a plain sans serif: what comes with python-docx is American paper and a serif that few machines have."""
    for style in word.styles:
        if isinstance(style, ParagraphStyle) and (style.name == "Normal" or style.name in _HEADINGS):
            _set_font(style)
    _spaced(word, "Normal", Pt(11), before=0, after=5)
    _spaced(word, "Title", Pt(20), before=0, after=8)
    for level, size in ((1, 14), (2, 12), (3, 11), (4, 11)):
        _spaced(word, f"Heading {level}", Pt(size), before=12, after=3)
    _spaced(word, "Caption", Pt(9), before=6, after=3)
    word.styles["Caption"].font.color.rgb = _DARK  # the blue that it comes with is too pale to read
    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    return word


def _spaced(word: WordDocument, name: str, size: Length, *, before: int, after: int) -> None:
    """A style's size, and the room above and below it in points; lines stand close."""
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size = size
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.05


def _set_font(style: ParagraphStyle) -> None:
    """Every script of the style in one font; the theme's own fonts would win over a name alone."""
    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)


def _empty(word: WordDocument) -> None:
    """Take the template's own body away, with its pictures, charts and their figures; its styles, headers and page stay."""
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    still = {value for found in body.iter() for name, value in found.attrib.items() if name == qn("r:id")}
    for rel_id, rel in list(word.part.rels.items()):
        if rel_id not in still and rel.reltype.rsplit("/", 1)[-1] in _OF_THE_BODY:
            del word.part.rels[rel_id]


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
    core.title, core.author, core.last_modified_by = plain(title)[:250], "", ""
    core.subject = core.keywords = core.comments = core.category = core.content_status = core.identifier = (
        core.version
    ) = ""
    core.language, core.revision = "en-GB", 1
    core.created = core.modified = core.last_printed = _FIXED
