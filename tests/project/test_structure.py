"""The house itself: what imports what, and how long its rooms are. Read over the source, so that nothing is loaded to be asked."""

from __future__ import annotations

import ast
import functools
import graphlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tui_tracker"


@functools.cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the package by its dotted name."""
    return tuple(
        (
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"),
            ast.parse(path.read_text(encoding="utf-8")),
        )
        for path in sorted(PACKAGE.rglob("*.py"))
    )


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


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of one circle of imports, the first one again at the end; none where there is none."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_a_circle_is_seen() -> None:
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}})) == {"b", "c"}


def test_nothing_in_the_package_imports_itself_by_any_way() -> None:
    parsed = dict(trees())
    graph = {name: imports(tree, set(parsed)) - {name} for name, tree in parsed.items()}
    assert sum(map(len, graph.values())) > 1000
    assert circle(graph) == []


SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|WHERE|ORDER BY|PRAGMA|CREATE|AND|LIMIT)\s+[\w\"(*]")


@functools.cache
def texts(tree: ast.Module) -> tuple[ast.Constant, ...]:
    """The texts of a module that are no docstrings."""
    docs = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if isinstance(n, (ast.Module, ast.ClassDef, ast.FunctionDef)) and n.body and isinstance(n.body[0], ast.Expr)
    }
    constants = (n for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return tuple(n for n in constants if isinstance(n.value, str) and id(n) not in docs)


def test_sql_is_written_in_the_store_alone() -> None:
    found = {name: [t.value for t in texts(tree) if SQL.match(str(t.value))] for name, tree in trees()}
    assert sum(len(sql) for name, sql in found.items() if name.startswith("tui_tracker.store.")) > 50
    assert {n: sql for n, sql in found.items() if sql and not n.startswith("tui_tracker.store.")} == {}


def test_no_attribute_is_found_by_a_name_made_up_of_pieces() -> None:
    """What is called by a name put together is found by no search and checked by no type checker."""
    made_up = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("getattr", "setattr", "hasattr", "delattr", "__import__")
        and any(isinstance(a, (ast.JoinedStr, ast.BinOp)) for a in node.args)
    ]
    assert made_up == []


def test_no_file_and_no_function_is_too_long_to_read_at_once() -> None:
    # By path and by line: names alone stand more than once, and the last of them would hide the others.
    paths = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    lines = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}
    assert len(lines) == len(paths) > 500
    assert {name: n for name, n in lines.items() if n > 400} == {}
    functions = {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    assert len(functions) > 3000
    assert {name: n for name, n in functions.items() if n > 40} == {}


# A key as a sentence would have it: a letter that does something, a letter in brackets at the end, a key pressed or held.
KEY = re.compile(
    r"(?<![\w.`“\"-])(?:[b-zA-Z0-9]|a(?= gives)|esc|enter) (?:gives|takes|brings|opens|shows|goes|closes|leaves|begins|marks|adds|edits"
    r"|saves|sets|filters|explains|signs|keeps|sends|writes|starts|ends|changes|asks)\b"
    r"|\b[Pp]ress(?:ed)? (?:\w|esc|enter|tab)\b|\b\w is pressed\b|\s\((?:\w|ctrl\+\w|F\d\d?)\)\.?$"
)
OF_OTHERS = (
    "tui_tracker.packs.workbook_form",
    "tui_tracker.ui.own_keys",
)  # keys of Excel; keys that may be written in the settings


def test_a_sentence_names_a_command_and_never_its_key() -> None:
    """Keys are the user's to change: what is said names the command, and the screen puts its key there."""
    assert KEY.search("u takes it back")
    assert KEY.search("settle it on screen (7).")
    assert not KEY.search("⟦edit.undo⟧ takes it back")
    assert not KEY.search("a closes area is not open")
    found = [
        f"{name}:{text.lineno} {text.value}"
        for name, tree in trees()
        if name not in OF_OTHERS
        for text in texts(tree)
        if " " in str(text.value) and KEY.search(str(text.value)) and not str(text.value).strip().startswith("PRAGMA")
    ]
    assert found == []


# Called by what they inherit from, or made for the tests and the docs; all else that the package names once is dead.
CALLED_FROM_OUTSIDE = {
    "list_commands", "get_command",  # click
    "handle_starttag", "handle_endtag", "handle_data",  # html.parser
    "render_line", "_fatal_error", "ALLOW_SELECT",  # textual
    "keys_markdown",  # docs/keys.md is written by it
    "task_figures",  # the definition against which the counting in SQL is held
    "SequenceIds", "at_rest",  # a test's ids, and when a test may look
}  # fmt: skip
BY_NAME = re.compile(r"__\w+__|(?:_?on|action|watch|validate|compute)_\w+")


def declared(tree: ast.Module) -> Iterator[str]:
    """Every function, class, constant and field that no registering decorator hands on."""
    handed_on = ("property", "staticmethod", "classmethod", "cached_property", "dataclass", "cache", "lru_cache")
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if all(
                re.split(r"[(.]", ast.unparse(d).removeprefix("functools."))[0] in handed_on
                for d in node.decorator_list
            ):
                yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                yield target.id


def test_nothing_stands_in_the_package_that_the_package_does_not_use() -> None:
    words = Counter(w for p in PACKAGE.rglob("*.py") for w in re.findall(r"\w+", p.read_text(encoding="utf-8")))
    names = {name for _, tree in trees() for name in declared(tree)}
    once = {n for n in names if words[n] == 1 and not BY_NAME.fullmatch(n)}
    assert len(names) > 4000
    assert once - CALLED_FROM_OUTSIDE == set()
    assert CALLED_FROM_OUTSIDE - once == set()
