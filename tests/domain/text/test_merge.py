"""Combining amendments, case by case."""

from __future__ import annotations

import pytest

from deliberate.domain.text import (
    Conflict,
    MergeWarning,
    RebaseState,
    Segment,
    WarningKind,
    merge,
    rebase,
)
from tests.domain.text.merge_cases import CASES, PARAGRAPHS, A, B, C

SAME, POLARITY = WarningKind.SAME_SENTENCE, WarningKind.POLARITY_CHANGE


def kinds(base: str, *proposals: str) -> set[WarningKind]:
    return {warning.kind for warning in merge(base, proposals).warnings}


@pytest.mark.parametrize(
    ("base", "proposals", "wanted"), [each[1:] for each in CASES], ids=[each[0] for each in CASES]
)
def test_what_a_careful_clerk_makes_of_it(
    base: str, proposals: list[str], wanted: str | None
) -> None:
    assert merge(base, proposals).text == wanted
    assert merge(base, proposals[::-1]).text == wanted


def test_a_conflict_says_who_wants_what_and_stops_nothing_else() -> None:
    merged = merge(
        "Fines are high. Doors lock.",
        ["Fines are low. Doors lock.", "Fines are high. Doors lock fast.",
         "Fines are fair. Doors lock."],
    )  # fmt: skip
    assert merged.conflicts == (Conflict((10, 14), (0, 2), ("low", "fair"), (10, 14)),)
    assert merged.text is None
    assert merged.partial == "Fines are high. Doors lock fast."
    assert merged.segments == (
        Segment("Fines are high. Doors lock", ()),
        Segment(" fast", (1,)),
        Segment(".", ()),
    )


def test_what_several_want_is_credited_to_all() -> None:
    merged = merge("Users may appeal.", ["Users may freely appeal."] * 2 + ["Users may appeal."])
    assert merged.segments[1] == Segment("freely ", (0, 1))
    assert merged.warnings == (
        MergeWarning(WarningKind.DUPLICATE, (0, 1), (10, 10)),
        MergeWarning(WarningKind.NO_CHANGE, (2,), (0, 17)),
    )


def test_a_contested_move_is_one_conflict_from_place_to_place() -> None:
    moved = f"{C}\n\n{A}\n\n{B}"
    edited = PARAGRAPHS.replace("regular", "yearly")
    other = PARAGRAPHS.replace("limits", "forbids")
    merged = merge(PARAGRAPHS, [moved, edited, other])
    whole = (0, len(PARAGRAPHS))
    assert merged.conflicts == (Conflict(whole, (0, 1, 2), (moved, edited, other), whole),)
    assert merged.partial == PARAGRAPHS


def test_a_conflict_says_where_it_stands_in_what_merged() -> None:
    merged = merge(
        "One stands here. Two stands here. Three stands here.",
        ["One now stands here. Two stands there. Three stands here.",
         "One stands here. Two stands anywhere. Three stands here."],
    )  # fmt: skip
    (conflict,) = merged.conflicts
    assert merged.partial[slice(*conflict.place)] == "here"
    assert merged.partial[: conflict.place[0]] == "One now stands here. Two stands "


def test_a_removal_is_said() -> None:
    assert kinds(A, "") == {WarningKind.REMOVAL}
    assert kinds(A, "", A.replace("all", "most")) == {WarningKind.REMOVAL}
    assert merge("\nA rule.\n", [""]).text == ""


def test_two_edits_in_a_sentence_are_said_unless_one_person_made_both() -> None:
    both = "운영자가 위험을 점검한다."
    assert kinds(both, "운영자는 위험을 점검한다.", "운영자가 위험을 평가한다.") == {SAME}
    assert SAME not in kinds(both, "운영자는 위험을 평가한다.", "운영자는 위험을 점검한다.")
    assert kinds(f"{A} {B}", f"{A.replace('all', 'most')} {B}", f"{A} {B} {C}") == set()


@pytest.mark.parametrize(
    ("base", "proposal"),
    [
        ("Data may be sold.", "Data may not be sold."),
        ("Data must not be sold.", "Data must be sold."),
        ("The office may publish it.", "The office shall publish it."),
        ("It can be used.", "It can't be used."),
        ("It is used with consent.", "It is used without consent."),
        ("Scoring is lawful.", "Scoring is prohibited."),
        ("모형을 재판매할 수 있다.", "모형을 재판매할 수 없다."),
        ("기록을 보관한다.", "기록을 보관하지 않는다."),
        ("기록을 보관한다.", "기록을 보관하지 아니한다."),
        ("기록을 보관하여야 한다.", "기록을 보관하지 말아야 한다."),
        ("점수화를 허용한다.", "점수화를 금지한다."),
        ("자료를 쓰지 못한다.", "자료를 쓴다."),
    ],
)
def test_a_turned_meaning_is_said(base: str, proposal: str) -> None:
    assert kinds(base, proposal) == {POLARITY}


@pytest.mark.parametrize(
    ("base", "proposal"),
    [
        ("Scores shall not rank people.", "Scores shall never rank people."),
        ("It covers schools.", "It covers not only schools."),
        ("See the annex.", "See annex no. 5."),
        ("쉬운 글로 설명한다.", "쉬운 말로 설명한다."),
        ("기관이 개선한다.", "기관이 끊임없이 개선한다."),
        ("학교에 적용한다.", "학교뿐만 아니라 병원에 적용한다."),
        ("오류를 고친다.", "잘못을 고친다."),
    ],
)
def test_words_that_only_look_like_a_negation(base: str, proposal: str) -> None:
    assert kinds(base, proposal) == set()


@pytest.mark.parametrize(
    ("newer", "proposal", "state", "text"),
    [
        ("one and a half two three", "one two three four", RebaseState.CLEAN,
         "one and a half two three four"),
        ("one 2 three", "one zwei three", RebaseState.CONFLICT, None),
        ("one two three four", "one two three four", RebaseState.ALREADY_DONE,
         "one two three four"),
        ("zero one two three four", "one two three four", RebaseState.ALREADY_DONE,
         "zero one two three four"),
        ("one 2 three", "one two three\r\n", RebaseState.ALREADY_DONE, "one 2 three"),
    ],
)  # fmt: skip
def test_carrying_a_proposal_to_newer_words(
    newer: str, proposal: str, state: RebaseState, text: str | None
) -> None:
    rebased = rebase("one two three", newer, proposal)
    assert (rebased.state, rebased.text) == (state, text)
