"""From the table in which the languages met to the draft that officials put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from deliberate.documents.parsed import ClauseKind, ParsedText
from deliberate.documents.scripts import is_foreign, take_apart
from deliberate.documents.table import Head, Row, Table
from deliberate.domain.drafts import (
    Draft,
    DraftClause,
    DraftSection,
    Guess,
    GuessKind,
    LeftOut,
    LeftOutReason,
    in_order,
)

_SIGNS = " \t/|·-–—()[]（）"


@dataclass(slots=True)
class _Sheet:
    """What is written down while the table is read from top to bottom."""

    locales: tuple[str, ...]
    guesses: list[Guess] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def owner_of(self, words: str, locale: str) -> str | None:
        """Return the other language to which words of another script belong."""
        others = [each for each in self.locales if each != locale]
        return next((each for each in others if not is_foreign(words, each)), None)


def draft_of(table: Table, texts: Mapping[str, ParsedText]) -> Draft:
    """Return the draft with everything that was guessed and left out, in the order of the text."""
    sheet = _Sheet(in_order(texts))
    for locale in sheet.locales:
        leaves = texts[locale].left_out
        sheet.left_out += [LeftOut(locale, leaf.text, leaf.reason) for leaf in leaves]
    titles = _titles(texts, sheet)
    sheet.guesses += _on_the_whole(table, texts, titles)
    sections = tuple(_section(table, s, sheet) for s in range(len(table.heads)))
    return Draft(sheet.locales, titles, sections, tuple(sheet.guesses), tuple(sheet.left_out))


def _section(table: Table, s: int, sheet: _Sheet) -> DraftSection:
    head, rows = table.heads[s], [table.rows[r] for r in table.span(s)]
    titles = _section_titles(head, s, sheet, {key for row in rows for key in row.clauses})
    clauses = (_clause(row, head, s, c, sheet) for c, row in enumerate(rows))
    return DraftSection(titles, tuple(clauses))


def _titles(texts: Mapping[str, ParsedText], sheet: _Sheet) -> dict[str, str]:
    titles = {locale: texts[locale].title for locale in sheet.locales if texts[locale].title}
    for locale in sheet.locales:
        if texts[locale].foreign_title:
            _place_foreign(titles, texts[locale].foreign_title, locale, sheet)
    return titles


def _place_foreign(titles: dict[str, str], words: str, locale: str, sheet: _Sheet) -> str | None:
    """Leave words of another language out; where that language lacks a title, they become it.

    Returns the language that took them over.
    """
    owner = sheet.owner_of(words, locale)
    taken = words.strip(_SIGNS) if owner and owner not in titles else ""
    reason = LeftOutReason.TAKEN_OVER if taken else LeftOutReason.OTHER_LANGUAGE
    sheet.left_out.append(LeftOut(locale, words, reason))
    if owner and taken:
        titles[owner] = taken
        return owner
    return None


def _on_the_whole(
    table: Table, texts: Mapping[str, ParsedText], titles: Mapping[str, str]
) -> Iterator[Guess]:
    locales = in_order(texts)
    if len(locales) == 1:
        yield Guess(GuessKind.ONE_LANGUAGE, locale=locales[0])
    for locale in locales:
        for kind in texts[locale].guesses:
            yield Guess(kind, locale=locale)
    complete = sum(len(row.clauses) == len(locales) for row in table.rows)
    if 2 * complete < len(table.rows):
        yield Guess(GuessKind.STRUCTURE_DIFFERS)


def _section_titles(head: Head, s: int, sheet: _Sheet, present: set[str]) -> dict[str, str]:
    titles: dict[str, str] = {}
    foreign: dict[str, str] = {}
    for locale in in_order(head.sections):
        section = head.sections[locale]
        titles[locale], foreign[locale] = section.title, section.foreign
    titles = {locale: title for locale, title in titles.items() if title}
    _split_confirmed(titles, foreign)
    for kind, where in head.guesses:
        sheet.guesses.append(Guess(kind, s, locale=where))
    for locale, words in foreign.items():
        if words:
            sheet.guesses.append(Guess(GuessKind.SECTION_TITLE_MIXED, s, locale=locale))
            if taker := _place_foreign(titles, words, locale, sheet):
                sheet.guesses.append(Guess(GuessKind.SECTION_TITLE_TAKEN_OVER, s, locale=taker))
    for locale in sheet.locales:
        if titles and locale not in titles:
            alone = GuessKind.SECTION_ONLY_IN_ONE_LANGUAGE
            kind = GuessKind.SECTION_TITLE_MISSING if locale in present else alone
            sheet.guesses.append(Guess(kind, s, locale=locale))
    return titles


def _split_confirmed(titles: dict[str, str], foreign: dict[str, str]) -> None:
    """Take one lone foreign word off a heading where it is the heading in another language."""
    for locale, title in list(titles.items()):
        mixed = take_apart(title, locale)
        others = {other.casefold() for key, other in titles.items() if key != locale}
        if mixed and mixed.foreign.strip(_SIGNS).casefold() in others:
            titles[locale], foreign[locale] = mixed.own, mixed.foreign


def _clause(row: Row, head: Head, s: int, c: int, sheet: _Sheet) -> DraftClause:
    for kind, where in row.guesses:
        sheet.guesses.append(Guess(kind, s, c, where))
    for locale in sheet.locales:
        if locale not in row.clauses:
            sheet.guesses.append(Guess(GuessKind.CLAUSE_UNPAIRED, s, c, locale))
        elif head.indices.get(locale, row.sections[locale]) != row.sections[locale]:
            sheet.guesses.append(Guess(GuessKind.SECTION_BOUNDARY_DIFFERS, s, c, locale))
    sheet.guesses += _differences(row, s, c)
    return DraftClause({locale: row.clauses[locale].cell for locale in in_order(row.clauses)})


def _differences(row: Row, s: int, c: int) -> Iterator[Guess]:
    clauses = row.clauses
    values = {clause.value for clause in clauses.values() if clause.value}
    if len(values) > 1:
        yield Guess(GuessKind.NUMBERS_DIFFER, s, c)
    headed = {locale for locale, clause in clauses.items() if clause.cell.heading}
    named = any(clause.kind is not ClauseKind.ITEM for clause in clauses.values())
    if headed and named:
        for locale in in_order(clauses.keys() - headed):
            yield Guess(GuessKind.CLAUSE_HEADING_MISSING, s, c, locale)
