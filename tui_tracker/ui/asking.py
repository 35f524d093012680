"""What a form asks: data only, so that naming a form loads no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Field:
    """One field. ``read_back`` says under it what was understood, and raises TrackerError when it is not."""

    name: str
    label: str
    value: str = ""
    lines: int = 1
    hint: str = ""
    read_back: Callable[[str], str] | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """What a form asks. ``draft`` names its draft; ``says`` stands above the fields.

    A form that comes back after a refusal has its ``error``, what was typed (``initial``) and the field it was saved ``at``.
    """

    title: str
    fields: tuple[Field, ...]
    save: str = "save"
    draft: str = ""
    says: str = ""
    error: str = ""
    initial: dict[str, str] = field(default_factory=dict)
    at: str = ""
