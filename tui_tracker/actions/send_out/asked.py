"""How a paper was asked for, kept with its line in the log, so that it can be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tui_tracker
from tui_tracker.actions.send_out import standing_texts
from tui_tracker.actions.send_out.style import Style
from tui_tracker.reports.texts import KINDS

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

# The forms of a paper; rows, workbooks and the whole plan are made from what stands and are not kept so.
PAPERS_OF_TEXT = ("md", "docx")


def asked(
    session: Session,
    form: str,
    style: Style,
    paper: str,
    questions: Mapping[str, Any],
    names: dict[str, str] | None = None,
) -> dict[str, Any]:
    """How a paper was asked for, for its line in the log: what of it can change outside the plan is kept as a digest.

    ``paper`` is report or export, ``questions`` what was asked of it, ``names`` those of the evidence files that lie beside it.
    """
    if form not in PAPERS_OF_TEXT:
        return {}
    return {
        "paper": paper, "form": form, "names": names, "moment": session.read.journal_head()[0], "version": tui_tracker.__version__,
        "with": {name: asdict(value) if name == "scope" else value for name, value in questions.items()},
        "service": style.service, "marking": style.marking, "internal": style.internal,
        "template": str(style.template) if style.template else "", "template_digest": template_digest(style.template),
        "texts_digest": texts_digest(session),
    }  # fmt: skip


def digest(content: str | bytes | Iterable[str]) -> str | None:
    """The SHA-256 of a paper's bytes; None for what is written piece by piece."""
    if isinstance(content, str):
        content = content.encode("utf-8")
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else None


def texts_digest(session: Session) -> str:
    """One digest of all standing texts that the user has edited."""
    texts = standing_texts.StandingTexts(session.places)
    whole = "".join(f"{kind}\n{texts.raw(kind)}" for kind in KINDS)
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()


def template_digest(path: Path | None) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path is not None else ""
    except OSError:
        return ""
