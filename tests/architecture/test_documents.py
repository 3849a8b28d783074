"""What is written about the project is still true of it."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from deliberate.config import PREFIX, Settings
from deliberate.domain.actors import Role
from deliberate.domain.dispositions import Outcome
from deliberate.domain.participants import Assurance
from tests.architecture.checkout import ROOT, name, tracked

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#]+)")
TERMS = """
    framework; framework version; section; clause; wording; plain summary; consultation round;
    comment; amendment; co-author; co-signatory; vote; disposition; outcome report; participant;
    guest; receipt code; assurance; stakeholder group; under-represented group; inclusion quorum;
    closing snapshot; organisation; delegate; official; moderator; facilitator; translator;
    operator; content report; moderation action; statement of reasons; appeal
"""
NOT_FOR_FILES = (
    "pypi" + ".org",
    "files.python" + "hosted.org",
    "registry.npm" + "js.org",
    "/wo" + "rk/",
    "/ho" + "me/",
    "/ro" + "ot/",
    "/Us" + "ers/",
)
"""Hosts of package registries and folders of one machine; put together so that this file passes."""


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def documents() -> list[Path]:
    return [
        path
        for path in tracked()
        if path.suffix == ".md" and (path.parent == ROOT or path.is_relative_to(DOCS))
    ]


def rows(path: Path) -> list[list[str]]:
    """Return the cells of every table in a document, without heads."""
    lines = [line for line in text(path).splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [number for number, line in enumerate(cells) if set("".join(line)) <= set("- ")]
    heads = {number - 1 for number in rules} | set(rules)
    return [line for number, line in enumerate(cells) if number not in heads]


def test_every_setting_is_documented_with_its_default() -> None:
    documented = {row[0].strip("`"): row[1].strip("`") for row in rows(DOCS / "configuration.md")}
    defaults = Settings()
    shown = {
        PREFIX + each.name.upper(): _shown(getattr(defaults, each.name))
        for each in fields(Settings)
    }
    assert documented == shown


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "empty" if value in ("", ()) else str(value)


def test_the_glossary_holds_every_term() -> None:
    terms = {cell for row in rows(DOCS / "glossary.md") for cell in re.split(r", | / ", row[0])}
    wanted = {" ".join(term.split()) for term in TERMS.split(";")}
    assert wanted - terms == set()
    assert {role.value for role in Role} - terms == set()


def test_the_glossary_says_each_term_in_korean_and_explains_it() -> None:
    for term, korean, meaning in rows(DOCS / "glossary.md"):
        assert re.search("[가-힣]", korean), term
        assert len(meaning) > len(term), term


@pytest.mark.parametrize("kind", [Assurance, Outcome])
def test_the_glossary_names_every_value(kind: type[Assurance] | type[Outcome]) -> None:
    glossary = text(DOCS / "glossary.md")
    assert [member for member in kind if member.value.replace("_", " ") not in glossary] == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_follows(decision: Path) -> None:
    lines = text(decision).splitlines()
    assert lines[0].startswith(f"# {int(decision.name[:4])}. ")
    heads = [line for line in lines if line.startswith("## ")]
    assert heads == ["## Status", "## Context", "## Decision", "## Consequences"]
    assert len(lines) <= 60


def test_every_dependency_has_a_reason_and_a_licence() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    wanted = {re.split(r"[\[<>=]", each)[0] for each in project["dependencies"]}
    decision = next(path for path in DECISIONS if path.name.startswith("0007"))
    listed = {row[0].strip("`") for row in rows(decision)}
    assert listed == wanted | {"htmx"}


@pytest.mark.parametrize("document", documents(), ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = [document.parent / target for target in LINK.findall(text(document))]
    assert [str(target) for target in targets if not target.exists()] == []


def test_the_readme_names_the_two_commands_and_they_can_be_run() -> None:
    readme = text(ROOT / "README.md")
    for command in ("scripts/demo", "scripts/test"):
        assert f"\n{command}\n" in readme
    programs = [path for path in (ROOT / "scripts").iterdir() if not path.suffix]
    assert len([path for path in programs if path.is_file()]) >= len(("demo", "test"))
    assert [path.name for path in programs if path.is_file() and not os.access(path, os.X_OK)] == []
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_no_file_names_a_registry_or_the_folders_of_one_machine() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        found += [(name(path), each) for each in NOT_FOR_FILES if each.encode() in content]
    assert found == []


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        pinned = re.split(r"\n(?=[a-z])", text(lock))
        assert [each.split()[0] for each in pinned if "--hash=sha256:" not in each] == []
        assert "://" not in text(lock)
