"""Small files, small functions."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.checkout import ROOT, name, python_files, tracked

FILE_LINES = 300
FUNCTION_LINES = 40
COMPLEXITY = 8
SOURCES = {".py", ".html", ".txt", ".css", ".js", ".toml", ".sh", ""}
EXEMPT = (
    "migrations/versions/",  # a migration says one thing at length and is never edited again
    "static/vendor/",  # not ours
    "deliberate/sample/texts/",  # documents, not code
    "tests/documents/corpus/",  # the same
    "LICENSE",
)


def is_measured(path: Path) -> bool:
    """Whether people read and change this file as source."""
    return path.suffix in SOURCES and not name(path).startswith(EXEMPT)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Give the name and the number of lines of each function, docstring and decorators aside."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_no_file_is_long() -> None:
    lengths = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked()
        if is_measured(path)
    }
    assert len(lengths) > 100
    assert {path: lines for path, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_long() -> None:
    measured = [path for path in python_files() if is_measured(path)]
    lengths = dict(each for path in measured for each in functions(path))
    assert {path: lines for path, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_the_linter_measures_complexity_everywhere() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"][
        "lint"
    ]
    assert lint["mccabe"]["max-complexity"] <= COMPLEXITY
    assert "C90" in lint["select"]
    ignored = {rule for rules in lint["per-file-ignores"].values() for rule in rules}
    assert [rule for rule in ignored | set(lint["ignore"]) if rule.startswith("C9")] == []
    assert [name(path) for path in python_files() if "noqa: C901" in _without_tests(path)] == []


def _without_tests(path: Path) -> str:
    return "" if path.is_relative_to(ROOT / "tests") else path.read_text(encoding="utf-8")


def test_every_ignored_rule_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ignored = text.partition("\nignore = [")[2].partition("\n]")[0].strip().splitlines()
    assert ignored
    assert [line for line in ignored if " # " not in line] == []
