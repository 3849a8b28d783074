"""A version whose languages have drifted apart cannot be published; every gap is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deliberate.domain.drafts import Cell, Draft, DraftClause, DraftSection
from deliberate.domain.frameworks import (
    NUMBER_LENGTH,
    TITLE_LENGTH,
    LanguagesIncomplete,
    NothingToPublish,
    TitleTooLong,
)
from deliberate.domain.publication import Gap, ensure_publishable, gaps

KO, EN = Cell("제1조", "책임", "알린다."), Cell("Article 1", "Duty", "A body explains.")
BOTH = DraftClause({"ko": KO, "en": EN})
TITLES = {"ko": "윤리기준", "en": "Standards"}


def draft(*clauses: DraftClause, titles: dict[str, str] | None = None) -> Draft:
    return Draft(("ko", "en"), titles or TITLES, (DraftSection(TITLES, clauses),))


def test_a_whole_text_has_no_gap() -> None:
    whole = draft(BOTH)
    assert gaps(whole) == ()
    ensure_publishable(whole)


def test_every_gap_is_named_in_reading_order() -> None:
    sections = (
        DraftSection({"ko": "장"}, (DraftClause({"en": EN}), BOTH)),
        DraftSection({}, (DraftClause({"ko": KO}),)),
    )
    broken = Draft(("ko", "en"), {"en": "Standards"}, sections)
    assert gaps(broken) == (
        Gap("ko"),
        Gap("en", 0),
        Gap("ko", 0, 0),
        Gap("en", 1, 0),
    )
    with pytest.raises(LanguagesIncomplete) as refusal:
        ensure_publishable(broken)
    assert refusal.value.missing == 4


def test_one_language_alone_is_not_enough_even_if_the_import_had_only_one() -> None:
    alone = Draft(("ko",), {"ko": "윤리기준"}, (DraftSection({}, (DraftClause({"ko": KO}),)),))
    assert gaps(alone) == (Gap("en"), Gap("en", 0, 0))


def test_a_section_without_any_title_is_whole() -> None:
    untitled = replace(draft(BOTH), sections=(DraftSection({}, (BOTH,)),))
    ensure_publishable(untitled)


def test_a_title_of_nothing_is_missing() -> None:
    assert gaps(draft(BOTH, titles={"ko": "", "en": "Standards"})) == (Gap("ko"),)


@pytest.mark.parametrize("sections", [(), (DraftSection(TITLES),)])
def test_a_text_without_a_clause_cannot_be_published(sections: tuple[DraftSection, ...]) -> None:
    with pytest.raises(NothingToPublish):
        ensure_publishable(Draft(("ko", "en"), TITLES, sections))


LONG_TITLE, LONG_NUMBER = "가" * (TITLE_LENGTH + 1), "1" * (NUMBER_LENGTH + 1)


@pytest.mark.parametrize(
    ("broken", "most"),
    [
        (draft(BOTH, titles={**TITLES, "ko": LONG_TITLE}), TITLE_LENGTH),
        (
            replace(draft(BOTH), sections=(DraftSection({**TITLES, "en": LONG_TITLE}, (BOTH,)),)),
            TITLE_LENGTH,
        ),
        (draft(DraftClause({"ko": replace(KO, number=LONG_NUMBER), "en": EN})), NUMBER_LENGTH),
    ],
)
def test_a_title_that_has_no_room_is_named(broken: Draft, most: int) -> None:
    with pytest.raises(TitleTooLong) as refusal:
        ensure_publishable(broken)
    assert refusal.value.most == most
    assert refusal.value.opening.endswith("…")


def test_titles_and_numbers_may_be_as_long_as_there_is_room() -> None:
    cell = replace(KO, number=LONG_NUMBER[1:], heading="가" * 2_000)
    titles = {**TITLES, "ko": LONG_TITLE[1:]}
    ensure_publishable(draft(DraftClause({"ko": cell, "en": EN}), titles=titles))
