"""Whatever is done to a draft by hand, in whatever order, every word of it stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.domain import draft_edits as edits
from deliberate.domain.draft_edits import Place
from deliberate.domain.drafts import Cell, Draft, DraftClause, DraftSection, in_order
from deliberate.domain.errors import DomainError


def word_count(found: Draft) -> Counter[tuple[str, str]]:
    def texts() -> Iterator[tuple[str, str]]:
        yield from found.titles.items()
        for section in found.sections:
            yield from section.titles.items()
            for each in section.clauses:
                for locale, cell in each.cells.items():
                    yield from ((locale, part) for part in (cell.number, cell.heading, cell.text))
        yield from ((left.locale, left.text) for left in found.left_out)

    counted: Counter[tuple[str, str]] = Counter()
    for locale, text in texts():
        counted.update((locale, word) for word in text.replace(":", " ").split())
    return counted


SENTENCES = st.sampled_from(
    ["We listen. We answer.", "Trust: we earn it.", "가. 나다. 라", "One\n\nTwo", ""]
)
CELLS = st.builds(
    Cell, st.sampled_from(["", "1)"]), st.sampled_from(["", "Care"]), SENTENCES
).filter(lambda cell: not cell.is_empty)
CLAUSES = st.dictionaries(st.sampled_from(["ko", "en"]), CELLS, min_size=1).map(
    lambda cells: DraftClause({key: cells[key] for key in in_order(cells)})
)
TITLES = st.dictionaries(st.sampled_from(["ko", "en"]), st.sampled_from(["Values", "약속", "A B"]))
SECTIONS = st.builds(DraftSection, TITLES, st.lists(CLAUSES, min_size=1, max_size=4).map(tuple))
DRAFTS = st.builds(
    lambda titles, sections: Draft(("ko", "en"), titles, sections),
    TITLES,
    st.lists(SECTIONS, min_size=1, max_size=3).map(tuple),
)
SMALL = st.integers(0, 4)
PLACES = st.builds(Place, st.integers(0, 2), SMALL)
LOCALES = st.sampled_from(["ko", "en"])
NAMES = st.sampled_from(["Values", "약속", "B A", "1)"])
OPERATIONS = st.one_of(
    st.tuples(st.just(edits.move_clause), PLACES, PLACES),
    st.tuples(st.sampled_from([edits.move_clause_up, edits.move_clause_down]), PLACES),
    st.tuples(st.sampled_from([edits.join_clause, edits.start_section]), PLACES),
    st.tuples(
        st.sampled_from(
            [
                edits.shift_down,
                edits.shift_up,
                edits.join_cell,
                edits.leave_out,
                edits.lift_heading,
                edits.lower_heading,
            ]
        ),
        PLACES,
        LOCALES,
    ),
    st.tuples(st.just(edits.pair_cell), PLACES, LOCALES, PLACES),
    st.tuples(st.just(edits.split_cell), PLACES, LOCALES, st.sampled_from([4, 5, 7, 11])),
    st.tuples(
        st.sampled_from([edits.rename_clause, edits.renumber_clause]), PLACES, LOCALES, NAMES
    ),
    st.tuples(st.just(edits.rename_document), LOCALES, NAMES),
    st.tuples(st.just(edits.rename_section), st.integers(0, 2), LOCALES, NAMES),
    st.tuples(st.just(edits.join_section), st.integers(0, 2)),
    st.tuples(st.just(edits.put_back), SMALL, PLACES),
)


@settings(max_examples=100, deadline=None)
@given(DRAFTS, st.lists(OPERATIONS, max_size=12))
def test_no_sequence_of_operations_loses_a_word(
    found: Draft, operations: list[tuple[Any, ...]]
) -> None:
    for operation, *arguments in operations:
        before = word_count(found)
        try:
            after = operation(found, *arguments)
        except DomainError:
            continue
        assert not before - word_count(after)
        if operation not in (edits.rename_clause, edits.renumber_clause, edits.rename_section):
            extra = word_count(after) - before
            assert not extra or operation is edits.rename_document
        assert Draft.from_json(after.to_json()) == after
        assert all(each.cells for section in after.sections for each in section.clauses)
        found = after
