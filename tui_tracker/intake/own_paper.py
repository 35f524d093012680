"""Reads back a paper that this program wrote (.md, .docx, or either saved by another program): its headings and tables are known.

The paper says so itself: it names the journal entry and the hash that its figures rest on. What it does not print (pillars, links,
attachments, verdicts apart from their words) is not there to be read; ``docs/papers.md`` lists it.
"""

from __future__ import annotations

import re

from tui_tracker.domain import date_grammar, progress_words, refs
from tui_tracker.domain.parts import Part
from tui_tracker.domain.text import count_of
from tui_tracker.intake.grid import Book, Sheet
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadDate, ReadPlan, ReadSignOff, ReadTask
from tui_tracker.patterns import pattern

_ORIGIN = pattern(r"\bentry [\d,]+, head [0-9a-f]{64}\b")
_AREA_HEAD = ("task", "what", "owner", "due", "progress", "qa", "sampling")
_LIST_HEAD = ("ref", "recommendation", "owner", "due", "progress", "qa", "sampling")
_NOTE_HEAD, _SIGNED_HEAD = ("date", "said by", "note"), ("date", "stage", "verdict", "signed by", "comment")
_OWNER = pattern(r"Owner: (?P<owner>.*?); RAG: .*?(?:; target (?P<target>.*?))?\.?$", re.DOTALL)
_TASK_REF = pattern(r"(?P<area>.+)/T?(?P<no>[\w.-]+)$")
_LATE = pattern(r"\s*(?:\(\d[\d,]* days? past\)|; first .*)$", re.DOTALL)
_LATER = pattern(r"\n\([^()\n]*after the day of this paper\)$")
_UNSAID = {"not stated", "undated", "–", ""}
_ITSELF = "(the recommendation itself)"


def is_paper(book: Book) -> bool:
    """Whether a file is a paper of ours that holds the plan: it names its journal entry, and has a table of tasks as we print it."""
    return (
        len(book.sheets) == 1
        and _names_origin(book.sheets[0])
        and any(_heads(book.sheets[0], first) in (_AREA_HEAD, _LIST_HEAD) for first, _ in book.sheets[0].tables)
    )


def _names_origin(sheet: Sheet) -> bool:
    return any(_ORIGIN.search(cell.text) for _, _, cell in sheet.cells())


def _heads(sheet: Sheet, row: int) -> tuple[str, ...]:
    return tuple(" ".join(sheet.own(row, c).text.casefold().split()) for c in sheet.filled(row))


def read(book: Book) -> Proposal:
    """The plans that the paper prints."""
    return _Reader(book).read()


