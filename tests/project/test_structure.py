"""The house itself: what imports what, and how long its rooms are. Read over the source, so that nothing is loaded to be asked."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tui_tracker"


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package by its dotted name."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module, modules: set[str]) -> set[str]:
    """The modules of the package that a module names anywhere: at its top, in a function, or for annotations alone."""
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{a.name}" for a in node.names}
            named |= inner & modules or {node.module}
    return named & modules


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The modules that reach themselves, one list a circle."""
    reach = {name: set(reached) for name, reached in graph.items()}
    for middle in graph:
        for reached in reach.values():
            if middle in reached:
                reached |= reach[middle]
    around = [name for name in graph if name in reach[name]]
    return sorted({tuple(sorted(o for o in around if o in reach[n] and n in reach[o])) for n in around})  # type: ignore[arg-type]  # tuples sort as lists do


def test_a_circle_is_seen() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [("b", "c")]


def test_nothing_in_the_package_imports_itself_by_any_way() -> None:
    parsed = dict(trees())
    graph = {name: imports(tree, set(parsed)) - {name} for name, tree in parsed.items()}
    assert sum(map(len, graph.values())) > 1000
    assert circles(graph) == []
