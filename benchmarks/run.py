"""Measures the app against floors of the same run and prints ratios (G1-G4, G5, G6, G9-G12, G14).

    python benchmarks/run.py [--rounds 15] [--big 100000] [--write]

Sides of a ratio are run in turn, A B then B A; a ratio is the median of the quotients within a round. ``--write`` puts the
table into benchmarks/RESULTS.md. Needs Linux and pyte.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from data import build, places
from results import keep
from terminal import Terminal, median

HERE = Path(__file__).resolve().parent
PY = sys.executable
DOWN, PAGE, UP_PAGE = b"\x1b[B", b"\x1b[6~", b"\x1b[5~"


def ours(folder: Path) -> list[str]:
    return [PY, "-m", "tui_tracker", "--plan", str(folder / "plan.db"), "--me", "Benchmark"]


def floor(name: str) -> list[str]:
    return [PY, str(HERE / "apps.py"), name]


def app_round(
    command: list[str], expect: str, *, register: bool, keys: int, idle: float, env: dict[str, str]
) -> dict[str, float]:
    """One run: start, cursor keys, page keys, idle, memory, quit."""
    t = Terminal(command, env)
    found = {"ready": t.wait_for(expect)}
    t.rest()
    if register:
        t.key_until(b"2", "Q– S–")
        t.rest()
    if keys:
        t.key(DOWN)
        found["key"] = median([t.key(DOWN) for _ in range(keys)])
        found["page"] = median([t.key(PAGE if n % 2 else UP_PAGE) for n in range(1, keys // 2)])
    if idle:
        found["idle"] = t.idle_cpu_ms(idle)
    found["peak"] = t.peak_mb()
    if register:  # the app opens where it was closed, and the first frame that is timed is the Summary's
        t.key_until(b"1", expect)
        t.rest()
    found["quit"] = t.quit()
    return found


def plain(command: list[str], env: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=env)
    return (time.perf_counter() - start) * 1000


def roll_up(folder: Path, rounds: int) -> tuple[float, float, float]:
    """(ours, the same SQL raw, a full scan of the tasks raw) in milliseconds."""
    from tui_tracker.actions.tracker import Tracker

    with Tracker.open(places(folder), write=False) as t:
        read = t.read
        raw = sqlite3.connect(folder / "plan.db")
        seen: list[str] = []
        raw_sql = ""
        t.db.connection().set_trace_callback(seen.append)
        read._counts_by_pillar({p.uid for p in read.plans()})
        t.db.connection().set_trace_callback(None)
        raw_sql = max(seen, key=len)
        scan = "SELECT a.pillar, t.progress, count(*), total(t.due < '2026-06-01') FROM task t NOT INDEXED JOIN area a ON a.uid = t.area GROUP BY 1, 2"
        steps: tuple[Callable[[], object], ...] = (
            lambda: read._counts_by_pillar({p.uid for p in read.plans()}),
            lambda: raw.execute(raw_sql).fetchall(),
            lambda: raw.execute(scan).fetchall(),
        )
        took: list[list[float]] = [[], [], []]
        for n in range(rounds + 1):
            for i in (0, 1, 2) if n % 2 else (2, 1, 0):
                start = time.perf_counter()
                steps[i]()
                took[i].append((time.perf_counter() - start) * 1000)
        raw.close()
        return tuple(median(x[1:]) for x in took)  # type: ignore[return-value]  # three medians


def bulk(tasks: int) -> tuple[float, float]:
    """Rows a second: our insert of task rows, and raw executemany of the same rows on the same connection."""
    from data import records

    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.domain.changes import create
    from tui_tracker.store import apply
    from tui_tracker.store.schema import INSERT, to_row

    made = [r for r in records(tasks) if r.kind in ("plan", "pillar", "area", "task")]
    edits = [create(r) for r in made]
    ours_s, raw_s = [], []
    for n in range(4):
        for side in ("ours", "raw") if n % 2 else ("raw", "ours"):
            with tempfile.TemporaryDirectory() as name, Tracker.open(places(Path(name)), me="b") as t:
                rows = {
                    k: [to_row(k, e.after) for e in edits if e.kind == k] for k in ("plan", "pillar", "area", "task")
                }
                start = time.perf_counter()
                with t.db.atomic():
                    if side == "ours":
                        apply.write_edits(t.db, edits)
                    else:
                        for kind, listed in rows.items():
                            t.db.connection().executemany(INSERT[kind], listed)
                (ours_s if side == "ours" else raw_s).append(time.perf_counter() - start)
    return median(ours_s), median(raw_s)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--big", type=int, default=100_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        env = {"HOME": name, "XDG_DATA_HOME": name, "XDG_CONFIG_HOME": name, "XDG_STATE_HOME": name}
        small, big = root / "small", root / "big"
        build(small, 76)
        build(big, options.big)
        applied = build(root / "records", options.big * 643 // 1000)  # about 100,000 records for 100,000
        lines = measure(options, small, big, root / "records", applied, env)
    text = "\n".join(lines)
    print(text)
    if options.write:
        keep("Measured", text)


def measure(
    options: argparse.Namespace, small: Path, big: Path, recorded: Path, applied: dict[str, float], env: dict[str, str]
) -> list[str]:
    import os

    full_env = {**os.environ, **env}
    full_env.pop("PYTHONDONTWRITEBYTECODE", None)
    cases = {
        "bare": lambda: app_round(floor("bare"), "T000001", register=False, keys=0, idle=4, env=env),
        "counter": lambda: app_round(floor("counter"), "READY item", register=False, keys=40, idle=0, env=env),
        "table76": lambda: app_round(floor("table"), "T000001", register=False, keys=40, idle=0, env=env),
        "ours76": lambda: app_round(ours(small), "reported complete", register=True, keys=40, idle=4, env=env),
        "oursbig": lambda: app_round(ours(big), "reported complete", register=True, keys=40, idle=0, env=env),
    }
    rounds: list[dict[str, dict[str, float]]] = []
    for case in cases.values():
        case()  # warm: compiled modules, page cache, today's backup
    for n in range(options.rounds):
        order = list(cases) if n % 2 else list(reversed(cases))
        rounds.append({name: cases[name]() for name in order})

    def ratio(a: str, b: str, what: str) -> float:
        return median([r[a][what] / r[b][what] for r in rounds])

    def value(a: str, what: str) -> float:
        return median([r[a][what] for r in rounds])

    plains = {
        "pass": [PY, "-c", "pass"],
        "version": [PY, "-m", "tui_tracker", "--version"],
        "summary": [*ours(small)[:5], "summary", "--json"],
    }
    asked: list[dict[str, float]] = []
    for n in range(max(15, options.rounds)):
        asked.append({k: plain(plains[k], full_env) for k in (plains if n % 2 else reversed(plains))})
    passes, versions, summaries = ([r[k] for r in asked[1:]] for k in plains)
    mine, same, scan = roll_up(big, 15)
    ours_s, raw_s = bulk(min(options.big, 50_000))
    undo_s = undo_seconds(recorded)
    size = f"{options.big:,}"
    table = [
        (
            "G1",
            "first Summary frame, 76 tasks / stock table of 76",
            1.15,
            ratio("ours76", "table76", "ready"),
            f"{value('ours76', 'ready'):.0f} ms / {value('table76', 'ready'):.0f} ms",
        ),
        (
            "G2",
            f"the same with {size} tasks",
            1.3,
            ratio("oursbig", "table76", "ready"),
            f"{value('oursbig', 'ready'):.0f} ms",
        ),
        (
            "G3",
            f"cursor key, {size} / own 76",
            1.2,
            ratio("oursbig", "ours76", "key"),
            f"{value('oursbig', 'key'):.1f} ms / {value('ours76', 'key'):.1f} ms",
        ),
        (
            "G3",
            "cursor key, 76 / stock table",
            1.0,
            ratio("ours76", "table76", "key"),
            f"{value('table76', 'key'):.1f} ms",
        ),
        (
            "G3",
            f"cursor key, {size} / a bare app that counts its keys",
            1.3,
            ratio("oursbig", "counter", "key"),
            f"{value('counter', 'key'):.1f} ms",
        ),
        (
            "G4",
            f"page key, {size} / own 76",
            1.25,
            ratio("oursbig", "ours76", "page"),
            f"{value('oursbig', 'page'):.1f} ms / {value('ours76', 'page'):.1f} ms",
        ),
        (
            "G4",
            "page key, 76 / stock table",
            1.2,
            ratio("ours76", "table76", "page"),
            f"{value('table76', 'page'):.1f} ms",
        ),
        ("G6", f"roll-up of {size} / same SQL raw", 1.2, mine / same, f"{mine:.1f} ms / {same:.1f} ms"),
        ("G6", "roll-up / raw full scan", 0.25, mine / scan, f"{scan:.1f} ms"),
        (
            "G9",
            "peak memory, 76 / stock table",
            1.5,
            ratio("ours76", "table76", "peak"),
            f"{value('ours76', 'peak'):.0f} MB / {value('table76', 'peak'):.0f} MB",
        ),
        (
            "G9",
            f"peak memory, {size} / own 76",
            1.3,
            ratio("oursbig", "ours76", "peak"),
            f"{value('oursbig', 'peak'):.0f} MB",
        ),
        (
            "G10",
            "idle CPU / bare app",
            1.5,
            value("ours76", "idle") / max(10.0, value("bare", "idle")),
            f"{value('ours76', 'idle'):.0f} ms / {value('bare', 'idle'):.0f} ms in 4 s",
        ),
        (
            "G11",
            "quit / bare app",
            1.3,
            ratio("ours76", "bare", "quit"),
            f"{value('ours76', 'quit'):.0f} ms / {value('bare', 'quit'):.0f} ms",
        ),
        (
            "G12",
            "--version / python -c pass",
            4,
            median([a / b for a, b in zip(versions, passes, strict=True)]),
            f"{median(versions):.0f} ms / {median(passes):.0f} ms",
        ),
        (
            "G12",
            "summary --json on 76 / python -c pass",
            9,
            median([a / b for a, b in zip(summaries, passes, strict=True)]),
            f"{median(summaries):.0f} ms",
        ),
        ("G14", "bulk insert / raw executemany", 1.3, ours_s / raw_s, f"{ours_s:.2f} s / {raw_s:.2f} s"),
        ("G14", f"{applied['records']:,} records as one change (s)", 20, applied["apply_s"], ""),
        ("G14", "undo of it (s)", 20, undo_s, ""),
    ]
    lines = [
        "# Measured",
        "",
        f"On {date.today().isoformat()}: {platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "  # noqa: DTZ011  # a local day is meant
        f"terminal 120x40, {options.rounds} rounds. `python benchmarks/run.py --rounds {options.rounds} --write` made this page.",
        "",
        "| goal | what | at most | ratio | figures | |",
        "|---|---|--:|--:|---|---|",
    ]
    lines += [
        f"| {g} | {what} | {most} | {r:.2f} | {figures} | {'' if r <= most else 'over'} |"
        for g, what, most, r, figures in table
    ]
    return lines


def undo_seconds(folder: Path) -> float:
    from tui_tracker.actions.tracker import Tracker

    with Tracker.open(places(folder), me="b") as t:
        start = time.perf_counter()
        t.history.undo()
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
