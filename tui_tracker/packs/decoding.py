"""The text of a form as it was meant, however an editor, a mail program or an old encoding left it."""

from __future__ import annotations

import quopri
import re

from tui_tracker.patterns import pattern

_MOJIBAKE = pattern("[ÃÂÅÄ][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac™]|â€.?")
_QUOTED = pattern(r"(?m)=(?:[0-9A-F]{2}|$)")
_MARKS = pattern(r"^(?:(?:>|\|)[ \t]?)+")
_PLAIN = (
    ("\u00a0", " ", "non-breaking spaces"), ("\u202f", " ", "narrow spaces"), ("\u2028", "\n", "line separators"),
    ("\u200b", "", "invisible spaces"), ("\ufeff", "", "invisible marks"),
)  # fmt: skip


def plain(data: bytes) -> tuple[str, list[str]]:
    """The text with LF, and what was put right."""
    said: list[str] = []
    text = _decoded(data, said).replace("\r\n", "\n").replace("\r", "\n")
    if _QUOTED.search(text) and re.search(r"(?m)=3D|=$", text) and re.search(r"=3D", text):
        text = quopri.decodestring(text.encode("utf-8")).decode("utf-8", "replace")
        said.append("a mail program's =3D signs were taken out")
    for found, put, what in _PLAIN:
        if found in text:
            text = text.replace(found, put)
            said.append(f"{what} were made plain")
    return _unquoted(_unmangled(text, said), said), said


def _decoded(data: bytes, said: list[str]) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            said.append("the editor's mark at the start was taken off")
            return data.decode(encoding, "replace")
    if data[:200].count(0) * 3 > len(data[:200]) > 3:  # every second byte of English text is 0
        said.append("it was saved as UTF-16 without a mark")
        return data.decode("utf-16-le" if data[1] == 0 else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        old = _old_encoding(data)
        said.append("it was saved in an old Windows encoding" + (" of central Europe" if old == "cp1250" else ""))
        return "".join(_line(line, old) for line in data.splitlines(keepends=True))


def _line(line: bytes, old: str) -> str:
    """One line of a file that is not UTF-8 as a whole; a line may be all the same."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(old, "replace")


def _old_encoding(data: bytes) -> str:
    """cp1252, or cp1250 where in that reading fewer signs stand inside words: “£ukasz ¯ó³æ” is “Łukasz Żółć”."""
    return min(("cp1252", "cp1250"), key=lambda e: _odd_signs(data.decode(e, "replace")))


def _odd_signs(text: str) -> int:
    """How many signs that are no letters stand where a word has a letter."""
    made = 0
    for m in re.finditer("[\u0080-\u024f]", text):
        after, before = text[m.end() : m.end() + 1], text[m.start() - 1 : m.start()]
        if not m[0].isalpha() and (after.isalpha() or (before.isalpha() and m[0] not in "°²³®™")):
            made += 1
    return made


def _unmangled(text: str, said: list[str]) -> str:
    """Lines that were UTF-8 and were read as cp1252 by a program on the way: “â€“” is a dash again."""
    made = []
    for line in text.split("\n"):
        if _MOJIBAKE.search(line):
            try:
                line = line.encode("cp1252").decode("utf-8")
                if "letters that a program on the way had mangled were put right" not in said:
                    said.append("letters that a program on the way had mangled were put right")
            except (UnicodeEncodeError, UnicodeDecodeError):
                pass
        made.append(line)
    return "\n".join(made)


def _unquoted(text: str, said: list[str]) -> str:
    """Without a mail program's > or | before the lines of the form, where most of them have it."""
    lines = text.split("\n")
    full = [line for line in lines if line.strip()]
    marked = sum(bool(_MARKS.match(line)) for line in full)
    keys = [line for line in full if re.match(r"^(?:(?:>|\|)[ \t]?)+[ \t]*(?:form|ref|\[\[task)", line)]
    if not keys or marked * 2 < len(full):
        return text
    said.append("a mail program's > marks were taken off")
    return "\n".join(_MARKS.sub("", line) for line in lines)
