"""Regular expressions that are compiled when they are first used.

A start needs three of the hundred and more that the program knows; the grammar of dates alone takes as long to compile as the
roll-up of a plan to read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pattern = re.compile
else:

    class pattern:  # noqa: N801 - it stands for re.compile
        """As ``re.compile``, later. A wrong expression is told by its first use, and every one has a test that uses it."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self.__dict__["_asked"] = (text, flags)

        def __getattr__(self, name: str) -> Any:
            made = re.compile(*self._asked)
            for each in (
                "search",
                "match",
                "fullmatch",
                "sub",
                "subn",
                "split",
                "findall",
                "finditer",
                "pattern",
                "flags",
                "groups",
                "groupindex",
            ):
                self.__dict__[each] = getattr(made, each)
            if name not in self.__dict__:
                raise AttributeError(name)
            return self.__dict__[name]
