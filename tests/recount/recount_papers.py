"""The figures, sentences and registers of papers against the raw rows; recount.py reads the rows and says when."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.recount.recount import Book

Row = dict[str, Any]
Line = dict[str, str]  # a line of a table in a paper, by its heads

STOPS = ("reported complete, not QA'd", "QA'd, not sampled", "sampled, not assured")
STEPS = ("reported_complete", "qa_recorded", "sampled", "assured")
MOVING = "on_target behind_target ongoing deferred"
COLUMNS = {"Areas": "areas", "Tasks": "tasks", "Completed": "complete", "In progress": MOVING}
COLUMNS |= {"Still to start": "not_started", "Not stated": "unknown", "Behind target": "behind_target"}
COLUMNS |= {"Past date": "overdue", "Number of actions": "tasks", "Started": f"complete {MOVING}"}
COLUMNS |= {"Complete": "complete", "On target": "on_target", "Not started": "not_started", "Deferred": "deferred"}
COLUMNS |= {"Ongoing": "ongoing", "Overdue": "overdue", "Unknown": "unknown"}
VERDICTS = {None: "no verdict given", "close": "close", "follow_up": "close with follow-up", "not_yet": "not yet"}
REASONS = {
    "sent back": ("is:sent-back", "sent back"),
    "signed against": ("override", "signed against a rule"),
    "changed since sign-off": ("is:changed", "changed since sign-off"),
    "past the date of": ("is:area-late", r"past the date of the \w+"),
    "past its date": ("is:overdue", "past their date"),
    "behind target": ("progress:behind_target", "behind target"),
}
OUTSIDE = r"([\d,]+) QA'd that are not reported complete", r"([\d,]+) sampled that are not both complete and QA'd"
HOLDS = (
    r"holds ([\d,]+) (?:task|action)s? (?:in|under) ([\d,]+) [^.]*\..*?, ([\d,]+) (?:is|are) reported complete; ([\d,]+) of those carr\w+ "
    r"a QA entry, ([\d,]+) of those a sampling.*?and ([\d,]+) (?:is|are) assured"
)
LATE = r"([\d,]+) (?:task|action)s? (?:is|are) past (?:its|their) date and not complete"
CARRY = r"([\d,]+) (?:task|action)s? carr(?:y|ies) a sign-off entry"
BESIDE = r"Beside it stands? ([\d,]+) recommendations?, ([\d,]+) of (?:them|it)\b.*? complete"
AREAS = r"([\d,]+) areas? (?:and|or) recommendations? (?:is|are) past the \w+'s own date"
ONE = r"(?<![\d,])1 (?:are|have|tasks|areas|(?:of (?:those|them)|task) (?:carry|are)|task is past their)\b"


def lines(text: str, *heads: str) -> list[Line]:
    """The lines, without totals, of all pipe tables that have these heads."""
    out: list[Line] = []
    grid: list[list[str]] = []
    for raw in [*text.splitlines(), ""]:
        if raw.startswith("|"):
            grid.append([c.strip() for c in re.split(r"(?<!\\)\|", raw.strip())[1:-1]])
            continue
        if grid and set(heads) <= set(grid[0]):
            out += [dict(zip(grid[0], cells, strict=True)) for cells in grid[2:] if not cells[0].startswith("**")]
        grid = []
    return out


def check_totals(book: Book, text: str) -> None:
    """A line of totals is the sum of the lines above it, in every table of the paper."""
    above: list[list[str]] = []
    for raw in text.splitlines():
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", raw)[1:-1]] if raw.startswith("|") else []
        if cells and cells[0].startswith("**"):
            says = [int(c.strip("*").replace(",", "")) if re.search(r"\d", c) else None for c in cells[1:]]
            sums = [sum(number(x[i], r"^([\d,]+)$") or 0 for x in above) for i in range(1, len(cells))]
            gives = [None if n is None else total for n, total in zip(says, sums, strict=True)]
            book.same(f"committee paper, {cells[0]} below {above[0][:3]}", says, gives)
        above = [*above, cells] if cells else []


def number(text: str, pattern: str) -> int | None:
    """The number in a sentence, if the sentence is there."""
    hit = re.search(pattern, text)
    return int(hit.group(1).replace(",", "")) if hit else None


def numbers(text: str, pattern: str) -> list[int] | None:
    """The numbers in a sentence, if the sentence is there."""
    hit = re.search(pattern, text)
    return [int(n.replace(",", "")) for n in hit.groups()] if hit else None


def part(text: str, head: str) -> str:
    """What stands in a paper under this heading, whatever its number."""
    return [*re.split(rf"\n## (?:\d+\. )?{re.escape(head)}(?=[ \n])", text), ""][1].partition("\n## ")[0]


def short(day: str) -> str:
    """A day as ``1 Jun 26``; not every system's strftime leaves the nought out."""
    made = date.fromisoformat(day)
    return f"{made.day} {made:%b %y}"


