"""Putting a draft right by hand: what each operation does, refuses, and never loses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deliberate.domain import draft_edits as edits
from deliberate.domain.draft_edits import Place
from deliberate.domain.drafts import (
    Cell,
    Draft,
    DraftClause,
    DraftSection,
    Guess,
    GuessKind,
    LeftOut,
    LeftOutReason,
)
from deliberate.domain.errors import DomainError


def clause(ko: str = "", en: str = "") -> DraftClause:
    cells = {"ko": Cell(text=ko), "en": Cell(text=en)}
    return DraftClause({key: cell for key, cell in cells.items() if cell.text})


def draft(*sections: tuple[DraftClause, ...], guesses: tuple[Guess, ...] = ()) -> Draft:
    titled = tuple(
        DraftSection({"ko": f"제{n}장", "en": f"Part {n}"}, clauses)
        for n, clauses in enumerate(sections, 1)
    )
    return Draft(("ko", "en"), {"ko": "헌장", "en": "Charter"}, titled, guesses)


def table(found: Draft) -> list[list[tuple[str, str]]]:
    def text(each: DraftClause, locale: str) -> str:
        return each.cells[locale].text if locale in each.cells else ""

    return [
        [(text(each, "ko"), text(each, "en")) for each in section.clauses]
        for section in found.sections
    ]


AB = draft((clause("가", "a"), clause("나", "b")), (clause("다", "c"),))


def test_moving_up_and_down_across_sections() -> None:
    assert table(edits.move_clause_up(AB, Place(0, 1))) == [
        [("나", "b"), ("가", "a")],
        [("다", "c")],
    ]
    assert table(edits.move_clause_up(AB, Place(1, 0))) == [
        [("가", "a"), ("나", "b"), ("다", "c")],
        [],
    ]
    assert table(edits.move_clause_down(AB, Place(0, 1))) == [
        [("가", "a")],
        [("나", "b"), ("다", "c")],
    ]
    assert table(edits.move_clause(AB, Place(0, 0), Place(1, 1))) == [
        [("나", "b")],
        [("다", "c"), ("가", "a")],
    ]


@pytest.mark.parametrize(
    ("operation", "error"),
    [
        (lambda d: edits.move_clause_up(d, Place(0, 0)), edits.AtTheEdge),
        (lambda d: edits.move_clause_down(d, Place(1, 0)), edits.AtTheEdge),
        (lambda d: edits.move_clause(d, Place(0, 0), Place(1, 2)), edits.NoSuchPlace),
        (lambda d: edits.move_clause(d, Place(0, 5), Place(1, 0)), edits.NoSuchPlace),
        (lambda d: edits.move_clause_up(d, Place(-1, 0)), edits.NoSuchPlace),
        (lambda d: edits.move_clause_up(d, Place(0, -1)), edits.NoSuchPlace),
        (lambda d: edits.move_clause_down(d, Place(3, 0)), edits.NoSuchPlace),
        (lambda d: edits.shift_up(d, Place(0, 0), "en"), edits.AtTheEdge),
        (lambda d: edits.shift_up(d, Place(0, 1), "en"), edits.CellTaken),
        (lambda d: edits.shift_down(d, Place(0, 0), "fr"), edits.NoSuchPlace),
        (lambda d: edits.pair_cell(d, Place(0, 0), "en", Place(0, 0)), edits.CellTaken),
        (lambda d: edits.join_cell(d, Place(0, 0), "en"), edits.NothingToJoin),
        (lambda d: edits.join_clause(d, Place(1, 0)), edits.NothingToJoin),
        (lambda d: edits.join_section(d, 0), edits.NothingToJoin),
        (lambda d: edits.split_cell(d, Place(0, 0), "en", 0), edits.NotASplitPlace),
        (lambda d: edits.start_section(d, Place(0, 0)), edits.AtTheEdge),
        (lambda d: edits.put_back(d, 0, Place(0, 0)), edits.NoSuchPlace),
        (lambda d: edits.rename_section(d, 0, "en", " \u200b "), edits.TextMissing),
        (lambda d: edits.rename_section(d, 0, "fr", "Titre"), edits.NoSuchPlace),
        (lambda d: edits.rename_document(d, "fr", "Titre"), edits.NoSuchPlace),
        (lambda d: edits.lower_heading(d, Place(0, 0), "en"), edits.TextMissing),
        (lambda d: edits.lift_heading(d, Place(0, 0), "en"), edits.NotASplitPlace),
        (lambda d: edits.accept_guess(d, 0), edits.NoSuchPlace),
    ],
)
def test_nonsense_is_refused_by_name(
    operation: Callable[[Draft], Draft], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        operation(AB)


def test_shifting_pairs_anew() -> None:
    before = draft((clause("가", "a"), clause("나", "c"), clause("다")))
    after = edits.shift_down(before, Place(0, 1), "en")
    assert table(after) == [[("가", "a"), ("나", ""), ("다", "c")]]
    assert table(edits.shift_up(after, Place(0, 2), "en")) == table(before)
    longer = edits.shift_down(AB, Place(0, 1), "ko")
    assert table(longer) == [[("가", "a"), ("", "b"), ("나", "")], [("다", "c")]]


def test_pairing_with_another_row() -> None:
    assert table(edits.pair_cell(AB, Place(0, 0), "en", Place(1, 0))) == [
        [("가", "c"), ("나", "b")],
        [("다", "a")],
    ]
    alone = draft((clause("가"), clause("", "a")))
    assert table(edits.pair_cell(alone, Place(0, 1), "en", Place(0, 0))) == [[("가", "a")]]


def test_joining() -> None:
    assert table(edits.join_cell(AB, Place(0, 1), "en")) == [
        [("가", "a\n\nb"), ("나", "")],
        [("다", "c")],
    ]
    assert table(edits.join_cell(AB, Place(0, 1), "en", as_paragraph=False))[0][0] == ("가", "a b")
    assert table(edits.join_clause(AB, Place(0, 1))) == [[("가\n\n나", "a\n\nb")], [("다", "c")]]


def test_what_is_joined_keeps_its_number_and_heading() -> None:
    named = DraftClause({"en": Cell("2)", "Trust", "We earn it.")})
    joined = edits.join_clause(draft((clause("가", "a"), named)), Place(0, 1))
    assert joined.sections[0].clauses[0].cells["en"].text == "a\n\n2) Trust: We earn it."


TEXT = "We listen. We answer (e.g. by mail). It is Art. 5.\n\nSustainable growth: we commit to it."


def test_split_places_are_ends_of_sentences_and_paragraphs() -> None:
    places = edits.split_places(Cell(text=TEXT))
    assert [TEXT[place.offset :][:9] for place in places] == ["We answer", "It is Art", "Sustainab"]
    assert [place.is_paragraph for place in places] == [False, False, True]
    assert places[0].before == "We listen."
    korean = edits.split_places(Cell(text="우리는 듣는다. 우리는 답합니다. 끝"))
    assert [place.after for place in korean] == ["우리는 답합니다. 끝", "끝"]
    assert edits.split_places(Cell(text="No end")) == ()


def test_splitting_and_the_heading_of_what_is_split_off() -> None:
    before = draft((clause("가", TEXT), clause("나")))
    offset = edits.split_places(before.sections[0].clauses[0].cells["en"])[-1].offset
    after = edits.split_cell(before, Place(0, 0), "en", offset)
    assert [pair[0] for pair in table(after)[0]] == ["가", "", "나"]
    after = edits.pair_cell(after, Place(0, 1), "en", Place(0, 2))
    after = edits.lift_heading(after, Place(0, 1), "en")
    assert after.sections[0].clauses[1].cells["en"] == Cell(
        "", "Sustainable growth", "we commit to it."
    )
    after = edits.lower_heading(after, Place(0, 1), "en")
    assert after.sections[0].clauses[1].cells["en"].text == "Sustainable growth: we commit to it."


def test_renaming_keeps_the_words_that_it_replaces() -> None:
    after = edits.rename_section(AB, 0, "en", "  Values\n and more ")
    assert after.sections[0].titles == {"ko": "제1장", "en": "Values and more"}
    assert after.left_out == (LeftOut("en", "Part 1", LeftOutReason.REPLACED),)
    assert edits.rename_section(AB, 0, "en", "New Part 1").left_out == ()
    assert edits.rename_document(AB, "ko", "선언").titles == {"ko": "선언", "en": "Charter"}
    named = edits.rename_clause(AB, Place(0, 0), "en", "Trust")
    numbered = edits.renumber_clause(named, Place(0, 0), "en", "1)")
    assert numbered.sections[0].clauses[0].cells["en"] == Cell("1)", "Trust", "a")


def test_leaving_out_and_putting_back() -> None:
    after = edits.leave_out(AB, Place(1, 0), "en")
    after = edits.leave_out(after, Place(1, 0), "ko")
    assert table(after) == [[("가", "a"), ("나", "b")], []]
    assert [(left.text, left.reason) for left in after.left_out] == [
        ("c", LeftOutReason.BY_OFFICIAL),
        ("다", LeftOutReason.BY_OFFICIAL),
    ]
    after = edits.put_back(after, 0, Place(0, 2))
    assert table(after)[0][2] == ("", "c")
    assert len(after.left_out) == 1


def test_sections() -> None:
    started = edits.start_section(AB, Place(0, 1))
    assert table(started) == [[("가", "a")], [("나", "b")], [("다", "c")]]
    assert started.sections[1].titles == {}
    joined = edits.join_section(started, 2)
    assert joined.sections[1].titles == {"ko": "제2장", "en": "Part 2"}
    joined = edits.join_section(joined, 1)
    assert table(joined) == [[("가", "a"), ("나", "b"), ("다", "c")]]
    assert [left.text for left in joined.left_out] == ["제2장", "Part 2"]


def test_an_untitled_section_without_clauses_vanishes() -> None:
    started = edits.start_section(AB, Place(0, 1))
    assert len(edits.move_clause_up(started, Place(1, 0)).sections) == 2


GUESSES = (
    Guess(GuessKind.TITLE_MISSING, locale="en"),
    Guess(GuessKind.SECTION_TITLE_MISSING, 1, locale="en"),
    Guess(GuessKind.PAIR_UNCERTAIN, 0, 1),
    Guess(GuessKind.CLAUSE_UNPAIRED, 1, 0, "ko"),
)


def test_guesses_follow_their_clauses_and_vanish_when_settled() -> None:
    before = draft((clause("가", "a"), clause("나", "b")), (clause("다", "c"),), guesses=GUESSES)
    started = edits.start_section(before, Place(0, 1))
    assert set(started.guesses) == {
        GUESSES[0],
        Guess(GuessKind.SECTION_TITLE_MISSING, 2, locale="en"),
        Guess(GuessKind.PAIR_UNCERTAIN, 1, 0),
        Guess(GuessKind.CLAUSE_UNPAIRED, 2, 0, "ko"),
    }
    settled = edits.rename_document(before, "en", "The Charter")
    settled = edits.rename_section(settled, 1, "en", "The second part")
    settled = edits.pair_cell(settled, Place(0, 1), "en", Place(1, 0))
    assert settled.guesses == ()
    assert GUESSES[3] not in edits.accept_guess(before, before.guesses.index(GUESSES[3])).guesses


def test_references_stay_with_their_clauses() -> None:
    kept = DraftClause({"en": Cell(text="One. Two.")}, "ref-1")
    before = Draft(("en",), sections=(DraftSection({}, (kept,), "sec-1"),))
    after = edits.split_cell(before, Place(0, 0), "en", 5)
    assert [each.ref for each in after.sections[0].clauses] == ["ref-1", None]
    assert after.sections[0].ref == "sec-1"
