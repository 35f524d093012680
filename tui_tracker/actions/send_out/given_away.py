"""What an evidence file gives away by itself: who made it, by its properties, and who is named in its text.

Word, Excel and PowerPoint files and plain text can be looked into; of a picture or a PDF it is said that it was not.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape

from tui_tracker.domain.publication import Check
from tui_tracker.domain.publication_rules import Rules
from tui_tracker.patterns import pattern

_TEXTS = ("txt", "md", "csv", "eml", "log", "json", "toml")
_OFFICE = ("docx", "docm", "xlsx", "xlsm", "pptx", "dotx", "xltx")
_PARTS = pattern(
    r"^(?:word/(?:document|comments|footnotes|header\d*|footer\d*)|xl/(?:sharedStrings|comments\d*)|ppt/(?:slides|notesSlides)/\w+)\.xml$"
)
_MAKERS = pattern(r"<(?:dc:creator|cp:lastModifiedBy)(?: [^>]*)?>([^<]+)</")
_CORE = "docProps/core.xml"
_LARGEST_PART = 4_000_000
_MOST_NAMED = 12


def lines(name: str, content: bytes, rules: Rules) -> Iterator[str]:
    """What there is to know of one file before it is handed on, a line each."""
    _, dot, ending = name.casefold().rpartition(".")
    if ending in _OFFICE:
        yield from _office(content, rules)
    elif ending in _TEXTS:
        yield from _named(content[:_LARGEST_PART].decode("utf-8", "replace"), rules)
    else:
        yield f"{'a .' + ending if dot else 'it'} cannot be looked into; look at it yourself"


def _office(content: bytes, rules: Rules) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = [
                i
                for i in archive.infolist()
                if i.file_size <= _LARGEST_PART and (i.filename == _CORE or _PARTS.match(i.filename))
            ]
            texts = {i.filename: archive.read(i).decode("utf-8", "replace") for i in found}
    except (zipfile.BadZipFile, OSError, ValueError, zlib.error, NotImplementedError, RuntimeError):
        yield "it cannot be looked into: it is damaged, or locked with a password"
        return
    makers = dict.fromkeys(m for found in _MAKERS.findall(texts.pop(_CORE, "")) if (m := unescape(found).strip()))
    if makers:
        yield f"its properties name {', '.join(makers)}"
    if any("comments" in part for part in texts):
        yield "it holds comments"
    yield from _named("\n".join(_plain(t) for t in texts.values()), rules)


def _plain(xml: str) -> str:
    """The text of a part, a line a paragraph or cell."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(?:w:p|a:p|si|comment)>", "\n", xml)))


def _named(text: str, rules: Rules) -> Iterator[str]:
    """What the publication check finds in a text, a line a kind."""
    check = Check(rules)
    for line in text.split("\n"):
        if line.strip():
            check.pass_through(line, "its text")
    found = check.findings()
    for what in dict.fromkeys(f.what for f in found):
        words = [f"“{f.found}”" for f in found if f.what == what]
        more = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
        article = "an" if what[:1] in "aeiou" else "a"
        yield f"its text gives away {article} {what}: {', '.join(words[:_MOST_NAMED])}{more}"
