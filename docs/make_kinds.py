"""Writes docs/kinds.md: each kind of plan, entered or imported, reviewed over two invented months, with its paper.

python docs/make_kinds.py [TO]
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tui_tracker.actions.keep.demo import open_demo
from tui_tracker.actions.keep.kinds import KINDS
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.ids import SequenceIds
from tui_tracker.paths import Places

TODAY = date(2026, 11, 30)
HEAD = """# Plans of every kind

Each is a whole system: entered or read in, reviewed over two invented months in its own rhythm, and reported. Made by
`python docs/make_kinds.py`; a test holds it to the program. The first three can be looked round in: `tui-tracker demo --kind audit`.
"""
_LINES = 44


def paper(t: Tracker) -> str:
    """The first part of the committee paper, as it goes out inside the service."""
    style = Style(service="Northshire Fire and Rescue Service", internal=True)
    made = str(t.papers.make("md", t.papers.committee(style), style).content)
    lines = re.sub(r"head [0-9a-f]{16,64}|[0-9a-f]{64}", "…", made).splitlines()
    return "\n".join(lines[:_LINES]).rstrip()


def told(t: Tracker, words: str, entered: str, rhythm: str) -> str:
    total = t.read.summary().total
    late = [f.message for f in t.checks.run() if f.rule in ("PC103", "PC104")]
    areas = "1 area" if total.areas == 1 else f"{total.areas} areas"
    state = f"{areas}, {total.tasks} tasks, {total.complete} reported complete; {rhythm}; {len(late)} findings on dates and reviews."
    return f"## {words[:1].upper()}{words[1:]}\n\n{entered} {state}\n\n```\n{paper(t)}\n```\n"


def peer_review(t: Tracker, clock: FixedClock) -> None:
    """A peer review entered by hand: six recommendations, monthly to a board, all on track."""
    t.structure.new_plan("Protection peer review", "peer_review")
    plan = t.read.plans()[0].uid
    for n, words in enumerate(("Share what is expected with businesses", "Say who signs off audits", "Plan for staff who leave", "Measure time to complete", "Check quality of audits", "Train on the new code"), 1):  # fmt: skip
        t.structure.add_area(plan, f"REC{n}", words, kind="recommendation", owner="AM Protection")
        t.structure.add_task(t.resolve(f"REC{n}").uid, words, assigned_to="GM Protection", due="Mar-27")
        t.tasks.set_progress([t.resolve(f"REC{n}/T1").uid], "on_target")
    t.judging.scheme(plan, "on_track")
    t.plan_life.rhythm(plan, "monthly")
    for _ in range(2):
        clock.move(days=28)
        t.life.reviewed([t.resolve(f"REC{n}").uid for n in range(1, 7)])


def sixty(t: Tracker, clock: FixedClock) -> None:
    """Sixty areas under one cause of concern; a board looks at them in turn, all are marked reviewed in one change."""
    t.structure.new_plan("Prevention improvement plan", "cause_of_concern")
    plan = t.read.plans()[0].uid
    t.structure.add_area(
        plan, "COC1", "Prevention is not a high enough priority", kind="cause_of_concern", owner="DCFO"
    )
    for n in range(1, 61):
        t.structure.add_area(
            plan, f"REC{n}", f"Step {n} of the prevention plan", kind="recommendation", owner="Head of Prevention"
        )
        uid = t.resolve(f"REC{n}").uid
        t.areas.save(uid, {"part_of": "COC1"})
        t.structure.add_task(
            uid, f"Do step {n}", assigned_to="Prevention Team", due=("Oct-26", "Jan-27", "Mar-27")[n % 3]
        )
    t.judging.scheme(plan, "done")
    t.plan_life.rhythm(plan, "fortnightly", "recommendation")
    areas = [t.resolve(f"REC{n}").uid for n in range(1, 61)]
    for week in range(1, 9):
        clock.move(days=7)
        if week % 2 == 0:
            t.life.reviewed(areas)
            t.tasks.set_progress([t.resolve(f"REC{n}/T1").uid for n in range(week * 5 - 9, week * 5 + 1)], "complete")


ENTERED = {
    "a peer review, entered by hand, each recommendation by itself": (peer_review, "reviewed every month"),
    "sixty areas under one cause of concern": (sixty, "reviewed every fortnight, all in one change"),
}
RHYTHMS = {"audit": "reviewed every month", "concern": "reviewed every week", "quarters": "reviewed every month"}


def main(to: Path = ROOT / "docs" / "kinds.md") -> None:
    at = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=12)
    parts = [HEAD]
    for name, kind in KINDS.items():
        with open_demo(FixedClock(at), SequenceIds("k"), name) as t:
            parts.append(told(t, kind.words, f"Read in from `sample_data/{kind.file}`.", RHYTHMS[name]))
    for words, (work, rhythm) in ENTERED.items():
        clock = FixedClock(at - timedelta(weeks=8), step=1000)
        with TemporaryDirectory() as folder:
            places = Places(
                plan=Path(folder) / "plan.db", settings=Path(folder) / "settings.toml", state=Path(folder) / "state"
            )
            with Tracker.open(places, clock=clock, ids=SequenceIds("k"), me="Coordinator") as t:
                work(t, clock)
                parts.append(told(t, words, "Typed in.", rhythm))
    to.write_text("\n".join(parts), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:2]))