def cell(entry: Row) -> str:
    """An entry as the register of a paper prints it."""
    day = short(entry["date"]) if entry["date"] else "undated"
    gone = [f"no {what}" for what in entry["lacks"]]
    listed = " and ".join([*([", ".join(gone[:-1])] if gone[:-1] else []), *gone[-1:]])
    says = f"not counted: it has {listed}" if gone else VERDICTS[entry["verdict"]]
    return f"{day}: {says}" + (f"; signed against the rule ({entry['override']})" if entry["override"] else "")


def table_references(text: str) -> set[str]:
    """What the tables of a paper name as a task or an area."""
    named = {x.get("Task", x.get("Ref", "")) for x in lines(text, "Due")}
    for x in lines(text, "From step to step"):
        named |= {*stopped(x)}
    return named - {""}


def stopped(line: Line) -> list[str]:
    """The references in a line of the table of what stopped where."""
    listed = re.sub(r" and \d+ more$", "", line["Tasks"].partition(": ")[2])
    return listed.split(", ") if listed else []


def check_pillars(book: Book, text: str) -> list[str]:
    """Pillar tables and the table of actions against the JSON; gives the plans that have no line of their own."""
    plans = {p["plan"]: p for p in book.summary["plans"]}
    actions = lines(text, "Plan", "Number of actions")
    apart = [x["Plan"] for x in actions]
    with_pillars = {p["plan"] for p in book.summary["pillars"] if p["pillar"]}
    pillars = [p for p in book.summary["pillars"] if p["plan"] not in apart and p["plan"] in with_pillars]
    pairs = [(x, plans[x["Plan"]]["total"]) for x in [*actions, *lines(text, "Plan", "Assured")]]
    table = lines(text, "Pillar", "Areas")
    book.sets("committee paper: pillars", [x["Pillar"] for x in table], [p["pillar"] or "No pillar" for p in pillars])
    pairs += list(zip(table, pillars, strict=False))
    for x, gives in pairs:
        for head in set(x) & set(COLUMNS):
            want = sum(gives[k] for k in COLUMNS[head].split())
            book.same(f"committee paper, {x.get('Pillar', x.get('Plan'))}, {head}", number(x[head], r"([\d,]+)"), want)
    return [p for p in plans if p not in apart]


def check_steps(book: Book, text: str) -> None:
    """The table of what is really done, and the one of what stopped where and why."""
    plans = {p["plan"]: p for p in book.summary["plans"]}
    for x in lines(text, "Plan", "Assured"):
        f = plans[x["Plan"]]["figures"]
        want = [f["tasks"], *(f[s] for s in STEPS)]
        says = [int(x[n].replace(",", "")) for n in ("Tasks", "Reported complete", "QA'd", "Sampled", "Assured")]
        book.same(f"committee paper, {x['Plan']}, how much is done", says, want)
    beside = [*book.summary["figures"]["outside"].values()]
    book.same("committee paper, outside the figures", [number(text, p) or 0 for p in OUTSIDE], beside)
    for stop in STOPS:
        table = [x for x in lines(text, "From step to step") if x["From step to step"] == stop]
        deep = book.having(stop)
        told = sum(number(x["Tasks"], r"([\d,]+) task") or 0 for x in table)
        book.same(f"committee paper, {stop}", told, len(deep))
        for x in table:
            listed = len(stopped(x)) + (number(x["Tasks"], r" and (\d+) more$") or 0)
            book.same(f"committee paper, {stop}, {x['Why']}", listed, number(x["Tasks"], r"([\d,]+) task"))
            elsewhere = sorted({*stopped(x)} - {*deep})
            book.same(f"committee paper, {stop}, {x['Why']}: stopped elsewhere", elsewhere, [])


