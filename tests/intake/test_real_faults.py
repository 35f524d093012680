"""The Hereford & Worcester and the Essex plan: what the rules find once they are read in, with the exact hits and the near misses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import SHARED_PLANS, needs_shared_plans, open_tracker
from tui_tracker.clock import FixedClock
from tui_tracker.intake.read import read


def subjects(tmp_path: Path, clock: FixedClock, name: str, day: date) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    with open_tracker(tmp_path, clock) as tracker:
        path = SHARED_PLANS / name
        tracker.imports.apply(read(path), path)
        with tracker.at(day) as past:
            for finding in past.checks.run():
                made.setdefault(finding.rule, []).append(finding.subject)
    return made


@needs_shared_plans
def test_hereford_and_worcester(tmp_path: Path, clock: FixedClock) -> None:
    found = subjects(tmp_path, clock, "hereford-worcester-plan.xlsx", date(2021, 1, 31))
    assert len(found["PC41"]) == 45  # 37 complete and one with a bracket, 4 deferred, 3 ongoing have lost their date
    assert len(found["PC42"]) == 2  # Feb 21 and Mar 21; Mar 2021, Feb 2021 and April 2021 are clear
    assert len(found["PC58"]) == 4
    assert len(found["PC88"]) == 1
    assert {"EY1.4", "EY1.6", "P1.8", "P1.12"} <= set(found["PC23"])
    assert {"ES1.5/T2", "ES1.5/T3"} <= set(found["PC26"])
    assert not {"PC36", "PC37", "PC39", "PC40"} & found.keys()


@needs_shared_plans
def test_essex(tmp_path: Path, clock: FixedClock) -> None:
    found = subjects(tmp_path, clock, "essex-peer-review.csv", date(2021, 11, 30))
    assert found["PC39"] == ["REC3/T1"]
    assert found["PC40"] == ["REC1/T1"]
    assert found["PC56"] == ["plan"]
    assert not {"PC36", "PC37", "PC41", "PC42"} & found.keys()


@needs_shared_plans
@pytest.mark.parametrize("name", ["hereford-worcester-plan.xlsx", "essex-peer-review.csv"])
def test_no_import_finding_of_another_files_faults(name: str) -> None:
    """Rules that read the file's own cells: these two files have none of those faults."""
    assert read(SHARED_PLANS / name).findings == []
