"""Where figures are kept: one section of RESULTS.md for each benchmark, the others left as they are."""

from __future__ import annotations

from pathlib import Path

_RESULTS = Path(__file__).parent / "RESULTS.md"
_FIRST = "Measured"


def keep(title: str, text: str) -> None:
    """Put ``text`` in place of the section of that title; the first section is the page's own head."""
    found = _RESULTS.read_text(encoding="utf-8") if _RESULTS.exists() else ""
    head, *rest = found.split("\n## ")
    sections = {_FIRST: head.strip(), **{part.partition("\n")[0]: f"## {part}".strip() for part in rest}}
    sections[title] = text.strip() if title == _FIRST else f"## {title}\n\n{text.strip()}"
    _RESULTS.write_text("\n\n".join(sections.values()) + "\n", encoding="utf-8", newline="\n")
