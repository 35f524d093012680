"""Reading a text form as people send it back: line by line, forgiving where the meaning is plain, and with an account of the rest.

A form is keys with boxes: ``key = '''answer'''``, over several lines where need be. Everything else on it is either what went
out (``#`` lines) or what somebody wrote besides, and that is kept as an :class:`Extra`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tui_tracker.domain.text import clean, first_line
from tui_tracker.errors import FileError
from tui_tracker.packs import decoding
from tui_tracker.packs.model import ASKED, FORMAT, LONG, Answer, Extra, Returned, Told
from tui_tracker.packs.text_form import added_to, is_of_the_form, told_in
from tui_tracker.patterns import pattern

_MOST_BYTES = 5_000_000
_KEYS = ("format", "form", "for", "filled_in_by", "ref", *ASKED)
_KEY = pattern(rf"^[ \t]*(?:({'|'.join(_KEYS)})[ \t]*=+|(ref|{'|'.join(ASKED)})[ \t]*:)[ \t]*(.*)$", re.IGNORECASE)
_TASK = pattern(r"^[ \t]*\[{1,2}[ \t]*task[ \t]*\]{0,2}[ \t]*$", re.IGNORECASE)
_QUOTES = "‘’'´`"
_STRAIGHT = pattern(r"'''[ \t]*$")
_ANY_CLOSE = pattern(rf"[{_QUOTES}]{{3}}[ \t]*$")
_TITLE = pattern(r"(?m)^#[^\n]*RETURN FORM for")
_STARTS = pattern(r"(?m)^[ \t]*(?:format|form)[ \t]*=")


@dataclass
class _Field:
    """One answer on its way: its words, the line it began on, and whether its box was empty."""

    name: str
    line: int
    words: list[str] = field(default_factory=list)
    boxed: bool = True

    @property
    def text(self) -> str:
        return "\n".join(self.words)


@dataclass
class _Part:
    """The head of the form, or one task: its fields in order."""

    line: int
    fields: dict[str, _Field] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.fields[name].text.strip() if name in self.fields else ""

    @property
    def ref(self) -> str:
        return clean(self.text("ref"), multiline=False)


def read(data: bytes, name: str) -> Returned:
    """The form in a text. Raises FileError when it is none, or of another version."""
    if len(data) > _MOST_BYTES:
        raise FileError(f"{name} has {len(data):,} bytes; a return form has a few thousand. Nothing was read.")
    text, repairs = decoding.plain(data)
    return _Parser(text, name, repairs).returned()


class _Parser:
    def __init__(self, text: str, name: str, repairs: list[str]) -> None:
        self._lines = text.split("\n")
        self._name = name
        self._repairs = repairs
        self._head = _Part(1)
        self._parts = [self._head]
        self._extras: list[Extra] = []
        self._told: list[Told] = []
        self._comment: tuple[int, str] | None = None  # a # line that a program may have wrapped, and where it began
        self._open: _Field | None = None  # the field whose empty box a stray line may belong to
        self._last_stray: int | None = None
        first = _TITLE.search(text) or _STARTS.search(text)
        self._first = text[: first.start()].count("\n") if first else 0

    # -- line by line

    def returned(self) -> Returned:
        n = 0
        while n < len(self._lines):
            n = self._line(n)
        self._end_comment()
        return self._made()

    def _line(self, n: int) -> int:
        """Take one line, or a whole box; the number of the next."""
        line = self._lines[n]
        if _TASK.match(line):
            self._end_comment()
            self._parts.append(_Part(n + 1))
            self._open = None
            return n + 1
        if (m := _KEY.match(line)) is not None:
            self._end_comment()
            return self._key(n, (m[1] or m[2]).lower(), m[3].rstrip())
        if line.lstrip().startswith("#"):
            self._hash(n, line.strip())
        elif not line.strip():
            if self._open is not None and self._open.boxed:
                self._open = None  # only what stands right under an empty box belongs into it
            self._last_stray = None
        else:
            self._stray(n, line.strip())
        return n + 1

    def _key(self, n: int, key: str, rest: str) -> int:
        part = self._parts[-1]
        taken = _Field(key, n + 1)
        below = self._lines[n + 1].strip() if n + 1 < len(self._lines) else ""
        if not rest and key in ASKED and re.match(rf"[{_QUOTES}]{{3}}", below):  # the box has slipped to the next line
            n, rest = n + 1, below
        if re.match(rf"[{_QUOTES}]{{3}}", rest):
            upto, behind = self._box(n, rest[3:], taken)
        else:
            plain = re.fullmatch(r"[“”„\"](.*)[“”„\"]", rest) or re.fullmatch(r"'(.*)'", rest)
            words = plain[1] if plain else rest
            if plain and key in ("form", "for", "ref") and '"' in rest:
                words = words.replace('\\"', '"').replace("\\\\", "\\")
            taken.words, taken.boxed = [words] if words else [], False
            upto, behind = n + 1, ""
            if words and key in ASKED:
                self._put_right("answers without a box were put into one")
        if key in part.fields and key in ASKED:
            self._extra(n, f"{key} once more: {taken.text}")
        else:
            part.fields[key] = taken
        self._open = taken if key in ASKED else None
        if behind:
            self._stray(n, behind)
        return upto

    def _box(self, n: int, rest: str, taken: _Field) -> tuple[int, str]:
        """The words of a box that begins on a line: where it ends, and what stands behind it on its last line."""
        one = re.match(rf"(.*?)[{_QUOTES}]{{3}}(.*)$", rest)
        if one is not None and not (one[2].strip(_QUOTES + " \t") and _is_long_quote(one[2])):
            if not rest.startswith(("'", "’")) or one[1] or one[2]:
                pass
            taken.words = [one[1]] if one[1].strip() else []
            self._straightened(self._lines[n])
            return n + 1, one[2].strip(_QUOTES + " \t")
        words = [rest] if rest.strip() else []
        end = self._closing(n + 1)
        at = end if end is not None else self._given_up(n + 1)
        for line in self._lines[n + 1 : at]:
            words.append(line)
        if end is not None:
            last = _ANY_CLOSE.sub("", self._lines[end])
            words += [last] if last.strip() else []
            self._straightened(self._lines[end])
        else:
            self._put_right(f"a box that was never closed was closed (line {n + 1})")
        while words and not words[-1].strip(f"{_QUOTES} \t"):  # blank lines, and marks of which one is missing
            words.pop()
        taken.words = words
        return (end + 1 if end is not None else at), ""

    def _closing(self, n: int) -> int | None:
        """The line that ends a box: the first straight ''' before another field begins; else the first curly one."""
        stop = self._given_up(n)
        for closing in (_STRAIGHT, _ANY_CLOSE):
            found = next((i for i in range(n, stop) if closing.search(self._lines[i])), None)
            if found is not None:
                return found
        return None

    def _given_up(self, n: int) -> int:
        """Where an open box must end at the latest: the next field with a box of its own, the next task, the end."""
        for i in range(n, len(self._lines)):
            line = self._lines[i]
            key = _KEY.match(line)
            if _TASK.match(line) or (key is not None and re.match(rf"[{_QUOTES}]{{3}}", key[3])):
                back = i
                while back > n and (not self._lines[back - 1].strip() or is_of_the_form(self._lines[back - 1].strip())):
                    back -= 1
                return back
        return len(self._lines)

    # -- what is no answer

    def _hash(self, n: int, line: str) -> None:
        """A # line: what went out, perhaps wrapped; anything else on it was written by somebody."""
        self._open = self._open if self._open is not None and not self._open.words and not self._open.boxed else None
        if self._comment is not None and re.match(r"#\s{2,}\S", line) and not told_in(line):
            self._comment = (self._comment[0], f"{self._comment[1]} {line.lstrip('# ')}")
            return
        self._end_comment()
        self._comment = (n, line)

    def _end_comment(self) -> None:
        if self._comment is None:
            return
        n, line = self._comment
        self._comment = None
        ref = self._parts[-1].ref
        if (told := told_in(line)) is not None:
            self._told.append(Told(ref, *told, f"line {n + 1}"))
        elif not is_of_the_form(line) or self._more_of_the_holder(line):
            self._extra(n, added_to(line))

    def _more_of_the_holder(self, line: str) -> bool:
        """Whether the line that names whom the form is for names somebody else, or says more: its own words are known."""
        m = re.match(r"#\s*RETURN FORM for (.*)", line)
        held = re.search(r'(?m)^[ \t]*for[ \t]*=[ \t]*["“”](.*)["“”][ \t]*$', "\n".join(self._lines[:80]))
        return (
            m is not None
            and held is not None
            and " ".join(m[1].split()) != " ".join(held[1].replace('\\"', '"').split())
        )

    def _stray(self, n: int, text: str) -> None:
        """A line outside every box: the end of a wrapped # line, the answer to an empty box right above, or more besides."""
        if self._comment is not None and n >= self._first:
            self._comment = (self._comment[0], f"{self._comment[1]} {text}")
            return
        if self._open is not None and (not self._open.words or not self._open.boxed):
            if self._open.boxed:
                self._put_right(f"an answer under or behind its box was put into it (line {n + 1})")
                self._open.boxed = False
            self._open.words.append(text)
            return
        if self._last_stray == n - 1 and self._extras:  # one paragraph is one thing written
            before = self._extras.pop()
            self._extras.append(Extra(before.where, f"{before.text} {clean(text)}", before.ref))
        else:
            self._extra(n, text)
        self._last_stray = n

    def _extra(self, n: int, text: str) -> None:
        if text.strip(" -–—_=#"):
            self._extras.append(Extra(f"line {n + 1}", clean(text.strip()), self._parts[-1].ref))

    def _without_ref(self, number: int, part: _Part) -> None:
        """A block that does not say which task it is of holds up no other: its words are listed. A form of such blocks alone is refused."""
        if not any(p.ref for p in self._parts[1:]):
            raise FileError(
                f"{self._name}, line {part.line}: its task number {number} has no reference; nothing was merged."
            )
        for f in part.fields.values():
            if f.text.strip():
                self._extras.append(Extra(f"line {f.line}", clean(f"{f.name}: {f.text.strip()}"), ""))

    def _place_extras(self) -> None:
        """Words that name a task belong to it; words under the last box of all belong to none."""
        refs = [part.ref for part in self._parts[1:]]
        last = max((f.line + len(f.words) for part in self._parts[1:] for f in part.fields.values()), default=0)
        made = []
        for extra in self._extras:
            at = int(extra.where.removeprefix("line ") or 0)
            ref = _named(extra.text, refs) or (
                "" if at > last + 1 and not self._lines[at - 1].lstrip().startswith("#") else extra.ref
            )
            made.append(Extra(extra.where, extra.text, ref))
        self._extras = made

    def _put_right(self, said: str) -> None:
        if said not in self._repairs:
            self._repairs.append(said)

    def _straightened(self, line: str) -> None:
        if re.search(r"[‘’´`]{3}", line):
            self._put_right("curly quotes were made straight where a box begins or ends")

    # -- the whole

    def _made(self) -> Returned:
        head, name = self._head, self._name
        if not head.text("form"):
            raise FileError(
                f"{name} is no return form of this program: it does not say which form it is. Ask for it again as it was sent (.xlsx or .txt)."
            )
        if head.text("format") != str(FORMAT):
            told = first_line(clean(head.text("format"), multiline=False), 20) or "none"
            raise FileError(
                f"{name} is a return form of another version (format {told}; this program reads {FORMAT}); install that version to read it."
            )
        answers = []
        for n, part in enumerate(self._parts[1:], 1):
            if not part.ref:
                self._without_ref(n, part)
                continue
            given = {k: f for k, f in part.fields.items() if k in ASKED}
            answers.append(
                Answer(
                    part.ref,
                    {k: clean(f.text) if k in LONG else clean(" ".join(f.text.split())) for k, f in given.items()},
                    {k: f"line {f.line}" for k, f in given.items()},
                )
            )
        self._place_extras()
        by = first_line(clean(head.text("filled_in_by"), multiline=False), 200)
        holder = first_line(clean(head.text("for"), multiline=False), 200)
        return Returned(
            head.text("form"), holder, tuple(answers), tuple(self._repairs), by, tuple(self._extras), tuple(self._told)
        )


def _named(text: str, refs: list[str]) -> str | None:
    """The one task of the form that words name; None where they name none, or several."""
    plain = "".join(text.split()).casefold()
    found = [r for r in refs if re.search(rf"{re.escape(''.join(r.split()).casefold())}(?!\d)", plain)]
    return found[0] if len(found) == 1 else None


def _is_long_quote(text: str) -> bool:
    """Whether what follows three quote marks on a line is more of the answer: it ends in three quote marks itself."""
    return bool(_ANY_CLOSE.search(text))
