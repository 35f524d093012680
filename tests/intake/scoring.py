"""How much of a key a reading has right: field by field, over every value that the key gives."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

_AREA = ("ref", "kind", "pillar", "title", "owner", "target_date")
_TASK = ("no", "title", "assigned_to", "due", "due_text", "status", "work", "evidence", "qa.date", "qa.by", "qa.comment", "sampling.date", "sampling.by", "sampling.comment")  # fmt: skip


@dataclass
class Score:
    """``right`` of ``counted`` values; what was missed, and what no key has."""

    right: int = 0
    counted: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def strict(self) -> float:
        return self.right / self.counted if self.counted else 1.0


def compare(key: dict[str, Any], read: dict[str, Any]) -> Score:
    """A reading against its key: areas and tasks are paired by reference, then by wording."""
    score = Score()
    pairs = _pair(key["areas"], read["areas"], "ref", 0.7)
    for n, area in enumerate(key["areas"]):
        found = read["areas"][pairs[n]] if n in pairs else {}
        name = str(area.get("ref") or area.get("title"))[:40]
        _fields(area, found, _AREA, name, score)
        wanted, got = area.get("tasks", []), found.get("tasks", [])
        tasks = {0: 0} if len(wanted) == len(got) == 1 else _pair(wanted, got, "no", 0.5)
        for m, task in enumerate(wanted):
            _fields(task, got[tasks[m]] if m in tasks else {}, _TASK, f"{name} / {m + 1}", score)
        score.invented += [f"{name}: {t.get('title')}" for i, t in enumerate(got) if i not in tasks.values()]
    score.invented += [str(a.get("title")) for i, a in enumerate(read["areas"]) if i not in pairs.values()]
    return score


def _fields(wanted: dict[str, Any], got: dict[str, Any], names: tuple[str, ...], where: str, score: Score) -> None:
    for name in names:
        value = _get(wanted, name)
        if value is None:
            continue
        score.counted += 1
        others = (wanted.get("accept") or {}).get(name, [])
        found = _get(got, name)
        if any(_same(name, one, found) for one in (value, *others)) or _parts(name, wanted, found):
            score.right += 1
        else:
            score.missed.append(f"{where} {name}: {str(value)[:60]!r}, read {str(found)[:60]!r}")


def _get(record: dict[str, Any], name: str) -> Any:
    for part in name.split("."):
        record = record.get(part) if isinstance(record, dict) else None  # type: ignore[assignment]  # the last is a value
    return record or None


def _same(name: str, one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    if name in ("ref", "no"):
        return _ref(one) == _ref(other)
    return _words(one) == _words(other) or (name == "title" and _unnumbered(one) == _unnumbered(other))


def _parts(name: str, wanted: dict[str, Any], found: Any) -> bool:
    """Evidence from several columns: every part there, in order, and not much else."""
    if name != "evidence" or not wanted.get("evidence_parts") or found is None:
        return False
    text, at = _words(found), 0
    for part in map(_words, wanted["evidence_parts"]):
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _words(value: Any) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", str(value)).casefold()).split())


def _unnumbered(value: Any) -> str:
    return re.sub(r"^(?:\d+ )*(?:[a-z] )?", "", _words(value))


def _ref(value: Any) -> str:
    return re.sub(r"^(?:task|action|recommendation|rec)(?=\d)", "", re.sub(r"[^a-z0-9.]", "", str(value).casefold()))


def _pair(wanted: list[dict[str, Any]], got: list[dict[str, Any]], by: str, least: float) -> dict[int, int]:
    """Wanted → got, the best pairs first."""
    scored = []
    for i, one in enumerate(wanted):
        for j, other in enumerate(got):
            alike = difflib.SequenceMatcher(
                None, _words(one.get("title") or ""), _words(other.get("title") or ""), autojunk=False
            ).ratio()
            evidence = _words(one.get("evidence") or "") == _words(other.get("evidence") or "")
            same = one.get(by) is not None and other.get(by) is not None and _ref(one[by]) == _ref(other[by])
            value = alike + same + 0.3 * evidence - 0.01 * abs(i - j)
            if value >= least:
                scored.append((value, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored, reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs
