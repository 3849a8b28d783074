"""Who is heard: the inclusion quorum, from counting to the head of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deliberate.config import Settings
from deliberate.domain.actors import WORKER, Actor
from deliberate.domain.closing import PublicationBlocked, PublicationBlocker
from deliberate.domain.errors import NotFound, NotPermitted
from deliberate.domain.representation import QUORUM_WAITS, FloorStatus
from deliberate.domain.round_news import FRESH, RoundNews
from deliberate.domain.rounds import ResultsVisibility, RoundState
from deliberate.domain.schedule_changes import ReasonMissing, ScheduleSettled
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.queries.closing import workbench
from deliberate.persistence.queries.news import due_news
from deliberate.persistence.queries.report_preview import report_preview
from deliberate.persistence.queries.reports import report
from deliberate.persistence.queries.representation import missed_page, representation_page
from deliberate.persistence.queries.round_pages import round_page
from deliberate.persistence.queries.votes import vote_panel
from deliberate.services import schedules
from deliberate.services.declarations import declare, forget_declaration
from deliberate.services.floors import tell_floors
from deliberate.services.next_versions import publish_outcome
from deliberate.services.quorum import justify_missing
from deliberate.services.round_news import owe_round_news
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import vote

pytestmark = pytest.mark.usefixtures("app_context")

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WHY = {"ko": "농번기와 겹쳤습니다.", "en": "It fell into the harvest."}
RURAL = "Rural"
AGREE, DISAGREE = ClauseChoice.AGREE, ClauseChoice.DISAGREE


@pytest.fixture
def keys(settings: Settings) -> Path:
    return settings.keys


def refs_by_name(held: Round, now: datetime) -> dict[str, str]:
    return {each.names["en"]: each.group for each in representation_page(held.ref, now).floors}


def people_say(
    given: Given,
    held: Round,
    keys: Path,
    now: datetime,
    number: int,
    names: Sequence[str],
    choice: ClauseChoice = AGREE,
) -> list[Actor]:
    """Let new people vote on the first clause and say who they are."""
    refs = refs_by_name(held, now)
    found = []
    for _each in range(number):
        actor = given.guest()[0]
        vote(held, actor, choice, now)
        declare(actor, held.ref, [refs[name] for name in names], keys, now)
        found.append(actor)
    return found


def status_of(held: Round, now: datetime, name: str = RURAL) -> FloorStatus | None:
    floors = representation_page(held.ref, now).floors
    return next(each.status for each in floors if each.names["en"] == name)


def count(held: Round) -> datetime:
    later = held.closes_at + MINUTE
    assert take_snapshot(held.ref, later, WORKER)
    return later


def test_while_open_only_met_or_not_yet_is_told_and_at_most_daily(
    given: Given, keys: Path, now: datetime
) -> None:
    held = given.round(hears=True)
    people_say(given, held, keys, now, 9, [RURAL])
    assert status_of(held, now) is None
    assert tell_floors(keys, now + DAY) == 0, "nine people are too few to tell anything"
    people_say(given, held, keys, now, 1, [RURAL])
    assert tell_floors(keys, now + DAY - MINUTE) == 0, "nothing on the first day"
    assert tell_floors(keys, now + DAY) == 1
    assert status_of(held, now + DAY) is FloorStatus.MET
    assert status_of(held, now + DAY, "Low income") is FloorStatus.NOT_YET
    assert representation_page(held.ref, now + DAY).people == []
    people_say(given, held, keys, now, 9, ["Low income"])
    assert tell_floors(keys, now + 3 * DAY) == 0, "nine people changed it"
    people_say(given, held, keys, now, 1, ["Low income"])
    assert tell_floors(keys, now + 2 * DAY - MINUTE) == 0, "a day has not passed"
    assert status_of(held, now + 2 * DAY, "Low income") is FloorStatus.NOT_YET
    assert tell_floors(keys, now + 2 * DAY) == 1
    assert status_of(held, now + 2 * DAY, "Low income") is FloorStatus.MET


def test_with_less_than_half_declaring_there_is_not_enough_evidence(
    given: Given, keys: Path, now: datetime
) -> None:
    held = given.round(hears=True)
    people_say(given, held, keys, now, 10, [])
    for _each in range(11):
        vote(held, given.guest()[0], AGREE, now)
    assert tell_floors(keys, now + DAY) == 1
    assert status_of(held, now + DAY) is FloorStatus.NOT_ENOUGH_EVIDENCE


def test_with_a_floor_unmet_results_stay_sealed_for_a_week(
    given: Given, keys: Path, now: datetime
) -> None:
    """The clock ends input all the same; with a floor unmet results stay sealed up to 7 days."""
    held = given.round(hears=True)
    people_say(given, held, keys, now, 12, [RURAL])
    later = count(held)
    page = representation_page(held.ref, later)
    assert page.view.state is RoundState.CLOSED
    assert page.view.sealed_until == held.closes_at + QUORUM_WAITS
    assert (page.people, page.clauses) == ([], ())
    missed = {each.names["en"] for each in page.missed}
    assert RURAL not in missed
    assert len(missed) == 11
    slug, clause = held.framework.slug, held.framework.clause_refs[0]
    official = held.staff.official

    def results(at: datetime) -> object:
        return vote_panel(slug, clause, official, at).results

    assert results(later) is None
    with pytest.raises(NotFound):
        report_preview(held.ref, official, later)
    assert results(held.closes_at + QUORUM_WAITS - MINUTE) is None
    assert results(held.closes_at + QUORUM_WAITS) is not None


def test_officials_extend_the_round_still_sealed(given: Given, keys: Path, now: datetime) -> None:
    held = given.round(hears=True)
    people_say(given, held, keys, now, 3, [RURAL])
    later = count(held)
    ends = later + 10 * DAY
    plan = {"ko": "마을회관 세 곳을 찾아갑니다.", "en": "We visit three village halls."}
    schedules.extend_round(held.staff.official, held.ref, ends, plan, later)
    page = round_page(held.ref, later)
    assert page.view.state is RoundState.OPEN
    assert page.view.closes_at == ends
    assert not page.view.shows_results
    assert page.changes[-1].reasons == plan
    people_say(given, held, keys, later, 8, [RURAL])
    assert take_snapshot(held.ref, ends + MINUTE, WORKER)
    assert status_of(held, ends + MINUTE) is FloorStatus.MET


def test_no_extension_after_unsealing(given: Given, keys: Path, now: datetime) -> None:
    held, met, live = (
        given.round(hears=True),
        given.round(),
        given.round(hears=True, results=ResultsVisibility.LIVE),
    )
    for each in (held, met, live):
        count(each)
    after = held.closes_at + QUORUM_WAITS
    for each, at in ((held, after), (met, met.closes_at + HOUR), (live, live.closes_at + HOUR)):
        with pytest.raises(ScheduleSettled):
            schedules.extend_round(each.staff.official, each.ref, at + DAY, WHY, at)
    justified = given.round(hears=True)
    later = count(justified)
    for floor in missed_page(justified.ref, justified.staff.official, later).missed:
        justify_missing(justified.staff.official, justified.ref, floor.group, WHY, later)
    with pytest.raises(ScheduleSettled):
        schedules.extend_round(justified.staff.official, justified.ref, later + DAY, WHY, later)


def test_a_justification_per_group_in_both_languages_heads_the_report(
    given: Given, keys: Path, now: datetime
) -> None:
    held = given.round(hears=True)
    people_say(given, held, keys, now, 10, [RURAL])
    later, official = count(held), held.staff.official
    missed = missed_page(held.ref, official, later).missed
    with pytest.raises(ReasonMissing):
        justify_missing(official, held.ref, missed[0].group, {"ko": "이유", "en": " "}, later)
    with pytest.raises(NotPermitted):
        justify_missing(held.staff.moderators[0], held.ref, missed[0].group, WHY, later)
    with pytest.raises(NotFound):
        justify_missing(official, held.ref, refs_by_name(held, later)[RURAL], WHY, later)
    for left, floor in enumerate(reversed(missed)):
        open_ones = {each.kind: each.count for each in workbench(held.ref, official).blockers}
        assert open_ones[PublicationBlocker.GROUPS_UNEXPLAINED] == len(missed) - left
        with pytest.raises(PublicationBlocked):
            publish_outcome(official, held.ref, later)
        justify_missing(official, held.ref, floor.group, WHY, later)
    assert representation_page(held.ref, later).view.sealed_until is None
    assert len(report_preview(held.ref, official, later).missed) == len(missed)
    publish_outcome(official, held.ref, later)
    told = report(held.ref, later).missed
    assert [each.reasons for each in told] == [WHY] * len(missed)


def test_final_figures_are_the_first_and_only_release(
    given: Given, keys: Path, now: datetime
) -> None:
    """A later deletion does not recompute them."""
    held = given.round(hears=True)
    rural = people_say(given, held, keys, now, 15, [RURAL, "Low digital confidence"], DISAGREE)
    people_say(given, held, keys, now, 40, ["Low income"])
    count(held)
    told = held.closes_at + QUORUM_WAITS
    before = representation_page(held.ref, told)
    for actor in rural:
        forget_declaration(actor, held.ref)
    assert representation_page(held.ref, told) == before
    figures = {each.names["en"]: each for each in before.clauses[0].figures}
    assert figures[RURAL].people == 15
    assert figures[RURAL].band is not None
    assert before.clauses[0].figures is not None


def test_lost_keys_hold_up_no_closing(given: Given, keys: Path, now: datetime) -> None:
    """Then nobody has said anything: the floors are not met, and officials have to say why."""
    held = given.round(hears=True)
    people_say(given, held, keys, now, 12, [RURAL])
    for key in keys.iterdir():
        key.unlink()
    later = count(held)
    assert status_of(held, later) is FloorStatus.NOT_ENOUGH_EVIDENCE


def test_nobody_is_told_of_a_result_that_is_sealed(given: Given, keys: Path, now: datetime) -> None:
    held = given.round(hears=True)
    later, told = count(held), (held.ref, RoundNews.RESULT)
    assert told not in due_news(later)
    assert owe_round_news(WORKER, held.ref, RoundNews.RESULT, later) == 0
    after = held.closes_at + QUORUM_WAITS
    assert told not in due_news(after - MINUTE)
    assert told in due_news(after)
    assert told in due_news(after + FRESH - MINUTE)
    assert told not in due_news(after + FRESH)
    other = given.round(hears=True)
    later = count(other)
    for floor in missed_page(other.ref, other.staff.official, later).missed:
        justify_missing(other.staff.official, other.ref, floor.group, WHY, later)
    assert (other.ref, RoundNews.RESULT) in due_news(later)
