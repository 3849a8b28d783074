"""Bringing a further language into the table: which of its clauses belong to which rows."""

from __future__ import annotations

from dataclasses import dataclass

from deliberate.documents.anchors import clause_partners
from deliberate.documents.joining import join_parted
from deliberate.documents.likeness import GAP, Unit, Weigher
from deliberate.documents.ordering import section_partners, title_score
from deliberate.documents.parsed import ParsedText
from deliberate.documents.sequences import align, in_partner_order, rising
from deliberate.documents.splitting import split_joined
from deliberate.documents.table import Head, Row, Table, heads_of, rows_of
from deliberate.domain.drafts import GuessKind, written

SAME_SECTION = 0.4
SAME_PLACE, NEAR_PLACE, FAR_PLACE = 2.0, 0.5, -0.3
NEAR_ROWS = 2
HEAD_GAP = -0.4


def join_language(table: Table, parsed: ParsedText) -> Table:
    """Return the table with a further language.

    Sections and clauses that clearly stand elsewhere in its file are first put into the order of
    the table; then all clauses are aligned in their order by form, numbers, headings, words and
    length; then clauses that are run together in one language are split; then the headings, which
    stand between clauses, are paired.
    """
    locale = parsed.locale
    weigher = _weigher(table, parsed)
    partners = section_partners(table, weigher, locale, parsed.sections)
    order, moved = in_partner_order(len(table.heads), len(parsed.sections), partners.items())
    pairing = _Pairing(table, rows_of(parsed, order), weigher, partners, locale)
    rows = join_parted(split_joined(pairing.rows(), locale, weigher), weigher)
    heads = _heads(table, rows, heads_of(parsed, rows, order), weigher, locale)
    for head in heads:
        if head.indices.get(locale) in moved:
            head.guesses.append((GuessKind.SECTION_ORDER_DIFFERS, locale))
    return Table(rows, heads)


def _weigher(table: Table, parsed: ParsedText) -> Weigher:
    models = (row.model for row in table.rows)
    ours = [(locale, written(clause.cell)) for locale, clause in models]
    clauses = (clause for section in parsed.sections for clause in section.clauses)
    return Weigher(ours, [(parsed.locale, written(clause.cell)) for clause in clauses])


@dataclass(slots=True)
class _Pairing:
    """The clauses of a language on their way to the rows of a table."""

    table: Table
    theirs: list[Row]
    weigher: Weigher
    partners: dict[int, int]
    locale: str

    def rows(self) -> list[Row]:
        """Return the rows of the table joined with the clauses of the language."""
        ours = self._our_units()
        theirs = [self._unit(row, i) for i, row in enumerate(self.theirs)]
        partners = clause_partners(ours, theirs, self.weigher)
        order, moved = in_partner_order(len(ours), len(theirs), partners.items())
        place = {b: i for i, b in enumerate(order)}
        anchors = rising((a, place[b]) for a, b in sorted(partners.items()))

        def score(a: int, b: int) -> float:
            return self._score(ours[a], theirs[order[b]])

        pairs = align(len(ours), len(theirs), score, GAP, anchors)
        joined: list[Row] = []
        for a, b in pairs:
            value = score(a, b) if a is not None and b is not None else 0.0
            row = self._row(a, None if b is None else order[b], value)
            if b is not None and order[b] in moved:
                row.guesses.append((GuessKind.CLAUSE_ORDER_DIFFERS, self.locale))
            joined.append(row)
        return joined

    def _our_units(self) -> list[Unit]:
        units: list[Unit] = []
        for h in range(len(self.table.heads)):
            for r in self.table.span(h):
                locale, clause = self.table.rows[r].model
                units.append(self.weigher.unit(clause, locale, h, r))
        return units

    def _unit(self, row: Row, position: int) -> Unit:
        return self.weigher.unit(
            row.clauses[self.locale], self.locale, row.sections[self.locale], position
        )

    def _score(self, ours: Unit, theirs: Unit) -> float:
        score = self.weigher.score(ours, theirs)
        partner = self.partners.get(ours.section)
        return score + (SAME_SECTION if partner == theirs.section else 0.0)

    def _row(self, a: int | None, b: int | None, score: float) -> Row:
        joined = Row({}, {}, origin=a)
        found = [None if a is None else self.table.rows[a], None if b is None else self.theirs[b]]
        for row in filter(None, found):
            joined.clauses |= row.clauses
            joined.sections |= row.sections
            joined.guesses += row.guesses
        if score < 0:
            joined.guesses.append((GuessKind.PAIR_UNCERTAIN, None))
        return joined


def _heads(
    table: Table, rows: list[Row], theirs: list[Head], weigher: Weigher, locale: str
) -> list[Head]:
    """Pair the headings of the table with those of the language by where they stand."""
    ours = _moved_to(table, rows)

    def score(a: int, b: int) -> float:
        distance = abs(ours[a].start - theirs[b].start)
        place = SAME_PLACE if not distance else NEAR_PLACE
        if distance > NEAR_ROWS:
            place = FAR_PLACE - distance / 10
        section = theirs[b].sections[locale]
        if not section.title or not ours[a].model[1].title:
            return place
        return place + title_score(weigher, ours[a], locale, section)

    pairs = align(len(ours), len(theirs), score, HEAD_GAP)
    heads = [
        _head(ours[a] if a is not None else None, theirs[b] if b is not None else None, rows)
        for a, b in pairs
    ]
    heads[0].start = 0
    named = [head for i, head in enumerate(heads) if i == 0 or _has_title(head)]
    return sorted(named, key=lambda head: head.start)


def _has_title(head: Head) -> bool:
    return any(section.title for section in head.sections.values())


def _moved_to(table: Table, rows: list[Row]) -> list[Head]:
    """Return the table's headings with their places among the new rows."""
    starts = {row.origin: r for r, row in reversed(list(enumerate(rows)))}
    heads: list[Head] = []
    for head in table.heads:
        start = starts.get(head.start, len(rows))
        heads.append(Head(head.sections, head.indices, start, head.guesses))
    return heads


def _head(ours: Head | None, theirs: Head | None, rows: list[Row]) -> Head:
    if ours is None or theirs is None:
        return ours or theirs or Head({}, {}, 0)
    start = ours.start
    while start > theirs.start and not set(ours.sections) & set(rows[start - 1].clauses):
        start -= 1
    return Head(
        {**ours.sections, **theirs.sections},
        {**ours.indices, **theirs.indices},
        start,
        [*ours.guesses, *theirs.guesses],
    )
