"""An amendment before moderators, as browsers see it."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Actor
from deliberate.services import amendments
from tests.factories import amending, contributions
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.moderation.browsing import decide, hidden, item, offered, text_of

WORDS = "Words that <b>attack</b> the newcomers."


@pytest.fixture
def writer(given: Given) -> Actor:
    return given.person()


@pytest.fixture
def proposed(app: Flask, held: Round, writer: Actor, now: datetime) -> str:
    """The ref of an amendment."""
    with app.app_context():
        return amending.amendment(writer, held, now, {"en": WORDS})


def _reported(client: FlaskClient, ref: str) -> None:
    address = f"/en/moderation/report/{ref}"
    first = client.get(address)
    assert "Report an amendment" in text_of(first)
    second = client.get(f"{address}?rule=attack")
    assert client.post(address, data=hidden(second)).status_code == 303


def test_from_the_report_to_the_placeholder_and_back(
    client: FlaskClient,
    moderator: FlaskClient,
    second: FlaskClient,
    client_as: ClientAs,
    writer: Actor,
    held: Round,
    proposed: str,
) -> None:
    assert f"/moderation/report/{proposed}" in client.get(f"/en/amendments/{proposed}").text
    _reported(client, proposed)
    opened = moderator.get(item(proposed))
    assert offered(opened) == ["keep", "hide"]
    assert "attack</b>" not in opened.text, "what people wrote is escaped"
    assert decide(moderator, proposed, "hide").status_code == 303
    page = client.get(f"/en/amendments/{proposed}")
    assert "newcomers" not in page.text
    assert "A moderator has hidden this amendment. The rule: " in text_of(page)
    clause = f"/en/frameworks/{held.framework.slug}/clauses/{held.framework.clause_refs[0]}"
    assert "newcomers" not in client.get(clause).text
    assert "A moderator has hidden this amendment." in text_of(client.get(clause))
    own = client_as(writer)
    assert "An amendment of yours" in text_of(own.get("/en/mine"))
    statement = page.text.partition("/moderation/statements/")[2].partition('"')[0]
    assert "newcomers" in own.get(f"/en/moderation/statements/{statement}").text
    assert "newcomers" not in client.get(f"/en/moderation/statements/{statement}").text
    assert decide(second, proposed, "restore").status_code == 303
    assert "newcomers" in client.get(f"/en/amendments/{proposed}").text


def test_a_decision_about_older_words_shows_the_newer_ones_and_keeps_the_reasons(
    app: Flask, moderator: FlaskClient, writer: Actor, proposed: str, now: datetime
) -> None:
    opened = moderator.get(item(proposed))
    with app.app_context():
        kinder = amending.proposals(en="Kinder words.")
        amendments.revise_amendment(writer, proposed, kinder, 1, now)
    sent = {**hidden(opened), "decision": "hide", "rule": "attack", "facts": "It attacks."}
    answer = moderator.post(f"{item(proposed)}/decision", data=sent)
    assert answer.status_code == 409
    assert "Kinder" in answer.text
    assert "It attacks." in answer.text
    with app.app_context():
        assert contributions.contribution(proposed).hidden_at is None
