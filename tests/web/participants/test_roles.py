"""Roles are given and taken in pages, by those who may, with effect from the next request."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from deliberate.domain.actors import FRAMEWORK_ROLES, Role
from tests.factories.frameworks import Drafted
from tests.factories.given import Given
from tests.support.applications import ClientAs
from tests.web.shared.reading import fill, read, refused

ADDRESS = "someone@example.org"


@pytest.fixture
def made(given: Given) -> Drafted:
    return given.draft(slug="care")


PAGE = "/ko/frameworks/care/roles"


def test_an_official_gives_a_role_and_takes_it_back(
    given: Given, client_as: ClientAs, made: Drafted
) -> None:
    someone = given.person(address=ADDRESS)
    official, client = client_as(made.official), client_as(someone)
    assert client.get("/ko/frameworks/care/draft").status_code == 403
    assert fill(official, PAGE, "", address=f" {ADDRESS}", role="official").location == PAGE
    assert client.get("/ko/frameworks/care/draft").status_code == 200
    revoking = f"/{someone.account_ref}/official/revoke"
    assert fill(official, PAGE, revoking).location == PAGE
    assert client.get("/ko/frameworks/care/draft").status_code == 403


def test_the_form_offers_the_roles_of_a_framework_and_not_the_operators(
    client_as: ClientAs, made: Drafted
) -> None:
    html = client_as(made.official).get(PAGE).text
    offered = {role for role in Role if f'value="{role.value}"' in html}
    assert offered == set(FRAMEWORK_ROLES)


@pytest.mark.parametrize(
    ("address", "role", "wrong"),
    [
        ("", "official", "address"),
        ("nowhere", "official", "address"),
        (ADDRESS, "operator", "role"),
        (ADDRESS, "emperor", "role"),
        (ADDRESS, "", "role"),
    ],
)
def test_what_cannot_be_given_is_refused_at_the_field_with_the_text_kept(
    given: Given, client_as: ClientAs, made: Drafted, address: str, role: str, wrong: str
) -> None:
    given.person(address=ADDRESS)
    client = client_as(made.official)
    before = client.get(PAGE).text.count("/revoke")
    page = refused(client.post(PAGE, data={"address": address, "role": role}), wrong)
    assert page.form("").values()["address"] == address
    assert client.get(PAGE).text.count("/revoke") == before


def test_nobody_else_sees_or_changes_who_does_what(
    given: Given, client_as: ClientAs, made: Drafted, client: FlaskClient
) -> None:
    others = [given.draft().official, given.person(), given.person(Role.MODERATOR, made.ref)]
    revoking = f"{PAGE}/{made.official.account_ref}/official/revoke"
    for who in others:
        other = client_as(who)
        assert other.get(PAGE).status_code == 403
        assert other.post(PAGE, data={"address": ADDRESS, "role": "official"}).status_code == 403
        assert other.post(revoking).status_code == 403
    assert client.get(PAGE).location == f"/ko/sign-in?next={PAGE}"
    assert client.post(revoking).status_code == 401
    assert client_as(given.person(Role.OPERATOR)).get(PAGE).status_code == 200


def test_roles_that_there_are_not_are_not_found(
    given: Given, client_as: ClientAs, made: Drafted
) -> None:
    official = client_as(made.official)
    mine = made.official.account_ref
    for path in (f"{mine}/emperor", f"{mine}/operator", "0000000000/official"):
        assert official.post(f"{PAGE}/{path}/revoke").status_code == 404
    operator = client_as(given.person(Role.OPERATOR))
    assert operator.get("/ko/frameworks/nothing/roles").status_code == 404


def test_an_operator_names_another_and_the_last_one_stays(
    given: Given, client_as: ClientAs
) -> None:
    only, second = given.person(Role.OPERATOR), given.person(address=ADDRESS)
    client = client_as(only)
    mine = f"/{only.account_ref}/revoke"
    refused(client.post(f"/ko/operators{mine}"), "address")
    assert fill(client, "/ko/operators", "/operators", address=ADDRESS).status_code == 303
    third = client_as(given.person(Role.OPERATOR))
    assert fill(third, "/ko/operators", "/approve").status_code == 303
    assert fill(client_as(second), "/ko/operators", mine).status_code == 303
    assert client.get("/ko/operators").status_code == 403


def test_nobody_else_sees_or_names_operators(
    given: Given, client_as: ClientAs, made: Drafted
) -> None:
    operator = given.person(Role.OPERATOR)
    for who in (made.official, given.person(address=ADDRESS)):
        client = client_as(who)
        assert client.get("/ko/operators").status_code == 403
        for address in (ADDRESS, ""):
            answer = client.post("/ko/operators", data={"address": address})
            assert answer.status_code == 403
        assert client.post(f"/ko/operators/{operator.account_ref}/revoke").status_code == 403


def test_an_unknown_operator_is_refused_at_the_field(given: Given, client_as: ClientAs) -> None:
    client = client_as(given.person(Role.OPERATOR))
    page = refused(client.post("/ko/operators", data={"address": "nobody@example.org"}), "address")
    assert page.form("/operators").values()["address"] == "nobody@example.org"
    assert len(read(client.get("/ko/operators")).forms) == 3


def test_an_operator_marks_a_small_body_and_an_official_cannot(
    given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    made = given.framework(slug="village")
    page, marking = "/en/frameworks/village/roles", "/small-body"
    operator = client_as(given.person(Role.OPERATOR))
    official = client_as(made.official_address)
    assert marking not in official.get(page).text
    address = "/en/frameworks/village/small-body"
    assert official.post(address, data={"small": "yes"}).status_code == 403
    assert "small body" not in client.get("/en/frameworks/village").text
    for wanted, said in (("yes", True), ("no", False)):
        answer = operator.post(address, data={"small": wanted})
        assert answer.location == page
        shown = client.get("/en/frameworks/village").text
        assert ("Run by a small body" in shown) is said
