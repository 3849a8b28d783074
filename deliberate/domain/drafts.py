"""The draft of a framework: what an import made of the files, while officials put it right.

A draft is a table. Rows are clauses, grouped into sections; columns are languages; a `Cell` is
what one language says in one clause. Nothing of a source is ever dropped: what is not in a title
or a cell is in `left_out`, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from deliberate.domain.errors import DomainError
from deliberate.domain.localized import LOCALES


class GuessKind(StrEnum):
    """What the import was not sure of; an official looks at each."""

    ONE_LANGUAGE = "one_language"
    """There was a file for one language only."""
    TITLE_MISSING = "title_missing"
    """This language's file has no title of its own."""
    TITLE_UNCERTAIN = "title_uncertain"
    """The first line was taken as the title, but could be the heading of the first section."""
    NO_HEADINGS = "no_headings"
    """This language's file has no headings, so it gave no sections."""
    LINES_JOINED = "lines_joined"
    """Lines broken at a fixed width were joined into paragraphs again."""
    STRUCTURE_DIFFERS = "structure_differs"
    """Less than half of the clauses found a partner: the files may not be the same text."""
    SECTION_TITLE_MISSING = "section_title_missing"
    """The section has a heading in another language, but none in this one."""
    SECTION_TITLE_TAKEN_OVER = "section_title_taken_over"
    """This language's heading is missing; the words were found in another language's heading."""
    SECTION_TITLE_MIXED = "section_title_mixed"
    """The heading held two languages; the words of the other one were taken away."""
    SECTION_ORDER_DIFFERS = "section_order_differs"
    """The section stands elsewhere in this language's file."""
    SECTION_ONLY_IN_ONE_LANGUAGE = "section_only_in_one_language"
    """Nothing in this language belongs to the section."""
    SECTION_BOUNDARY_DIFFERS = "section_boundary_differs"
    """This language has the clause under the heading before or after."""
    CLAUSE_UNPAIRED = "clause_unpaired"
    """No text of this language was found for the clause."""
    CLAUSE_SPLIT = "clause_split"
    """This language ran two clauses together; they were split where the other begins a new one."""
    CLAUSE_JOINED = "clause_joined"
    """This language has the clause in two paragraphs, the other in one; they were joined."""
    CLAUSE_ORDER_DIFFERS = "clause_order_differs"
    """The clause stands elsewhere in this language's file."""
    PAIR_UNCERTAIN = "pair_uncertain"
    """Little speaks for these texts being the same clause except where they stand."""
    NUMBERS_DIFFER = "numbers_differ"
    """The languages number this clause differently."""
    CLAUSE_HEADING_MISSING = "clause_heading_missing"
    """The clause has a heading in another language, but none in this one."""


class LeftOutReason(StrEnum):
    """Why words of a source are not part of the framework."""

    FILE_LABEL = "file_label"
    """Says which file this is, such as "(English version)"."""
    DRAFT_MARK = "draft_mark"
    """Says which draft this is."""
    DATE_MARK = "date_mark"
    """A date standing alone before the text begins."""
    DOCUMENT_DATA = "document_data"
    """Author, version, status and the like before the text begins."""
    NOTE_IN_BRACKETS = "note_in_brackets"
    """A note in brackets before the text begins."""
    SUBTITLE = "subtitle"
    """A line under the title that is neither the title nor the text."""
    REPEATED_TITLE = "repeated_title"
    """The document's title once more."""
    PAGE_NUMBER = "page_number"
    """The number of a page."""
    SEPARATOR = "separator"
    """A line of signs without words."""
    CONTENTS_LIST = "contents_list"
    """A table of contents."""
    OTHER_LANGUAGE = "other_language"
    """Words of another language in a title or heading."""
    TAKEN_OVER = "taken_over"
    """Words of another language in a heading, now the heading in that language."""
    BY_OFFICIAL = "by_official"
    """An official left it out."""
    REPLACED = "replaced"
    """An official wrote another title, heading or number in its place."""


class DraftUnreadable(DomainError):
    """A stored draft is not in the form that `Draft.to_json` writes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one language says in one clause; an empty string is a part that it does not have.

    `number` is written as in the source ("2)", "제5조의2"). Paragraphs of `text` are separated by
    an empty line, lines of a list or table by a line end.
    """

    number: str = ""
    heading: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self.number or self.heading or self.text)


