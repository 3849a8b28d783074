"""The table in which the languages of a text meet: rows of clauses, headings between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from deliberate.documents.parsed import ParsedClause, ParsedSection, ParsedText
from deliberate.domain.drafts import GuessKind, in_order


@dataclass(slots=True)
class Row:
    """What the languages say in one clause, and which of their sections it comes from.

    `origin` is the row's index before a further language came in.
    """

    clauses: dict[str, ParsedClause]
    sections: dict[str, int]
    guesses: list[tuple[GuessKind, str | None]] = field(default_factory=list)
    origin: int | None = None

    @property
    def model(self) -> tuple[str, ParsedClause]:
        """The language and clause with which a further language is compared."""
        locale = in_order(self.clauses)[0]
        return locale, self.clauses[locale]


@dataclass(slots=True)
class Head:
    """A heading in the languages that have it, and the row before which it stands."""

    sections: dict[str, ParsedSection]
    indices: dict[str, int]
    start: int
    guesses: list[tuple[GuessKind, str | None]] = field(default_factory=list)

    @property
    def model(self) -> tuple[str, ParsedSection]:
        """The language and section with which a further language is compared."""
        locale = in_order(self.sections)[0]
        return locale, self.sections[locale]


@dataclass(slots=True)
class Table:
    """Rows and headings, both in the order of the first language."""

    rows: list[Row] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)

    def span(self, index: int) -> range:
        """Return the rows beneath a heading."""
        end = self.heads[index + 1].start if index + 1 < len(self.heads) else len(self.rows)
        return range(self.heads[index].start, end)


def rows_of(parsed: ParsedText, order: list[int] | None = None) -> list[Row]:
    """Return one row for every clause of a text, its sections taken in `order`."""
    sections = order if order is not None else range(len(parsed.sections))
    return [
        Row({parsed.locale: clause}, {parsed.locale: s})
        for s in sections
        for clause in parsed.sections[s].clauses
    ]


def heads_of(parsed: ParsedText, rows: list[Row], order: list[int] | None = None) -> list[Head]:
    """Return the headings of a text, each before its first row, in `order`."""
    first: dict[int, int] = {}
    for r, row in enumerate(rows):
        is_moved = (GuessKind.CLAUSE_ORDER_DIFFERS, parsed.locale) in row.guesses
        if parsed.locale in row.sections and not is_moved:
            first.setdefault(row.sections[parsed.locale], r)
    heads: list[Head] = []
    start = len(rows)
    for s in reversed(order if order is not None else range(len(parsed.sections))):
        start = min(start, first.get(s, start))
        heads.append(Head({parsed.locale: parsed.sections[s]}, {parsed.locale: s}, start))
    return heads[::-1]


def table_of(parsed: ParsedText) -> Table:
    """Return the table of one language alone."""
    rows = rows_of(parsed)
    return Table(rows, heads_of(parsed, rows))
