"""Recount from the raw rows every figure that tui-tracker gives, and report what disagrees, a line each.

python -m tests.recount.recount --tracker "tui-tracker" PLANFILE [--as-at D]     works on a copy of the plan file
disagreements(run, folder)     run(args) gives the stdout of `tui-tracker --plan X args`; X gets a snapshot and a draw

What a word means is taken from docs/assurance.md and docs/filter.md, and nothing from the package.
"""

import argparse
import contextlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.recount.recount_papers import check_closure, check_committee, number, table_references

Run = Callable[[list[str]], str]
Row = dict[str, Any]

PROGRESS = ("complete", "on_target", "behind_target", "not_started", "deferred", "ongoing", "unknown")
SHOWN = ("areas", "tasks", *PROGRESS, "overdue")  # the columns of the plain summary, in order
COUNTS = (*SHOWN, "areas_late")
STEPS = {"reported_complete": "is:complete", "qa_recorded": "is:qa", "sampled": "is:sampled", "assured": "is:assured"}
WORDS = "overdue area-late complete open qa sampled assured qa-outside sampled-outside unsigned ready sent-back changed"
WORDS += " unsettled promised waiting due-soon no-date unowned no-evidence"
TO_SAMPLE = "stage:qa is:complete"
QUERIES = [*(f"is:{w}" for w in WORDS.split()), TO_SAMPLE]
WAITS = {
    "marked ready, waiting for QA": "is:ready",
    "reported complete, no QA": "is:unsigned",
    "sent back": "is:sent-back",
    "QA'd, ready to sample": TO_SAMPLE,
    "changed since sign-off": "is:changed",
    "on target but past date": "on target, late",
    "promised to be looked at again": "is:promised",
    "with an entry that has no verdict": "is:unsettled",
}
AREAS_LATE = "areas past the inspectorate's own date"
GOOD = {"close", "follow_up"}
PLAIN = re.compile(r"[A-Z]+\d+(/T\d+)?")  # a reference of the plainest shape
NAME = "recount snapshot"
CLOSURES = 4


@dataclass
class Book:
    """The raw rows of one plan file, a way to ask the program, and what was found to disagree."""

    run: Run
    folder: Path
    as_at: str | None = None
    summary: Row = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    areas: list[Row] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    after: int = 0  # entries and notes dated after the day

    def ask(self, *args: str) -> str:
        """What a read prints, as at the day; nothing when it is refused."""
        with contextlib.suppress(Exception):
            return self.run([*args, *(["--as-at", self.as_at] if self.as_at else [])])
        return ""

    def data(self, *args: str) -> Any:
        """What a read prints as JSON; nothing when it is refused."""
        return json.loads(self.ask(*args, "--json") or "null")

    def paper(self, *args: str) -> str:
        """A paper in Markdown, of the snapshot when another day is asked for; nothing when it is refused."""
        path = self.folder / "paper.md"
        path.unlink(missing_ok=True)
        with contextlib.suppress(Exception):
            self.run([*args, *(["--snapshot", NAME] if self.as_at else []), "--internal", "-o", str(path)])
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def same(self, where: str, says: object, gives: object) -> None:
        """Note a disagreement; of two mappings only what differs."""
        if isinstance(says, dict) and isinstance(gives, dict):
            odd = [k for k in {**says, **gives} if says.get(k) != gives.get(k)]
            says, gives = {k: says.get(k) for k in odd}, {k: gives.get(k) for k in odd}
        if says != gives:
            self.found.append(f"{where}: says {says}; recount gives {gives}")

    def sets(self, where: str, says: Iterable[str], gives: Iterable[str]) -> None:
        """Note two lists that do not hold the same things, with some of what only one of them holds."""
        theirs, mine = Counter(says), Counter(gives)
        if theirs != mine:
            alone = f"only there {[*(theirs - mine)][:4]}, only here {[*(mine - theirs)][:4]}"
            self.found.append(f"{where}: says {theirs.total()}; recount gives {mine.total()}; {alone}")

    def having(self, fact: str, rows: list[Row] | None = None) -> list[str]:
        """The references of the tasks of which this is true."""
        return [r["ref"] for r in (self.rows if rows is None else rows) if r["facts"].get(fact)]

    def of_area(self, area: Row) -> list[Row]:
        """An area's tasks."""
        return [r for r in self.rows if (r["plan"], r["area"]) == (area["plan"], area["ref"])]

    def late(self, areas: list[Row]) -> list[Row]:
        """Those past the inspectorate's own date with a task that is not complete."""
        past = [a for a in areas if a["deadline"] and a["deadline"] < self.summary["as_at"]]
        return [a for a in past if any(r["progress"] != "complete" for r in self.of_area(a))]

    def counts(self, rows: list[Row], areas: list[Row]) -> Row:
        """The contract's counts."""
        words = {w: sum(r["progress"] == w for r in rows) for w in PROGRESS}
        late = {"overdue": len(self.having("is:overdue", rows)), "areas_late": len(self.late(areas))}
        return {"areas": len(areas), "tasks": len(rows), **words, **late}

    def figures(self, rows: list[Row]) -> Row:
        """The contract's nested figures."""
        beside = {k: len(self.having(f"{STEPS[k]}-outside", rows)) for k in ("qa_recorded", "sampled")}
        return {"tasks": len(rows), **{k: len(self.having(q, rows)) for k, q in STEPS.items()}, "outside": beside}


