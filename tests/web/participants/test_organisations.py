"""Organisations in pages: registering, confirming, naming and ending delegates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Actor
from deliberate.persistence.database import now
from tests.factories import comments, rounds
from tests.factories.given import Given
from tests.support.applications import ClientAs
from tests.web.shared.reading import fill, read, refused

NEW = "/ko/organisations/new"


@pytest.fixture
def delegate(given: Given) -> Actor:
    return given.person(address="first@example.org")


@pytest.fixture
def page(given: Given, delegate: Actor) -> str:
    """The address of an organisation with one delegate."""
    return f"/ko/organisations/{given.organisation(delegate, '시민과 기술')}"


def actions(client: FlaskClient, url: str) -> set[str]:
    return {form.action for form in read(client.get(url)).forms}


def test_whoever_registers_an_organisation_speaks_for_it(
    client_as: ClientAs, delegate: Actor, client: FlaskClient
) -> None:
    founder = client_as(delegate)
    answer = fill(founder, NEW, "", name=" 시민과  기술 ", website="https://example.org")
    assert answer.status_code == 303
    assert "first@example.org" in founder.get(answer.location).text
    seen = client.get(answer.location)
    assert "시민과 기술" in seen.text
    assert "first@example.org" not in seen.text
    assert "시민과 기술" in client.get("/ko/organisations").text


@pytest.mark.parametrize(
    ("name", "website", "wrong"),
    [
        ("", "", "name"),
        ("a" * 121, "", "name"),
        ("\u202eabc", "", "name"),
        ("시민", "javascript:alert(1)", "website"),
        ("시민", "https://" + "a" * 300, "website"),
    ],
)
def test_a_bad_organisation_is_refused_at_the_field_with_the_text_kept(
    client_as: ClientAs, delegate: Actor, name: str, website: str, wrong: str
) -> None:
    client = client_as(delegate)
    sheet = refused(client.post(NEW, data={"name": name, "website": website}), wrong)
    kept = sheet.form("").values()
    assert (kept["name"], kept["website"]) == (name, website)
    assert not name or f">{name}<" not in client.get("/ko/organisations").text


def test_only_an_official_is_offered_to_confirm_and_it_shows(
    given: Given, client_as: ClientAs, delegate: Actor, page: str, client: FlaskClient
) -> None:
    official = client_as(given.draft().official)
    before = client.get(page).text
    assert f"{page}/verify" not in actions(client_as(delegate), page)
    assert client_as(delegate).post(f"{page}/verify").status_code == 403
    assert client.get(page).text == before
    assert fill(official, page, "/verify").location == page
    assert client.get(page).text != before
    assert f"{page}/verify" not in actions(official, page)


def test_a_delegate_names_another_and_is_ended_by_them(
    given: Given, client_as: ClientAs, delegate: Actor, page: str
) -> None:
    second = given.person(address="second@example.org")
    first, other = client_as(delegate), client_as(second)
    assert actions(other, page) == set()
    assert fill(first, page, "/delegates", address=" Second@Example.org ").location == page
    ending = f"{page}/delegates/{delegate.account_ref}/end"
    assert ending in actions(other, page)
    assert fill(other, page, f"/{delegate.account_ref}/end").location == page
    assert actions(first, page) == set()
    assert "first@example.org" not in other.get(page).text


@pytest.mark.parametrize("address", ["", "nobody@example.org", "no address", "a" * 400])
def test_someone_unknown_cannot_be_named(
    client_as: ClientAs, delegate: Actor, page: str, address: str
) -> None:
    sheet = refused(
        client_as(delegate).post(f"{page}/delegates", data={"address": address}), "address"
    )
    assert sheet.form("/delegates").values()["address"] == address


def test_the_last_delegate_is_told_to_name_another(
    client_as: ClientAs, delegate: Actor, page: str
) -> None:
    client = client_as(delegate)
    ending = f"{page}/delegates/{delegate.account_ref}/end"
    refused(client.post(ending), "address")
    assert ending in actions(client, page)


def test_others_may_not_name_or_end(
    given: Given, client_as: ClientAs, delegate: Actor, page: str, client: FlaskClient
) -> None:
    ending = f"{page}/delegates/{delegate.account_ref}/end"
    data = {"address": "first@example.org"}
    other = client_as(given.person())
    assert other.post(f"{page}/delegates", data=data).status_code == 403
    assert other.post(ending).status_code == 403
    assert client.post(f"{page}/delegates", data=data).status_code == 401
    assert client.post(ending).status_code == 401


def test_an_unknown_organisation_is_not_found(
    given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    assert client.get("/ko/organisations/0000000000").status_code == 404
    official = client_as(given.draft().official)
    assert official.post("/ko/organisations/0000000000/verify").status_code == 404


def test_an_organisation_that_nobody_has_confirmed_is_marked_wherever_it_speaks(
    app: Flask, client: FlaskClient, given: Given, client_as: ClientAs
) -> None:
    framework = given.framework()
    with app.app_context():
        held = rounds.announced(framework, now())
    delegate = given.person()
    ref = given.organisation(delegate, "<b>시민과 기술</b>")
    acting = replace(delegate, organisations=frozenset({ref}), acting_for=ref)
    with app.app_context():
        comments.comment(acting, held, now())
    page = f"/en/frameworks/{framework.slug}/clauses/{framework.clause_refs[0]}"
    said = client.get(page).text
    name = "<bdi>&lt;b&gt;시민과 기술&lt;/b&gt;</bdi>"
    assert f'{name}</span> <span class="tag">not confirmed</span>' in said
    fill(client_as(framework.official), f"/en/organisations/{ref}", "/verify")
    confirmed = client.get(page).text
    assert name in confirmed
    assert "not confirmed" not in confirmed


def test_a_delegate_who_has_left_stays_in_the_list_with_both_dates(
    given: Given, client_as: ClientAs
) -> None:
    first, second = (
        given.person(),
        given.person(address="second@example.org", pseudonym="환한 돌담"),
    )
    ref = given.organisation(first)
    client = client_as(first)
    page = f"/en/organisations/{ref}"
    fill(client, page, "/delegates", address="second@example.org")
    fill(client, page, f"/{second.account_ref}/end")
    shown = client.get(page).text
    assert "second@example.org" not in shown
    assert "환한 돌담" in shown
    assert f"/{second.account_ref}/end" not in shown
    assert "until" in shown
