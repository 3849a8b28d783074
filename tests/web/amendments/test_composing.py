"""Amendments as a browser makes them: words, reason, check, handing in; and what others do."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Actor
from deliberate.services import amendments
from tests.factories import amending
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.frameworks.test_query_counts import cost
from tests.web.shared.clock import Clock

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
KOREAN = re.compile(r'name="body_ko"[^>]*>\s*(.*?)</textarea>', re.DOTALL)
HTMX = {"HX-Request": "true"}
STRANGE = "New words <script>alert(1)</script> \u202e 👩\u200d🚀"
REASONS = {"reason_en": "They wait.", "impact_en": "Everybody."}


def clause_address(held: Round) -> str:
    return f"/en/frameworks/{held.framework.slug}/clauses/{held.framework.clause_refs[0]}"


def filled(client: FlaskClient, held: Round, **words: str) -> dict[str, str]:
    """Open the first step; return what it sends, the Korean words left as they are."""
    page = client.get(clause_address(held) + "/amend")
    assert page.status_code == 200
    korean = KOREAN.search(page.text)
    assert korean
    return {**dict(HIDDEN.findall(page.text)), "body_ko": korean[1], **words}


def hidden(client: FlaskClient, address: str) -> dict[str, str]:
    page = client.get(address)
    assert page.status_code == 200
    return dict(HIDDEN.findall(page.text))


def stored(app: Flask, by: Actor, held: Round) -> str:
    with app.app_context():
        return amending.amendment(by, held, held.opens_at)


def test_from_the_clause_to_the_clause(
    held: Round, given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    author = client_as(given.person())
    assert "/amend" in client.get(clause_address(held)).text
    saved = author.post(clause_address(held) + "/amend", data=filled(author, held, body_en=STRANGE))
    assert saved.status_code == 303
    fields = {**hidden(author, saved.location), **REASONS}
    checked = author.post(saved.location, data=fields).location
    ref = checked.split("/")[-2]
    assert client.get(f"/en/amendments/{ref}").status_code == 404
    sent = author.post(f"/en/amendments/{ref}/submit", data=hidden(author, checked))
    assert sent.status_code == 303
    for address in (f"/en/amendments/{ref}", f"/ko/amendments/{ref}", clause_address(held)):
        page = client.get(address)
        assert page.status_code == 200
        assert "&lt;script&gt;" in page.text
        assert "<script>alert" not in page.text
        assert "csrf_token" not in page.text


def test_taking_every_word_away_offers_a_removal_and_keeps_the_rest(
    held: Round, given: Given, client_as: ClientAs
) -> None:
    author = client_as(given.person())
    fields = filled(author, held, body_en="Other words", body_ko="")
    refused = author.post(clause_address(held) + "/amend", data=fields)
    assert refused.status_code == 422
    assert "Other words" in refused.text
    assert 'name="as_removal"' in refused.text
    removal = author.post(clause_address(held) + "/amend", data={**fields, "as_removal": "1"})
    assert removal.status_code == 303


def test_too_much_is_refused_with_every_word_kept(
    held: Round, given: Given, client_as: ClientAs
) -> None:
    author, words = client_as(given.person()), "long " * 20_000
    answer = author.post(clause_address(held) + "/amend", data=filled(author, held, body_en=words))
    assert answer.status_code == 422
    assert words.strip() in answer.text


def test_words_that_changed_meanwhile_give_three_ways_to_see_it(
    held: Round, given: Given, client_as: ClientAs
) -> None:
    author = client_as(given.person())
    fields = {**filled(author, held, body_en="My very own words"), "base": "older"}
    answer = author.post(clause_address(held) + "/amend", data=fields)
    assert answer.status_code == 409
    assert "My very own words" in answer.text
    again = {**fields, **dict(HIDDEN.findall(answer.text))}
    assert author.post(clause_address(held) + "/amend", data=again).status_code == 303


def test_after_closing_nothing_is_taken_and_nothing_is_lost(
    held: Round, given: Given, client_as: ClientAs, clock: Clock
) -> None:
    author = client_as(given.person())
    fields = filled(author, held, body_en="My very own words")
    clock.now = held.closes_at
    answer = author.post(clause_address(held) + "/amend", data=fields)
    assert answer.status_code == 409
    assert "My very own words" in answer.text


def test_a_preview_keeps_nothing(held: Round, given: Given, client_as: ClientAs) -> None:
    author = client_as(given.person())
    answer = author.post(
        clause_address(held) + "/amend/preview",
        data=filled(author, held, body_en="Quite other words"),
        headers=HTMX,
    )
    assert "<ins>" in answer.text
    assert "amendments/" not in author.get("/en/mine").text


def test_a_newer_revision_is_shown_beside_what_was_written(
    app: Flask, held: Round, given: Given, client_as: ClientAs
) -> None:
    person = given.person()
    author, ref = client_as(person), stored(app, person, held)
    fields = {**hidden(author, f"/en/amendments/{ref}/edit"), **REASONS, "body_en": "Mine"}
    with app.app_context():
        said = amending.proposals(en="Theirs by now")
        amendments.revise_amendment(person, ref, said, 1, held.opens_at)
    answer = author.post(f"/en/amendments/{ref}/edit", data=fields)
    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert "Theirs" in answer.text


def test_a_stranger_votes_and_gets_a_receipt_and_a_known_person_signs(
    app: Flask, held: Round, given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    address = f"/en/amendments/{stored(app, given.person(), held)}"
    voted = client.post(
        f"{address}/vote", data={**hidden(client, f"{address}/vote"), "choice": "for"}
    )
    assert "Keep this code" in voted.text
    signer = client_as(given.person())
    assert signer.post(f"{address}/sign", data=hidden(signer, f"{address}/vote")).status_code == 303
    assert "1 person stands behind it" in client.get(address).text
    assert "1 person has voted" in client.get(f"{address}/vote").text


def test_pages_cost_the_same_for_one_amendment_and_for_five(
    app: Flask, held: Round, given: Given, client: FlaskClient
) -> None:
    pages = [clause_address(held), clause_address(held) + "/amendments"]
    stored(app, given.person(), held)
    one = [cost(app, client, page) for page in pages]
    for _ in range(4):
        stored(app, given.person(), held)
    assert [cost(app, client, page) for page in pages] == one
