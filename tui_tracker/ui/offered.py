"""What a picker offers, and how well each answers what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Offer:
    """``id`` is given back; ``name`` is what it is called, ``note`` what is said of it, ``key`` how else it is reached.

    A ``head`` is a line that names what follows, and cannot be taken.
    """

    id: str
    name: str
    note: str = ""
    key: str = ""
    head: bool = False


def ranked(offers: Sequence[Offer], typed: str, recent: Sequence[str] = ()) -> list[Offer]:
    """The offers that answer what is typed, the best first: an exact name, then one that begins so, a word that begins so, a word of the
    note, letters in it, and last letters in their order. Those taken lately come first among equals."""
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        lately = [o for name in recent for o in offers if o.id == name and not o.head]
        return [*dict.fromkeys(lately), *(o for o in offers if o not in lately)]
    scored = [(_score(o, wanted), _turn(recent, o.id), n, o) for n, o in enumerate(offers) if not o.head]
    return [o for score, _, _, o in sorted(scored, key=lambda s: s[:3]) if score < _NO]


_NO = 9


def _turn(recent: Sequence[str], name: str) -> int:
    return recent.index(name) if name in recent else len(recent)


def _score(offer: Offer, wanted: str) -> int:
    name, note = offer.name.casefold(), offer.note.casefold()
    words = name.replace("-", " ").split()
    tests: Mapping[int, bool] = {
        0: name == wanted or offer.key == wanted,
        1: name.startswith(wanted),
        2: any(w.startswith(wanted) for w in words),
        3: all(any(w.startswith(part) for w in words) for part in wanted.split()),
        4: all(f" {part}" in f" {name} {note}" for part in wanted.split()),
        5: wanted in name,
        6: _in_order(wanted.replace(" ", ""), name),
    }
    return next((score for score, holds in tests.items() if holds), _NO)


def _in_order(letters: str, text: str) -> bool:
    """Whether the letters stand in a text in their order; of two letters and more."""
    found = iter(text)
    return len(letters) > 1 and all(letter in found for letter in letters)