def check_register(book: Book, text: str, where: str, rows: list[Row]) -> list[str]:
    """A register's lines against the records; gives the plans of the lines with an entry that has no verdict."""
    left, bare = list(rows), []
    for x in lines(text, "Progress", "QA", "Sampling"):
        ref, what, word = x.get("Task", x.get("Ref")), [*x.values()][1], x["Progress"].replace(" ", "_")
        mine = [r for r in left if ref in (r["ref"], r["area"])]
        mine = [r for r in mine if word == r["progress"].replace("unknown", "not_stated")]
        if not mine:
            book.same(f"{where}, register: progress of {ref}", word, "no such task")
            continue
        row = min(mine, key=lambda r: (r["title"] or "")[:40] != what[:40])
        left.remove(row)
        past = number(x["Due"], r"\(([\d,]+) days? past\)") or 0
        says = {"late": past, "QA": x["QA"].replace("\\|", "|"), "Sampling": x["Sampling"].replace("\\|", "|")}
        gives = {"late": row["overdue_days"], "QA": printed(row, "qa"), "Sampling": printed(row, "sampling")}
        book.same(f"{where}, register, {ref}", says, gives)
        bare += [row["plan"]] * ("no verdict given" in x["QA"] + x["Sampling"])
    book.same(f"{where}, register: tasks left out", [r["ref"] for r in left], [])
    return bare


def printed(row: Row, stage: str) -> str:
    """A task's entries of one stage as a register prints them."""
    return "<br>".join(cell(s) for s in row["printed"] if s["stage"] == stage) or "–"


def check_sentences(book: Book, text: str, plans: list[str], bare: list[str]) -> None:
    """The numbers in the sentences of the executive summary."""
    mine = [r for r in book.rows if r["plan"] in plans]
    f = book.figures(mine)
    beside = [a for a in book.areas if a["plan"] not in plans]
    done = [a for a in beside if book.of_area(a) and all(r["progress"] == "complete" for r in book.of_area(a))]
    standing = sum(a["plan"] in plans for a in book.areas)
    summary = part(text, "Where the plan stands")
    for name, pattern, want in (
        ("holds N tasks", HOLDS, [f["tasks"], standing, *(f[s] for s in STEPS)]),
        ("past their date", LATE, [len(book.having("is:overdue", mine))]),
        ("carry an entry without a verdict", CARRY, [len(book.having("is:unsettled", mine))]),
        ("beside it stand", BESIDE, [len(beside), len(done)] if beside else None),
        (
            "past the inspectorate's own date",
            AREAS,
            [len(book.late(book.areas))] if any(a["deadline"] for a in book.areas) else None,
        ),
    ):
        book.same(f"committee paper, “{name}”", numbers(summary, pattern), want)
    ones = [m[0] for m in re.finditer(ONE, summary)]
    book.same("committee paper, executive summary: counts of one that do not read as one", ones, [])
    told = number(summary, CARRY)
    book.same("committee paper, “carry an entry …” v its own register", told, sum(p in plans for p in bare))


def check_areas(book: Book, text: str) -> None:
    """A row an area: every area has one, with its own counts; or a row an action, every task with its own progress."""
    if part(text, "Each action"):
        says = [
            f"{x['Ref']} {x['Progress'].replace(' ', '_')}"
            for x in lines(text, "Ref", "Action")
            if x["Action"] != "no action yet"
        ]
        gives = [f"{r['ref']} {r['progress'].replace('unknown', 'not_stated')}" for r in book.rows]
        book.sets("committee paper: each action with its progress", says, gives)
        return
    table = lines(text, "Ref", "Target", "Complete")
    says = [" ".join([x["Ref"], x["Tasks"], x["Complete"], x["Past date"]]).replace(",", "") for x in table]
    gives = []
    for area in book.areas:
        mine = book.of_area(area)
        done = sum(r["progress"] == "complete" for r in mine)
        gives.append(f"{area['ref']} {len(mine)} {done} {len(book.having('is:overdue', mine))}")
    book.sets("committee paper: areas with their tasks, complete, past date", says, gives)


