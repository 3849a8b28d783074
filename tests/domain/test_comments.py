"""Rules: "Comments" in the rules of deliberation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.comments import (
    COMMENT_LENGTH,
    EDIT_WINDOW,
    PLACES,
    CommentTooLong,
    EmptyComment,
    NameNotFresh,
    ReplyTooDeep,
    Stance,
    ensure_comment,
    ensure_fresh_name,
    ensure_replies_end,
    is_editable,
    reader_seed,
    seen_band,
    shuffle_of,
)
from deliberate.domain.participants import BadPseudonym

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LOTS = st.integers(1, PLACES - 1)


def test_a_stance_is_support_concern_question_or_suggestion() -> None:
    assert [each.value for each in Stance] == ["support", "concern", "question", "suggestion"]


def test_edits_leave_no_trace_for_fifteen_minutes_and_not_a_moment_longer() -> None:
    assert timedelta(minutes=15) == EDIT_WINDOW
    assert is_editable(NOON, NOON)
    assert is_editable(NOON, NOON + timedelta(minutes=15, microseconds=-1))
    assert not is_editable(NOON, NOON + timedelta(minutes=15))


def test_replies_are_one_level_deep() -> None:
    ensure_replies_end(parent_is_reply=False)
    with pytest.raises(ReplyTooDeep):
        ensure_replies_end(parent_is_reply=True)


def test_a_comment_has_room_for_five_thousand_characters() -> None:
    assert COMMENT_LENGTH == 5_000
    assert ensure_comment("가" * 5_000) == "가" * 5_000
    with pytest.raises(CommentTooLong) as refused:
        ensure_comment("가" * 5_003)
    assert (refused.value.most, refused.value.over) == (5_000, 3)


def test_length_is_counted_after_composing_and_without_blanks_around() -> None:
    decomposed = "\u1100\u1161\u11a8" * 5_000
    assert len(ensure_comment(f"\n {decomposed} \n")) == 5_000


@pytest.mark.parametrize("nothing", ["", " \n\t", "\u200b\ufeff", "\u200d\u200e", "\u00a0"])
def test_nothing_is_no_comment(nothing: str) -> None:
    with pytest.raises(EmptyComment):
        ensure_comment(nothing)


def test_words_are_kept_line_by_line() -> None:
    assert ensure_comment("one\r\n\r\n  two <b>\u202e") == "one\n\n  two <b>\u202e"


@pytest.mark.parametrize("used", [["Quiet Hill 12"], ["other", "QUIET hill 12"]])
def test_a_one_time_name_is_used_once(used: list[str]) -> None:
    with pytest.raises(NameNotFresh):
        ensure_fresh_name(" Quiet  Hill 12", used)


def test_a_fresh_one_time_name_is_tidied() -> None:
    assert ensure_fresh_name(" Quiet  Hill 12", ["Quiet Hill 13"]) == "Quiet Hill 12"
    with pytest.raises(BadPseudonym):
        ensure_fresh_name(" ", [])


@pytest.mark.parametrize(
    ("answered", "band"), [(0, 0), (2, 0), (3, 1), (9, 1), (10, 2), (29, 2), (30, 3), (9_999, 3)]
)
def test_the_least_seen_come_first_in_bands_that_belong_above(answered: int, band: int) -> None:
    assert seen_band(answered) == band


@given(st.text(max_size=20), st.lists(LOTS, unique=True, max_size=50))
def test_a_shuffle_gives_each_lot_a_place_of_its_own(seed: str, lots: list[int]) -> None:
    places = [shuffle_of(seed).place(lot) for lot in lots]
    assert len(set(places)) == len(lots)
    assert all(0 <= place < PLACES for place in places)


@given(st.text(), LOTS)
def test_a_shuffle_fits_into_the_integers_of_every_database(seed: str, lot: int) -> None:
    shuffle = shuffle_of(seed)
    assert 0 < shuffle.factor < PLACES
    assert lot * shuffle.factor + shuffle.shift < 2**63


def test_each_reader_has_an_order_of_their_own_that_stays() -> None:
    lots = list(range(1, 200))

    def order(seed: str) -> list[int]:
        return sorted(lots, key=shuffle_of(seed).place)

    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    mine, yours = reader_seed("c", "me", monday), reader_seed("c", "you", monday)
    assert order(mine) == order(reader_seed("c", "me", tuesday))
    assert order(mine) != order(yours)
    assert order(reader_seed("c", None, monday)) == order(reader_seed("c", None, monday))
    assert order(reader_seed("c", None, monday)) != order(reader_seed("c", None, tuesday))
    assert order(mine) != order(reader_seed("d", "me", monday))


def test_no_place_is_favoured() -> None:
    """Over many readers each of ten comments is first about as often as the others."""
    lots = [7, 1_000, 31_337, 2**20, 2**25, 2**29, 2**30, PLACES - 1, PLACES // 2, PLACES // 3]
    firsts = [min(lots, key=shuffle_of(f"c:{reader}").place) for reader in range(2_000)]
    counts = [firsts.count(lot) for lot in lots]
    assert min(counts) > 120
    assert max(counts) < 290
