"""What a line of text beside a table says: an area and its reference, a pillar, an owner, a date, or how things stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui_tracker.domain import progress_words, refs
from tui_tracker.domain.inspection import AREA_LETTERS
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.text import fold
from tui_tracker.intake import headings
from tui_tracker.patterns import pattern

_PILLARS = ("effectiveness", "efficiency", "people")
_KINDS = (
    ("area for improvement", "afi", AREA_LETTERS["afi"]),
    ("areas for improvement", "afi", AREA_LETTERS["afi"]),
    ("cause of concern", "cause_of_concern", AREA_LETTERS["cause_of_concern"]),
    ("recommendation", "recommendation", ""),
    ("finding", "recommendation", ""),
    ("audit", "audit", ""),
    ("service improvement initiative", "sii", AREA_LETTERS["sii"]),
)
_WORD_REF = pattern(
    r"^(?P<what>" + "|".join(k for k, _, _ in _KINDS) + r")\s*(?:no\.?|number|ref\.?|#)?\s*(?P<no>\d+(?:\.\d+)*[a-z]?)\b[\s:.)–—-]*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_SIGN = r"(?:AFIs?|SIIs?|REC|COC|IA|ES|EY|E|P|R|F|A|PR|CR|AP|HMI)"
_REF = pattern(
    r"^(?:ref(?:erence)?\s*[:.]?\s*)?(?P<ref>" + _SIGN + r"[\s\-.]?\d+(?:[./]\d+)*[a-z]?)(?![\w%])(?P<rest>[\s:.)\]–—-]*)(?P<title>.*)$",
    re.DOTALL | re.IGNORECASE,
)  # fmt: skip
_CONTINUED = pattern(r"^\(?cont(?:['’]?d|inued|\.)?\b", re.IGNORECASE)
_NUMBERED = pattern(r"^(?P<ref>\d{1,2}(?:\.\d{1,2}){0,2})[.)]?[\s:–—-]+(?P<title>(?=.*\b(?:should|must|needs? to)\b).{25,})$", re.DOTALL)  # fmt: skip
_PILLAR_LEAD = pattern(r"^(?P<pillar>[A-Za-z][A-Za-z &,']{3,40}?)\s*[-–—:|/]\s*(?=" + _SIGN + r"[\s\-.]?\d)", re.IGNORECASE)  # fmt: skip
_PILLAR = pattern(r"^(?:pillar|theme|workstream|strand|section)\s*(?:\d+|[ivx]+|[a-d])?\s*[:.–—-]\s*(?P<pillar>.{3,60})$", re.IGNORECASE)  # fmt: skip
_PILLAR_AFTER = pattern(r"^(?P<pillar>.{3,40}?)\s+(?:pillar|theme|workstream|strand)\b.{0,25}$", re.IGNORECASE)
_PAIR = pattern(r"^(?P<label>[^:–—\n]{2,45}?)\s*(?::|\s[–—-]\s|–|—)\s*(?P<value>\S.*)$", re.DOTALL)
_LEAD_AFTER = pattern(
    r"\s*[(\[]\s*(?:lead|owner|sro|sponsor|lead officer)\s*[:–-]\s*(?P<who>[^()\[\]]{2,60})[)\]]\s*$", re.IGNORECASE
)
_LEAD_BEHIND = pattern(r"(?<=[.\w)])\s+[|–—-]?\s*(?:lead|owner|sro|sponsor|lead officer|area owner|strategic lead)\s*:\s*(?P<who>[^:|]{2,60})$", re.IGNORECASE)  # fmt: skip
_STATEMENT = pattern(r"\b(?:should|must|needs? to|ought to|requires? improvement)\b", re.IGNORECASE)
_WORK_WORDS = pattern(r"\b(?:actions?|tasks?|work|audits?|items?|recommendations?|areas?|afis?|activit(?:y|ies)|milestones?|projects?)\b", re.IGNORECASE)  # fmt: skip
_FIELDS = {"owner", "area_owner", "due", "pillar", "statement", "finding", "ref", "status"}


@dataclass
class Said:
    """What a line says; a field it does not speak of is None. ``fields`` are its label/value pairs by role."""

    text: str
    level: int = 0
    ref: str | None = None
    kind: str | None = None
    title: str | None = None
    pillar: str | None = None
    status: Progress | None = None
    fields: tuple[tuple[str, str], ...] = ()
    is_continued: bool = False

    @property
    def names_area(self) -> bool:
        return self.ref is not None or self.title is not None

    @property
    def is_plain(self) -> bool:
        return not (self.names_area or self.pillar or self.status or self.fields)


def read(text: str, level: int = 0) -> Said:
    """What one line says."""
    said = Said(text, level)
    plain = " ".join(text.split())
    if not plain or len(plain) > 1500:
        return said
    if m := _LEAD_AFTER.search(plain) or _LEAD_BEHIND.search(plain):
        said.fields = (("owner", m["who"].strip()),)
        plain = plain[: m.start()].strip()
    plain = re.sub(r"^\(?\d{1,2}[.)]\s+(?=" + _SIGN + r"[\s\-.]?\d)", "", plain, flags=re.IGNORECASE)
    plain = re.sub(
        r"^(?:areas? for improvement|recommendation|finding|cause of concern)\s*[:–—-]?\s+(?=" + _SIGN + r"[\s\-.]?\d)",
        "",
        plain,
        flags=re.IGNORECASE,
    )
    lead = _PILLAR_LEAD.match(plain)
    if lead and headings.best(lead["pillar"]) not in ("ref", "no", "statement") and not _WORD_REF.match(plain):
        said.pillar, plain = lead["pillar"].strip(), plain[lead.end() :]
    if _read_ref(said, plain) or said.pillar:
        return said
    pairs = _pairs(text)
    if len(pairs) < 2 and (pillar := pillar_of(plain)):
        said.pillar = pillar
        return said
    if pairs:
        said.fields = pairs
        said.kind = kind_of(plain) if pairs[0][0] == "statement" else None
        return said
    if (status := _caption_status(plain)) is not None:
        said.status = status
        return said
    if _STATEMENT.search(plain) and len(plain.split()) >= 6 and (level or plain.lower().startswith(("the ", "by "))):
        said.title = text.strip()
    return said


def _read_ref(said: Said, plain: str) -> bool:
    m = _WORD_REF.match(plain)
    if m:
        what = m["what"].casefold()
        kind, sign = next((k, s) for name, k, s in _KINDS if what.startswith(name))
        said.ref, said.kind = f"{sign}{m['no']}", kind
        said.title = m["title"].strip() or None
        return True
    m = _REF.match(plain)
    whole = m is not None and (not m["title"] or m["rest"].strip() or len(m["title"].split()) >= 4 or bool(_CONTINUED.match(m["title"])))  # fmt: skip
    if m and whole and not _looks_worded(m["ref"]):
        said.ref = refs.normal_area(m["ref"])
        said.title = m["title"].strip() or None
        if said.title and _CONTINUED.match(said.title):
            said.title, said.is_continued = None, True
        return True
    m = _NUMBERED.match(plain)
    if m:
        said.ref, said.title = m["ref"], m["title"].strip()
        return True
    return False


def _looks_worded(ref: str) -> bool:
    """“A 4 page note” begins like a reference: one letter, a blank and a number are taken only when written together."""
    return bool(re.match(r"^[A-Za-z]\s", ref))


def pillar_of(plain: str) -> str | None:
    """The pillar that a line names: one of the three, or whatever it calls a pillar."""
    if fold(plain).strip(" :.") in _PILLARS:
        return plain.strip(" :.")
    m = _PILLAR.match(plain) or _PILLAR_AFTER.match(plain)
    if m and len(m["pillar"].split()) <= 6:
        name = re.sub(r"^(?:pillar|theme|the)\s*\d*\s*[:–—-]?\s*", "", m["pillar"], flags=re.IGNORECASE).strip(" :.–—-")
        return name or None
    m = re.match(r"^(?:\d+[.)]?\s*)?(effectiveness|efficiency|people)\b(?P<rest>.*)$", plain, re.IGNORECASE)
    if m and len(plain.split()) <= 6 and (not m["rest"] or m["rest"].lstrip()[:1] in "–—-:(|"):
        return m[1]
    return None


def kind_of(label: str) -> str | None:
    """The kind of area that a label names: “Area for improvement”, “Cause of concern” …"""
    folded = fold(label)
    return next((kind for name, kind, _ in _KINDS if folded.startswith(name)), None)


def is_finding(text: str) -> bool:
    """Whether a text says what should be: a sentence of an inspectorate, not an action."""
    return bool(_STATEMENT.search(text)) and len(text.split()) >= 6


def label_role(label: str) -> str | None:
    """The field that a label beside a value names; None when it is no such label."""
    text = headings.plain(label)
    if len(text) > 45 or len(text.split()) > 6:
        return None
    found = {role: w for role, w in headings.scores(label).items() if role in _FIELDS or role == "finding"}
    if not found:
        return None
    role = max(found, key=lambda r: found[r])
    return role if found[role] >= 3 or label.rstrip().endswith(":") else None


def cell_pairs(texts: list[str]) -> list[tuple[str, str, int]] | None:
    """Cells of one row as pairs by role, each with its value's place: ``Lead:`` beside a name, or ``Pillar: People`` in one cell.

    None when a cell is neither a label, a pair, nor a label's value.
    """
    made: list[tuple[str, str, int]] = []
    at = 0
    while at < len(texts):
        whole = _pairs(texts[at])
        role = label_role(texts[at])
        if whole and ":" in texts[at].rstrip(":"):
            made += [(r, v, at) for r, v in whole]
            at += 1
        elif role is not None and at + 1 < len(texts) and label_role(texts[at + 1]) is None:
            made.append((role, texts[at + 1], at + 1))
            at += 2
        elif role is None and at + 1 < len(texts) and texts[at].rstrip().endswith(":"):
            at += 2  # a label of something that a plan has no place for
        elif role is not None and texts[at].rstrip().endswith(":"):
            at += 1  # a label whose value was left blank
        else:
            return None
    return made


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """``Lead: X   Target: Y`` as pairs by role; empty when any part is something else."""
    made: list[tuple[str, str]] = []
    for piece in _pieces(text.strip()):
        if made and piece.endswith(":") and label_role(piece) is not None:
            continue  # a label whose value was left blank
        m = _PAIR.match(piece)
        role = label_role(m["label"]) if m else None
        if (
            m is None
            or role is None
            or (":" not in piece[: m.start("value")] and headings.scores(m["label"])[role] < 4)
        ):
            return ()
        made.append((role, m["value"].strip()))
    return tuple(made)


def _pieces(text: str) -> list[str]:
    """A line cut between its pairs: at marks and wide gaps, and before a known label that stands in its middle."""
    made = []
    for piece in re.split(r"\s*[|\n\t;]\s*|\s{3,}|\s+·\s+", text):
        start = 0
        for m in _LABEL_INSIDE.finditer(piece):
            label = _label_before(m["label"])
            if (
                label is not None
                and ":" in piece[start : m.start()]
                and piece[start : m.end() - len(label) - 1].strip()
            ):
                made.append(piece[start : m.end() - len(label) - 1].strip(" ,.–-"))
                start = m.end() - len(label) - 1
        made.append(piece[start:])
    return made


_LABEL_WORDS = frozenset(
    [
        "accountable",
        "action",
        "area",
        "by",
        "completed",
        "completion",
        "date",
        "deadline",
        "delivery",
        "director",
        "due",
        "end",
        "exec",
        "executive",
        "function",
        "lead",
        "manager",
        "officer",
        "original",
        "overall",
        "owner",
        "pillar",
        "reference",
        "responsible",
        "review",
        "revised",
        "senior",
        "sponsor",
        "sro",
        "status",
        "strategic",
        "target",
        "theme",
        "when",
        "workstream",
    ]
)
_LABEL_INSIDE = pattern(r"(?<=\s)(?P<label>[A-Z][\w/']*(?: [\w/']+){0,3}):(?=\s)")


def _label_before(words: str) -> str | None:
    """The end of some words before a colon that is a label: of “Smith Target date” the “Target date”."""
    parts = words.split(" ")
    for first in range(len(parts)):
        label = " ".join(parts[first:])
        if label[0].isupper() and set(fold(label).split()) <= _LABEL_WORDS and label_role(label) is not None:
            return label
    return None


def _caption_status(plain: str) -> Progress | None:
    """``Work in progress``, ``Actions on track``: a caption that says how all the rows under it stand."""
    if len(plain.split()) > 18 or not _WORK_WORDS.search(plain):
        return None
    head = re.split(r"[(\[]", plain, maxsplit=1)[0]
    if len(head.split()) > 9 or "%" in head:
        return None
    return progress_words.in_text(head)
