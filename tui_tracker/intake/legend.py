"""What a file's letters, colours and signs mean: its own legend first, then the field's usual words and traffic light."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tui_tracker.domain import progress_words
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.text import fold
from tui_tracker.frozen import dataclass
from tui_tracker.intake.codes import DONE_SIGNS, LETTERS, LONGEST, SIGNS, code_of, code_pairs, colour_name, colour_word
from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.patterns import pattern

_USUAL = {
    "green": Progress.COMPLETE,
    "amber": Progress.ON_TARGET,
    "yellow": Progress.ON_TARGET,
    "red": Progress.BEHIND_TARGET,
    "blue": Progress.COMPLETE,
}
_BLANK = pattern(
    r"\b(?:no fill|blank|no colou?r|not shaded|unshaded|white|left blank)\s*(?:=|:|–|—|-|means)\s*(.{3,60})",
    re.IGNORECASE,
)
_DIRECTION = pattern(r"\s*[↑↓→←↗↘↔⇧⇩⇨⬆⬇➡⬌]+\ufe0f?\s*")  # how it moved since the last time
_LABEL = pattern(
    r"^\s*(?:(?:current |overall |brag |rag )?(?:status|progress|rating|position)|b?rag)\s*[:=]\s*", re.IGNORECASE
)
_WITH_CLAUSE = pattern(
    r"^(.{3,40}?)\s+(?:but|until|because|pending|awaiting|subject to|due to|while|although|despite)\b", re.IGNORECASE
)
_MARKED = pattern(
    r"(?P<code>[\u25a0-\u25ff\u2605-\u260f\u2613-\u27bf\u2b00-\u2bff])\ufe0f?\s*(?P<said>[A-Za-z][^\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff]*)"
)
_WIDEST = 9  # cells of a row that explains signs
_DONE_AND = pattern(r"^(\w+) and \w+(?: \w+)?$")


@dataclass(frozen=True)
class Meaning:
    """What a cell's word was read as, and from what: ``word``, ``legend``, ``colour``, ``part`` of a longer text, ``proposed``."""

    progress: Progress
    how: str


class Legend:
    """What each code and each fill means in one file. ``found`` says where it was read, for the report."""

    def __init__(self, book: Book, chosen: dict[str, str] | None = None) -> None:
        self._codes: dict[str, Progress | None] = {}
        self._fills: dict[str, Progress] = {}
        self._chosen = {fold(word): Progress(value) for word, value in (chosen or {}).items()}
        self.found: list[tuple[str, str]] = []
        self.blank: Progress | None = None
        self._rows: set[tuple[str, int]] = set()
        self._words: dict[str, Progress] = {}
        used = _used_words(book)
        for sheet in book.sheets:
            for r in range(len(sheet.rows)):
                self._line(sheet, r)
                self._marks(sheet, r)
            self._table(sheet, used)
            self._worded_lines(sheet, used)
        self._meanings: dict[
            str, Meaning | None
        ] = {}  # of texts asked for: a column is looked at for every way to read its sheet
        self._worded_fills(book)

    # -- reading it

    def _line(self, sheet: Sheet, row: int) -> None:
        filled = sheet.filled(row)
        if len(filled) > 2:
            if len(filled) <= _WIDEST:
                self._beside(sheet, row, filled)
            return
        for c in filled:
            text = sheet.own(row, c).text
            if len(text) < 600 and (m := _BLANK.search(text)) is not None:
                self.blank = self.blank or progress_words.in_text(re.split(r"[;,.\n|]", m[1], maxsplit=1)[0])
            pairs = list(code_pairs(text)) if len(text) < 600 else []
            if len(pairs) >= 2 and sum(p is not None for _, p in pairs) >= 2:
                for code, meaning in pairs:
                    self._add(code, meaning)
                self.found.append((sheet.where(row, c), text))
                self._rows.add((sheet.name, row))

    def _beside(self, sheet: Sheet, row: int, filled: list[int]) -> None:
        """A row of cells with a code and its meaning each, perhaps behind a label: ``Key: | G = on track | R = behind``."""
        cells = [sheet.own(row, c) for c in filled]
        pairs = [(cell, list(code_pairs(cell.text))) for cell in cells if len(cell.text) <= LONGEST]
        told = [(cell, found[0]) for cell, found in pairs if len(found) == 1]
        if len(told) < 2 or len(told) < len(cells) - 1 or sum(meaning is not None for _, (_, meaning) in told) < 2:
            return
        for cell, (code, meaning) in told:
            self._add(code, meaning)
            if cell.fill and meaning is not None:
                self._fills.setdefault(cell.fill, meaning)
        self._rows.add((sheet.name, row))
        self.found.append((sheet.where(row, filled[0]), "; ".join(cell.text for cell in cells)))

    def _marks(self, sheet: Sheet, row: int) -> None:
        """A row of drawn signs each with its words: ``✔ Done``, ``► Under way``, ``■ Paused``."""
        filled = sheet.filled(row)
        if not 1 <= len(filled) <= _WIDEST or not any(_MARKED.search(sheet.own(row, c).text[:200]) for c in filled):
            return
        found = {
            m["code"]: progress_words.in_text(m["said"])
            for c in filled
            for m in _MARKED.finditer(sheet.own(row, c).text[:600])
        }
        if sum(meaning is not None for meaning in found.values()) >= 2:
            for code, meaning in found.items():
                self._add(code, meaning)
            self._rows.add((sheet.name, row))
            self.found.append((sheet.where(row, filled[0]), " ".join(sheet.own(row, c).text for c in filled)))

    def _worded_lines(self, sheet: Sheet, used: frozenset[str]) -> None:
        """Lines that explain the words of the table: ``Landed = complete``, ``Stalled - behind target``."""
        run: list[tuple[int, dict[str, Progress]]] = []
        for r in range(len(sheet.rows) + 1):
            filled = sheet.filled(r) if r < len(sheet.rows) else []
            text = sheet.own(r, filled[0]).text if len(filled) == 1 else ""
            pairs = dict(_worded_pairs(text, used)) if 4 < len(text) < 900 else {}
            if pairs:
                run.append((r, pairs))
                continue
            if r < len(sheet.rows) and not filled:
                continue
            words = {w: p for _, found in run for w, p in found.items()}
            if len(words) >= 2:
                for word, meaning in words.items():
                    self._words.setdefault(word, meaning)
                self._rows |= {(sheet.name, at) for at, _ in run}
                self.found.append((sheet.where(run[0][0], 0), "; ".join(f"{w} = {p.value}" for w, p in words.items())))
            run = []

    def _table(self, sheet: Sheet, used: frozenset[str]) -> None:
        """Rows or runs of cells that give a code (or a mere fill) and beside it its meaning."""
        run: list[tuple[int, list[tuple[Cell, Cell]]]] = []
        for r in range(len(sheet.rows) + 1):
            pairs = _row_pairs(sheet, r, used) if r < len(sheet.rows) else []
            if pairs:
                run.append((r, pairs))
                continue
            found = [pair for _, row in run for pair in row]
            if len(found) >= 2 and len({code_of(a.text) or a.text or a.fill for a, _ in found}) >= 2:
                for sign, said in found:
                    self._add_cell(sign, said)
                self._rows |= {(sheet.name, at) for at, _ in run}
                if len(sheet.filled(run[0][0] - 1)) == 2:  # the heading over the codes and their meanings
                    self._rows.add((sheet.name, run[0][0] - 1))
                self.found.append((sheet.where(run[0][0], 0), "; ".join(f"{a.text or 'fill'} = {b.text}" for a, b in found)))  # fmt: skip
            run = []

    def _add_cell(self, sign: Cell, said: Cell) -> None:
        meaning = progress_words.in_text(said.text)
        if code := code_of(sign.text):
            self._add(code, meaning)
        elif sign.text and meaning is not None:
            self._words.setdefault(fold(sign.text), meaning)
        if sign.fill and meaning is not None:
            self._fills.setdefault(sign.fill, meaning)

    def _add(self, code: str, meaning: Progress | None) -> None:
        if meaning is not None or code not in self._codes:
            self._codes[code] = meaning
        if (name := LETTERS.get(code)) and name not in self._codes:
            self._codes[name] = meaning

    def _worded_fills(self, book: Book) -> None:
        seen: dict[str, Counter[Progress]] = {}
        for sheet in book.sheets:
            for _, _, cell in sheet.cells():
                if cell.fill and cell.text and len(cell.text) < 40:
                    word = self.word(cell.text)
                    if word is not None and word.how != "letter":
                        seen.setdefault(cell.fill, Counter())[word.progress] += 1
        for fill, words in seen.items():
            if len(words) == 1 or _clear(words):
                self._fills.setdefault(fill, words.most_common(1)[0][0])
        self._families: dict[str, Progress] = {}
        for fill, meaning in self._fills.items():
            if name := colour_name(fill, 0.18):
                self._families.setdefault(name, meaning)

    # -- asking it

    def holds(self, sheet: Sheet, row: int) -> bool:
        """Whether a row is part of the legend itself."""
        row = sheet.places.get((row, 0), (row, 0))[0]
        return (sheet.name, row) in self._rows

    def word(self, text: str) -> Meaning | None:
        """What a status cell's text means; None when it is not known. A word of another field has its usual meaning, as proposed."""
        if text not in self._meanings:
            self._meanings[text] = self._meaning(text)
        return self._meanings[text]

    def _meaning(self, text: str) -> Meaning | None:
        text = _DIRECTION.sub("", text) or text
        text = _LABEL.sub("", text) or text
        folded = fold(text)
        if folded in self._chosen:
            return Meaning(self._chosen[folded], "chosen")
        if folded in self._words:
            return Meaning(self._words[folded], "legend")
        if (box := _ticked_line(text)) is not None:
            return self.word(box) if box else None
        code = code_of(text)
        if code is not None and code in self._codes:
            own = self._codes[code]
            return Meaning(own, "legend") if own is not None else None
        if (known := progress_words.from_word(text)) is not None:
            return Meaning(known, "word")
        if code is not None:
            return self._by_code(code)
        if (usual := progress_words.from_proposed(text)) is not None:
            return Meaning(usual, "proposed")
        return self._by_part(text)

    def _by_code(self, code: str) -> Meaning | None:
        if code in DONE_SIGNS:
            return Meaning(Progress.COMPLETE, "sign")
        name = SIGNS.get(code) or LETTERS.get(code)
        if name is None:
            return None
        own = self._codes.get(name)
        meaning = own if own is not None else _USUAL.get(name)
        return Meaning(meaning, "letter" if code in LETTERS else "sign") if meaning is not None else None

    def _by_part(self, text: str) -> Meaning | None:
        """A known word with a bracket or a clause after it, or a sign before it."""
        if len(text) > LONGEST:
            return None
        first = re.split(r"\s*[(\[;:,.\n]|\s[-–—/]\s", text.strip(), maxsplit=1)[0]
        words = [w for w in re.split(r"\s+", text.strip(), maxsplit=1) if w]
        if len(words) == 2 and (words[0][0] in SIGNS or words[0][0] in DONE_SIGNS):
            rest = self.word(words[1])
            return rest if rest is not None else self.word(words[0])
        if m := _WITH_CLAUSE.match(first):
            first = m[1]
        if first == text.strip() and (m := _DONE_AND.match(first)):
            first = m[1]
        if first == text.strip() or not first:
            return None
        lead = self.word(first)
        if lead is None:
            return None
        rest_text = text.strip()[len(first) :].strip(" ()[];:,.-–—/\n")
        vague = lead.how in ("word", "letter") and (code_of(first) is not None or lead.progress is Progress.ONGOING)
        worded = _first_clause(rest_text) if vague else None
        return Meaning(worded if worded is not None else lead.progress, "part")

    def fill(self, fill: str | None) -> Progress | None:
        """What a fill means: as the file's own legend or worded cells have it, else by the usual traffic light."""
        if fill is None:
            return None
        name = colour_name(fill)
        if name in self._chosen:
            return self._chosen[name]
        if fill in self._fills:
            return self._fills[fill]
        if name is None:  # too pale for the usual colours, but perhaps not for those of the file's own key
            return self._families.get(colour_name(fill, 0.18) or "")
        if name in self._codes:
            return self._codes[name]
        if name in self._families:
            return self._families[name]
        return _USUAL.get(name)

    def colour(self, cell: Cell) -> str | None:
        """The traffic light's colour that a cell shows by its word or, where it has no words, by its fill, if this file explains it nowhere."""
        name = colour_word(cell.text) if cell.text else colour_name(cell.fill or "000000")
        own = (
            name in self._codes
            or name in self._chosen
            or (not cell.text and (name in self._families or cell.fill in self._fills))
        )
        return None if own or fold(cell.text) in self._chosen or fold(cell.text) in self._words else name

    @staticmethod
    def name(fill: str | None) -> str:
        return colour_name(fill or "") or f"#{fill}"


