"""The Korean catalogue says everything that the pages say, and no more."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import ngettext, pgettext

from deliberate import paths
from tests.architecture.checkout import ROOT

KOREAN = paths.TRANSLATIONS / "ko" / "LC_MESSAGES" / "messages.po"
NAMED = re.compile(r"%\((\w+)\)")
UNNAMED = re.compile(r"%[sdifr]")
Key = tuple[object, str | None]


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(catalog: Catalog) -> dict[Key, Message]:
    """Return the messages of a catalogue by words and context, without its header."""
    return {(each.id, each.context): each for each in catalog if each.id}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, Message]:
    """What the code and the templates say now."""
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    subprocess.run([ROOT / "scripts" / "translate", "template", target], check=True)
    return messages(read(target))


@pytest.fixture(scope="module")
def korean() -> Catalog:
    assert KOREAN.exists(), "run scripts/translate"
    return read(KOREAN)


def test_messages_name_what_they_insert(wanted: dict[Key, Message]) -> None:
    assert len(wanted) > 100
    assert [key for key in wanted if UNNAMED.search(str(key[0]))] == []


def test_the_catalogue_is_what_the_code_says(wanted: dict[Key, Message], korean: Catalog) -> None:
    there = messages(korean)
    assert sorted(map(str, set(wanted) - set(there))) == [], "missing; run scripts/translate"
    assert sorted(map(str, set(there) - set(wanted))) == [], "stale; run scripts/translate"


def test_everything_is_said_in_korean(korean: Catalog) -> None:
    said = messages(korean).values()
    assert [str(each.id) for each in said if not _is_whole(each)] == []
    assert [str(each.id) for each in said if each.fuzzy] == []
    assert list(korean.obsolete) == []


def _forms(words: Any) -> list[str]:
    """Return a message's words in each grammatical number."""
    return [words] if isinstance(words, str) else [str(each) for each in words or ()]


def _is_whole(message: Message) -> bool:
    return all(form.strip() for form in _forms(message.string) or [""])


def test_translations_insert_what_the_original_inserts(korean: Catalog) -> None:
    assert [(str(message.id), errors) for message, errors in korean.check()] == []
    for message in messages(korean).values():
        assert _facts(message.string) == _facts(message.id), message.id


def _facts(words: Any) -> set[str]:
    return {name for form in _forms(words) for name in NAMED.findall(form)}


def test_the_catalogue_has_no_line_numbers(korean: Catalog) -> None:
    assert [each.id for each in messages(korean).values() if each.locations] == []


def test_korean_is_heard(app: Flask, korean: Catalog) -> None:
    message = next(
        each for each in messages(korean).values() if each.context and not each.pluralizable
    )
    with app.test_request_context("/ko/"):
        app.preprocess_request()
        assert pgettext(str(message.context), str(message.id)) == message.string


@pytest.mark.parametrize(("number", "words"), [(0, "0 clauses"), (1, "1 clause"), (2, "2 clauses")])
def test_english_counts_without_a_catalogue(app: Flask, number: int, words: str) -> None:
    with app.test_request_context("/en/"):
        app.preprocess_request()
        assert ngettext("%(num)s clause", "%(num)s clauses", number) == words
