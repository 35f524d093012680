"""What each column means, by the names above it and by what stands in it. Every decision can be explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tui_tracker.domain import date_grammar, dates, posts, progress, progress_words
from tui_tracker.intake import headings
from tui_tracker.intake.codes import colour_word
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.legend import Legend
from tui_tracker.patterns import pattern

REF = pattern(r"^(?:AFIs?|SII|REC|EY|ES|E|P|R|COC|CoC|IA|MA|PR|F|A|CR|AP)[\s.\-]*\d+(?:[./]\d+)*[a-z]?$|^\d{2}/\d{1,3}$", re.IGNORECASE)  # fmt: skip
_LABEL = pattern(r"^(?:task|action|step)?\s*#?\d{1,3}(?:[./]\d{1,3})*[a-z]?[.):]?$|^[a-z][.)]$", re.IGNORECASE)
_CODE = pattern(r"^[A-Za-z]{0,6}[\s./\-_]{0,2}\d{1,4}(?:[./\-]\d{1,4})*[a-z]?$|^[A-Z]{2,6}-[A-Z0-9]{1,4}$")
_PILLAR = frozenset({"effectiveness", "efficiency", "people"})
_YES_NO = pattern(r"^(?:y|n|yes|no|p|part(?:ly|ial(?:ly)?)?)$", re.IGNORECASE)
PARTLY = pattern(r"^(?:p|part(?:ly|ial(?:ly)?)?)$", re.IGNORECASE)
TICK = pattern(r"^(?:y|yes|x|✓|✔|☑|☒|√|ü|þ|true|1|●|■|✅|\[x\])\ufe0f?$", re.IGNORECASE)
_OFF = pattern(
    r"^(?:n|no|false|0|✗|✘|☐|□|◻|[-–—]|\[ ?\])\ufe0f?$", re.IGNORECASE
)  # a box that is not ticked, where it shows
_LIST_MARK = pattern(r"[a-z]|[ivx]{1,4}")
_AMOUNT = pattern(r"[£$]?[\d,]+(?:\.\d+)?\s?(?:%|k|m|hrs?)?")
_COUNT = pattern(r"\d{1,3}")
_MEASURED = 150
_REMEMBERED = 2_000  # letters: of longer texts there are few, and eight thousand of them would fill the memory
POST = pattern(rf"\b(?:{'|'.join(posts.RANKS)}|TL|DACFO|SLT|HR|ICT|EDI|Head|Manager|Officer|Director|Lead|Team|Coordinator|Advis[eo]r|Department|Commander|Chief|Headteacher|Teacher|Principal|Governors?|Auditor|Surveyor|Engineer|Nurse|Pharmacist|Matron|Consultant|Analyst|Planner|Inspector|Supervisor|Clerk|Treasurer|Secretary|Executive|Leader|Developer|Designer|Architect|Administrator|Assistant|Registrar|Technician|Trainer|Specialist|Partner)\b")  # fmt: skip
# A post written small: its last word says so (“Safeguarding link governor”), or its first (“Clerk to governors”).
_SMALL_POST = pattern(r"^(?:[\w'’&/-]+ ){0,4}(?:lead|manager|officer|director|governor|governors|teacher|headteacher|coordinator|commander|engineer|nurse|supervisor|secretary|administrator|assistant|analyst|adviser|advisor|team|board|committee)$|^(?:clerk|chair|head|director|deputy|assistant)\b[\w '’&/-]{0,40}$", re.IGNORECASE)  # fmt: skip
_MUST = pattern(r"\b(?:should|must|needs? to)\b", re.IGNORECASE)
_DATED = pattern(rf"\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b(?:{dates.MONTH_BEGINS})[a-z]*\.? ?\d{{2,4}}\b")
NOTHING = pattern(r"^[\s.\-–—_/*•]*$")
_TEXTS = frozenset({"statement", "action", "evidence", "work", "finding"})


@dataclass
class Column:
    """A column's role and why it was given. ``progress`` is set for tick and count columns, ``period`` for updates.

    ``leads``: an owner whose name says that the area is theirs too. ``of``: the column of updates that this one dates.
    """

    index: int
    name: str
    role: str
    why: str
    progress: str | None = None
    period: dates.FieldDate | None = None
    score: float = 0.0
    leads: bool = False
    of: int | None = None


@dataclass(frozen=True)
class Contents:
    """What stands in a column: shares of its filled cells, and their mean length."""

    filled: int
    words: float
    dates: float
    labels: float
    refs: float
    ticks: float
    numbers: float
    length: float
    fills: int
    repeats: float
    counts: float
    posts: float
    musts: float
    dated: float
    days: float
    pillars: float
    letters: float
    marks: float
    signs: float
    yes_no: float
    colours: float
    offs: float


def is_code(text: str) -> bool:
    """Whether a short text is a reference or a number of a row."""
    return bool(REF.match(text) or _CODE.match(text) or _LABEL.match(text))


def contents(cells: Sequence[Cell], legend: Legend) -> Contents:
    """Measure a column's cells; of a long column some hundred, taken evenly, tell as much as all."""
    filled = [c for c in cells if c.text]
    every = len({c.text for c in filled}) / (len(filled) or 1)
    fills = sum(c.fill is not None for c in cells)
    cells = filled[:: len(filled) // _MEASURED + 1]
    n = len(cells) or 1
    shares = {
        k: sum(found) / n for k, found in zip(_SIGNS, zip(*(_signs(c.text) for c in cells), strict=True), strict=False)
    }
    return Contents(
        filled=len(filled),
        words=sum(len(c.text) < 60 and legend.word(c.text) is not None for c in cells) / n,
        dates=sum(is_date(c) for c in cells) / n,
        days=sum(c.is_date or _is_plain_day(c.text) for c in cells) / n,
        length=sum(len(c.text) for c in cells) / n,
        fills=fills,
        repeats=1 - every if filled else 0.0,
        **(shares or dict.fromkeys(_SIGNS, 0.0)),
    )


# What a text is by itself, as :func:`_signs` gives it.
_SIGNS = (
    "labels", "refs", "pillars", "letters", "signs", "marks", "yes_no", "colours", "offs", "ticks", "numbers", "counts", "posts", "musts", "dated",
)  # fmt: skip


def _signs(text: str) -> tuple[bool, ...]:
    """Which of the signs a text bears. A cell is looked at once for every way in which its sheet might be read."""
    return _signs_of_short(text) if len(text) < _REMEMBERED else _signs_of(text)


def _signs_of(text: str) -> tuple[bool, ...]:
    coded = bool(REF.match(text) or _CODE.match(text))
    return (
        bool(_LABEL.match(text)),
        coded,
        text.casefold().strip() in _PILLAR,
        len(text) == 1 and text.isalnum(),
        coded and text[:1].isalpha(),
        bool(_LIST_MARK.fullmatch(text)),
        bool(_YES_NO.match(text)),
        colour_word(text) is not None,
        bool(_OFF.match(text)),
        bool(TICK.match(text)),
        bool(_AMOUNT.fullmatch(text)),
        bool(_COUNT.fullmatch(text)),
        len(text) < 70 and bool(POST.search(text) or _SMALL_POST.match(text)),
        bool(_MUST.search(text)),
        len(text) > 12 and bool(_DATED.search(text)),
    )


_signs_of_short = lru_cache(maxsize=8192)(_signs_of)


@lru_cache(maxsize=8192)
def _is_plain_day(text: str) -> bool:
    """Whether a short text is a day without a doubt."""
    return len(text) < 30 and (day := date_grammar.read_cell(text)).date is not None and not day.doubt


def is_date(cell: Cell) -> bool:
    """Whether a cell holds a date, a quarter or a spreadsheet's serial number of a day."""
    if cell.is_date:
        return True
    return len(cell.text) < 60 and _is_date(cell.text)


@lru_cache(maxsize=8192)
def _is_date(text: str) -> bool:
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return date_grammar.from_serial(float(text)) is not None
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}|Q[1-4]|FY ?\d{2,4}/\d{2}|20\d\d/\d\d", text.strip(), re.IGNORECASE):
        return True
    return date_grammar.read_cell(text).date is not None


