"""What a field may hold that the plan knows already: offered in every form by the field's name, so that nobody types a second spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_tracker.domain.inspection import AREA_KINDS, IMPORTANCE, RHYTHMS
from tui_tracker.domain.records import Pillar, Plan
from tui_tracker.domain.signoff import RECEIVED
from tui_tracker.domain.wording import EVIDENCE_KINDS
from tui_tracker.ui.paper_forms import ALL_PLANS

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.ui.asking import Form

_PEOPLE = ("assigned_to", "owner", "said_by", "by", "who", "successor", "holder", "minutes", "deputy", "lead")


def with_offers(form: Form, t: Tracker) -> Form:
    """The form, each field of a known name with what the plan has for it; a field that has its own keeps it."""
    known = _known(t)
    fields = tuple(
        replace(f, offers=known[f.name])
        if f.offers is None and not f.choices and f.lines == 1 and f.read_back is None and f.name in known
        else f
        for f in form.fields
    )
    return replace(form, fields=fields)


def _known(t: Tracker) -> dict[str, Callable[[], Sequence[str]]]:
    read = t.read
    made: dict[str, Callable[[], Sequence[str]]] = dict.fromkeys(_PEOPLE, read.names_to_offer)
    return {
        **made,
        "station": t.stations.stations,
        "body": read.bodies_to_offer,
        "waiting_on": read.bodies_to_offer,
        "pillar": lambda: list(dict.fromkeys(p.name for p in read.all(Pillar, order=("position",)))),
        "area_kind": lambda: list(AREA_KINDS.values()),
        "kind": lambda: [*AREA_KINDS.values(), *EVIDENCE_KINDS.values()],
        "of": lambda: [*(p.name for p in read.all(Plan, order=("position",))), ALL_PLANS],
        "rhythm": lambda: list(RHYTHMS),
        "importance": lambda: list(IMPORTANCE),
        "received": lambda: list(RECEIVED),
        "snapshot": lambda: [s.name for s in read.snapshots()],
        "board": lambda: list(dict.fromkeys(m.board for m in t.meetings.all())),
    }
