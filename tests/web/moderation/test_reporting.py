"""Reporting in two steps, without an account and without JavaScript."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Actor
from deliberate.domain.moderation import ModerationDecision
from tests.factories import contributions
from tests.factories.contributions import reports_on
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.moderation.browsing import BODY, hidden, offered, text_of
from tests.web.shared.clock import Clock


def address(ref: str) -> str:
    return f"/en/moderation/report/{ref}"


def report(client: FlaskClient, ref: str, rule: str = "hate", words: str = "") -> str:
    """Take both steps; return where they lead."""
    second = client.get(f"{address(ref)}?rule={rule}")
    assert second.status_code == 200
    answer = client.post(address(ref), data={**hidden(second), "words": words})
    assert answer.status_code == 303
    return str(answer.location)


def test_a_stranger_reports_in_two_steps_and_is_thanked(
    client: FlaskClient, app: Flask, said: str
) -> None:
    first = client.get(address(said))
    assert offered(first, "rule") == [
        "attack",
        "hate",
        "personal data",
        "spam",
        "off topic",
        "unlawful",
    ]
    assert BODY in first.text
    done = client.get(report(client, said, words="Degrading."))
    assert "Your report has arrived" in text_of(done)
    with app.app_context():
        (only,) = reports_on(said)
        assert (only.rule, only.words, only.locale) == ("hate", "Degrading.", "en")


def test_the_same_browser_reports_once_for_a_rule(
    client: FlaskClient, app: Flask, said: str
) -> None:
    for rule in ("hate", "hate", "spam"):
        assert report(client, said, rule).endswith("/done")
    with app.app_context():
        assert [each.rule for each in reports_on(said)] == ["hate", "spam"]


def test_two_browsers_are_two_reports(app: Flask, said: str) -> None:
    for _ in range(2):
        report(app.test_client(), said)
    with app.app_context():
        assert len(reports_on(said)) == 2


def test_someone_signed_in_reports_as_themselves(
    client_as: ClientAs, given: Given, app: Flask, said: str
) -> None:
    person = given.person()
    for _ in range(2):
        report(client_as(person), said)
    with app.app_context():
        assert [each.reporter_key for each in reports_on(said)] == [person.participant_ref]


@pytest.mark.parametrize("rule", ["", "nonsense"])
def test_without_a_rule_one_is_asked_for(
    client: FlaskClient, app: Flask, said: str, rule: str
) -> None:
    answer = client.get(f"{address(said)}?rule={rule}")
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert client.post(address(said), data={"rule": rule}).status_code == 422
    with app.app_context():
        assert reports_on(said) == []


def test_too_many_words_are_kept_and_explained(client: FlaskClient, said: str) -> None:
    words = "낱말 " * 700
    answer = client.post(address(said), data={"rule": "hate", "words": words})
    assert answer.status_code == 422
    assert words.strip() in answer.text
    assert "There is room for 2000 characters." in answer.text


def test_what_was_hidden_meanwhile_is_said_and_the_words_are_kept(
    client: FlaskClient, app: Flask, said: str, held: Round, clock: Clock
) -> None:
    second = client.get(f"{address(said)}?rule=hate")
    with app.app_context():
        moderator = held.staff.moderators[0]
        contributions.decide(moderator, said, ModerationDecision.HIDE, clock.now)
    answer = client.post(address(said), data={**hidden(second), "words": "It hurts."})
    assert answer.status_code == 409
    assert "It hurts." in answer.text
    assert "this cannot be read" in answer.text
    assert BODY not in answer.text
    assert "nobody can read this." in text_of(client.get(address(said)))


def test_there_is_nothing_to_report_where_nothing_is(client: FlaskClient) -> None:
    for path in ("", "?rule=hate", "/done"):
        assert client.get(f"/en/moderation/report/nowhere123{path}").status_code == 404


def test_what_is_not_published_yet_cannot_be_reported(
    client: FlaskClient, app: Flask, given: Given, author: Actor, clock: Clock
) -> None:
    with app.app_context():
        ref = contributions.comment(given.round(premoderated=True), author, clock.now)
    assert client.get(address(ref)).status_code == 404
    assert client.post(address(ref), data={"rule": "hate"}).status_code == 404


def test_pages_with_a_form_stay_out_of_shared_caches(client: FlaskClient, said: str) -> None:
    for path in (address(said), f"{address(said)}?rule=hate"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_readers_find_the_way_from_a_comment(client: FlaskClient, said: str) -> None:
    assert address(said) in client.get(f"/en/comments/{said}").text