def decide(index: int, group: str, name: str, cells: Sequence[Cell], legend: Legend) -> Column:
    """Give a column its role from the heading over it, its own heading, and what stands in it."""
    found = contents(cells, legend)
    both = f"{group} {name}".strip() if group != name else name
    if found.pillars > 0.6:
        return Column(index, both, "pillar", "holds the names of pillars", score=5.0)
    if (signed := _sign_off(index, group, name, both, found)) is not None:
        return signed
    if (ticked := _ticked(index, name, both, found)) is not None:
        return ticked
    if not name and not group:
        role = _unnamed(found)
        return Column(index, "", role, "no heading; told by what stands in it", score=1.0)
    if group and headings.is_update(name) and "status" in headings.scores(group) and found.words >= 0.5:
        return Column(
            index, both, "status", f"“{group}” of the period “{name}”", period=headings.period(name), score=4.0
        )
    if (
        group
        and headings.is_update(group)
        and group != name
        and (dated := _under_period(index, group, name, both, found))
    ):
        return dated
    if headings.is_update(name or group) and found.length > 8 and found.days < 0.6 and found.words < 0.6:
        return Column(
            index, both, "update", f"“{name}” names a period", period=headings.period(name or group), score=4.0
        )
    return _scored(index, both, name or group, group, found)