@dataclass(frozen=True, slots=True)
class DraftClause:
    """One clause in every language that has it. `ref` is None until it is first saved."""

    cells: Mapping[str, Cell]
    ref: str | None = None

    @property
    def number(self) -> str:
        """The number as the first language writes it that has one, or an empty string."""
        numbers = (self.cells[locale].number for locale in in_order(self.cells))
        return next((number for number in numbers if number), "")


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A heading, which may be missing in any language, and the clauses beneath it."""

    titles: Mapping[str, str]
    clauses: tuple[DraftClause, ...] = ()
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """Something to look at, and where: positions count from 0, None means "the whole"."""

    kind: GuessKind
    section: int | None = None
    clause: int | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of one language's source that are not part of the framework."""

    locale: str
    text: str
    reason: LeftOutReason


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Text that has no counterpart: `clause` is None for a section's title."""

    section: int
    clause: int | None
    locale: str
    missing: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A framework on its way in. `locales` are its languages, in the order of display."""

    locales: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[DraftSection, ...] = ()
    guesses: tuple[Guess, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def clause_count(self) -> int:
        """How many clauses there are in all sections."""
        return sum(len(section.clauses) for section in self.sections)

    @property
    def unpaired(self) -> tuple[Unpaired, ...]:
        """Every clause and section title that lacks a language, once per language that has it."""
        return tuple(_unpaired(self))

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and dictionaries from which `from_json` makes an equal draft."""
        return {
            "locales": list(self.locales),
            "titles": dict(self.titles),
            "sections": [_section_json(section) for section in self.sections],
            "guesses": [[g.kind.value, g.section, g.clause, g.locale] for g in self.guesses],
            "left_out": [[o.locale, o.text, o.reason.value] for o in self.left_out],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Draft:
        """Return the draft that `to_json` wrote; raises `DraftUnreadable`."""
        try:
            return cls(
                locales=tuple(data["locales"]),
                titles=dict(data["titles"]),
                sections=tuple(_section_from(section) for section in data["sections"]),
                guesses=tuple(Guess(GuessKind(g[0]), *g[1:]) for g in data["guesses"]),
                left_out=tuple(LeftOut(o[0], o[1], LeftOutReason(o[2])) for o in data["left_out"]),
            )
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as broken:
            raise DraftUnreadable from broken


def in_order(locales: Iterable[str]) -> tuple[str, ...]:
    """Return the languages in the order in which the site shows them, others by their code."""
    shown = [locale.value for locale in LOCALES]
    return tuple(sorted(locales, key=lambda each: (_rank(each, shown), each)))


def _rank(locale: str, shown: list[str]) -> int:
    return shown.index(locale) if locale in shown else len(shown)


def written(cell: Cell) -> str:
    """Return the cell as one would write it: number, heading with a colon, text."""
    heading = f"{cell.heading}:" if cell.heading and cell.text else cell.heading
    return " ".join(part for part in (cell.number, heading, cell.text) if part)


def _unpaired(draft: Draft) -> Iterator[Unpaired]:
    for s, section in enumerate(draft.sections):
        yield from _alone(draft, s, None, section.titles)
        for c, clause in enumerate(section.clauses):
            texts = {locale: written(cell) for locale, cell in clause.cells.items()}
            yield from _alone(draft, s, c, texts)


def _alone(
    draft: Draft, section: int, clause: int | None, texts: Mapping[str, str]
) -> Iterator[Unpaired]:
    missing = tuple(locale for locale in draft.locales if locale not in texts)
    if missing:
        for locale in in_order(texts):
            yield Unpaired(section, clause, locale, missing, texts[locale])


def _section_json(section: DraftSection) -> dict[str, Any]:
    return {
        "ref": section.ref,
        "titles": dict(section.titles),
        "clauses": [_clause_json(clause) for clause in section.clauses],
    }


def _clause_json(clause: DraftClause) -> dict[str, Any]:
    cells = {key: [cell.number, cell.heading, cell.text] for key, cell in clause.cells.items()}
    return {"ref": clause.ref, "cells": cells}


def _section_from(data: Mapping[str, Any]) -> DraftSection:
    clauses = tuple(_clause_from(clause) for clause in data["clauses"])
    return DraftSection(dict(data["titles"]), clauses, data["ref"])


def _clause_from(data: Mapping[str, Any]) -> DraftClause:
    return DraftClause({key: Cell(*cell) for key, cell in data["cells"].items()}, data["ref"])
