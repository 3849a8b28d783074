"""`deliberate framework import` and `export`: the contract's keys, or one clear line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from deliberate.cli import main
from deliberate.domain.actors import Role
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Framework
from deliberate.services.publication import publish_first_version
from tests.commands.conftest import Run
from tests.factories.given import Given
from tests.services.rows import everything

KO = "# 돌봄 로봇 약속\n\n## 첫째 장\n\n제1조 책임\n\n기관은 까닭을 알린다.\n"
EN = "# Promises on care robots\n\n## First\n\nArticle 1 Duty\n\nA body gives reasons.\n"
KEYS = {"title", "sections", "guesses", "unpaired", "left_out"}
BAD_INPUT = 2


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, Path]:
    """A small text in both languages."""
    found = {locale: tmp_path / f"text.{locale}.md" for locale in ("ko", "en")}
    found["ko"].write_text(KO, encoding="utf-8")
    found["en"].write_text(EN, encoding="utf-8")
    return found


def importing(texts: dict[str, Path], *more: str, slug: str = "care") -> list[str]:
    files = [part for locale, path in texts.items() for part in (f"--{locale}", str(path))]
    return ["framework", "import", "--slug", slug, *files, *more]


def one_clear_line(result: Result) -> None:
    assert result.exit_code == BAD_INPUT, result.output
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output
    assert "%(" not in result.stderr


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the working directory, and no database anywhere."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DELIBERATE_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite")
    return folder


def test_a_dry_run_prints_the_contracts_structure_and_touches_nothing(
    alone: Path, texts: dict[str, Path]
) -> None:
    result = CliRunner().invoke(main, importing(texts, "--dry-run", "--json"))
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert set(found) >= KEYS
    assert found["title"] == {"ko": "돌봄 로봇 약속", "en": "Promises on care robots"}
    (section,) = found["sections"]
    assert section["title"] == {"ko": "첫째 장", "en": "First"}
    (clause,) = section["clauses"]
    assert {"ref", "number", "heading", "text"} <= set(clause)
    assert clause["heading"] == {"ko": "책임", "en": "Duty"}
    assert clause["text"] == {"ko": "기관은 까닭을 알린다.", "en": "A body gives reasons."}
    assert clause["number"] == "제1조"
    assert clause["ref"] is None
    assert "까닭" in result.stdout
    assert list(alone.iterdir()) == []


def test_a_dry_run_for_a_person_is_a_few_lines(alone: Path, texts: dict[str, Path]) -> None:
    result = CliRunner().invoke(main, importing(texts, "--dry-run"))
    assert result.exit_code == 0
    assert "1 sections, 1 clauses" in result.stdout
    assert "첫째 장 / First: 1" in result.stdout


def test_a_missing_language_is_absent_and_never_empty(alone: Path, texts: dict[str, Path]) -> None:
    del texts["en"]
    result = CliRunner().invoke(main, importing(texts, "--dry-run", "--json"))
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert set(found["title"]) == {"ko"}
    clause = found["sections"][0]["clauses"][0]
    assert [set(clause[key]) for key in ("heading", "text")] == [{"ko"}, {"ko"}]
    assert found["guesses"]
    assert all(guess["where"] and guess["what"] for guess in found["guesses"])


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n ",
        PICTURE,
        b"%PDF-1.4",
        "déjà vu, été".encode("latin-1"),
        b"a" * 2_000_001,
        b"x\n\n" * 41_000,
    ],
    ids=["empty", "blank", "picture", "pdf", "encoding", "large", "lines"],
)
def test_bad_input_is_one_clear_line_in_a_dry_run(
    alone: Path, texts: dict[str, Path], content: bytes
) -> None:
    texts["en"].write_bytes(content)
    for more in (["--dry-run", "--json"], ["--dry-run"]):
        one_clear_line(CliRunner().invoke(main, importing(texts, *more)))
    assert list(alone.iterdir()) == []


@pytest.mark.parametrize("slug", ["", "한빛", "A b", "new", "../x"])
def test_a_bad_address_is_one_clear_line(alone: Path, texts: dict[str, Path], slug: str) -> None:
    one_clear_line(CliRunner().invoke(main, importing(texts, "--dry-run", slug=slug)))


def test_no_file_at_all_is_one_clear_line(alone: Path) -> None:
    one_clear_line(CliRunner().invoke(main, importing({}, "--dry-run")))


def test_a_file_that_is_not_there_is_said_by_name(alone: Path, texts: dict[str, Path]) -> None:
    texts["ko"].unlink()
    result = CliRunner().invoke(main, importing(texts, "--dry-run"))
    assert result.exit_code == BAD_INPUT
    assert "text.ko.md" in result.stderr


def test_importing_then_exporting_gives_back_what_was_read(
    app: Flask, given: Given, run: Run, texts: dict[str, Path]
) -> None:
    read = run(*importing(texts, "--json"))
    assert read.exit_code == 0, read.output
    one_clear_line(run("framework", "export", "--slug", "care"))
    with app.app_context():
        ref = db.session.scalars(select(Framework.ref)).one()
        official = given.person(Role.OFFICIAL, ref)
        publish_first_version(official, ref, 1, given.now)
    written = run("framework", "export", "--slug", "care")
    assert written.exit_code == 0, written.output
    before, after = json.loads(read.stdout), json.loads(written.stdout)
    assert set(after) == set(before)
    refs = [clause.pop("ref") for each in after["sections"] for clause in each["clauses"]]
    assert all(refs)
    for each in after["sections"] + before["sections"]:
        each.pop("ref")
    for each in before["sections"]:
        for clause in each["clauses"]:
            clause.pop("ref")
    assert after["title"] == before["title"]
    assert after["sections"] == before["sections"]
    again = run("framework", "export", "--slug", "care", "--version", "1")
    assert again.stdout == written.stdout
    one_clear_line(run("framework", "export", "--slug", "care", "--version", "2"))
    one_clear_line(run(*importing(texts)))


def test_bad_input_leaves_nothing_half_saved(
    app: Flask, given: Given, run: Run, texts: dict[str, Path]
) -> None:
    given.framework(slug="taken")
    with app.app_context():
        before = everything()
    one_clear_line(run(*importing(texts, slug="taken")))
    one_clear_line(run(*importing(texts, slug="A b")))
    texts["en"].write_bytes(PICTURE)
    one_clear_line(run(*importing(texts)))
    with app.app_context():
        assert everything() == before


def test_a_dry_run_saves_nothing(app: Flask, run: Run, texts: dict[str, Path]) -> None:
    with app.app_context():
        before = everything()
    assert run(*importing(texts, "--dry-run")).exit_code == 0
    with app.app_context():
        assert everything() == before


@pytest.mark.parametrize("slug", ["nothing", "", "한빛"])
def test_exporting_what_there_is_not_is_one_clear_line(run: Run, slug: str) -> None:
    one_clear_line(run("framework", "export", "--slug", slug))