def _under_period(index: int, group: str, name: str, both: str, found: Contents) -> Column | None:
    """A column under a heading that is a period: its update, or how things stood then."""
    period = headings.period(group)
    scores = headings.scores(name)
    if "evidence" in scores and found.words < 0.6:
        return Column(index, both, "update", f"“{name}” of the period “{group}”", period=period, score=4.0)
    if "status" in scores and (found.words >= 0.5 or not found.filled):
        return Column(index, both, "status", f"“{name}” of the period “{group}”", period=period, score=4.0)
    return None


def _sign_off(index: int, group: str, name: str, both: str, found: Contents) -> Column | None:
    """A column of one of the two sign-offs: its own name says which, else the heading over it."""
    stage = headings.stage(group) or headings.stage(name)
    part = (headings.part(name) or _part_by_contents(found)) if stage else None
    if stage is not None and part is None and found.length > 12 and (found.dated > 0.4 or found.days > 0.4):
        return Column(index, both, f"{stage}.all", f"headed “{name}”, holds who, when and what in one cell", score=4.0)
    if stage is None or part is None or (group == name and found.dates >= 0.5 and part != "date"):
        return None
    if (group == name or not group) and part == "by" and headings.scores(name).get("due"):
        return None
    return Column(index, both, f"{stage}.{part}", f"“{name}” under “{group}”" if group != name else f"headed “{name}”", score=4.0)  # fmt: skip


def _part_by_contents(found: Contents) -> str | None:
    """Which part of a sign-off a column headed “Quality check” holds: its days or its names."""
    if found.days > 0.6 and found.length < 30:
        return "date"
    return "by" if found.posts > 0.5 and found.length < 40 and found.words < 0.3 else None


def _ticked(index: int, name: str, both: str, found: Contents) -> Column | None:
    if found.yes_no > 0.8 and re.search(
        r"\b(?:complet\w+|done|closed|finished|implemented|delivered|met|achieved)\b", headings.plain(name)
    ):
        return Column(
            index, both, "tick", f"“{name}” is answered yes or no", progress.Progress.COMPLETE.value, score=4.0
        )
    word = progress_words.from_word(name) if "%" not in name else None
    boxes = found.ticks + found.offs > 0.95
    if word is None or not (found.ticks > 0.5 or found.counts > 0.5 or not found.filled or boxes):
        return None
    role = "count" if found.counts > 0.5 and not boxes else "tick"
    return Column(index, both, role, f"headed with the progress word “{name}”", word.value, score=4.0)


