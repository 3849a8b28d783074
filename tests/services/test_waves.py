"""Near-identical waves are clustered and flagged for a person; never removed by a machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event, func, select

from deliberate.domain.actors import WORKER, Actor
from deliberate.domain.errors import NotPermitted, SignInNeeded
from deliberate.domain.waves import WAVE
from deliberate.persistence.database import db
from deliberate.persistence.models.moderation import ModerationAction, WaveMember
from deliberate.persistence.queries.waves import waves
from deliberate.services.comments import withdraw_comment
from deliberate.services.waves import compare_new_comments
from tests.domain.test_waves import ENGLISH, KOREAN, OTHERS
from tests.factories.contributions import comment
from tests.factories.given import Given
from tests.factories.rounds import Round

pytestmark = pytest.mark.usefixtures("app_context")

PLACES = ("한빛시", "새벽군", "나루동", "샘터리", "언덕면", "들꽃읍")


def campaign(given: Given, made: Round, form: str = KOREAN) -> list[str]:
    return [
        comment(made, given.guest()[0], given.now, form.format(place)) for place in PLACES[:WAVE]
    ]


def compare() -> None:
    while compare_new_comments(WORKER):
        pass


def moderator(made: Round) -> Actor:
    return made.staff.moderators[0]


def test_a_wave_is_shown_to_moderators_and_nothing_happens_to_it(given: Given) -> None:
    made = given.round()
    refs = campaign(given, made)
    for other in OTHERS:
        comment(made, given.guest()[0], given.now, other)
    compare()
    (wave,) = waves(moderator(made))
    assert (wave.people, wave.comments, list(wave.members)) == (WAVE, WAVE, refs)
    assert wave.words == KOREAN.format(PLACES[0])
    assert db.session.scalar(select(func.count()).select_from(ModerationAction)) == 0


def test_one_person_who_repeats_themselves_is_no_wave(given: Given) -> None:
    made = given.round()
    by = given.guest()[0]
    for place in PLACES:
        comment(made, by, given.now, KOREAN.format(place))
    compare()
    assert waves(moderator(made)) == []


def test_a_wave_is_of_one_round_and_seen_by_its_moderators_only(given: Given) -> None:
    made, other = given.round(), given.round()
    campaign(given, made)
    for place in PLACES[: WAVE - 1]:
        comment(other, given.guest()[0], given.now, KOREAN.format(place))
    compare()
    assert waves(moderator(other)) == []
    with pytest.raises(NotPermitted):
        waves(made.staff.official)
    with pytest.raises(SignInNeeded):
        waves(Actor())


def test_what_was_withdrawn_does_not_count(given: Given, now: datetime) -> None:
    made = given.round()
    campaign(given, made)
    late = given.guest()[0]
    ref = comment(made, late, given.now, KOREAN.format(PLACES[WAVE]))
    compare()
    withdraw_comment(late, ref, now)
    (wave,) = waves(moderator(made))
    assert (wave.people, ref in wave.members) == (WAVE, False)


def test_comparing_again_changes_nothing_and_goes_on_with_what_is_new(given: Given) -> None:
    made = given.round()
    campaign(given, made, ENGLISH)
    assert compare_new_comments(WORKER, limit=3) == 3
    assert compare_new_comments(WORKER, limit=3) == WAVE - 3
    assert compare_new_comments(WORKER) == 0
    comment(made, given.guest()[0], given.now, ENGLISH.format("Bow"))
    assert compare_new_comments(WORKER) == 1
    (wave,) = waves(moderator(made))
    assert wave.people == WAVE + 1
    assert db.session.scalar(select(func.count()).select_from(WaveMember)) == WAVE + 1


def test_comparing_costs_the_same_however_many_there_are(given: Given) -> None:
    made = given.round()
    costs = []
    for place in range(12):
        words = f"{OTHERS[0]} 제 번호는 {place * 7919}번이고 {place * 104729}번도 있어요."
        comment(made, given.guest()[0], given.now, words)
        costs.append(_statements(compare_new_comments))
    assert max(costs) == costs[0]


def _statements(act: Callable[[Actor], int]) -> int:
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert act(WORKER) == 1
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_only_the_worker_compares(given: Given) -> None:
    made = given.round()
    campaign(given, made)
    with pytest.raises(NotPermitted):
        compare_new_comments(moderator(made))
