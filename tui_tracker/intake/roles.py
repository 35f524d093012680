"""What each column means, by the names above it and by what stands in it. Every decision can be explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui_tracker.domain import dates, progress
from tui_tracker.domain.text import fold
from tui_tracker.intake.grid import Cell

# Names by role; the first role whose pattern fits wins, so the narrower ones stand first.
_NAMES: tuple[tuple[str, str], ...] = (
    ("link", r"\blink\b|^upload|^attachments?$|hyperlink"),
    ("comment", r"^progress comments?$|^summary comments?$|^comments? on progress$"),
    ("work", r"description of (?:the )?work|^work (?:needing|to be done|required)|^what needs|^method|^how\b|^description of action|^scope of"),
    ("evidence", r"evidence|^(?:progress )?updates?\b|latest (?:position|progress|update)|commentary|narrative|^progress (?:to date|made|report|since|so far)|^current position|^what (?:we have|has been) done|^comments?$|^outcomes?\b"),
    ("due", r"projected completion|completion date|delivery date|target (?:completion |end )?date|^target end|^target$|^due\b|^deadline|by when|time ?scales?|^end date|^complete by|^finish|^when\b|^date due|^review date|^planned date"),
    ("status", r"^status|^progress$|^program(?:me)?$|^b?rag\b|^overall (?:status|rag)|^state$|^rating|^afi progress$|^current status|^rag$|^position$"),
    ("owner", r"^(?:afi |area |strategic |sro |senior )?(?:owner|lead|sponsor)\b|^responsible|^accountab|^delegated|^who\b|^by whom|^action owner|^lead officer|^officer|assigned to|^assignee|^person responsible|^sro$"),
    ("pillar", r"^pillar|^theme|^categor|^function$|^workstream"),
    ("action", r"^(?:proposed |agreed |planned |improvement |key )?actions?\b(?! by| owner| date| no| ref)|^tasks?$|^task (?:title|description|name)|^activit|^what will|^deliverable|^milestone|^step$|^management response|^response$"),
    ("statement", r"areas? for improvement|^recommendations?$|^recommendation (?!no|ref|num)|^findings?|^causes? of concern|^afi (?:text|description|title|statement)|^issue|^observation|^area$|^hmicfrs|^title$|^description$"),
    ("ref", r"^(?:afi|sii|rec|recommendation|finding|audit)?\W*(?:ref(?:erence)?|id|no|number|num|#)\.?$|^afi ?/ ?sii$|^afi$|^no\.?$|^sii$|^item$|^rec$|^$"),
    ("no", r"^(?:task|action|step)\W*(?:ref(?:erence)?|id|no|number|#)\.?$"),
)  # fmt: skip
_STAGES = (
    ("qa", r"quality assur|\bqa\b|signed? off by owner|owner sign"),
    ("sampling", r"sampl|assessor|business assurance|bus\.? ass"),
)
_PARTS = (
    ("date", r"\bdate"),
    ("comment", r"comment|note|outcome|finding"),
    ("by", r"\bby\b|name|who|officer|actioned by"),
)
REF = re.compile(r"^(?:AFIs?|SII|REC|EY|E|P|COC|CoC|IA|MA)[\s.\-]*\d+(?:\.\d+)*[a-z]?$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:task|action|step)?\s*#?\d{1,3}[a-z]?[.):]?$", re.IGNORECASE)
TICK = re.compile(r"^(?:y|yes|x|✓|✔|☑|☒|√|ü|true|1|●|■)$", re.IGNORECASE)


@dataclass
class Column:
    """A column's role and why it was given. ``progress`` is set for tick and count columns."""

    index: int
    name: str
    role: str
    why: str
    progress: str | None = None


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


def contents(cells: Sequence[Cell]) -> Contents:
    """Measure a column's cells."""
    texts = [c.text for c in cells if c.text]
    n = len(texts) or 1
    return Contents(
        filled=len(texts),
        words=sum(progress.from_word(t) is not None for t in texts) / n,
        dates=sum(c.is_date or dates.read_cell(c.text).date is not None for c in cells if c.text and len(c.text) < 60)
        / n,
        labels=sum(bool(_LABEL.match(t)) for t in texts) / n,
        refs=sum(bool(REF.match(t)) for t in texts) / n,
        ticks=sum(bool(TICK.match(t)) for t in texts) / n,
        numbers=sum(t.replace(".", "", 1).isdigit() for t in texts) / n,
        length=sum(map(len, texts)) / n,
        fills=sum(c.fill is not None for c in cells),
    )


def name_role(name: str) -> str | None:
    """The role that a heading's words alone suggest."""
    plain = re.sub(r"[\s_]+", " ", fold(name)).strip(" :*")
    for role, pattern in _NAMES:
        if re.search(pattern, plain):
            return role
    return None


def looks_like_heading(text: str) -> bool:
    """Whether a cell could be a column's heading: short and known."""
    if not text or len(text) > 70:
        return False
    if any(re.search(p, fold(text)) for _, p in _STAGES):
        return True
    return bool(progress.from_word(text)) or name_role(text) is not None


def decide(index: int, group: str, name: str, cells: Sequence[Cell]) -> Column:
    """Give a column its role from the heading over it, its own heading, and what stands in it."""
    found = contents(cells)
    both = f"{group} {name}".strip() if group != name else name
    for stage, pattern in _STAGES:
        if re.search(pattern, fold(group or name)):
            part = next((p for p, rx in _PARTS if re.search(rx, fold(name))), None)
            if part is not None and (group != name or found.dates < 0.5 or part == "date"):
                return Column(index, both, f"{stage}.{part}", f"“{name}” under “{group}”")
    word = progress.from_word(name)
    if word is not None and (found.ticks > 0.5 or found.numbers > 0.5 or not found.filled):
        role = "count" if found.numbers > 0.5 and found.ticks < 1 else "tick"
        return Column(index, both, role, f"headed with the progress word “{name}”", word.value)
    return Column(index, both, *_settled(name_role(name), name, found))


def _settled(role: str | None, name: str, found: Contents) -> tuple[str, str]:
    """The name's role, corrected by what really stands in the column."""
    why = f"headed “{name}”" if name else "no heading"
    if not name:
        return _unnamed(found), f"{why}; told by what stands in it"
    if role == "status" and found.length > 40 and found.words < 0.3:
        return "evidence", f"{why}, but holds running text"
    if role == "evidence" and found.words > 0.8 and found.length < 25:
        return "status", f"{why}, but holds progress words"
    if role in ("ref", None) and found.labels > 0.6 and found.length > 4:
        return "no", f"{why}; holds task labels"
    if role is None:
        return "other", why
    return role, why


def _unnamed(found: Contents) -> str:
    if not found.filled:
        return "status" if found.fills else "other"
    if found.labels > 0.6:
        return "no"
    if found.refs > 0.5:
        return "ref"
    if found.words > 0.6:
        return "status"
    if found.dates > 0.6:
        return "other"
    return "action" if found.length > 12 else "other"
