"""What a start loads. Counts of modules, not of milliseconds: what is loaded without need is what makes a start slow."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tui_tracker.actions.tracker import Tracker

LOADED = """
import contextlib, io, json, sys
from tui_tracker.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main({args!r})
print(json.dumps(sorted(sys.modules)))
"""
NOT_TO_READ = ("peewee", "textual", "rich", "openpyxl", "docx", "tomli_w", "tui_tracker.domain.movement", "tui_tracker.domain.checks.registry",
    "tui_tracker.intake.grid", "tui_tracker.store.soundness", "tui_tracker.store.apply")  # fmt: skip


def loaded_by(*args: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(args=list(args))], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("command", ["summary", "tasks"])
def test_a_question_on_the_command_line_loads_no_more_than_it_asks(plan: Tracker, command: str) -> None:
    plan.close()
    with Tracker.open(plan.places, clock=plan.clock, me="x"):
        pass  # closed in order, and so at rest
    loaded = loaded_by("--plan", str(plan.path), command, "--json")
    assert "tui_tracker.store.read" in loaded
    assert loaded & set(NOT_TO_READ) == set()


COMPILED = """
import re, tui_tracker.cli.commands.summary, tui_tracker.actions.tracker, tui_tracker.domain.date_grammar
from tui_tracker.patterns import pattern
found = [o for m in list(__import__("sys").modules.values()) if getattr(m, "__name__", "").startswith("tui_tracker.domain")
         for o in vars(m).values() if isinstance(o, pattern)]
print(len(found), sum("search" in vars(o) for o in found))
"""


def test_no_expression_is_compiled_before_it_is_used() -> None:
    done = subprocess.run([sys.executable, "-c", COMPILED], capture_output=True, text=True, check=True)
    held, compiled = map(int, done.stdout.split())
    assert held > 15
    assert compiled == 0


def test_the_screens_are_loaded_when_they_are_opened() -> None:
    program = "import sys, tui_tracker.ui.app; print(*sorted(m for m in sys.modules if m.startswith('tui_tracker.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "tui_tracker.ui.screens.base" in loaded
    assert {m for m in loaded if m.startswith("tui_tracker.ui.screens.")} == {"tui_tracker.ui.screens.base"}
    assert not any(m.startswith(("tui_tracker.intake", "tui_tracker.reports", "tui_tracker.packs")) for m in loaded)
