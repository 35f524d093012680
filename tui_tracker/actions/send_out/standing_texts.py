"""The texts of papers that stay the same: the user's own files, and the ones that come with the program."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.domain.text import fold
from tui_tracker.reports import texts
from tui_tracker.reports.texts import KINDS, Officer, Texts

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session
    from tui_tracker.paths import Places


# Words of tables, charts and headings that are in no file of texts.
_BESIDE = "SHA-256 Open Key Keys Still Look Looked There What Which First The Last Next Why How Where Each Every Past Nobody Nothing None No"


class StandingTexts:
    """One file a kind of paper, in the user's own folder once the first such paper was written."""

    def __init__(self, places: Places) -> None:
        self._folder = places.templates

    def file(self, kind: str = KINDS[0]) -> Path:
        """Where the user's own texts of a kind lie."""
        return self._folder / f"{kind}.toml"

    def raw(self, kind: str = KINDS[0]) -> str:
        """The texts of a kind as the text of a TOML file, as far as it can be read."""
        try:
            return self.file(kind).read_text(encoding="utf-8-sig") if self.file(kind).exists() else texts.standard(kind)
        except (OSError, UnicodeDecodeError):
            return ""

    def of(self, kind: str = KINDS[0]) -> Texts:
        """The texts of a kind of paper: the user's own, or the ones that come with the program."""
        return texts.read(self.file(kind), kind)

    def officers(self) -> list[Officer]:
        """Everybody whom any of the texts lets a public paper name."""
        return [o for kind in KINDS for o in self.of(kind).officers]

    def keep(self, kind: str = KINDS[0]) -> bool:
        """Put the texts of a kind into the user's folder to be edited; False when they are there already."""
        from tui_tracker import files

        path = self.file(kind)
        if path.exists():
            return False
        files.make_private_folder(path.parent)
        files.write_whole(path, texts.standard(kind), replace=False)
        return True


def kind_for(t: Session, plan: str | None = None) -> str:
    """Which texts a paper about the plans of ``t``, or about one of them (uid), has."""
    return texts.kind_of(p.plan_kind for p in t.read.plans() if plan in (None, p.uid))


@cache
def own_words() -> frozenset[str]:
    """The words of the texts that come with the program, folded: with a capital or not they are nobody's."""
    whole = " ".join([*(texts.standard(kind) for kind in KINDS), *texts.IMPLICATIONS.values(), _BESIDE])
    return frozenset(fold(word) for word in re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", whole))
