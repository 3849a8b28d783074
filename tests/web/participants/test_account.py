"""One's own account: pseudonym, password, and the desks that one may sit at."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import WORKER, Role
from deliberate.domain.rounds import GRACE
from deliberate.services.next_versions import publish_outcome
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.people import PASSWORD
from tests.support.applications import ClientAs
from tests.web.shared.reading import fill, read, refused

ACCOUNT = "/ko/account"
NEW_PASSWORD = "a calm sentence of my own"


def hrefs(client: FlaskClient) -> set[str]:
    return {link.get("href", "") for link in read(client.get(ACCOUNT)).links}


def test_a_pseudonym_is_saved_and_shown(given: Given, client_as: ClientAs) -> None:
    client = client_as(given.person(pseudonym="느린 언덕"))
    answer = fill(client, ACCOUNT, "/account/pseudonym", pseudonym="  둥근  구름 ")
    assert (answer.status_code, answer.location) == (303, ACCOUNT)
    assert read(client.get(ACCOUNT)).form("/pseudonym").values()["pseudonym"] == "둥근 구름"


@pytest.mark.parametrize("typed", ["", "가" * 41, "\u202eadmin", "a\u200bb"])
def test_a_bad_pseudonym_is_refused_at_the_field_with_the_text_kept(
    given: Given, client_as: ClientAs, typed: str
) -> None:
    client = client_as(given.person(pseudonym="느린 언덕"))
    page = refused(client.post("/ko/account/pseudonym", data={"pseudonym": typed}), "pseudonym")
    assert page.form("/account/pseudonym").values()["pseudonym"] == typed
    assert read(client.get(ACCOUNT)).form("/pseudonym").values()["pseudonym"] == "느린 언덕"


def test_a_password_can_be_set_and_then_signs_in(given: Given, client_as: ClientAs) -> None:
    client = client_as(given.person(address="someone@example.org"))
    answer = fill(client, ACCOUNT, "/account/password", new_password=NEW_PASSWORD)
    assert answer.status_code == 303
    stranger = client.application.test_client()
    data = {"address": "someone@example.org", "password": NEW_PASSWORD}
    assert stranger.post("/ko/sign-in/password", data=data).status_code == 303


@pytest.mark.parametrize("typed", ["", "short", "a" * 201])
def test_a_bad_password_is_refused_and_never_sent_back(
    given: Given, client_as: ClientAs, typed: str
) -> None:
    client = client_as(given.person(address="someone@example.org", with_password=True))
    answer = client.post("/ko/account/password", data={"new_password": typed})
    page = refused(answer, "new_password")
    assert page.form("/account/password").values()["new_password"] == ""
    assert not typed or typed not in page.html
    stranger = client.application.test_client()
    data = {"address": "someone@example.org", "password": PASSWORD}
    assert stranger.post("/ko/sign-in/password", data=data).status_code == 303


def test_nobody_else_sees_an_account(given: Given, client_as: ClientAs) -> None:
    given.person(address="other@example.org", pseudonym="새벽 샘터")
    page = client_as(given.person(address="me@example.org")).get(ACCOUNT)
    assert "me@example.org" in page.text
    assert "other@example.org" not in page.text
    assert "새벽 샘터" not in page.text


def test_the_desks_are_those_that_one_may_sit_at(given: Given, client_as: ClientAs) -> None:
    drafted, published = given.draft(slug="drafted"), given.framework(slug="published")
    official = hrefs(client_as(drafted.official))
    assert {"/ko/frameworks/drafted/draft", "/ko/frameworks/drafted/roles"} <= official
    assert "/ko/frameworks/new" in official
    assert not {each for each in official if "published" in each}
    assert "/ko/operators" not in official
    writer = hrefs(client_as(published.official))
    assert {
        "/ko/frameworks/published",
        "/ko/frameworks/published/about",
        "/ko/frameworks/published/summaries",
    } <= writer
    assert "/ko/frameworks/published/draft" not in writer
    translator = hrefs(client_as(given.person(Role.TRANSLATOR, published.ref)))
    assert "/ko/frameworks/published/summaries" in translator
    assert "/ko/frameworks/published/about" not in translator
    operator = hrefs(client_as(given.person(Role.OPERATOR)))
    assert {"/ko/operators", "/ko/frameworks/drafted/draft", "/ko/frameworks/new"} <= operator
    nobody = hrefs(client_as(given.person()))
    assert not {each for each in nobody if "drafted" in each or "published" in each}
    assert "/ko/frameworks/new" not in nobody


def test_officials_find_the_workbench_of_a_round_while_it_is_being_answered(
    app: Flask, given: Given, client_as: ClientAs
) -> None:
    held = given.round()
    official, moderator = client_as(held.staff.official), client_as(held.staff.moderators[0])
    workbench = f"/ko/rounds/{held.ref}/closing"
    assert workbench not in hrefs(official)
    with app.app_context():
        take_snapshot(held.ref, held.closes_at + GRACE, WORKER)
    assert workbench in hrefs(official)
    assert official.get(workbench).status_code == 200
    assert workbench not in hrefs(moderator)
    with app.app_context():
        publish_outcome(held.staff.official, held.ref, held.closes_at + 2 * GRACE)
    assert workbench not in hrefs(official)


def test_every_link_of_an_account_page_leads_somewhere(given: Given, client_as: ClientAs) -> None:
    given.draft(slug="drafted")
    made = given.framework(slug="published")
    for who in (made.official, given.person(Role.OPERATOR), given.person()):
        client = client_as(who)
        pages = {each for each in hrefs(client) if each.startswith("/ko/")}
        pages.discard("/ko/leave")  # signs out; see test_own_sessions.py
        assert len(pages) > 5
        assert {path: client.get(path).status_code for path in pages} == dict.fromkeys(pages, 200)


def test_the_organisations_one_speaks_for_are_listed(given: Given, client_as: ClientAs) -> None:
    delegate = given.person()
    ref = given.organisation(delegate, "시민과 기술")
    assert f"/ko/organisations/{ref}" in hrefs(client_as(delegate))
    assert f"/ko/organisations/{ref}" not in hrefs(client_as(given.person()))