def lacks(entry: Row) -> list[str]:
    """What keeps an entry that papers print from counting."""
    missing = [what for what, key in (("date", "date"), ("name", "by")) if not entry[key]]
    return missing + ["comment"] * bool(entry["imported"] and not entry["comment"])


def told(row: Row) -> list[Row]:
    """Its entries that papers print: not revoked, and not dated after the day."""
    return [s for s in row["signoffs"] if not s["revoked"] and (s["date"] or "") <= row["day"]]


def counting(row: Row, *stages: str) -> list[Row]:
    """Its entries that count, in the order in which they were recorded."""
    return [s for s in told(row) if s["stage"] in stages and not lacks(s)]


def stage_of(row: Row) -> str:
    """What the last entry that counts leaves to do; a sampling before any QA says nothing."""
    stage = "open"
    for entry in counting(row, "qa", "sampling"):
        if entry["stage"] == "sampling" and stage == "open":
            continue
        stage = {"qa": "qa", "sampling": "sampled"}[entry["stage"]]
        stage = "sent_back" if entry["verdict"] == "not_yet" else stage
    return "ready" if row["ready_on"] and stage in ("open", "sent_back") else stage


def sampled_since(row: Row) -> Row | None:
    """The last entry that counts and sampled what the last QA saw."""
    both = counting(row, "qa", "sampling")
    return both[-1] if counting(row, "qa") and both[-1]["stage"] == "sampling" else None


def nested(row: Row) -> dict[str, Any]:
    """Which steps a task has reached, and which entries stand beside the steps."""
    qa, sampling, after = counting(row, "qa"), counting(row, "sampling"), sampled_since(row)
    done, changed = row["progress"] == "complete", bool(row["changed_since_signoff"])
    tested = row["importance"] != "high" or any(s["retest"] for s in sampling)
    clean = tested and not changed and all(p["met_on"] for p in row["promises"])
    assured = bool(done and after and {qa[-1]["verdict"], after["verdict"]} <= GOOD and clean)
    true = {"is:complete": done, "is:qa": done and qa, "is:sampled": done and after, "is:assured": assured}
    true |= {"reported complete, not QA'd": done and not qa, "QA'd, not sampled": done and qa and not after}
    true |= {
        "sampled, not assured": done and after and not assured,
        "is:open": not done,
        "is:unsigned": done and not qa,
    }
    return true | {"is:qa-outside": qa and not done, "is:sampled-outside": sampling and not (done and qa)}


