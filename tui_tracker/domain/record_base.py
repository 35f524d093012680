"""What every record has, and the types that a field may be."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from tui_tracker.frozen import dataclass

FieldType = Literal["text", "int", "bool", "date", "json"]
Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything with an identity of its own. ``uid`` is random and never shown."""

    kind: ClassVar[str] = ""
    uid: str