def _first_clause(text: str) -> Progress | None:
    first = re.split(r"[,;:(.]|\s[-–—]\s", text, maxsplit=1)[0]
    return progress_words.from_word(text) or progress_words.from_word(first) or progress_words.direction_in(first)


def _used_words(book: Book) -> frozenset[str]:
    """The short texts that stand in the rows of tables: what a legend could explain."""
    made: set[str] = set()
    for sheet in book.sheets:
        for row in sheet.rows:
            texts = [cell.text for cell in row if cell.text]
            if len(texts) >= 3:
                made |= {fold(t) for t in texts if len(t) <= 28 and len(t.split()) <= 4 and t[:1].isalpha()}
    return frozenset(made)


_SEPARATOR = pattern(
    r"\s*(?:=|:|–|—|\()\s*|\s-\s|\s+(?:when|where|if|means?)\s+(?:(?:it|they|work|the \w+)\s+)?(?:(?:is|are|has|have)\s+)?",
    re.IGNORECASE,
)


def _worded_pairs(text: str, used: frozenset[str]) -> Iterator[tuple[str, Progress]]:
    """The words of a table that a line explains, with what its explanation says."""
    marks: list[tuple[int, int, str]] = []
    for m in _SEPARATOR.finditer(text):
        words = list(re.finditer(r"[\w'’]+", text[: m.start()]))[-4:]
        for first in range(len(words)):
            word = fold(text[words[first].start() : m.start()])
            if word in used:
                marks.append((words[first].start(), m.end(), word))
                break
    for n, (_, end, word) in enumerate(marks):
        said = text[end : marks[n + 1][0] if n + 1 < len(marks) else len(text)]
        meaning = progress_words.in_text(re.split(r"[;.\n|)]", said, maxsplit=1)[0])
        if meaning is not None:
            yield word, meaning