def check_exceptions(book: Book, text: str) -> None:
    """Each reason is counted and named of the tasks of which it is true; every exception is shown or listed once."""
    said = part(text, "Exceptions")
    table = lines(said, "Why it is here")
    rest = re.findall(r"\nAnd \d+ more, by area:\n\n((?:- [^\n]*\n?)+)", said)
    listed = [r for m in rest for line in m.splitlines() if line for r in line.rpartition(": ")[2].split(", ")]
    shown = [x["Task"] for x in table]
    groups = re.findall(r"^\*\*[^*|]+: (\d+)\*\*$", said, re.M)
    book.same("committee paper, exceptions: groups v tasks", sum(map(int, groups)), len(shown) + len(listed))
    book.same(
        "committee paper, exceptions: of how many",
        number(said, r"([\d,]+) tasks? (?:is|are) not as") or 0,
        len(shown) + len(listed),
    )
    for reason, (fact, heading) in REASONS.items():
        true_of = book.having(fact)
        book.same(
            f"committee paper, exceptions, how many {heading}", number(said, rf"(\d+) {heading}[,.]") or 0, len(true_of)
        )
        named = [x["Task"] for x in table if reason in x["Why it is here"]]
        book.sets(f"committee paper, exceptions, {reason}", named, [r for r in true_of if r in shown])
        book.same(f"committee paper, exceptions, {reason}: left out", sorted({*true_of} - {*shown, *listed}), [])


def check_moved(book: Book, text: str) -> None:
    """The paragraph of what moved: its lists are as long as it says, and it ends at the figures of now."""
    moved = part(text, "What moved")
    for n, what, listed in re.findall(r"(\d+) ((?:task|area)s? [^().]*)\(((?!then)[^()]*)\)", moved):
        items = [i for i in re.split(r"[;,] ", listed) if re.match(r"[A-Za-z]\S*\d\S*(?= |$)", i)]
        more = number(listed, r" and (\d+) more$") or 0
        book.same(f"committee paper, movement, {what}", int(n), len(items) + more)
    pattern = r"now stands at (\d+) .*?, (\d+) reported.*?, (\d+) of those.*?, (\d+) sampled.*?, (\d+) assured"
    for now in re.findall(pattern, moved):
        want = [book.summary["figures"][s] for s in ("tasks", *STEPS)]
        book.same("committee paper, now stands at", [int(n) for n in now], want)


def check_committee(book: Book, text: str) -> None:
    """The committee paper, whole."""
    book.same("report committee: is written", bool(text), True)
    plans = check_pillars(book, text)
    check_steps(book, text)
    check_totals(book, text)
    after = number(text, r"Dated after that day, and outside every figure: ([\d,]+)") or 0
    if not book.as_at:  # the plan as it stood on an earlier day did not hold what was recorded since
        book.same("committee paper, dated after that day", after, book.after)
    bare = check_register(book, text, "committee paper", book.rows)
    check_sentences(book, text, plans, bare)
    check_areas(book, text)
    check_exceptions(book, text)
    check_moved(book, text)


def check_closure(book: Book, area: Row) -> None:
    """A closure case against the records of its area."""
    where, mine = f"report closure {area['ref']}", book.of_area(area)
    twins = Counter(a["ref"] for a in book.areas)[area["ref"]] > 1
    text = book.paper("report", "closure", f"{area['plan']}:{area['ref']}" if twins else area["ref"])
    book.same(f"{where}: finds", re.findall(r"# Closure case: (\S+)", text), [area["ref"]])
    if not text:
        return
    check_register(book, text, where, mine)
    gaps = dict(re.findall(r"^- (.+?): (.+)$", part(text, "Gaps"), re.M))
    for said in re.findall(r"(\d+) of (\d+) tasks? ha(?:s|ve) gaps", text):
        gives = [sum(r["ref"] in gaps for r in mine), len(mine)]
        book.same(f"{where}: tasks with gaps, of how many", [int(n) for n in said], gives)
    for row in mine:
        check_task(book, f"{where}, {row['ref']}", row, gaps.get(row["ref"], ""), part(text, row["ref"]))


def check_task(book: Book, where: str, row: Row, gap: str, under: str) -> None:
    """What a closure case says of one task."""
    signed = Counter(s["stage"] for s in row["printed"])
    says = {
        "not complete": bool(re.search("not reported complete|progress is not", gap)),
        "no QA": "QA: no entry" in gap,
        "no sampling": "Sampling: no entry" in gap,
        "notes": len(lines(under, "Note")),
        "entries": sorted(f"{x['Stage'].lower()} {x['Date']}" for x in lines(under, "Verdict")),
    }
    gives = {
        "not complete": row["progress"] != "complete",
        "no QA": not signed["qa"],
        "no sampling": not signed["sampling"],
        "notes": row["facts"]["notes"],
        "entries": sorted(f"{s['stage']} {cell(s).partition(':')[0]}" for s in row["printed"]),
    }
    book.same(where, says, gives)