def facts(row: Row) -> dict[str, int]:
    """What is true of a task, by the query that asks for it."""
    done, due, day, stage = row["progress"] == "complete", row["due"] or "9", row["day"], stage_of(row)
    bare = [s for s in counting(row, "qa", "sampling") if not s["verdict"]]
    notes = [n for n in row["notes"] if n["stands"] and (n["date"] or "") <= day]
    soon = (date.fromisoformat(day) + timedelta(days=30)).isoformat()
    true = nested(row)
    true |= {"is:overdue": not done and due < day, "is:due-soon": not done and day <= due <= soon}
    true |= {"is:area-late": not done and (row["deadline"] or "9") < day, f"progress:{row['progress']}": True}
    true |= {"is:ready": stage == "ready", "is:sent-back": stage == "sent_back", TO_SAMPLE: done and stage == "qa"}
    true |= {"is:changed": row["changed_since_signoff"], "is:unsettled": bare, "is:no-evidence": not notes}
    true |= {"is:promised": any(not p["met_on"] for p in row["promises"]), "is:waiting": row["waiting_on"]}
    true |= {"is:no-date": not row["due"], "is:unowned": not row["assigned_to"]}
    true |= {"on target, late": true["is:overdue"] and row["progress"] == "on_target"}
    true |= {"override": any(s["override"] for s in row["signoffs"] if not s["revoked"])}
    return {k: int(bool(v)) for k, v in true.items()} | {"bare": len(bare), "notes": len(notes)}


def open_book(run: Run, folder: Path, as_at: str | None) -> Book:
    """Read the raw rows: which areas there are out of the lossless JSON, the rest by the printed references."""
    book = Book(run, folder, as_at)
    book.summary = book.data("summary")
    run(["export", "json", "-o", str(folder / "raw.json")])
    raw = json.loads((folder / "raw.json").read_text(encoding="utf-8"))["records"]
    names = {p["uid"]: p["name"] for p in raw["plan"]}
    for line in ({"ref": a["ref"], "plan": names[a["plan"]]} for a in raw["area"]):
        twice = sum(a["ref"] == line["ref"] for a in raw["area"]) > 1
        if (area := record(book, line, twice)) and not area["withdrawn"]:
            book.areas.append(area | {"pillar": area["pillar"] or ""})
    book.after = dated_after(raw, book.summary["as_at"])
    lines = book.data("tasks")
    often = Counter(t["ref"] for t in lines)
    for line in lines:
        area = next(a for a in book.areas if (a["plan"], a["ref"]) == (line["plan"], line["area"]))
        row = line | record(book, line, often[line["ref"]] > 1) | {"day": book.summary["as_at"]}
        if "signoffs" in row:
            row |= {"importance": area["importance"], "deadline": area["deadline"]}
            row["printed"] = [s | {"lacks": lacks(s)} for s in told(row)]
            book.rows.append(row | {"facts": facts(row)})
    return book


def dated_after(raw: Row, day: str) -> int:
    """How many entries in force and standing notes of standing tasks are dated after the day."""
    areas = {a["uid"] for a in raw["area"] if not a["withdrawn"]}
    tasks = {t["uid"] for t in raw["task"] if not t["withdrawn"] and t["area"] in areas}
    said = [s for s in raw["signoff"] if not s["revoked"]]
    said += [n for n in raw["note"] if n["uid"] not in {other["corrects"] for other in raw["note"]}]
    return sum(x["task"] in tasks and (x["date"] or "") > day for x in said)


def record(book: Book, line: Row, twice: bool) -> Row:
    """A record by its printed reference, an unusual one also with its plan before it; what is refused is noted."""
    ref, kept = line["ref"], Row()
    forms = [ref] if PLAIN.fullmatch(ref) else [ref, f"{line['plan']}:{ref}"]
    for words in forms if not twice else [f"{line['plan']}:{ref}"]:
        mine: Row = book.data("show", words) or {}
        keys = [k for k in ("ref", "plan", "area", "title", "due") if k in line]
        if mine and all(mine.get(k) == line[k] for k in keys):
            kept = mine
        elif not (book.as_at and "title" not in line):  # an area of later than the day
            book.same(f"show {words}: finds", mine.get("ref"), ref)
    return kept


