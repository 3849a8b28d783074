"""Texts in several languages, in the order in which one page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask

from deliberate.config import Settings
from deliberate.domain.localized import LOCALES
from deliberate.web.shared.locale import current_locale

LABEL = re.compile(
    r"(?P<label>제\s*\d+\s*[편장절관부]|(?:Chapter|Part|Section|Title)\s+[\dIVXLC]+)[.:]?\s+(?P<title>.+)",
    re.IGNORECASE,
)


def languages_in_order(wanted: str = "") -> list[str]:
    """Return the languages to show, the page's own first; `wanted` may be one of them alone."""
    if wanted in set(LOCALES):
        return [wanted]
    here = current_locale()
    return [here, *(locale.value for locale in LOCALES if locale != here)]


def titles_in_order(texts: Mapping[str, str], wanted: str = "") -> list[tuple[str, str]]:
    """Return (language, words) for the languages that have words, at least one where any has."""
    found = [(code, texts[code]) for code in languages_in_order(wanted) if texts.get(code)]
    return found or [(code, words) for code, words in texts.items() if words][:1] or [("", "")]


def clause_texts(clause: Any, wanted: str = "") -> list[dict[str, str]]:
    """Return one entry per language: lang, number, heading, body; empty where there is nothing."""
    return [
        {
            "lang": code,
            "number": clause.numbers.get(code, ""),
            "heading": clause.headings.get(code, ""),
            "body": clause.bodies.get(code, ""),
        }
        for code in languages_in_order(wanted)
    ]


def part_label(title: str) -> str:
    """Return the number of a section's title ("제1장", "Chapter 1"), empty without one."""
    found = LABEL.fullmatch(title)
    return found["label"] if found else ""


def part_title(title: str) -> str:
    """Return a section's title without its number."""
    found = LABEL.fullmatch(title)
    return found["title"] if found else title


def without_labels(titles: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return titles in order without their numbers."""
    return [(code, part_title(words)) for code, words in titles]


def clause_name(numbers: Mapping[str, str], headings: Mapping[str, str]) -> str:
    """Return how a clause is called in a link: number and heading, in the page's language."""
    number = titles_in_order(numbers)[0][1]
    heading = titles_in_order(headings)[0][1]
    return " ".join(part for part in (number, heading) if part)


def register(app: Flask, _settings: Settings) -> None:
    """Give templates the functions above."""
    app.jinja_env.globals.update(
        titles_in_order=titles_in_order,
        clause_texts=clause_texts,
        part_label=part_label,
        without_labels=without_labels,
        clause_name=clause_name,
    )
