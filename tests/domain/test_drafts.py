"""The draft of a framework: what is unpaired, and that it can be stored."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deliberate.domain.drafts import (
    Cell,
    Draft,
    DraftClause,
    DraftSection,
    DraftUnreadable,
    Guess,
    GuessKind,
    LeftOut,
    LeftOutReason,
    Unpaired,
    in_order,
    written,
)

DRAFT = Draft(
    locales=("ko", "en"),
    titles={"ko": "헌장", "en": "Charter"},
    sections=(
        DraftSection(
            {"ko": "가치"},
            (
                DraftClause(
                    {"ko": Cell("1)", "공정", "우리는 공정하다."), "en": Cell("1)", "", "We are.")}
                ),
                DraftClause({"en": Cell("", "Trust", "We earn it.")}, "ref2"),
            ),
            "ref1",
        ),
    ),
    guesses=(
        Guess(GuessKind.CLAUSE_UNPAIRED, 0, 1, "ko"),
        Guess(GuessKind.TITLE_UNCERTAIN, locale="en"),
    ),
    left_out=(LeftOut("ko", "(안)", LeftOutReason.DRAFT_MARK),),
)


def test_unpaired_are_clauses_and_titles_that_lack_a_language() -> None:
    assert DRAFT.unpaired == (
        Unpaired(0, None, "ko", ("en",), "가치"),
        Unpaired(0, 1, "en", ("ko",), "Trust: We earn it."),
    )


def test_a_title_that_no_language_has_is_not_unpaired() -> None:
    clause = DraftClause({"ko": Cell(text="가"), "en": Cell(text="A")})
    assert Draft(("ko", "en"), sections=(DraftSection({}, (clause,)),)).unpaired == ()


def test_stored_and_read_again() -> None:
    stored = json.loads(json.dumps(DRAFT.to_json()))
    assert Draft.from_json(stored) == DRAFT


@pytest.mark.parametrize(
    "change",
    [
        {"locales": None},
        {"sections": [{"ref": None, "titles": {}}]},
        {"sections": 3},
        {"guesses": [["no_such_guess", None, None, None]]},
        {"guesses": [[]]},
        {"left_out": [["ko", "text"]]},
        {"titles": "Charter"},
    ],
)
def test_what_was_not_stored_by_us_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(DraftUnreadable):
        Draft.from_json({**DRAFT.to_json(), **change})


def test_the_number_is_that_of_the_first_language_that_has_one() -> None:
    clause = DraftClause({"en": Cell("Article 1"), "ko": Cell("제1조")})
    assert clause.number == "제1조"
    assert DraftClause({"ko": Cell(), "en": Cell("Article 1")}).number == "Article 1"
    assert DraftClause({"ko": Cell(text="가")}).number == ""


def test_order_of_languages() -> None:
    assert in_order({"fr", "en", "de", "ko"}) == ("ko", "en", "de", "fr")


def test_written() -> None:
    assert written(Cell("1)", "Trust", "We earn it.")) == "1) Trust: We earn it."
    assert written(Cell("제1조", "목적", "")) == "제1조 목적"
    assert written(Cell()) == ""
