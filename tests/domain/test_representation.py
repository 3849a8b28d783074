"""Rules: targets and floors of groups, and the inclusion quorum."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.errors import DomainError
from deliberate.domain.representation import (
    BadShare,
    FloorStatus,
    FloorTooLow,
    Quorum,
    QuorumSettled,
    Target,
    ensure_may_extend_for,
    ensure_target,
    floor_status,
    missed,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)
BOTH = {"ko": "까닭", "en": "the reason"}


@pytest.mark.parametrize(
    ("belonging", "declaring", "expected"),
    [
        (12, 12, FloorStatus.MET),
        (12, 100, FloorStatus.MET),
        (11, 50, FloorStatus.NOT_YET),
        (11, 49, FloorStatus.NOT_ENOUGH_EVIDENCE),
        (0, 0, FloorStatus.NOT_ENOUGH_EVIDENCE),
    ],
)
def test_a_floor_is_met_or_not_yet_and_without_half_declaring_there_is_no_evidence(
    belonging: int, declaring: int, expected: FloorStatus
) -> None:
    assert floor_status(Target("a", 10, 12), belonging, declaring, 100) is expected


@pytest.mark.parametrize(
    ("target", "is_sensitive", "refusal"),
    [
        (Target("a", 10, 10), False, None),
        (Target("a", 10, 9), False, FloorTooLow),
        (Target("a", 10, 20), True, None),
        (Target("a", 10, 19), True, FloorTooLow),
        (Target("a", 1, 10), False, None),
        (Target("a", 0, 10), False, BadShare),
        (Target("a", 100, 10), False, None),
        (Target("a", 101, 10), False, BadShare),
    ],
)
def test_a_floor_is_never_so_low_that_meeting_it_tells_about_a_few_people(
    target: Target, refusal: type[DomainError] | None, *, is_sensitive: bool
) -> None:
    if refusal is None:
        ensure_target(target, is_sensitive=is_sensitive)
    else:
        with pytest.raises(refusal):
            ensure_target(target, is_sensitive=is_sensitive)


def test_the_groups_whose_floor_is_not_met_are_found_in_their_order() -> None:
    targets = [Target("a", 5, 10), Target("b", 5, 10), Target("c", 5, 10)]
    assert missed(targets, {"b": 10, "c": 9}) == ("a", "c")


def test_with_a_floor_unmet_results_stay_sealed_for_up_to_seven_days() -> None:
    quorum = Quorum(NOON, ["a"], {})
    assert quorum.is_sealed(NOON + WEEK - SECOND)
    assert not quorum.is_sealed(NOON + WEEK)


def test_with_every_floor_met_results_are_not_held_back() -> None:
    assert not Quorum(NOON, [], {}).is_sealed(NOON)


def test_a_justification_for_every_missed_group_in_both_languages_unseals() -> None:
    half = Quorum(NOON, ["a", "b"], {"a": BOTH, "b": {"ko": "까닭", "en": ""}})
    assert half.unanswered == ("b",)
    assert half.is_sealed(NOON)
    whole = Quorum(NOON, ["a", "b"], {"a": BOTH, "b": BOTH})
    assert whole.unanswered == ()
    assert not whole.is_sealed(NOON)


def test_a_missed_group_without_a_reason_stays_unanswered_after_the_seven_days() -> None:
    late = Quorum(NOON, ["a"], {})
    assert not late.is_sealed(NOON + 2 * WEEK)
    assert late.unanswered == ("a",)


def test_there_is_no_extension_after_unsealing() -> None:
    ensure_may_extend_for(Quorum(NOON, ["a"], {}), NOON + WEEK - SECOND)
    for settled in (Quorum(NOON, ["a"], {"a": BOTH}), Quorum(NOON, [], {})):
        with pytest.raises(QuorumSettled):
            ensure_may_extend_for(settled, NOON)
    with pytest.raises(QuorumSettled):
        ensure_may_extend_for(Quorum(NOON, ["a"], {}), NOON + WEEK)
