"""A form in whatever it came: the file itself, a mail with it attached or in its words, an archive, a Word document it was pasted into.

The form is cut out; the mail's own words are kept as what else is written.
"""

from __future__ import annotations

import email
import email.policy
import html
import io
import re
import zipfile
from dataclasses import replace
from email.message import EmailMessage

from tui_tracker.domain.text import clean, first_line
from tui_tracker.errors import FileError
from tui_tracker.packs import cells, decoding, text_read, workbook_read
from tui_tracker.packs.model import Extra, Returned
from tui_tracker.patterns import pattern

_KINDS = (
    (b"%PDF", "a PDF: answers cannot be read from it; ask for the form itself, or type them in (pack open)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file or a mail saved by Outlook (.xls, .doc, .msg): open it and save the form as .xlsx, or the mail as .eml"),
    (b"{\\rtf", "a rich-text document: open it and save it as plain text (.txt)"),
    (b"\x89PNG", "a picture: type its answers in (pack open)"),
    (b"\xff\xd8\xff", "a picture: type its answers in (pack open)"),
    (b"GIF8", "a picture: type its answers in (pack open)"),
)  # fmt: skip
_MAIL = pattern(rb"\A(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.MULTILINE)
_MOST = 20_000_000


def read(data: bytes, name: str) -> Returned:
    """The form in a file. Raises FileError, in one sentence, for what holds none."""
    for start, what in _KINDS:
        if data.startswith(start):
            raise FileError(f"{name} is {what}. Nothing was merged.")
    if data[:2] == b"PK":
        return _from_archive(data, name)
    if not data.strip():
        raise FileError(f"{name} is empty; ask for the form again.")
    if _is_mail(data):
        return _from_mail(data, name)
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", data[:200], re.IGNORECASE):
        words = _of_html(decoding.plain(data)[0])
        return _with_repair(text_read.read(words.encode("utf-8"), name), "it was taken out of a web page")
    return text_read.read(data, name)


def _is_mail(data: bytes) -> bool:
    head = data[:4_000].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf")
    fields = {line.split(b":")[0].lower() for line in head.split(b"\n\n")[0].split(b"\n") if b":" in line}
    return bool(_MAIL.match(head)) and len(fields & {b"from", b"to", b"subject", b"date", b"mime-version", b"content-type", b"received"}) >= 2  # fmt: skip


# -- archives


def _from_archive(data: bytes, name: str) -> Returned:
    members = cells.members(data, name)
    names = {m.filename for m in members}
    if "word/document.xml" in names:
        return _from_word(data, name)
    if "mimetype" in names and "content.xml" in names and not _is_spreadsheet(data):
        raise FileError(f"{name} is a text document (.odt): save it as plain text (.txt). Nothing was merged.")
    if any(n.startswith("xl/") for n in names) or "content.xml" in names or "[Content_Types].xml" in names:
        if "xl/workbook.bin" in names:
            raise FileError(f"{name} is a binary workbook (.xlsb): open it and save it as .xlsx. Nothing was merged.")
        return workbook_read.read(data, name)
    return _from_zip(data, name, members)


def _is_spreadsheet(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"spreadsheet" in archive.read("mimetype")


def _from_zip(data: bytes, name: str, members: list[zipfile.ZipInfo]) -> Returned:
    """The one form in an archive; of several it is said that they are to be unpacked."""
    if sum(m.file_size for m in members) > _MOST or len(members) > 500:
        raise FileError(f"{name} would unpack to far more than return forms hold. Nothing was read.")
    found: list[Returned] = []
    others: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in members:
            if member.is_dir():
                continue
            try:
                found.append(read(archive.read(member), f"{name}, {member.filename}"))
            except (FileError, RuntimeError, zipfile.BadZipFile, NotImplementedError):
                others.append(member.filename)
    if len(found) > 1:
        raise FileError(
            f"{name} holds {len(found)} return forms: unpack it into a folder, and merge the folder. Nothing was merged."
        )
    if not found:
        raise FileError(f"{name} holds no return form of this program. Nothing was merged.")
    more = tuple(Extra(name, f"a file beside the form: {other}") for other in others)
    return replace(found[0], extras=(*found[0].extras, *more))


def _from_word(data: bytes, name: str) -> Returned:
    """A form that was pasted into a Word document: its paragraphs are its lines."""
    try:
        import docx
    except ImportError as error:
        raise FileError(
            f"{name} is a Word document, and python-docx or lxml cannot be loaded here; ask for the form as .txt."
        ) from error
    try:
        document = docx.Document(io.BytesIO(data))
        lines = [p.text for p in document.paragraphs]
    except Exception as error:  # python-docx raises half a dozen kinds for damaged files
        raise FileError(f"{name} is damaged or no Word document.") from error
    found = text_read.read("\n".join(lines).encode("utf-8"), name)
    more = [
        Extra(
            "a table of the document",
            clean(" | ".join(dict.fromkeys(c.text.strip() for c in row.cells if c.text.strip()))),
        )
        for table in document.tables
        for row in table.rows
    ]
    parts = [
        part
        for section in document.sections
        for part in (section.header, section.footer)
        if not part.is_linked_to_previous
    ]
    more += [Extra("the head or foot of the page", clean(p.text.strip())) for part in parts for p in part.paragraphs]
    extras = (*found.extras, *(e for e in more if e.text.strip(" |")))
    return _with_repair(replace(found, extras=extras), "it was taken out of a Word document")


def _with_repair(found: Returned, said: str) -> Returned:
    return replace(found, repairs=(said, *found.repairs))


# -- mail


def _from_mail(data: bytes, name: str) -> Returned:
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf"), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    words = _words_of(body) if isinstance(body, EmailMessage) else ""
    sender = first_line(clean(str(message.get("From", "")), multiline=False), 120) or "unknown"
    found: list[Returned] = []
    others: list[str] = []
    refused: FileError | None = None
    for part in message.iter_attachments():
        called = part.get_filename() or ("a mail" if part.get_content_type() == "message/rfc822" else "a file")
        try:
            found.append(read(_content(part), f"{name}, {called}"))
        except FileError as error:
            others.append(called)
            refused = error if refused is None or called.endswith((".xlsx", ".txt", "a mail")) else refused
    in_words = _in_words(words, name)
    if in_words is not None and (not found or (_answered(in_words) and not any(map(_answered, found)))):
        found, words = [in_words], ""
    if len(found) > 1:
        raise FileError(
            f"{name} holds {len(found)} return forms: save them into a folder, and merge the folder. Nothing was merged."
        )
    if not found:
        raise refused or FileError(f"{name} is a mail without a return form in it or at it. Nothing was merged.")
    said = [Extra(f"the mail of {sender}", clean(line)) for line in _own_words(words)]
    said += [Extra(f"the mail of {sender}", f"a file beside the form: {other}") for other in others]
    where = "the words of a mail" if in_words is not None and found[0] is in_words else "a mail"
    return _with_repair(replace(found[0], extras=(*found[0].extras, *said)), f"it was taken out of {where}")


def _content(part: EmailMessage) -> bytes:
    """What is attached, as bytes; of a mail inside a mail the whole mail."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner and hasattr(inner[0], "as_bytes") else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _in_words(words: str, name: str) -> Returned | None:
    """The form in a mail's own words, where there is one."""
    try:
        return text_read.read(words.encode("utf-8"), name)
    except FileError:
        return None


def _answered(found: Returned) -> bool:
    return any(value.strip() for answer in found.answers for value in answer.values.values())


def _words_of(body: EmailMessage) -> str:
    """The words of a mail as lines: flowed text put together, a web page's tags taken off."""
    text = str(body.get_content())
    if body.get_content_type() == "text/html":
        text = _of_html(text)
    elif "flowed" in str(body.get_param("format", "")):
        text = re.sub(r"(?m)(?<=\S) \r?\n(?!-- )", " ", text)
        text = re.sub(r"(?m)^ (?=>|From |\s)", "", text)
    return text


def _of_html(text: str) -> str:
    """The words of a web page, a line for each of its lines."""
    text = re.sub(r"(?is)<(head|style|script)\b.*?</\1>", "", text)
    text = re.sub(r"(?i)<(?:br|/p|/div|/tr|/li|/h\d|/pre)\b[^>]*>", "\n", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def _own_words(text: str) -> list[str]:
    """A mail's own paragraphs, without the signature's rule and blank lines."""
    plain = decoding.plain(text.encode("utf-8"))[0]
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", plain) if p.strip() and not re.fullmatch(r"[-_\s]+", p)]
