"""What an import shows: large numbers, questions, columns, a preview beside its source cells, the whole account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from tui_tracker.actions.bring_in.import_session import Reading
from tui_tracker.actions.bring_in.imports import Preview, why_nothing
from tui_tracker.actions.bring_in.read_cells import MORE_ROLES as MORE
from tui_tracker.domain import dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.text import first_line
from tui_tracker.ui.letters import large
from tui_tracker.ui.lines import Builder, Row, counted, fit, pad, wrap

if TYPE_CHECKING:
    from tui_tracker.packs.merge import Outcome

ROLES = {
    "ref": "reference", "no": "task number", "statement": "area for improvement", "finding": "finding", "action": "task title", "owner": "owner",
    "area_owner": "owner of the area", "due": "due date", "area_due": "the area's target date", "original": "original date", "status": "progress", "tick": "progress, ticked", "earlier": "earlier progress",
    "evidence": "notes", "update": "notes of a period", "note_date": "date of the notes", "work": "description of work", "pillar": "pillar", "link": "link",
    "comment": "summary comment", "count": "typed count", "qa.all": "QA, in one cell", "qa.date": "QA date", "qa.by": "QA by", "qa.comment": "QA comment", "sampling.all": "sampling, in one cell",
    "sampling.date": "sampling date", "sampling.by": "sampled by", "sampling.comment": "sampling comment", "other": "kept beside it", **MORE,
}  # fmt: skip
_FIELDS = {
    "title": "title", "assigned_to": "owner", "owner": "owner", "due": "due", "status": "progress", "work": "work", "evidence": "evidence", "no": "number",
    "ref": "reference", "statement": "statement", "action": "title", "area_owner": "area's owner", "area_due": "area's target", "pillar": "pillar", "qa.all": "QA", "sampling.all": "sampling", "qa.date": "QA date",
    "qa.by": "QA by", "qa.comment": "QA comment", "sampling.date": "sampled on", "sampling.by": "sampled by", "sampling.comment": "sampling", "link": "link",
}  # fmt: skip


def numbers(reading: Reading, preview: Preview, questions: int, width: int, signs: Any) -> list[Row]:
    """The large numbers; the last two one wants to be 0."""
    report = reading.proposal.report()
    notes = sum(len(t.notes) for a in reading.proposal.areas for t in a.tasks)
    if preview.is_new:
        listed = [
            (report["areas"], "areas", "foreground bold"),
            (report["tasks"], "tasks", "foreground bold"),
            (notes, "notes", "foreground bold"),
        ]
    else:
        added = sum(len(p.areas) + len(p.tasks) + len(p.notes) + len(p.signoffs) for p in preview.plans)
        there = sum(len(p.there) for p in preview.plans)
        listed = [
            (report["tasks"], "tasks in it", "foreground bold"),
            (added, "new", "complete bold"),
            (there, "changed there", "on_target bold"),
        ]
    listed.append((questions, "questions", "changed bold"))
    listed.append((report["counts"].get("dropped", 0), "rows left out", "foreground bold"))
    cell = max(13, min(20, (width - 4) // len(listed)))
    rows = [Row([])]
    for i in range(3):
        made = Builder().add("   ")
        for number, _, style in listed:
            made.add(pad(large(str(number), signs)[i], cell), style if number else "faint")
        rows.append(made.row())
    rows.append(Row([("   " + "".join(pad(name, cell) for _, name, _ in listed), "muted")]))
    if alarms := reading.proposal.alarms:
        said = f"! Look at this first: {alarms[0]}" + (
            f"; {len(alarms) - 1} more in the account" if len(alarms) > 1 else ""
        )
        rows += [Row([]), *(Row([("  " + line, "pastdate")]) for line in wrap(said, width - 4)[:2])]
    return [*rows, Row([])]


def plans(reading: Reading, preview: Preview) -> list[Row]:
    rows = []
    for read, plan in zip(reading.proposal.plans, preview.plans, strict=True):
        tasks = sum(len(a.tasks) for a in read.areas)
        where = "a new plan" if plan.is_new else f"into {plan.plan}"
        rows.append(
            Row(
                [
                    (f"  {read.name}", "foreground bold"),
                    (f"   {counted(len(read.areas), 'area')}, {counted(tasks, 'task')}, {where}", "muted"),
                ]
            )
        )
    return rows


def questions(
    reading: Reading, preview: Preview, pairs: Sequence[tuple[str, str, str]], clashes: Sequence[Outcome], width: int
) -> list[Row]:
    """Everything that one key settles, each on a line of its own; what is answered stays, with its answer, and can be answered anew."""
    room = max(16, width - 40)
    rows = [
        *_columns_asked(reading, room),
        *_words_asked(reading, room),
        *_people_asked(reading, pairs, room),
        *_clashes_asked(preview, clashes, width),
    ]
    if not rows:
        return []
    how = "one key each, ⟦edit.undo⟧ takes an answer back; unanswered: a column is used as shown, a word stays unknown, two names two people"
    return [
        Row([("  Questions", "foreground bold")]),
        *(Row([("  " + line, "muted")]) for line in wrap(how, width - 4)),
        *rows,
        Row([]),
    ]


def _columns_asked(reading: Reading, room: int) -> Iterator[Row]:
    for c, settled in reading.asked_columns():
        made = Builder().add("  ").add(pad("column", 9), _asked_style(settled), door=("column", c))
        name = first_line(c.name or "(no name)", 24)
        made.add(first_line(f"“{name}” is {ROLES[c.role]}, read from “{c.sample}”", room), "foreground")
        keys = "  ⟦import.yes⟧ right  ⟦import.role⟧ another"
        yield _answer(made, ROLES[c.role] if settled else "", keys).row(key=f"c{c.sheet}{c.head}{c.index}")


def _words_asked(reading: Reading, room: int) -> Iterator[Row]:
    keys = "  ⟦task.complete⟧ ⟦task.on-target⟧ ⟦task.behind⟧ ⟦task.ongoing⟧ ⟦task.not-started⟧ ⟦task.defer⟧, or ⟦mark.clear⟧ leaves it"
    for word, (cells, meant) in reading.asked_words().items():
        made = Builder().add("  ").add(pad("word", 9), _asked_style(meant is not None), door=("word", word))
        count = f"{len(cells)} cell{'s' if len(cells) != 1 else ''}"
        where = f" in {count} ({cells[0]})" if cells else ", taken in its usual meaning"
        made.add(first_line(f"“{word}”{where}", room), "foreground")
        yield _answer(made, WORDS[Progress(meant)].word if meant else "", keys).row(key=f"w{word}")


def _people_asked(reading: Reading, pairs: Sequence[tuple[str, str, str]], room: int) -> Iterator[Row]:
    for one, other, why in pairs:
        said = reading.same.get((one, other))
        made = Builder().add("  ").add(pad("people", 9), _asked_style(said is not None), door=("people", (one, other)))
        made.add(first_line(f"{one} = {other}?  {why}", room), "foreground")
        answer = "" if said is None else "one person" if said else "two people"
        yield _answer(made, answer, "  ⟦import.yes⟧ one  ⟦import.no⟧ two").row(key=f"p{one}={other}")


def _clashes_asked(preview: Preview, clashes: Sequence[Outcome], width: int) -> Iterator[Row]:
    open_ = {(o.ref, o.field) for plan in preview.plans for o in plan.open}
    half = max(10, (width - 46) // 2)
    for o in clashes:
        settled = (o.ref, o.field) not in open_
        made = Builder().add("  ").add(pad("both", 9), _asked_style(settled), door=("clash", o))
        made.add(pad(o.ref, 10) + " ", "foreground bold")
        taken = next((x for plan in preview.plans for x in plan.both if (x.ref, x.field) == (o.ref, o.field)), None)
        made.add(pad(o.field, 10) + " ", "muted").add(f"⟦import.ours⟧ {first_line(_said(o.ours), half)}  ", "accent")
        made.add(f"⟦import.theirs⟧ {first_line(_said(o.theirs), half)}", "accent")
        held = f"  = {first_line(_said(taken.result), half)}" if settled and taken is not None else ""
        yield made.add(held, "complete").row(key=f"b{o.ref}{o.field}")


def _asked_style(settled: bool) -> str:
    return "complete" if settled else "changed bold"


def _answer(made: Builder, answer: str, keys: str) -> Builder:
    """What was answered, else the keys that answer."""
    return made.add(f"  = {answer}", "complete") if answer else made.add(keys, "accent")


def changes(preview: Preview, width: int) -> list[Row]:
    """Into a plan that is there: what is new, and whose change each difference is."""
    rows: list[Row] = []
    for plan in (p for p in preview.plans if not p.is_new):
        news = [(ref, "new area") for ref in plan.areas] + [(ref, "new task") for ref in plan.tasks]
        news += [(ref, "new note") for ref in plan.notes] + [(ref, "new sign-off") for ref in plan.signoffs]
        rows += [_line(ref, what, "", "complete", width) for ref, what in news]
        for o in plan.there:
            end = "taken" if o.result == o.theirs else "left"
            rows.append(
                _line(
                    o.ref,
                    f"{o.field}, changed there",
                    f"{_said(o.ours)} → {_said(o.theirs)} ({end})",
                    "on_target",
                    width,
                )
            )
        rows += [
            _line(
                o.ref,
                f"{o.field}, changed here",
                f"{_said(o.ours)}; the file still says {_said(o.theirs)}",
                "muted",
                width,
            )
            for o in plan.here
        ]
        for o in (b for b in plan.both if not b.clash):
            rows.append(
                _line(o.ref, f"{o.field}, in both", f"{_said(o.result)} holds, as you said", "on_target", width)
            )
        rows += [_line(ref, "not in the file", "it stays", "faint", width) for ref in plan.gone]
    if preview.nothing_new:
        rows.append(Row([("  Nothing new: everything in the file is in the plan.", "foreground")]))
    return [Row([("  Against the plan", "foreground bold")]), *rows, Row([])] if rows else []


def _line(ref: str, what: str, said: str, style: str, width: int) -> Row:
    room = max(
        18, cell_len(ref)
    )  # a reference may name a sign-off's stage too, and has the room where nothing is said beside
    made = (
        Builder().add("  ").add(pad(ref, room) + " ", "foreground", door=("said", ref)).add(pad(what, 26) + " ", style)
    )
    return made.add(first_line(said, max(8, width - 31 - room)), "foreground").row(key=f"{ref}{what}{said}")


def columns(reading: Reading, width: int) -> list[Row]:
    """Each column once: its name, what it becomes, and the first thing that stands in it. Tables that are alike are one."""
    tables: dict[tuple[tuple[str, str], ...], list[str]] = {}
    by_place: dict[tuple[str, int], list[Any]] = {}
    for c in reading.proposal.columns:
        by_place.setdefault((c.sheet, c.head), []).append(c)
    shown: dict[tuple[tuple[str, str], ...], list[Any]] = {}
    for (sheet, _), listed in by_place.items():
        kind = tuple((c.name, c.role) for c in listed)
        tables.setdefault(kind, []).append(sheet)
        shown.setdefault(kind, listed)
    rows: list[Row] = []
    left = max(16, min(34, width // 3))
    for kind, listed in shown.items():
        sheets = list(dict.fromkeys(tables[kind]))
        more = f" and {len(sheets) - 1} more alike" if len(sheets) > 1 else ""
        rows.append(
            Row(
                [
                    ("  " + pad("their column", left + 1), "muted"),
                    ("  becomes" + " " * 15, "muted"),
                    (f"read as    ({fit(sheets[0], 20).strip()}{more})", "faint"),
                ]
            )
        )
        for c in listed:
            made = (
                Builder()
                .add("  ")
                .add(pad(first_line(c.name or "(no name)", left), left + 1), "foreground", door=("column", c))
            )
            style = "faint" if c.role == "other" else "accent"
            made.add("→ " + pad(ROLES[c.role], 20) + "  ", style).add(
                first_line(c.sample, max(8, width - left - 33)), "muted"
            )
            rows.append(made.add("" if c.sure else "  ?", "changed bold").row(key=f"k{c.sheet}{c.head}{c.index}"))
        rows.append(Row([]))
    return rows


def preview_rows(reading: Reading, opened: set[str], width: int) -> list[Row]:
    """Areas and tasks as they will be; space opens one to its fields, each beside the cell that it was read from."""
    rows: list[Row] = [
        Row([("  Every field beside its cell: ⟦import.role⟧ opens a task or an area.", "muted")]),
        Row([]),
    ]
    for a, area in enumerate(reading.proposal.areas):
        key = f"a{a}"
        made = Builder().add("  ").add(pad(area.ref or "·", 9), "foreground bold", door=("item", key))
        rows.append(
            made.add(first_line(area.title or "(no words)", max(10, width - 14)), "foreground bold").row(key=key)
        )
        if key in opened:
            rows += _cells(area.cells, area.where, width)
        for n, task in enumerate(area.tasks):
            key = f"a{a}t{n}"
            made = Builder().add("    ").add(pad(task.no or "·", 7), "muted", door=("item", key))
            title = first_line(task.title or task.evidence or "(its area's own task)", max(10, width - 48))
            made.add(pad(title, max(10, width - 47)), "foreground").add(
                " " + pad((task.status or "unknown").replace("_", " "), 14), "muted"
            )
            rows.append(
                made.add(
                    dates.short(task.due.day, task.due.made.precision)
                    if task.due.made and task.due.day
                    else fit(task.due.text or "", 12).strip(),
                    "muted",
                ).row(key=key)
            )
            if key in opened:
                rows += _cells(task.cells, task.where, width)
                rows += _taken(task, width)
    return rows


def _cells(cells: Iterable[dict[str, Any]], where: str, width: int) -> list[Row]:
    rows = [Row([(f"          read from {where}", "faint")])]
    for cell in cells:
        extra = f" on {cell['fill']}" if cell.get("fill") else ""
        extra += f", a comment says “{cell['comment']}”" if cell.get("comment") else ""
        name = _FIELDS.get(cell["field"], cell["field"])
        rows += [
            Row(
                [
                    (" " * 10 + (pad(name, 14) if i == 0 else " " * 14), "muted"),
                    (pad(cell["where"] if i == 0 else "", 16) + " ", "faint"),
                    (line, "foreground"),
                ]
            )
            for i, line in enumerate(wrap(f"“{' '.join(cell['text'].split())}”{extra}", max(16, width - 44))[:4])
        ]
    return rows


def _taken(task: Any, width: int) -> list[Row]:
    """What was made of a progress cell: its dated notes."""
    rows = []
    for part in task.notes:
        day = part.date.text if part.date else "no date"
        rows.append(
            Row(
                [
                    (" " * 10 + pad("→ note", 14), "accent"),
                    (pad(day, 16) + " ", "accent"),
                    (first_line(part.text, max(16, width - 44)), "foreground"),
                ]
            )
        )
    return rows


def _said(value: object) -> str:
    if isinstance(value, str):
        return value.removesuffix(" day").removesuffix(" month").replace("_", " ") if value else "nothing"
    return "nothing" if value is None else str(value)


def nothing(reading: Reading) -> str:
    """Why no plan was found, and what to do about it."""
    return f"{why_nothing(reading.proposal)}  ⟦import.grid⟧ shows the file's own cells, where you say which row is the heading and what its columns hold; ⟦back⟧ goes back."
