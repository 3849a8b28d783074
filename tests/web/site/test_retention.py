"""How long things are kept: everybody reads it with its reason, operators set it."""

from __future__ import annotations

from flask import Flask
from werkzeug.datastructures import MultiDict

from deliberate.domain.actors import Role
from deliberate.domain.retention import TERMS, KeptRecord
from tests.factories.given import Given
from tests.support.applications import ClientAs

PATH = "/en/privacy/kept"


def fields(**changed: str) -> MultiDict[str, str]:
    usual = {kind.value.replace(" ", "_"): str(TERMS[kind].default) for kind in KeptRecord}
    return MultiDict({**usual, **changed})


def test_everybody_reads_how_long_and_why(app: Flask) -> None:
    page = app.test_client().get(PATH).text
    assert "730 days" in page
    assert "A week is long enough to help someone who says that no mail came." in page
    assert "Save the times" not in page
    assert f'href="{PATH}"' in app.test_client().get("/en/privacy").text


def test_an_operator_sets_it_and_the_page_says_what_is_usual(
    app: Flask, given: Given, client_as: ClientAs
) -> None:
    client = client_as(given.person(Role.OPERATOR))
    assert client.post(PATH, data=fields(sent_mails="3")).status_code == 303
    page = app.test_client().get(PATH).text
    assert "<b>3 days</b> (usually 7 days)" in page
    assert "changed how long something is kept" in app.test_client().get("/en/journal").text


def test_a_wrong_number_is_said_at_its_field(given: Given, client_as: ClientAs) -> None:
    client = client_as(given.person(Role.OPERATOR))
    answer = client.post(PATH, data=fields(sent_mails="1000"))
    assert answer.status_code == 422
    assert "Choose between 1 and 90 days." in answer.text
    assert 'value="1000"' in answer.text
    for wrong in ("", "many", "-1", "9" * 30):
        assert client.post(PATH, data=fields(guest_codes=wrong)).status_code == 422
