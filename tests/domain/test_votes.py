"""The rules of "Votes" that need no database: support, bands, the flag, who may vote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.actors import Actor
from deliberate.domain.votes import (
    ClauseChoice,
    OrganisationsDoNotVote,
    SupportBand,
    Tally,
    ensure_person,
    is_unclear,
    support_band,
    tally_of,
)

BANDS = list(SupportBand)
numbers = st.integers(min_value=0, max_value=10**9)


def test_support_is_agreement_among_those_who_took_a_position() -> None:
    """Support = (agree + agree with changes) / (those + disagree)."""
    tally = Tally(agree=3, agree_with_changes=1, disagree=4, unclear=100)
    assert (tally.supporting, tally.positions, tally.total) == (4, 8, 108)
    assert tally.band is SupportBand.FORTY


def test_who_does_not_understand_is_reported_beside_support() -> None:
    understood = Tally(agree=4, disagree=1)
    assert Tally(agree=4, disagree=1, unclear=999).band is understood.band
    assert Tally(unclear=5).band is None


@pytest.mark.parametrize(
    ("supporting", "band"),
    [
        (1000, SupportBand.EIGHTY),
        (800, SupportBand.EIGHTY),
        (799, SupportBand.SIXTY),
        (600, SupportBand.SIXTY),
        (599, SupportBand.FORTY),
        (400, SupportBand.FORTY),
        (399, SupportBand.TWENTY),
        (200, SupportBand.TWENTY),
        (199, SupportBand.BELOW),
        (0, SupportBand.BELOW),
    ],
)
def test_bands_are_half_open(supporting: int, band: SupportBand) -> None:
    assert support_band(supporting, 1000) is band


@given(numbers, numbers)
def test_bands_agree_with_exact_fractions(supporting: int, against: int) -> None:
    positions = supporting + against
    band = support_band(supporting, positions)
    if positions == 0:
        assert band is None
        return
    fifths = min(supporting * 5 // positions, 4)
    assert band is BANDS[4 - fifths]


def test_nobody_has_no_band() -> None:
    assert support_band(0, 0) is None
    assert Tally().band is None


@pytest.mark.parametrize(
    ("unclear", "votes", "flagged"),
    [
        (3, 20, True),
        (2, 20, False),
        (19, 19, False),
        (0, 20, False),
        (15, 100, True),
        (14, 100, False),
        (0, 0, False),
    ],
)
def test_fifteen_percent_of_twenty_votes_flags_a_clause(
    unclear: int, votes: int, *, flagged: bool
) -> None:
    assert is_unclear(unclear, votes) is flagged
    assert Tally(agree=votes - unclear, unclear=unclear).is_unclear is flagged


def test_a_tally_counts_each_choice_as_itself() -> None:
    counts = {choice: number for number, choice in enumerate(ClauseChoice, start=1)}
    tally = tally_of(counts)
    assert {choice: tally.of(choice) for choice in ClauseChoice} == counts
    assert tally.total == sum(counts.values())
    assert tally_of({}) == Tally()


def test_only_people_vote() -> None:
    ensure_person(Actor(account_ref="someone", participant_ref="person"))
    ensure_person(Actor())
    with pytest.raises(OrganisationsDoNotVote):
        ensure_person(Actor(account_ref="someone", participant_ref="person", acting_for="org"))
