"""Imports only go down, and the contracts that say so know every module there is."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.checkout import ROOT, name, python_files

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
ONLY_SHARED = "blueprints know only what is shared"
DOWN = "imports only go down"
BESIDE_THE_FLOORS = {"__init__", "__main__", "config", "paths"}
"""Wiring that has no floor: the first two build and start it, the others are read by all."""


def contract(title: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in CONTRACTS if each["name"] == title)
    return found


def test_every_contract_is_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_blueprint_is_under_contract() -> None:
    web = ROOT / "deliberate" / "web"
    packages = {path.parent.name for path in web.glob("*/__init__.py")} - {"shared"}
    listed = {module.rpartition(".")[2] for module in contract(ONLY_SHARED)["modules"]}
    assert listed == packages


def test_every_module_has_a_floor() -> None:
    floors = {
        layer.strip().removeprefix("deliberate.")
        for line in contract(DOWN)["layers"]
        for layer in line.split("|")
    }
    above = {floor.partition(".")[0] for floor in floors}
    modules = {
        path.stem
        for path in (ROOT / "deliberate").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert modules - above == BESIDE_THE_FLOORS


def imports_of(path: Path) -> set[str]:
    """Return the modules that a file imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("layer", ["domain", "documents", "services"])
def test_pure_layers_ask_no_clock_and_no_environment(layer: str) -> None:
    """The time is passed in, and so is every setting."""
    wrong = []
    for path in (ROOT / "deliberate" / layer).rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        wrong += [name(path) for word in ("datetime.now", "os.environ") if word in source]
        wrong += [name(path) for module in imports_of(path) if module in {"time", "os"}]
    assert wrong == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
    assert [name(path) for path in python_files() if path.stem in drawers] == []
    folders = {part for path in python_files() for part in path.relative_to(ROOT).parent.parts}
    assert folders & drawers == set()