class _Reader:
    def __init__(self, book: Book) -> None:
        self._sheet = book.sheets[0]
        self._proposal = Proposal(book.name)
        self._plans: dict[str, ReadPlan] = {}
        self._tasks: dict[str, ReadTask] = {}
        self._headings: list[tuple[int, str, int]] = []
        self._rounds = 0

    def read(self) -> Proposal:
        tables = dict(self._sheet.tables)
        row = 0
        while row < len(self._sheet.rows):
            if row in tables:
                self._table(row, tables[row])
                row = tables[row] + 1
                continue
            self._line(row)
            row += 1
        made = self._proposal
        made.plans = [plan for plan in self._plans.values() if plan.areas]
        made.remark(
            "used",
            self._sheet.name,
            f"a paper written by tui_tracker: {count_of(len(made.areas), 'area')}, read by its headings",
        )
        made.remark(
            "mapped",
            self._sheet.name,
            "a paper prints no pillars, links or attachments; the .xlsx or .json export keeps them",
        )
        if self._rounds:
            made.remark(
                "dropped", self._sheet.name, f"{self._rounds} earlier sign-off rounds: the last of each stage is read"
            )
        return made

    # -- headings and lines

    def _line(self, row: int) -> None:
        cell = self._sheet.own(row, 0)
        if cell.heading:
            self._headings = [h for h in self._headings if h[0] < cell.heading] + [(cell.heading, cell.text, row)]
            return
        m = _OWNER.match(cell.text)
        if m and len(self._headings) > 1:
            level, title, at = self._headings[-1]
            area = ReadArea(
                ref=title.split(" ")[0], title=title.partition(" ")[2].strip() or None, owner=_said(m["owner"]), target=_date(m["target"] or ""),
                where=self._sheet.where(at, 0),
            )  # fmt: skip
            self._plan(level).areas.append(area)

    def _plan(self, below: int | None = None) -> ReadPlan:
        """The plan whose heading stands over what is being read."""
        over = [h for h in self._headings if below is None or h[0] < below]
        name = over[-1][1] if over else self._sheet.name
        return self._plans.setdefault(name, ReadPlan(name, "inspection"))

    # -- tables

    def _table(self, first: int, last: int) -> None:
        heads = _heads(self._sheet, first)
        for row in range(first + 1, last + 1):
            text = [self._sheet.own(row, c).text.strip() for c in range(len(heads))]
            if heads == _AREA_HEAD:
                self._task(row, text)
            elif heads == _LIST_HEAD:
                self._recommendation(row, text)
            elif heads in (_NOTE_HEAD, _SIGNED_HEAD):
                self._behind(heads, row, text)

    def _task(self, row: int, text: list[str]) -> None:
        m = _TASK_REF.match(text[0])
        area = next((a for p in reversed(self._plans.values()) for a in reversed(p.areas)), None)
        if m is None or area is None:
            return
        heading = self._headings[-1][1] if self._headings else ""
        if heading.startswith(m["area"]):  # a reference may have blanks in it
            area.ref, area.title = refs.normal_area(m["area"]), heading.removeprefix(m["area"]).strip() or None
        area.tasks.append(self._made(row, text, refs.own_number(m["no"]), None if text[1] == _ITSELF else text[1]))

    def _recommendation(self, row: int, text: list[str]) -> None:
        plan = self._plan()
        plan.kind = "culture"
        area = ReadArea(
            ref=refs.normal_area(text[0]), kind="recommendation", title=text[1] or None, where=self._sheet.where(row, 0)
        )
        area.tasks.append(self._made(row, text, "1", None))
        self._tasks[f"{text[0]}/T1"] = area.tasks[0]
        plan.areas.append(area)

    def _made(self, row: int, text: list[str], no: str | None, title: str | None) -> ReadTask:
        word = progress_words.from_word(text[4]) if text[4] not in _UNSAID else None
        task = ReadTask(
            no=no, title=title or None, assigned_to=_said(text[2]), due=_date(_LATE.sub("", text[3])), status=word.value if word else None,
            status_text=_said(text[4]), status_from="word" if word else None, where=self._sheet.where(row, 0),
        )  # fmt: skip
        task.cells = [
            {"field": name, "where": self._sheet.where(row, c), "text": text[c]}
            for c, name in ((1, "title"), (2, "assigned_to"), (3, "due"), (4, "status"))
            if text[c]
        ]
        self._tasks[text[0]] = task
        return task

    def _behind(self, heads: tuple[str, ...], row: int, text: list[str]) -> None:
        """A note or a sign-off, of the task whose heading stands over it."""
        heading = self._headings[-1][1] if self._headings else ""
        task = next((t for ref, t in self._tasks.items() if heading == ref or heading.startswith(ref + " ")), None)
        if task is None:
            return
        if heads == _NOTE_HEAD:
            words = _LATER.sub("", text[2])
            task.notes.append(Part(_date(text[0]).made, _said(text[1]), words))
            task.evidence = f"{task.evidence}\n{words}" if task.evidence else words
            return
        stage = "qa" if text[1].casefold() == "qa" else "sampling"
        self._rounds += not getattr(task, stage).is_blank
        setattr(task, stage, ReadSignOff(_date(text[0]), _said(text[3]), _said(text[3]), text[4] or None))


def _said(text: str) -> str | None:
    return None if text.strip() in _UNSAID else text.strip()


def _date(text: str) -> ReadDate:
    plain = text.strip()
    if plain in _UNSAID:
        return ReadDate()
    return ReadDate(date_grammar.read_cell(plain).date, plain)
