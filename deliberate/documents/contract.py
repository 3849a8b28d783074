"""The JSON structure of a framework that other people's programs rely on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deliberate.domain.drafts import Draft, DraftClause, DraftSection, Guess, GuessKind, in_order

SENTENCES: Mapping[GuessKind, str] = {
    GuessKind.ONE_LANGUAGE: "There is a text in one language only.",
    GuessKind.TITLE_MISSING: "The file has no title.",
    GuessKind.TITLE_UNCERTAIN: "The first line was taken as the title; it may be a heading.",
    GuessKind.NO_HEADINGS: "No headings were found, so all clauses are in one section.",
    GuessKind.LINES_JOINED: "Lines broken at a fixed width were joined into paragraphs.",
    GuessKind.STRUCTURE_DIFFERS: "Less than half of the clauses found a counterpart.",
    GuessKind.SECTION_TITLE_MISSING: "The heading is missing in this language.",
    GuessKind.SECTION_TITLE_TAKEN_OVER: (
        "The heading was missing and was taken from a heading in two languages."
    ),
    GuessKind.SECTION_TITLE_MIXED: "Words of another language were taken out of the heading.",
    GuessKind.SECTION_ORDER_DIFFERS: "The section stands elsewhere in this language.",
    GuessKind.SECTION_ONLY_IN_ONE_LANGUAGE: "The whole section is missing in this language.",
    GuessKind.SECTION_BOUNDARY_DIFFERS: "The clause stands under another heading in this language.",
    GuessKind.CLAUSE_UNPAIRED: "No text was found for the clause in this language.",
    GuessKind.CLAUSE_SPLIT: (
        "Two clauses run together in this language were split as in the other one."
    ),
    GuessKind.CLAUSE_JOINED: "Two paragraphs of this language were joined as in the other one.",
    GuessKind.CLAUSE_ORDER_DIFFERS: "The clause stands elsewhere in this language.",
    GuessKind.PAIR_UNCERTAIN: "Little but their places says that these texts belong together.",
    GuessKind.NUMBERS_DIFFER: "The clause has different numbers in the languages.",
    GuessKind.CLAUSE_HEADING_MISSING: "The clause has no heading in this language.",
}


def contract_json(draft: Draft) -> dict[str, Any]:
    """Return the structure that `framework import --json` and `framework export` print.

    A language without text is absent, never an empty string. `number` is as the first language
    writes it that has one, null where none has; `numbers` has every language's.
    """
    return {
        "title": _ordered(draft.titles),
        "sections": [_section(section) for section in draft.sections],
        "guesses": [
            {"where": where(guess), "what": SENTENCES[guess.kind], "kind": guess.kind.value}
            for guess in draft.guesses
        ],
        "unpaired": [{"locale": each.locale, "text": each.text} for each in draft.unpaired],
        "left_out": [
            {"locale": each.locale, "text": each.text, "reason": each.reason.value}
            for each in draft.left_out
        ],
    }


def where(guess: Guess) -> str:
    """Return the place of a guess in words: "section 5, clause 1, en", counting from 1."""
    places = [
        "document" if guess.section is None else f"section {guess.section + 1}",
        None if guess.clause is None else f"clause {guess.clause + 1}",
        guess.locale,
    ]
    return ", ".join(place for place in places if place)


def _ordered(texts: Mapping[str, str]) -> dict[str, str]:
    return {locale: texts[locale] for locale in in_order(texts) if texts[locale]}


def _section(section: DraftSection) -> dict[str, Any]:
    clauses = [_clause(clause) for clause in section.clauses]
    return {"ref": section.ref, "title": _ordered(section.titles), "clauses": clauses}


def _clause(clause: DraftClause) -> dict[str, Any]:
    cells = clause.cells.items()
    return {
        "ref": clause.ref,
        "number": clause.number or None,
        "numbers": _ordered({locale: cell.number for locale, cell in cells}),
        "heading": _ordered({locale: cell.heading for locale, cell in cells}),
        "text": _ordered({locale: cell.text for locale, cell in cells}),
    }
