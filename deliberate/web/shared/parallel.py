"""Texts in several languages, in the order in which one page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask

from deliberate.config import Settings
from deliberate.domain.frameworks import opening_words
from deliberate.domain.localized import LOCALES
from deliberate.web.shared.locale import current_locale

LABEL = re.compile(
    r"(?P<label>제\s*\d+\s*[편장절관부]|(?:Chapter|Part|Section|Title)\s+[\dIVXLC]+)[.:]?\s+(?P<title>.+)",
    re.IGNORECASE,
)
NUMBER_LENGTH = 5
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"


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


def hanging_lines(body: str) -> list[tuple[str, str]]:
    """Return (number, words) for each line that says anything; most have an empty number.

    A number is what hangs at the head of a line: "①", "(1)", "가.".
    """
    return [_hanging(line.strip()) for line in body.splitlines() if line.strip()]


def _hanging(line: str) -> tuple[str, str]:
    head, _, rest = line.partition(" ")
    bare = head.strip("().")
    if rest and len(head) <= NUMBER_LENGTH and bare != head and (bare.isdigit() or len(bare) == 1):
        return head, rest
    if line[0] in CIRCLED:
        return line[0], line[1:].strip()
    return "", line


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


def clause_heading(clause: Any, wanted: str = "") -> tuple[str, str]:
    """Return (language, words) by which a clause is called: its heading, else how it begins."""
    code, words = titles_in_order(clause.headings, wanted)[0]
    if words:
        return code, words
    code, body = titles_in_order(clause.bodies, wanted)[0]
    return code, opening_words(body)


def clause_name(clause: Any) -> str:
    """Return number and heading of a clause as one link says them."""
    number = titles_in_order(clause.numbers)[0][1]
    return " ".join(part for part in (number, clause_heading(clause)[1]) if part)


def register(app: Flask, _settings: Settings) -> None:
    """Give templates the functions above."""
    app.jinja_env.globals.update(
        titles_in_order=titles_in_order,
        clause_texts=clause_texts,
        hanging_lines=hanging_lines,
        part_label=part_label,
        without_labels=without_labels,
        clause_heading=clause_heading,
        clause_name=clause_name,
        opening_words=opening_words,
    )
