"""The long pages exist in both languages and are built alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from deliberate import paths
from deliberate.domain.localized import LOCALES
from deliberate.web.site.pages import PAGES

FOLDER = paths.TEMPLATES / "site" / "pages"
HANGUL = re.compile(r"[가-힣]")


def file(page: str, locale: str) -> Path:
    return FOLDER / f"{page}.{locale}.md"


def structure(page: str, locale: str) -> list[str]:
    """Return the headings, lists and tables of a page, in order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(file(page, locale).read_text("utf-8"))
    kept = {"heading_open", "list_item_open", "tr_open"}
    return [token.tag for token in tokens if token.type in kept]


def test_every_file_belongs_to_a_page() -> None:
    expected = {file(page, locale).name for page in PAGES for locale in LOCALES}
    assert {path.name for path in FOLDER.iterdir()} == expected


@pytest.mark.parametrize("page", PAGES)
def test_languages_are_built_alike(page: str) -> None:
    first, *others = (structure(page, locale) for locale in LOCALES)
    assert first[0] == "h1"
    assert first.count("h1") == 1
    assert all(other == first for other in others)


@pytest.mark.parametrize("page", PAGES)
def test_each_language_is_in_its_language(page: str) -> None:
    korean, english = (file(page, locale).read_text("utf-8") for locale in ("ko", "en"))
    assert len(HANGUL.findall(korean)) > len(korean) / 4
    assert HANGUL.findall(re.sub("한국어", "", english)) == []
