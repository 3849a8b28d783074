"""What blocks the announcement of a round: each reason by itself, and all of them at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.frameworks import Changeability
from deliberate.domain.participants import Assurance
from deliberate.domain.round_setup import (
    BadPhases,
    Blocker,
    NoteMissing,
    Opening,
    OpeningBlocker,
    RoundNotReady,
    TooFewPeople,
    ensure_note,
    ensure_phases,
    ensure_ready,
    opening_blockers,
)
from deliberate.domain.rounds import Activity, Phase

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)
BOTH = {"ko": "글", "en": "words"}
OPEN_TO_ALL = {Activity.COMMENT: Assurance.GUEST}
READY = Opening(
    titles=BOTH,
    descriptions=BOTH,
    phases=(Phase(NOW, NOW + DAY, OPEN_TO_ALL),),
    clauses=3,
    clauses_said=3,
    officials=2,
    moderators=2,
)


def test_nothing_blocks_a_round_that_has_everything() -> None:
    assert opening_blockers(READY, NOW) == ()
    ensure_ready(READY, NOW)


@pytest.mark.parametrize(
    ("change", "blocker"),
    [
        ({"titles": {"ko": "글"}}, Blocker(OpeningBlocker.WORDS_MISSING)),
        ({"descriptions": {}}, Blocker(OpeningBlocker.WORDS_MISSING, 2)),
        ({"phases": ()}, Blocker(OpeningBlocker.TIMES_MISSING)),
        ({"phases": (Phase(NOW, NOW + DAY, {}),)}, Blocker(OpeningBlocker.NOTHING_OPEN)),
        (
            {"phases": (Phase(NOW - timedelta(microseconds=1), NOW + DAY, OPEN_TO_ALL),)},
            Blocker(OpeningBlocker.OPENING_PAST),
        ),
        ({"clauses_said": 1}, Blocker(OpeningBlocker.CLAUSES_UNSAID, 2)),
        ({"has_newer_version": True}, Blocker(OpeningBlocker.NEWER_VERSION)),
        ({"has_other_round": True}, Blocker(OpeningBlocker.OTHER_ROUND)),
    ],
)
def test_each_thing_that_is_missing_blocks(change: dict[str, object], blocker: Blocker) -> None:
    opening = replace(READY, **change)  # type: ignore[arg-type]
    assert opening_blockers(opening, NOW) == (blocker,)
    with pytest.raises(RoundNotReady):
        ensure_ready(opening, NOW)


@pytest.mark.parametrize(("officials", "moderators"), [(1, 2), (2, 1), (0, 0)])
def test_two_officials_and_two_moderators(officials: int, moderators: int) -> None:
    opening = replace(READY, officials=officials, moderators=moderators)
    with pytest.raises(TooFewPeople) as refused:
        ensure_ready(opening, NOW)
    facts = (refused.value.officials, refused.value.moderators, refused.value.needed)
    assert facts == (officials, moderators, 2)


def test_a_small_body_has_one_of_each_at_least() -> None:
    small = replace(READY, is_small_body=True, officials=1, moderators=1)
    ensure_ready(small, NOW)
    with pytest.raises(TooFewPeople):
        ensure_ready(replace(small, moderators=0), NOW)


def test_other_reasons_come_before_people_and_all_are_counted() -> None:
    opening = replace(READY, officials=1, moderators=1, titles={}, clauses_said=0)
    with pytest.raises(RoundNotReady) as refused:
        ensure_ready(opening, NOW)
    assert refused.value.missing == 4


def test_phases_follow_each_other_and_may_touch() -> None:
    first, second = Phase(NOW, NOW + DAY, {}), Phase(NOW + DAY, NOW + 2 * DAY, {})
    ensure_phases(())
    ensure_phases((first, second))
    for wrong in ((second, first), (first, first), (Phase(NOW, NOW, {}),)):
        with pytest.raises(BadPhases):
            ensure_phases(wrong)


@pytest.mark.parametrize("said", [Changeability.PARTLY, Changeability.FIXED])
def test_what_is_fixed_is_named_in_both_languages(said: Changeability) -> None:
    ensure_note(said, BOTH)
    with pytest.raises(NoteMissing):
        ensure_note(said, {"en": "words"})
    ensure_note(Changeability.OPEN, {})
