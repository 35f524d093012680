"""Turns a parsed filter into SQL over ``task t JOIN area a JOIN plan p LEFT JOIN pillar g``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tui_tracker.domain.query import CARRIED_OVER, DATE_FIELDS, NUMBER_FIELDS, Query, Term
from tui_tracker.domain.rag import DEFAULT, OWN, SCHEMES, Scheme
from tui_tracker.store.migrations.m0001 import FULL_TEXT

# An entry that counts: not revoked, dated by today, signed, and (when imported) with a comment. domain.signoff.is_whole.
WHOLE = (
    "revoked IS NULL AND date <= :today AND coalesce(by, '') <> '' AND (imported = 0 OR coalesce(comment, '') <> '')"
)
LATEST = f"""
  LEFT JOIN (SELECT task, verdict, max(position) AS pos FROM signoff WHERE stage = 'qa' AND {WHOLE} GROUP BY task) q ON q.task = t.uid
  LEFT JOIN (SELECT task, verdict, max(position) AS pos FROM signoff WHERE stage = 'sampling' AND {WHOLE} GROUP BY task) s ON s.task = t.uid
"""
# Sampled after the QA that stands: a sampling from before QA looked again says nothing of what QA saw. domain.signoff.sampled_after.
SAMPLED = "(q.task IS NOT NULL AND s.task IS NOT NULL AND s.pos > q.pos)"
_READY = "(t.ready_on IS NOT NULL AND t.ready_on <= :today)"
_LAST_VERDICT = "CASE WHEN coalesce(s.pos, -1) > coalesce(q.pos, -1) THEN s.verdict ELSE q.verdict END"
STAGE = f"""CASE
  WHEN {_LAST_VERDICT} IS 'not_yet' THEN CASE WHEN {_READY} THEN 'ready' ELSE 'sent_back' END
  WHEN q.task IS NULL THEN CASE WHEN {_READY} THEN 'ready' ELSE 'open' END
  WHEN s.task IS NOT NULL AND s.pos > q.pos AND s.verdict IS NOT 'not_yet' THEN 'sampled'
  ELSE 'qa' END"""
# A note that stands on the day: not dated after it, and not corrected since. store.lists counts the same.
_STANDS = "(n.date IS NULL OR n.date <= :today) AND NOT EXISTS (SELECT 1 FROM note c WHERE c.corrects = n.uid)"
# An area past the inspectorate's own date: that day is gone and some of its work is not complete (PC55).
AREA_LATE = "(a.deadline < :today)"
# Days since the last dated word on a task (PC98); none where nothing dated was said. And how often its date has moved.
_NUMBERS = {
    "quiet": f"CAST(julianday(:today) - julianday((SELECT max(n.date) FROM note n WHERE n.task = t.uid AND n.date IS NOT NULL AND {_STANDS})) AS INTEGER)",
    "slips": "(SELECT count(*) FROM slip x WHERE x.task = t.uid)",
}
OVERDUE = "(t.due < :today AND t.progress <> 'complete')"


@dataclass
class Where:
    """A WHERE clause, its parameters, and whether it needs the sign-off joins."""

    sql: str = "1"
    params: dict[str, Any] = field(default_factory=dict)
    needs_latest: bool = False


class Compiler:
    """Builds one Where. ``named_by`` gives the uids that a reference names; ``changed`` and ``assured`` give task uids, asked for only when a term needs them; ``own_schemes`` plans' own schemes by the plan's uid."""

    def __init__(
        self,
        today: date,
        spellings: Callable[[str], Iterable[str]],
        named_by: Callable[[str], Iterable[str]],
        changed: Callable[[], Iterable[str]],
        assured: Callable[[], Iterable[str]],
        own_schemes: Mapping[str, Scheme],
    ) -> None:
        self._own_schemes = own_schemes
        self._spellings = spellings
        self._named_by = named_by
        self._changed = changed
        self._assured = assured
        self._where = Where(params={"today": today.isoformat(), "soon": (today + timedelta(days=30)).isoformat()})

    def compile(self, query: Query) -> Where:
        groups = [" AND ".join(self._term(t) for t in group) for group in query.groups]
        wanted = " OR ".join(f"({g})" for g in groups) if groups else "1"
        gone = query.wants("is", "withdrawn") or query.wants("is", "superseded")
        standing = "1" if gone else "t.withdrawn IS NULL AND a.withdrawn IS NULL"
        self._where.sql = f"{standing} AND ({wanted})"
        return self._where

    def _bind(self, value: Any) -> str:
        name = f"v{len(self._where.params)}"
        self._where.params[name] = value
        return f":{name}"

    def _term(self, term: Term) -> str:
        sql = self._positive(term)
        return f"NOT coalesce(({sql}), 0)" if term.negated else f"({sql})"

    def _positive(self, term: Term) -> str:
        if term.field == "words":
            return self._words(term.value)
        if term.field in DATE_FIELDS:
            name = {"due": "t.due", "target": "a.target", "deadline": "a.deadline"}[term.field]
            assert term.day is not None
            return f"{name} {term.op} {self._bind(term.day.isoformat())}"
        if term.field in NUMBER_FIELDS:
            return f"{_NUMBERS[term.field]} {term.op} CAST({self._bind(term.value)} AS INTEGER)"
        if term.field == "kind":
            return (
                "a.opened_in IS NOT NULL" if term.value == CARRIED_OVER else f"a.area_kind = {self._bind(term.value)}"
            )
        if term.field == "note":
            return f"t.uid IN (SELECT task FROM note WHERE {_STANDS.replace('n.', 'note.')} AND {self._like('text', term.value)})"
        if term.field == "progress":
            return f"t.progress = {self._bind(term.value)}"
        if term.field == "stage":
            self._where.needs_latest = True
            return f"{STAGE} = {self._bind(term.value)}"
        if term.field == "rag":
            return self._rag(term.value)
        if term.field == "is":
            return self._is(term.value)
        if term.op == "=":
            name = {"owner": "t.assigned_to", "pillar": "g.name", "station": "t.station", "plan": "p.name"}[term.field]
            return f"coalesce({name}, '') = {self._bind(term.value)}"
        return self._text(term)

    def _rag(self, letter: str) -> str:
        """The letter of a task by its plan's scheme: the same rules as ``domain.rag``, in their order."""
        whens = []
        for key, scheme in {**SCHEMES, **self._own_schemes}.items():
            tests = {
                "no_tasks": "0", "all_complete": "t.progress = 'complete'", "all_assured": self._is("assured") if scheme.asks_for_assured else "0",
                "any_behind": "t.progress = 'behind_target'", "any_overdue": OVERDUE, "any_area_late": "0", "only_unknown": "t.progress IN ('unknown', 'complete')", "always": "1",
            }  # fmt: skip
            rules = " ".join(f"WHEN {tests[test]} THEN '{given}'" for test, given, _, _ in scheme.rules)
            whens.append(f"WHEN '{key}' THEN CASE {rules} END")
        which = f"CASE p.scheme WHEN '{OWN}' THEN p.uid ELSE coalesce(p.scheme, '{DEFAULT.id}') END"
        return f"CASE {which} {' '.join(whens)} END = {self._bind(letter)}"

    def _text(self, term: Term) -> str:
        if term.field == "owner":
            return self._owner(term.value)
        if term.field == "ref":
            return self._ref(term.value)
        if term.field == "area":
            return f"({self._ref(term.value)} OR {self._like('a.title', term.value)})"
        if term.field == "by":
            return f"t.uid IN (SELECT task FROM note WHERE {self._like('said_by', term.value)})"
        if term.field == "pillar":
            return self._like("coalesce(g.name, '')", term.value)
        if term.field == "station":  # where it lies, or on whose tick list it stands
            ticked = f"t.uid IN (SELECT task FROM tick WHERE {self._like('station', term.value)})"
            return f"({self._like('t.station', term.value)} OR {ticked})"
        return self._like({"plan": "p.name", "title": "t.title"}[term.field], term.value)

    def _like(self, name: str, value: str) -> str:
        plain = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{name} LIKE {self._bind('%' + plain + '%')} ESCAPE '\\'"

    def _owner(self, value: str) -> str:
        spelled = [self._like("t.assigned_to", s) for s in {value, *self._spellings(value)}]
        return "(" + " OR ".join(sorted(spelled)) + ")"

    def _ref(self, value: str) -> str:
        listed = self._bind(_json_list(self._named_by(value)))
        among = f"IN (SELECT value FROM json_each({listed}))"
        return f"(t.uid {among} OR t.area {among} OR a.part_of {among})"

    def _is(self, word: str) -> str:
        plain = {
            "overdue": OVERDUE,
            "complete": "t.progress = 'complete'",
            "open": "t.progress <> 'complete'",
            "no-date": "t.due IS NULL",
            "unowned": "coalesce(trim(t.assigned_to), '') = ''",
            "no-evidence": f"NOT EXISTS (SELECT 1 FROM note n WHERE n.task = t.uid AND {_STANDS})",
            "area-late": f"(t.progress <> 'complete' AND {AREA_LATE})",
            "withdrawn": "(t.withdrawn IS NOT NULL OR a.withdrawn IS NOT NULL)",
            "quiet": f"(t.progress NOT IN ('complete', 'deferred') AND {_NUMBERS['quiet']} > coalesce(p.quiet_days, 90))",
            "superseded": "t.uid IN (SELECT task FROM tie WHERE what = 'superseded')",
            "due-soon": "(t.progress <> 'complete' AND t.due BETWEEN :today AND :soon)",
        }
        if word in plain:
            return plain[word]
        if word in ("changed", "assured"):
            listed = self._changed() if word == "changed" else self._assured()
            return "t.uid IN (SELECT value FROM json_each(" + self._bind(_json_list(listed)) + "))"
        self._where.needs_latest = True
        return {
            "qa": "(t.progress = 'complete' AND q.task IS NOT NULL)",
            "sampled": f"(t.progress = 'complete' AND {SAMPLED})",
            "qa-outside": "(t.progress <> 'complete' AND q.task IS NOT NULL)",
            "sampled-outside": "(s.task IS NOT NULL AND NOT (t.progress = 'complete' AND q.task IS NOT NULL))",
            "unsettled": "((q.task IS NOT NULL AND q.verdict IS NULL) OR (s.task IS NOT NULL AND s.verdict IS NULL))",
            "unsigned": "(t.progress = 'complete' AND q.task IS NULL)",
            "ready": f"({STAGE} = 'ready')",
            "drawn": f"({STAGE} = 'qa' AND t.uid IN (SELECT json_extract(value, '$.uid') FROM json_each((SELECT picked FROM draw ORDER BY id DESC LIMIT 1))))",
            "waiting": "t.waiting_on IS NOT NULL",
            "promised": "t.uid IN (SELECT task FROM promise WHERE met_on IS NULL)",
            "sent-back": f"({STAGE} = 'sent_back')",
        }[word]

    def _words(self, value: str) -> str:
        if any(c in value for c in "/.") and list(self._named_by(value)):  # AFI11/T6, ES1.4: no words to search for
            return self._ref(value)
        match = self._bind(_match(value))
        if not _match(value):
            return "1"
        parts = [
            f"t.area IN (SELECT uid FROM area WHERE id IN (SELECT rowid FROM area_fts WHERE area_fts MATCH {match}))"
        ]
        parts.append(f"t.id IN (SELECT rowid FROM task_fts WHERE task_fts MATCH {match})")
        for table in ("note", "signoff"):
            assert table in FULL_TEXT
            inner = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH {match}"
            parts.append(f"t.uid IN (SELECT task FROM {table} WHERE id IN ({inner}))")
        parts += [f"t.{name} IN ({self._also(value)})" for name in ("uid", "area")]
        return "(" + " OR ".join(parts) + ")"

    def _also(self, value: str) -> str:
        """What a file said beside the fields. Few records have any, and they are told apart before their cells are taken apart."""
        like = self._like("json_extract(c.value, '$.text')", value)
        return (
            "SELECT s.subject FROM source s, json_each(s.cells) c WHERE s.cells LIKE '%\"also\"%' "
            f"AND json_extract(c.value, '$.field') = 'also' AND {like}"
        )


def _match(value: str) -> str:
    """Any text as a valid full-text query: its words, each a prefix."""
    found = "".join(c if c.isalnum() else " " for c in value).split()
    return " ".join(f'"{word}"*' for word in found)


def _json_list(values: Iterable[str]) -> str:
    import json

    return json.dumps(sorted(values))
