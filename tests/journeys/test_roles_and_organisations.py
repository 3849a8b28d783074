"""Roles are given in pages; an organisation is registered, confirmed and spoken for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from deliberate.domain.actors import Role
from tests.factories.given import Given
from tests.journeys.conftest import Words
from tests.journeys.steps import follow
from tests.support.browsers import NewPage, SignIn

OPERATOR, OFFICIAL = "operator@example.org", "official@example.org"
PERSON, OTHER = "person@example.org", "other@example.org"

both_ways = pytest.mark.parametrize(
    ("lang", "has_script"), [("ko", True), ("en", False)], ids=["ko-script", "en-no-script"]
)


def _send(page: Page, form: str, **fields: str) -> int:
    """Fill in a form and press its button; return the status of the answer."""
    place = page.locator(form).last
    for name, text in fields.items():
        field = place.locator(f"[name={name}]")
        if field.evaluate("field => field.localName") == "select":
            field.select_option(text)
        else:
            field.fill(text)
    return follow(place.locator("button").last)


@both_ways
def test_the_operator_gives_and_takes_a_role(
    new_page: NewPage, sign_in: SignIn, given: Given, lang: str, has_script: bool
) -> None:
    made = given.framework(slug="standards")
    given.person(Role.OPERATOR, address=OPERATOR)
    given.person(address=PERSON)
    page = new_page(java_script_enabled=has_script, locale=lang)
    other = new_page(java_script_enabled=has_script, locale=lang)
    sign_in(page, OPERATOR)
    sign_in(other, PERSON)
    summaries = f"/{lang}/frameworks/{made.slug}/summaries"
    assert other.goto(summaries).status == 403  # type: ignore[union-attr]
    page.goto(f"/{lang}/frameworks/{made.slug}/roles")
    give = "main form:has([name=role])"
    assert _send(page, give, address="nowhere", role="translator") == 422
    assert page.locator("[name=address]").input_value() == "nowhere"
    assert _send(page, give, address=PERSON, role="translator") == 200
    assert page.get_by_text(PERSON).count() == 1
    assert other.goto(summaries).status == 200  # type: ignore[union-attr]
    other.goto(f"/{lang}/account")
    assert other.locator(f"main a[href='{summaries}']").count() == 1
    take = page.locator(f"tr:has-text('{PERSON}') form")
    follow(take.locator("button"))
    assert page.get_by_text(PERSON).count() == 0
    assert other.goto(summaries).status == 403  # type: ignore[union-attr]


@both_ways
def test_an_organisation_is_registered_confirmed_and_spoken_for(
    new_page: NewPage, sign_in: SignIn, given: Given, words: Words, lang: str, has_script: bool
) -> None:
    made = given.framework()
    given.person(Role.OFFICIAL, made.ref, address=OFFICIAL)
    given.person(address=PERSON)
    given.person(address=OTHER)
    page, official, visitor = (
        new_page(java_script_enabled=has_script, locale=lang) for _ in range(3)
    )
    sign_in(page, PERSON)
    sign_in(official, OFFICIAL)
    page.goto(f"/{lang}/organisations/new")
    wrong = {"name": "배움과 나눔", "website": "javascript:alert(1)"}
    assert _send(page, "main form", **wrong) == 422
    assert page.locator("[name=name]").input_value() == "배움과 나눔"
    assert _send(page, "main form", website="https://example.org") == 200
    address = page.url
    assert page.locator("form[action$='/verify']").count() == 0
    not_yet, confirmed = words(lang, "not confirmed"), words(lang, "confirmed by an official")
    visitor.goto(address)
    assert not_yet in visitor.locator("main").inner_text()
    assert PERSON not in visitor.content()
    official.goto(address)
    assert _send(official, "form[action$='/verify']") == 200
    visitor.goto(f"/{lang}/organisations")
    assert confirmed in visitor.locator("main").inner_text()
    page.reload()
    assert _send(page, "form[action$='/end']") == 422
    assert _send(page, "form[action$='/delegates']", address=OTHER) == 200
    assert page.locator("tbody tr").count() == 2
    follow(page.locator(f"tr:has-text('{PERSON}') form button"))
    assert page.locator("tbody tr").count() == 0
