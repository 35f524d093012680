"""Texts of papers that stay the same, kept as a file in the user's own folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import field
from importlib import resources
from pathlib import Path
from typing import Any

from tui_tracker.errors import FileError
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

_LINES = ("status", "meeting", "subject", "report_by", "author", "contact", "for", "each_action")
_PARAGRAPHS = ("purpose", "recommendation", "summary", "background", "background_papers", "appendices")
# The kinds of plan that have texts of their own; every other plan, and several kinds in one paper, have the first.
KINDS = ("committee", "cause_of_concern", "peer_review", "internal_audit")
# What a paper calls things, where a file of texts says nothing of it.
WORDS = {"area": "area", "areas": "areas for improvement and the like", "body": "the inspectorate"}
IMPLICATIONS = {
    "legal": "Legal",
    "financial": "Financial",
    "risk": "Risk",
    "staff_and_equality": "Staff, service users and equality",
    "environment": "Environment",
    "plan_objectives": "The plan's objectives",
}


@dataclass(frozen=True)
class Officer:
    """Someone whom a public paper may name."""

    name: str
    role: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Texts:
    """The standing texts of a committee paper, placeholders not yet filled in."""

    lines: Mapping[str, str] = field(default_factory=dict)
    paragraphs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    implications: Mapping[str, str] = field(default_factory=dict)
    officers: tuple[Officer, ...] = ()
    words: Mapping[str, str] = field(default_factory=lambda: WORDS)
    source: str = ""

    @property
    def each_action(self) -> bool:
        """Whether the paper prints a row for each action."""
        return self.lines.get("each_action", "").strip().casefold() == "yes"

    def line(self, name: str, values: Mapping[str, object]) -> str:
        return fill(self.lines.get(name, ""), values, self.source)

    def all(self, name: str, values: Mapping[str, object]) -> list[str]:
        """The paragraphs of a section, filled in; empty ones left out."""
        return [made for p in self.paragraphs.get(name, ()) if (made := fill(p, values, self.source).strip())]


def fill(text: str, values: Mapping[str, object], source: str) -> str:
    """``{name}`` filled in from ``values``. Raises FileError naming a placeholder that there is not."""

    def one(m: re.Match[str]) -> str:
        if m[0] in ("{{", "}}"):
            return m[0][0]
        if m[1] not in values:
            raise FileError(f"{source} asks for {{{m[1]}}}, which there is not; there are {', '.join(values)}.")
        return str(values[m[1]])

    rest = re.sub(r"\{\{|\}\}|\{\w+\}", "", text)
    if "{" in rest or "}" in rest:
        raise FileError(
            f"{source} has a brace that nothing closes, or a name in braces with more than letters: “{text[:60]}”."
        )
    return of_one(re.sub(r"\{\{|\}\}|\{(\w+)\}", one, text))


_THING = "task|area or recommendation|area|recommendation|action|entry|note|item|station"
_MANY = pattern(
    r"(?<![\w,.])1 (areas and recommendations|(?:task|area|recommendation|action|day|note|item|station)s|entries)\b"
)
_OF_ONE = {"entries": "entry", "areas and recommendations": "area or recommendation"}
_DOES = pattern(rf"(?<![\w,.])(1(?: (?:{_THING}|of those))?) (are|carry|have|were)\b")
_THEIRS = pattern(rf"(?<![\w,.])(1 (?:{_THING}) \w+ past )their\b")
_SINGULAR = {"are": "is", "carry": "carries", "have": "has", "were": "was"}


def of_one(text: str) -> str:
    """A count of one reads as one, whatever the standing text says of many."""
    text = _MANY.sub(lambda m: f"1 {_OF_ONE.get(m[1], m[1].removesuffix('s'))}", text)
    return _THEIRS.sub(r"\1its", _DOES.sub(lambda m: f"{m[1]} {_SINGULAR[m[2]]}", text))


def kind_of(plan_kinds: Iterable[str]) -> str:
    """Which texts a paper about plans of these kinds has, of KINDS."""
    found = set(plan_kinds)
    only = found.pop() if len(found) == 1 else ""
    return only if only in KINDS else KINDS[0]


def standard(kind: str = KINDS[0]) -> str:
    """The texts of a kind as they come with the program, as the text of a TOML file."""
    return resources.files(__package__).joinpath(f"{kind}.toml").read_text(encoding="utf-8")


def read(path: Path | None, kind: str = KINDS[0]) -> Texts:
    """The user's texts, or the standard ones of a kind when ``path`` is None or not there. Raises FileError saying where they are wrong."""
    source = str(path) if path is not None else "the standard texts"
    try:
        raw = path.read_text(encoding="utf-8-sig") if path is not None and path.exists() else standard(kind)
        data = tomllib.loads(raw)
    except OSError as error:
        raise FileError(f"{source} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileError(
            f"{source} is not valid TOML: {error}. Mend that line, or delete the file for the standard texts."
        ) from error
    return _checked(data, source)


def _checked(data: dict[str, Any], source: str) -> Texts:
    known = {*_LINES, *_PARAGRAPHS, "implications", "officers", "words"}
    for name in data:
        if name not in known:
            raise FileError(f"{source} has an unknown entry “{name}”; known are {', '.join(sorted(known))}.")
    lines = {name: _text(data.get(name, ""), name, source) for name in _LINES}
    paragraphs = {name: tuple(_list(data.get(name, []), name, source)) for name in _PARAGRAPHS}
    implications = data.get("implications", {})
    if not isinstance(implications, dict) or not implications.keys() <= IMPLICATIONS.keys():
        raise FileError(f"{source}: [implications] has texts called {', '.join(IMPLICATIONS)}.")
    officers = data.get("officers", [])
    if not isinstance(officers, list) or not all(
        isinstance(o, dict) and isinstance(o.get("name"), str) for o in officers
    ):
        raise FileError(f"{source}: each [[officers]] wants a name in quotes.")
    words = data.get("words", {})
    if not isinstance(words, dict) or not words.keys() <= WORDS.keys():
        raise FileError(f"{source}: [words] has words for {', '.join(WORDS)}.")
    return Texts(
        lines,
        paragraphs,
        {name: _text(text, name, source) for name, text in implications.items()},
        tuple(Officer(o["name"], str(o.get("role", "")), str(o.get("contact", ""))) for o in officers),
        WORDS | {name: _text(word, name, source) for name, word in words.items() if str(word).strip()},
        source,
    )


def _text(value: object, name: str, source: str) -> str:
    if not isinstance(value, str):
        raise FileError(f"{source}: {name} wants a text in quotes.")
    return value


def _list(value: object, name: str, source: str) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise FileError(f"{source}: {name} wants a list of texts in quotes.")
    return value