def check_summary(book: Book) -> None:
    """Pillars, plans, totals and nested figures against the rows."""
    says = book.summary
    for p in says["pillars"]:
        key = (p["plan"], p["pillar"])
        mine = [r for r in book.rows if (r["plan"], r["pillar"] or "") == key]
        areas = [a for a in book.areas if (a["plan"], a["pillar"]) == key]
        book.same(f"summary --json, {key}", {k: p[k] for k in COUNTS}, book.counts(mine, areas))
        book.same(f"summary --json, {key}: its words add up to", sum(p[w] for w in PROGRESS), p["tasks"])
    for plan in says["plans"]:
        mine = [r for r in book.rows if r["plan"] == plan["plan"]]
        areas = [a for a in book.areas if a["plan"] == plan["plan"]]
        book.same(f"summary --json, {plan['plan']}, total", plan["total"], book.counts(mine, areas))
        book.same(f"summary --json, {plan['plan']}, figures", plan["figures"], book.figures(mine))
    book.same("summary --json, total", says["total"], book.counts(book.rows, book.areas))
    book.same("summary --json, figures", says["figures"], book.figures(book.rows))
    for k in COUNTS:
        book.same(f"summary --json: pillars add up, {k}", sum(p[k] for p in says["pillars"]), says["total"][k])


def check_lines(book: Book) -> None:
    """The lines of the tasks and the counts of the areas against the records."""
    for r in book.rows:
        says = {k: r[k] for k in ("overdue_days", "stage", "note_count", "slips", "changed_since_signoff")}
        late = r["facts"]["is:overdue"] and (date.fromisoformat(r["day"]) - date.fromisoformat(r["due"])).days
        gives = {"overdue_days": late, "stage": stage_of(r), "note_count": r["facts"]["notes"]}
        gives |= {"slips": len(r["slip_list"]), "changed_since_signoff": bool(r["changed"])}
        book.same(f"tasks --json, {r['ref']}", says, gives)
    for area in book.areas:
        mine = book.of_area(area)
        book.same(f"show {area['ref']} --json, counts", area["counts"], book.counts(mine, [area]))
        book.sets(
            f"show {area['ref']} --json, tasks",
            [t["ref"] for t in area["tasks"] if not t["withdrawn"]],
            [r["ref"] for r in mine],
        )


def check_queries(book: Book) -> None:
    """Each query behind a figure against the rows it should find."""
    for query in QUERIES:
        book.sets(f"tasks {query}", [t["ref"] for t in book.data("tasks", query) or []], book.having(query))


def check_text(book: Book) -> None:
    """The plain summary against the JSON, and what waits against the rows."""
    text, plans = book.ask("summary"), book.summary["plans"]
    table = [[int(n) for n in x.split()] for x in re.findall(r"^  \S.*?((?:\s+\d+){10})$", text, re.M)]
    gives: list[list[int]] = []
    for p in plans:
        gives += [[x[k] for k in SHOWN] for x in book.summary["pillars"] if x["plan"] == p["plan"]]
        gives.append([p["total"][k] for k in SHOWN])
    book.same("summary text, pillars and totals", table[: len(gives)], gives)
    steps = [[int(n) for n in re.findall(r"\d+", x)] for x in re.findall(r"^.*tasks? > .*assured$", text, re.M)]
    want = [[p["figures"][s] for s in ("tasks", *STEPS)] for p in plans]
    book.same("summary text, nested", steps[: len(plans)], want)
    beside = [[int(n) for n in x] for x in re.findall(r"but QA'd: (\d+); sampled without both: (\d+)", text)]
    want = [[*p["figures"]["outside"].values()] for p in plans]
    book.same("summary text, beside the steps", beside[: len(plans)], want)
    waits = re.findall(r"^ +(\d+)  (.+)$", text.partition("Waits for someone")[2], re.M)
    due = {what: len(book.having(fact)) for what, fact in WAITS.items()} | {AREAS_LATE: len(book.late(book.areas))}
    book.same("summary text, waits", {what: int(n) for n, what in waits}, {w: n for w, n in due.items() if n})