def _ticked_line(text: str) -> str | None:
    """The one line of a cell whose box is ticked: ``☒ Complete ☐ In hand``. Blank when none or several are; None without boxes."""
    if not re.search("[☐☒☑]", text):
        return None
    ticked = re.findall(r"[☒☑✓✔✅]\s*([^☐☒☑✓✔✅\n]+)", text)
    return ticked[0].strip() if len(ticked) == 1 else ""


def _row_pairs(sheet: Sheet, row: int, used: frozenset[str]) -> list[tuple[Cell, Cell]]:
    """The code-and-meaning pairs that make up a row; empty when it holds anything else."""
    cells = [sheet.own(row, c) for c in range(len(sheet.rows[row]))]
    cells = [cell for cell in cells if cell.text or cell.fill]
    swatch = cells[0].fill if len(cells) > 1 and not cells[0].text else None
    if swatch and len(list(code_pairs(cells[1].text))) == 1:
        cells = cells[1:]
    if (
        1 <= len(cells) <= 3
        and len(cells[0].text) < LONGEST
        and all(re.fullmatch(r"\d{0,4}%?", c.text) for c in cells[1:])
    ):
        one = list(code_pairs(cells[0].text))
        if len(one) == 1 and one[0][1] is not None:  # “Green: on track”, perhaps with a count beside it
            said = re.split(r"[=:–—-]", cells[0].text, maxsplit=1)[-1].strip()
            return [(Cell(one[0][0], fill=swatch or cells[0].fill), Cell(said, said))]
    if not 2 <= len(cells) <= 13:
        return []
    if len(cells) == 2 and cells[1].fill and not cells[1].text and cells[0].fill != cells[1].fill:
        if len(cells[0].text) > 40 or progress_words.in_text(cells[0].text) is None:
            return []
        cells = cells[::-1]  # the words stand before the colour that they explain
    if len(cells) == 3 and code_of(cells[0].text) and code_of(cells[1].text):
        cells = [cells[0], cells[2]]
    if len(cells) % 2:  # a label such as “Key:” before the pairs
        cells = cells[1:]
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    for sign, said in pairs:
        worded = len(cells) == 2 and fold(sign.text) in used and progress_words.in_text(said.text) is not None
        worded = worded or (len(cells) == 2 and sign.text.isdigit() and progress_words.from_word(said.text) is not None)
        is_sign = code_of(sign.text) is not None or (not sign.text and sign.fill is not None) or worded
        if not is_sign or not said.text or len(said.text) > LONGEST or code_of(said.text) is not None:
            return []
    return pairs


def _clear(words: Counter[Progress]) -> bool:
    (_, most), (_, next_most) = words.most_common(2)
    return most >= 3 * next_most
