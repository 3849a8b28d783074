"""Joining paragraphs that are one paragraph in another language."""

from __future__ import annotations

from dataclasses import replace

from deliberate.documents.headings import is_sentence
from deliberate.documents.likeness import GAP, Unit, Weigher, length_fit, units_in_row
from deliberate.documents.parsed import ClauseKind, ParsedClause
from deliberate.documents.table import Row
from deliberate.domain.drafts import GuessKind

LEAST_GAIN, LEAST_FIT = 0.2, 0.05


def join_parted(rows: list[Row], weigher: Weigher) -> list[Row]:
    """Join a paragraph without a partner to its neighbour, where both together fit better.

    They have to fit better by length and on the whole. Only paragraphs without number and
    heading in one section of one language are joined.
    """
    joined: list[Row] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above and (locale := _alone(row)) and _gain(above, row, locale, weigher) > LEAST_GAIN:
            _join(above, above, row, locale)
        elif (
            above and (locale := _alone(above)) and _gain(row, above, locale, weigher) > LEAST_GAIN
        ):
            _join(row, above, row, locale)
            row.origin = above.origin if row.origin is None else min(row.origin, above.origin or 0)
            joined[-1] = row
        else:
            joined.append(row)
    return joined


def _alone(row: Row) -> str | None:
    """Return the language of a row that has one language only."""
    return next(iter(row.clauses)) if len(row.clauses) == 1 else None


def _gain(whole: Row, part: Row, locale: str, weigher: Weigher) -> float:
    if len(whole.clauses) < 2 or locale not in whole.clauses:
        return 0.0
    ours, theirs = whole.clauses[locale], part.clauses[locale]
    if not _is_paragraph(ours) or not _is_paragraph(theirs):
        return 0.0
    if whole.sections[locale] != part.sections[locale]:
        return 0.0
    alone = units_in_row(whole.clauses, locale, ours, weigher)
    both = units_in_row(whole.clauses, locale, _together(ours, theirs), weigher)
    if not alone or not both or _fit(both) - _fit(alone) < LEAST_FIT:
        return 0.0
    return weigher.score(*both) - weigher.score(*alone) - GAP


def _fit(units: tuple[Unit, Unit]) -> float:
    return length_fit(units[0].text, units[1].text)


def _is_paragraph(clause: ParsedClause) -> bool:
    return clause.kind is ClauseKind.PLAIN and is_sentence(clause.cell.text)


def _together(upper: ParsedClause, lower: ParsedClause) -> ParsedClause:
    text = f"{upper.cell.text}\n\n{lower.cell.text}"
    return replace(upper, cell=replace(upper.cell, text=text))


def _join(target: Row, upper: Row, lower: Row, locale: str) -> None:
    target.clauses[locale] = _together(upper.clauses[locale], lower.clauses[locale])
    target.guesses.append((GuessKind.CLAUSE_JOINED, locale))
