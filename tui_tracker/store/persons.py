"""Everyone whom the plan names, and how often each job names them."""

from __future__ import annotations

from datetime import date

from tui_tracker.domain import people, views
from tui_tracker.domain.records import Alias, Person
from tui_tracker.domain.text import fold
from tui_tracker.store.rows import Rows


class Persons(Rows):
    """The register of people and the spellings that nobody has placed."""

    def said_by(self) -> list[str]:
        """Every spelling that a note gives for who said it, imported initials too."""
        return [
            str(r[0])
            for r in self._rows("SELECT DISTINCT said_by FROM note WHERE coalesce(said_by, '') <> '' ORDER BY 1")
        ]

    def names_to_offer(self) -> list[str]:
        """The names that the plan uses for people, the most used first, without those who have left."""
        counts: dict[str, int] = {}
        for sql in _NAMED.values():
            for text, count in self._rows(sql):
                counts[text] = counts.get(text, 0) + count
        gone = {p.uid for p in self.all(Person) if p.left_on is not None and p.left_on <= self.today}
        left = {a.spelling for a in self.all(Alias) if a.person in gone}
        names = dict.fromkeys(
            [*sorted(counts, key=lambda n: (-counts[n], n)), *(p.name for p in self.all(Person) if p.uid not in gone)]
        )
        return [n for n in names if n not in left]

    def bodies_to_offer(self) -> list[str]:
        """The bodies outside that tasks wait for."""
        return [
            n for (n,) in self._rows("SELECT DISTINCT waiting_on FROM task WHERE waiting_on IS NOT NULL ORDER BY 1")
        ]

    def persons(self) -> list[views.PersonView]:
        """Everyone named anywhere: the register's people, then spellings that nobody has placed."""
        aliases = self.all(Alias)
        persons = self.all(Person, order=("name",))
        register = people.Register(aliases)
        tally: dict[str, dict[str, int]] = {}
        spelled: dict[str, list[str]] = {}
        for job, sql in _NAMED.items():
            for text, count in self._rows(sql):
                for name in people.split(text):
                    who = register.person(name) if register.person(text) == fold(text) else register.person(text)
                    tally.setdefault(who, dict.fromkeys(_NAMED, 0))[job] += count
                    spelled.setdefault(who, []).append(name)
        made = []
        none = dict.fromkeys(_NAMED, 0)
        for p in persons:
            spellings = tuple(dict.fromkeys(a.spelling for a in aliases if a.person == p.uid))
            made.append(_person(p.uid, p.name, spellings, tally.pop(p.uid, none), p.left_on))
        rest = [
            _person(None, spelled[who][0], tuple(dict.fromkeys(spelled[who])), jobs, None)
            for who, jobs in tally.items()
        ]
        return made + sorted(rest, key=lambda v: v.name.casefold())


_NAMED = {
    "owns": "SELECT owner, count(*) FROM area WHERE coalesce(owner, '') <> '' GROUP BY owner",
    "assigned": "SELECT assigned_to, count(*) FROM task WHERE coalesce(assigned_to, '') <> '' GROUP BY assigned_to",
    "qa": "SELECT by, count(*) FROM signoff WHERE stage = 'qa' AND coalesce(by, '') <> '' GROUP BY by",
    "sampling": "SELECT by, count(*) FROM signoff WHERE stage = 'sampling' AND coalesce(by, '') <> '' GROUP BY by",
    "said": "SELECT said_by, count(*) FROM note WHERE coalesce(said_by, '') <> '' AND origin = 'typed' GROUP BY said_by",
}


def _person(
    uid: str | None, name: str, spellings: tuple[str, ...], jobs: dict[str, int], left: date | None
) -> views.PersonView:
    return views.PersonView(
        uid, name, spellings, jobs["owns"], jobs["assigned"], jobs["qa"], jobs["sampling"], jobs["said"], left
    )