def check_sampling(book: Book) -> None:
    """What waits for a verdict, coverage and the draw against the rows; these know no other day than today."""
    settle = re.findall(r"^[a-z0-9]{8}  .*?  (?:qa|sampling)  ", book.run(["signoff", "settle"]), re.M)
    book.same("signoff settle, entries listed", len(settle), sum(r["facts"]["bare"] for r in book.rows))
    says, gives = Counter[str](), Counter[str]()
    for name, qa, sampled in re.findall(r"^(\S.*?)\s{2,}(\d+)\s+(\d+)$", book.run(["sample", "list"]), re.M):
        says.update({f"{name}, QA'd": int(qa), f"{name}, sampled": int(sampled)})
    for name in [r["pillar"] or "No pillar" for r in book.rows if r["facts"]["is:qa"]]:
        mine = [r for r in book.rows if name == (r["pillar"] or "No pillar")]
        gives |= {
            f"{name}, QA'd": len(book.having("is:qa", mine)),
            f"{name}, sampled": len(book.having("is:sampled", mine)),
        }
    if says or gives:
        total = {f"Total, {w}": len(book.having(q)) for w, q in (("QA'd", "is:qa"), ("sampled", "is:sampled"))}
        book.same("sample list", dict(+says), dict(+(gives | Counter(total))))
    if able := len(book.having(TO_SAMPLE)):
        book.same("sample draw 1, of how many", number(book.run(["sample", "draw", "1"]), r"drew 1 of (\d+)"), able)


def check_snapshot(book: Book) -> None:
    """A snapshot taken now holds the figures of now."""
    book.run(["snapshot", "take", NAME, *(["--as-at", book.as_at] if book.as_at else [])])
    shot = json.loads(book.run(["snapshot", "show", NAME, "--json"]))
    for key in ("as_at", "pillars", "total", "figures", "plans"):
        book.same(f"snapshot show --json, {key}", shot[key], book.summary[key])


def check_references(book: Book, paper: str) -> None:
    """Whatever else a paper or the checks name finds its record; rows and cells of the service's file are none."""
    findings = (book.data("check") or {"findings": []})["findings"]
    named = {f["subject"]: "check --json" for f in findings if f["field"] not in ("row", "cell")}
    named |= dict.fromkeys(table_references(paper), "the committee paper")
    known = {x["ref"] for x in [*book.rows, *book.areas]} | {"plan"} | {p["plan"] for p in book.summary["plans"]}
    for ref in sorted({*named} - known):
        book.same(f"{named[ref]} names {ref}: show finds", bool(book.data("show", ref)), True)


def disagreements(run: Run, folder: Path, as_at: str | None = None) -> list[str]:
    """Everything that disagrees; the plan file behind `run` gets a snapshot, a draw and a log of what left."""
    book = open_book(run, folder, as_at)
    earlier = re.findall(r"^(\S.*?)\s{2,}\d{4}-", run(["snapshot", "list"]), re.M)[-1:]
    for check in (check_summary, check_lines, check_queries, check_text, check_snapshot):
        check(book)
    paper = book.paper("report", "committee", "--every-task", *(["--since", *earlier] if earlier else []))
    check_committee(book, paper)
    telling = sorted(
        book.areas, key=lambda a: (not PLAIN.fullmatch(a["ref"]), sum(len(r["printed"]) for r in book.of_area(a)))
    )
    for area in telling[-CLOSURES:]:
        check_closure(book, area)
    if not as_at:
        check_sampling(book)
    check_references(book, paper)
    return book.found


def main() -> int:
    """Run the program on a copy of the plan file and print what disagrees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("planfile", type=Path)
    parser.add_argument("--tracker", default="tui-tracker")
    parser.add_argument("--as-at")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tracker = [*shlex.split(given.tracker), "--plan", str(shutil.copy(given.planfile, Path(name) / "plan.db"))]

        def run(args: list[str]) -> str:
            """The program as a command of its own."""
            return subprocess.run([*tracker, *args], capture_output=True, text=True, check=False).stdout

        found = disagreements(run, Path(name), given.as_at)
    print(*found, f"{len(found)} disagreements", sep="\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
