"""What one cell says in more than one way: a sign-off in a line, a share done, a word in a date's place, labels under a finding."""

from __future__ import annotations

import re
from dataclasses import replace

from tui_tracker.domain import date_grammar, progress_words
from tui_tracker.domain.progress import Progress
from tui_tracker.intake import lines
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.proposal import ReadDate, ReadSignOff
from tui_tracker.patterns import pattern

_SIGNED = pattern(r"^(?:(?:signed|closed|checked|sampled|agreed|completed?|verified|approved)(?: off)?|q\.?a\.?(?:'?d)?|by|on|date)\b[\s:,.-]*", re.IGNORECASE)  # fmt: skip
_NAME_FIRST = pattern(r"^(?P<by>[A-Z][\w'’./&()-]*(?:\s+[A-Z&(][\w'’./&()-]*){0,4})\s*(?:$|[–—:;,\n]|\s-\s|\.\s)\s*(?P<rest>.*)$", re.DOTALL)  # fmt: skip


def whole_signoff(text: str) -> ReadSignOff:
    """Who, when and what from one cell: ``Signed off 26/04/24 AM Prevention – evidence seen``. What is no name or date is the comment."""
    entry = ReadSignOff()
    rest = text.strip()
    found = next((f for f in date_grammar.scan(rest, loose=False) if f.made is not None and f.start < 60), None)
    if found is not None and found.made is not None:
        entry.date = ReadDate(found.made, found.made.text)
        rest = f"{rest[: found.start].rstrip(' ,–—-(')} {rest[found.end :].lstrip(' ,)')}".strip()
    while (cut := _SIGNED.sub("", rest, count=1)) != rest:
        rest = cut
    rest = rest.lstrip(" –—-:,.")
    if (m := _NAME_FIRST.match(rest)) is not None:
        entry.by = entry.by_text = m["by"].rstrip(".")
        rest = m["rest"].strip()
    entry.comment = rest or None
    return entry


def word_after_date(text: str) -> Progress | None:
    """``July 2025 (completed)``: the date stands, and the bracket says how it is."""
    m = re.search(r"\(([^()]*)\)\s*$", text)
    return progress_words.from_word(m[1]) if m and not text.startswith("(") else None


def share_done(cell: Cell) -> Progress | None:
    """What a cell that is a share done says."""
    m = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s?(%?)", cell.text)
    if m is None:
        return None
    share = float(m[1])
    if not m[2]:
        share *= 100 if share <= 1 else 1
    return progress_words.of_share(share / 100) if share <= 100 else None


def word_in_date(text: str) -> Progress | None:
    """The progress word that stands alone, or before a bracket, where a date belongs."""
    return progress_words.from_word(re.sub(r"\s*\([^()]*\)\s*$", "", text))


def labels_off(statement: Cell, values: dict[str, Cell]) -> dict[str, Cell]:
    """A finding with labels under it in the same cell, ``Lead: AM Prevention``: each goes where it belongs."""
    kept: list[str] = []
    made: dict[str, Cell] = {}
    for line in statement.text.split("\n"):
        said = lines.read(line).fields if kept and len(line) < 120 and ":" in line else ()
        roles_ = {"owner": "area_owner", "due": "area_due"}
        if said and all(roles_.get(role, role) not in values for role, _ in said):
            made |= {roles_.get(role, role): Cell(value, value) for role, value in said}
        else:
            kept.append(line)
    return {**made, "statement": replace(statement, text="\n".join(kept))} if made else {}
