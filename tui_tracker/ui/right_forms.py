"""The forms of what is set right: people who leave or are spelled twice, erasure, printed tables compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tui_tracker.ui.asking import YES_NO, Field, Form
from tui_tracker.ui.forms import handover


def leaves(today: date) -> Form:
    """The form of a handover, which asks as well who it is."""
    form = handover("", today)
    return replace(form, title="Somebody leaves", fields=(Field("who", "who leaves"), *form.fields))


def spelling() -> Form:
    return Form(
        "Two spellings, one person",
        (
            Field("who", "the person, as the register should say"),
            Field("spelling", "which other spelling is the same person"),
        ),
        save="one person",
    )


def deputy() -> Form:
    return Form(
        "A deputy",
        (Field("deputy", "who deputises"), Field("owner", "for which area owner", hint="blank: for nobody any more")),
        save="deputises",
        says="The deputy may sign QA of this owner's areas.",
    )


def described() -> Form:
    return Form(
        "What the register knows of somebody",
        (
            Field("who", "who"),
            Field("department", "department", hint="blank: as it is"),
            Field("assurance", "Business Assurance", hint="yes: they sample; blank: as it is", choices=("", *YES_NO)),
        ),
        save="keep",
        says="Some checks compare departments, and sampling is Business Assurance's.",
    )


def redact() -> Form:
    return Form(
        "Erase a text or a person everywhere",
        (
            Field("text", "the text", hint="as it stands; or leave it blank and name a person"),
            Field("who", "or the person", hint="with every spelling of the register"),
            Field("reason", "why", hint="it is kept, so without what is erased"),
            Field("sure", "sure", "no", hint="this cannot be undone", choices=YES_NO),
        ),
        save="erase",
        says="It goes from every row and from the whole history. Backups, drafts and evidence files that hold it are named afterwards.",
    )


def reconcile() -> Form:
    return Form(
        "Compare printed tables with this plan",
        (Field("file", "the file", hint=".md, .txt, .csv or .xlsx"),),
        save="compare",
    )