def _scored(index: int, both: str, name: str, group: str, found: Contents) -> Column:
    """The role whose name and contents together score most; under 2 it is nobody's."""
    offered = dict(headings.scores(name))
    for role, weight in headings.scores(group).items() if group != name else ():
        offered.setdefault(role, weight - 2)
    best_role, best, why = "other", 0.0, "its name is not known"
    for role, weight in offered.items():
        fits, reason = _fits(role, found)
        if weight + fits > best:
            best_role, best = role, weight + fits
            why = f"headed “{name}” ({weight})" + (f", {reason} ({fits:+g})" if reason else "")
    if best < 2:
        best_role = "other"
    coded = found.labels > 0.6 or found.letters > 0.9 or (found.refs > 0.6 and found.length < 8)
    numbered = coded and found.days < 0.5
    if (
        best_role in ("ref", "other", "action")
        and found.filled
        and ("no" in offered or ("action" in headings.scores(name) and numbered))
    ):
        best_role, why = "no", f"headed “{name}”, holds task numbers"
        best = 4.0
    return Column(index, both, best_role, why, score=best)


def _fits(role: str, found: Contents) -> tuple[float, str]:
    """How well what stands in a column suits a role, and what was seen."""
    if not found.filled:
        return (1.0, "coloured") if role == "status" and found.fills else (0.0, "")
    if role in _TEXTS:
        return _fits_text(role, found)
    if role in ("due", "original", "note_date"):
        told = found.dates + (found.words if role == "due" else 0)
        if role == "due" and told < 0.4 and found.length < 45 and max(found.numbers, found.posts, found.refs) < 0.5:
            return -1.0, "holds words about when"  # “With immediate effect”, “By 1 June”, “TBC”
        return (2.0, "holds dates") if told >= 0.4 else (-5.0, "holds no dates") if found.filled > 1 else (-1.0, "")
    if role == "status":
        if found.words >= 0.5 or (found.words >= 0.2 and found.length < 25):
            return 2.0, "holds progress words"
        if found.length > 40 or found.dates > 0.5 or found.numbers > 0.6:
            return -5.0, "holds no progress words"
        return -1.0, "holds words that are not known"
    if role in ("owner", "area_owner"):
        wrong = found.length > 70 or found.dates > 0.5 or found.numbers > 0.6 or found.labels > 0.6
        if found.refs > 0.8 and not wrong:
            return -0.5, "holds codes of people or posts, by its heading"  # GM1, P1234
        return (-5.0, "holds no names") if wrong else (0.5, "holds names")
    if role in ("ref", "no"):
        if found.refs + found.labels > 0.6:
            return 1.0, "holds references"
        if role == "no" and found.refs + found.labels < 0.2 and found.length > 4:
            return -5.0, "holds codes of a machine"
        return (-5.0, "holds sentences") if found.length > 40 else (-0.5, "")
    if role == "pillar":
        return (-5.0, "holds numbers") if found.numbers > 0.6 or found.dates > 0.6 else (0.5, "") if found.repeats > 0 else (0.0, "")  # fmt: skip
    return 0.0, ""


def _fits_text(role: str, found: Contents) -> tuple[float, str]:
    short = found.labels > 0.6 or found.refs > 0.6 or found.numbers > 0.6
    if short or found.days > 0.6 or (found.words > 0.6 and found.length < 25):
        return -5.0, "holds no sentences"
    if role == "evidence" and found.length < 12 and found.filled > 1:
        return -0.5, "holds few words"
    return (1.5, "holds sentences") if found.length >= 25 else (0.5, "") if found.length >= 10 else (-1.0, "holds few words")  # fmt: skip


def _unnamed(found: Contents) -> str:
    if not found.filled:
        return "status" if found.fills else "other"
    if (found.labels > 0.6 and found.days < 0.5) or found.marks > 0.6:
        return "no"
    if found.refs > 0.5:
        return "ref"
    if found.words > 0.6:
        return "status"
    if found.dates > 0.6:
        return "other"
    return "action" if found.length > 12 else "other"
