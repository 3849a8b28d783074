"""Pages of rounds without JavaScript: setting up, announcing, reading, changing times."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from deliberate.persistence.database import db
from deliberate.services import schedules
from tests.factories import rounds
from tests.factories.given import Given
from tests.support.applications import ClientAs
from tests.web.rounds.test_targets import typed_targets

SEOUL = ZoneInfo("Asia/Seoul")
DAY = timedelta(days=1)
REASONS = {"ko": "명절이 끼어 있어서 늘립니다.", "en": "A holiday falls into it."}
FIELDS = {"reason_ko": REASONS["ko"], "reason_en": REASONS["en"]}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> list[datetime]:
    """The time at which the next request begins: set its only element."""
    hands = [now]
    monkeypatch.setattr("deliberate.web.shared.session.now", lambda: hands[0])
    return hands


@pytest.fixture(autouse=True)
def _at(clock: list[datetime]) -> None:
    """Every test here runs at its fixed time."""


def typed(moment: datetime) -> str:
    """Return a time as an official at the site types it."""
    return moment.astimezone(SEOUL).strftime("%Y-%m-%dT%H:%M")


def words(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


def test_an_official_sets_up_and_announces_a_round_from_the_list_of_tasks(
    given: Given, client_as: ClientAs, client: FlaskClient, app: Flask, now: datetime
) -> None:
    framework = given.framework(sections=1, clauses=2)
    with app.app_context():
        rounds.staff_of(framework, now)
    official = client_as(framework.official_address)
    begun = official.post(f"/en/frameworks/{framework.slug}/rounds/new")
    assert begun.status_code == 303
    setup = begun.location
    address = setup.removesuffix("/setup")
    assert client.get(address).status_code == 404
    tasks = words(official, setup)
    assert re.search(r"Title and description To do · [^·]+ \(4\)", tasks)
    assert re.search(r"Phases, times and activities To do", tasks)
    assert re.search(r"What can change To do · [^·]+ \(2\)", tasks)
    assert re.search(r"Officials and moderators Done", tasks)
    assert re.search(r"Who has to be heard To do · [^·]+ \(12\)", tasks)
    assert "Announce the round Blocked" in tasks

    fill_in(official, setup, framework.clause_refs[0], now)
    assert "Blocked" not in words(official, setup)
    assert "Announce for everyone" in words(official, f"{setup}/announce")
    assert official.post(f"{setup}/announce").location == address
    page = words(client, address)
    for said in (
        "The first round",
        "commenting",
        "no account needed",
        "10 days left",
        "By statute",
        "0 people have taken part",
        "shown while the round is open",
    ):
        assert said in page
    assert "The first round" in words(client, f"/en/frameworks/{framework.slug}/rounds")
    assert official.get(setup).location == address


def fill_in(official: FlaskClient, setup: str, clause_ref: str, now: datetime) -> None:
    """Do every task of the list."""
    texts = {"title_ko": "첫 의견수렴", "title_en": "The first round"}
    texts |= {"description_ko": "무엇을 바꿀까요?", "description_en": "What should change?"}
    assert official.post(f"{setup}/words", data=texts).location == setup
    times = {"opens_at": typed(now), "closes_at": typed(now + 10 * DAY), "comment": "guest"}
    assert official.post(f"{setup}/times/1", data=times).status_code == 303
    shown = words(official, f"{setup}/times")
    assert "Monday 2 March 2026, 10:30" in shown
    assert "Open: commenting." in shown
    fixed = {"changeability": "fixed", "note_ko": "법률", "note_en": "By statute"}
    assert official.post(f"{setup}/clauses/{clause_ref}", data=fixed).status_code == 303
    assert official.post(f"{setup}/clauses").status_code == 303
    chosen = {"results": "live", "premoderated": "y"}
    assert official.post(f"{setup}/visibility", data=chosen).status_code == 303
    assert official.post(f"{setup}/hearing", data=typed_targets(official, setup)).location == setup


def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    given: Given, client_as: ClientAs, now: datetime
) -> None:
    made = given.round_in_setup()
    official = client_as(made.staff.official)
    setup = f"/en/rounds/{made.ref}/setup"
    wrong = official.post(f"{setup}/times/1", data={"opens_at": "soon", "closes_at": ""})
    assert wrong.status_code == 422
    assert "Write day and time like this" in wrong.text
    assert 'value="soon"' in wrong.text
    for year in ("0001", "9999"):
        far = official.post(f"{setup}/times/1", data={"opens_at": f"{year}-01-01T00:00"})
        assert far.status_code == 422
        assert f'value="{year}-01-01T00:00"' in far.text
    turned = {"opens_at": typed(now + DAY), "closes_at": typed(now), "comment": "guest"}
    refused = official.post(f"{setup}/times/1", data=turned)
    assert refused.status_code == 422
    assert "A phase ends after it begins" in refused.text
    assert official.get(f"{setup}/times/3").status_code == 404
    clause = made.framework.clause_refs[0]
    half = {"changeability": "partly", "note_ko": "헌법 제11조로 정해져 있다.", "note_en": ""}
    refused = official.post(f"{setup}/clauses/{clause}", data=half)
    assert refused.status_code == 422
    assert "헌법 제11조로" in refused.text
    assert official.get(f"{setup}/clauses/nowhere").status_code == 404


def test_phases_are_added_changed_and_removed(
    given: Given, client_as: ClientAs, now: datetime
) -> None:
    made = given.round_in_setup()
    official = client_as(made.staff.official)
    times = f"/en/rounds/{made.ref}/setup/times"
    second = {"opens_at": typed(made.closes_at), "closes_at": typed(made.closes_at + DAY)}
    second |= {"vote_on_clauses": "known"}
    assert official.post(f"{times}/2", data=second).status_code == 303
    assert "Open: voting on clauses." in words(official, times)
    assert 'value="known" selected' in re.sub(
        r'selected value="known"', 'value="known" selected', official.get(f"{times}/2").text
    )
    assert official.post(f"{times}/1/remove").status_code == 303
    page = words(official, times)
    assert "Phase 1" in page
    assert "Phase 2" not in page
    assert "commenting" not in page


def test_a_late_announcement_is_offered_to_open_at_once(
    given: Given, client_as: ClientAs, clock: list[datetime]
) -> None:
    made = given.round_in_setup()
    official = client_as(made.staff.official)
    clock[0] += timedelta(minutes=5)
    announce = f"/en/rounds/{made.ref}/setup/announce"
    assert "has passed" in words(official, announce)
    assert official.post(announce).status_code == 409
    assert official.post(announce, data={"at_once": "y"}).status_code == 303
    again = official.post(announce, data={"at_once": "y"})
    assert again.status_code == 409
    assert "announced, so only its times can change" in again.text


def test_only_officials_of_the_framework_get_in(
    given: Given, client_as: ClientAs, now: datetime
) -> None:
    made, other = given.round_in_setup(), given.framework()
    for who in (made.staff.moderators[0], other.official):
        client = client_as(who)
        for part in ("", "/words", "/times", "/clauses", "/visibility", "/announce"):
            assert client.get(f"/en/rounds/{made.ref}/setup{part}").status_code == 403
        assert client.get(f"/en/rounds/{made.ref}").status_code == 404
        assert client.get(f"/en/frameworks/{made.framework.slug}/rounds/new").status_code == 403
        assert client.get(f"/en/rounds/{made.ref}/schedule").status_code == 403


def test_a_refused_text_is_kept(given: Given, client_as: ClientAs) -> None:
    made = given.round()
    text = "한 글자도 잃지 않아야 하는 긴 설명입니다. " * 5
    refused = client_as(made.staff.official).post(
        f"/ko/rounds/{made.ref}/setup/words", data={"title_ko": "x", "description_ko": text}
    )
    assert refused.status_code == 409
    assert text.strip() in unescape(refused.text)


def test_a_page_in_a_shared_cache_carries_no_form_and_never_outlives_a_phase(
    given: Given, client: FlaskClient, clock: list[datetime]
) -> None:
    made = given.round()
    address = f"/en/rounds/{made.ref}"
    clock[0] = made.closes_at - timedelta(minutes=5)
    answer = client.get(address)
    assert answer.cache_control.public
    assert answer.cache_control.max_age == 30
    assert "<form" not in answer.text
    assert "csrf" not in answer.text
    clock[0] = made.closes_at - timedelta(seconds=12)
    for page in (address, f"/en/frameworks/{made.framework.slug}/rounds"):
        assert client.get(page).cache_control.max_age == 12
    clock[0] = made.closes_at - timedelta(milliseconds=10)
    assert client.get(address).cache_control.max_age == 0


def test_after_closing_the_page_says_that_it_is_being_counted(
    given: Given, client: FlaskClient, clock: list[datetime]
) -> None:
    made = given.round()
    clock[0] = made.closes_at
    page = words(client, f"/en/rounds/{made.ref}")
    assert "It is being counted" in page
    assert "Open now" not in page


def test_an_extension_is_public_with_its_reason(
    given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    made = given.round()
    official = client_as(made.staff.official)
    schedule = f"/en/rounds/{made.ref}/schedule"
    later = {"closes_at": typed(made.closes_at + DAY)}
    silent = official.post(f"{schedule}/extend", data={**later, **FIELDS, "reason_en": "  "})
    assert silent.status_code == 422
    assert REASONS["ko"] in silent.text
    earlier = {"closes_at": typed(made.closes_at - DAY), **FIELDS}
    refused = official.post(f"{schedule}/extend", data=earlier)
    assert refused.status_code == 422
    assert "Choose an end that is later" in refused.text
    assert official.post(f"{schedule}/extend", data={**later, **FIELDS}).location == schedule
    page = words(client, f"/en/rounds/{made.ref}")
    assert "Extended until Tuesday 17 March 2026" in page
    assert REASONS["en"] in page
    assert REASONS["ko"] in words(client, f"/ko/rounds/{made.ref}")


def test_closing_early_takes_two_officials(
    given: Given, client_as: ClientAs, client: FlaskClient, app: Flask
) -> None:
    made = given.round()
    first, second = client_as(made.staff.official), client_as(made.staff.second_official)
    schedule = f"/en/rounds/{made.ref}/schedule"
    assert first.post(f"{schedule}/close-early", data=FIELDS).location == schedule
    assert REASONS["en"] not in words(client, f"/en/rounds/{made.ref}")
    assert "Another official" in words(first, schedule)
    page = second.get(schedule).text
    change = re.search(r'name="change" value="(\d+)"', page)
    assert change is not None
    own = first.post(f"{schedule}/approve", data={"change": change[1]})
    assert own.status_code == 403
    assert "Another official has to approve it" in own.text
    assert second.post(f"{schedule}/approve", data={"change": change[1]}).status_code == 303
    again = second.post(f"{schedule}/approve", data={"change": change[1]})
    assert again.status_code == 409
    shown = words(client, f"/en/rounds/{made.ref}")
    assert "Closed early" in shown
    assert "It is being counted" in shown


def test_cancelling_says_why_and_what_becomes_of_what_was_given(
    given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    made = given.round()
    official = client_as(made.staff.official)
    address = f"/en/rounds/{made.ref}"
    given_words = {"given_ko": "남겨 둡니다.", "given_en": "Everything stays readable."}
    assert official.post(f"{address}/schedule/cancel", data=FIELDS).status_code == 422
    done = official.post(f"{address}/schedule/cancel", data={**FIELDS, **given_words})
    assert done.location == address
    page = words(client, address)
    assert "This round was cancelled" in page
    assert REASONS["en"] in page
    assert "Everything stays readable." in page
    assert "cannot change any more" in words(official, f"{address}/schedule")


@pytest.mark.parametrize("size", [1, 12])
def test_the_page_of_a_round_asks_a_fixed_number_of_queries(
    given: Given, app: Flask, client: FlaskClient, size: int
) -> None:
    made = given.round(given.framework(sections=1, clauses=size))
    with app.app_context():
        for days in range(1, size):
            later = made.closes_at + days * DAY
            schedules.extend_round(made.staff.official, made.ref, later, REASONS, made.opens_at)
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        assert client.get(f"/en/rounds/{made.ref}").status_code == 200
    assert len([each for each in asked if each.startswith("SELECT")]) == 17
