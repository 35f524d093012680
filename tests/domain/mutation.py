"""Mutation testing: a copy of the project to mutate in, mutmut's run there, and its score.

The domain is run whole; of the reading core (``intake``), whose tests read whole files, a sample.
"""

from __future__ import annotations

import ast
import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
COPIED = ("tui_tracker", "tests", "sample_data", "docs", "pyproject.toml")  # a test of the reading core reads its page
KILLED = {1, 3, 24, -24, 36, 152, 255}  # a failing test, or one that ran out of its time
Score = dict[str, tuple[int, int]]
# Another package than the domain: what replaces the settings of pyproject.toml in the copy. What reads hundreds of files for one
# figure (every layout changed in every way, damage, round trips) says little of one line, and is left out.
INTAKE = """
only_mutate = ["tui_tracker/intake/*"]
pytest_add_cli_args_test_selection = [
    "tests/intake/test_reading.py", "tests/intake/test_shapes.py", "tests/intake/test_shapes_of_cards.py", "tests/intake/test_layouts.py", "tests/intake/test_meanings.py",
    "tests/intake/test_formats.py", "tests/intake/test_documents.py", "tests/intake/test_both_in_one.py", "tests/intake/test_dates_are_no_numbers.py", "tests/intake/test_worked_example.py",
]
"""


def spelt_out(source: str) -> str:
    """``@rule(…)`` above a function as ``name = rule(…)(name)`` below it: the same program, with no decorators.

    mutmut leaves a decorated function alone, and here every plan check is one.
    """
    lines = source.split("\n")
    found = [
        n for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.FunctionDef) and n.decorator_list and ast.unparse(n.decorator_list[0]) != "staticmethod"
    ]  # fmt: skip
    for node in sorted(found, key=lambda n: -n.lineno):
        first, last = node.decorator_list[0], node.end_lineno or node.lineno
        said = node.name
        for decorator in reversed(node.decorator_list):
            said = f"({ast.unparse(decorator)})({said})"
        lines[last:last] = [f"{' ' * node.col_offset}{node.name} = {said}"]
        del lines[first.lineno - 1 : node.lineno - 1]
    return "\n".join(lines)


def copy_project(folder: Path, settings: str = "") -> None:
    """The project in ``folder``, its domain without decorators; ``settings`` replace mutmut's own of the same names."""
    for name in COPIED:
        here, there = PROJECT / name, folder / name
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        else:
            shutil.copy(here, there)
    for file in (folder / "tui_tracker" / "domain").rglob("*.py"):
        file.write_text(spelt_out(file.read_text(encoding="utf-8")), encoding="utf-8")
    if settings:
        project = folder / "pyproject.toml"
        kept = re.sub(
            r"(?ms)^(?:only_mutate|pytest_add_cli_args_test_selection) = \[.*?\]$",
            "",
            project.read_text(encoding="utf-8"),
        )
        project.write_text(kept.replace("[tool.mutmut]\n", f"[tool.mutmut]{settings}"), encoding="utf-8")


def run(folder: Path, names: Sequence[str] = (), children: int = 2) -> None:
    """Run mutmut in ``folder`` over every mutant, or over those of ``names``."""
    command = [
        sys.executable,
        "-c",
        "from mutmut.__main__ import cli; cli()",
        "run",
        "--max-children",
        str(children),
        *names,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"mutmut ended with {done.returncode}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def results(folder: Path) -> dict[str, dict[str, int | None]]:
    """The exit code of every mutant by module; None for one that was not run."""
    top = folder / "mutants" / "tui_tracker"
    made = {}
    for file in sorted(top.rglob("*.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        if codes:
            made[file.relative_to(top).as_posix().removesuffix(".py.meta").removeprefix("domain/")] = codes
    return made


def score(found: dict[str, dict[str, int | None]]) -> Score:
    """(killed, run) by module."""
    return {
        module: (sum(c in KILLED for c in codes.values()), sum(c is not None for c in codes.values()))
        for module, codes in found.items()
    }


def table(made: Score) -> str:
    """The score as a Markdown table, the total last."""
    killed, total = (sum(column) for column in zip(*made.values(), strict=True))
    rows = [*sorted(made.items()), ("**all**", (killed, total))]
    return "\n".join(
        ["| module | mutants | killed | score |", "|---|---:|---:|---:|"]
        + [f"| {name} | {of:,} | {k:,} | {100 * k / of:.1f} % |" for name, (k, of) in rows if of]
    )


def sample(folder: Path, count: int, seed: int) -> Score:
    """(killed, run) by module of ``count`` mutants drawn at random from all: what a whole run would give, within a few per cent."""
    first = (
        "intake.heads.x_single__mutmut_1"
        if "tui_tracker/intake/*" in (folder / "pyproject.toml").read_text(encoding="utf-8")
        else "domain.refs.x_natural_key__mutmut_1"
    )
    run(folder, [f"tui_tracker.{first}"])  # writes every mutant
    names = sorted(name for codes in results(folder).values() for name in codes)
    drawn = set(random.Random(seed).sample(names, min(count, len(names))))
    run(folder, sorted(drawn))
    found = {m: {n: c for n, c in codes.items() if n in drawn} for m, codes in results(folder).items()}
    return score({m: codes for m, codes in found.items() if codes})


if (
    __name__ == "__main__"
):  # python -m tests.domain.mutation FOLDER COUNT SEED [intake]: a sample, when there is no time for all
    copy_project(Path(sys.argv[1]), INTAKE if "intake" in sys.argv else "")
    print(table(sample(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
