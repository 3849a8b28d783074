"""People come in by a link in an e-mail, or without an account, and leave nothing behind."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error, Page

from tests.factories.given import Given
from tests.journeys.conftest import Words
from tests.journeys.steps import follow
from tests.support.browsers import NewPage
from tests.support.mail import MailServer
from tests.support.servers import AppServer

ADDRESS = "someone@example.org"
NEW_PASSWORD = "a boat on seven rivers"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")

both_ways = pytest.mark.parametrize(
    ("lang", "has_script"), [("ko", True), ("en", False)], ids=["ko-script", "en-no-script"]
)
with_and_without_script = pytest.mark.parametrize(
    "has_script", [True, False], ids=["script", "no-script"]
)


def _ask_for_link(page: Page, lang: str, address: str) -> None:
    page.goto(f"/{lang}/account")
    assert "/sign-in" in page.url
    form = page.locator("form[action*='/sign-in/link']")
    form.locator("[name=address]").fill(address)
    follow(form.locator("button"))
    page.get_by_text(address).wait_for()


def _save(page: Page, form: str, field: str, text: str) -> None:
    place = page.locator(f"form[action$='{form}']")
    place.locator(f"[name={field}]").fill(text)
    follow(place.locator("button"))


@both_ways
def test_a_participant_comes_by_mail_and_leaves(
    mail_server: MailServer,
    worker: None,
    new_page: NewPage,
    words: Words,
    lang: str,
    has_script: bool,
) -> None:
    page = new_page(java_script_enabled=has_script, locale=lang)
    _ask_for_link(page, lang, ADDRESS)
    mail = mail_server.wait_for(ADDRESS, seconds=30)
    assert mail["Content-Language"] == lang
    link = re.findall(r"http://\S+", mail.get_content())[0]
    page.goto(link)
    follow(page.locator("main form button"))
    assert page.url.endswith(f"/{lang}/account")
    _save(page, "/account/pseudonym", "pseudonym", "조용한 나루 7")
    assert page.locator("[name=pseudonym]").input_value() == "조용한 나루 7"
    _save(page, "/account/password", "new_password", NEW_PASSWORD)
    page.goto(f"/{lang}/mine")
    assert "조용한 나루 7" in page.locator("main").inner_text()
    assert "_user_id" not in page.content()
    _leave(page, lang)
    _link_works_once(page, link, words(lang, "Sign in with your link"))
    _come_back_with_password(page, lang)


def _leave(page: Page, lang: str) -> None:
    """Sign out; neither going back nor the history shows anything private."""
    page.goto(f"/{lang}/account")
    follow(page.locator("form[action$='/sign-out'] button"))
    assert page.url.endswith(f"/{lang}/")
    page.go_back()
    assert ADDRESS not in page.content()
    page.go_back()
    assert "조용한 나루 7" not in page.content()
    page.goto(f"/{lang}/account")
    assert "/sign-in" in page.url


def _link_works_once(page: Page, link: str, title: str) -> None:
    page.goto(link)
    assert title in page.title()
    assert follow(page.locator("main form button")) == 410
    assert ADDRESS not in page.content()


def _come_back_with_password(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/sign-in?next=/{lang}/mine")
    form = page.locator("form[action*='/sign-in/password']")
    form.locator("[name=address]").fill(ADDRESS.upper())
    form.locator("[name=password]").fill(NEW_PASSWORD)
    follow(form.locator("button"))
    assert page.url.endswith(f"/{lang}/mine")


@both_ways
def test_a_guest_keeps_a_code_and_comes_back(
    new_page: NewPage, lang: str, has_script: bool
) -> None:
    page = new_page(java_script_enabled=has_script, locale=lang)
    page.goto(f"/{lang}/sign-in")
    follow(page.locator("main a[href$='/receipts']"))
    follow(page.locator("form[action$='/receipts/new'] button"))
    shown = page.locator("main").inner_text()
    code = CODE.findall(shown)[0]
    assert code not in page.url
    follow(page.locator("main a[href$='/mine']"))
    mine = page.locator("main").inner_text()
    assert code not in page.content()
    pseudonym = page.locator("main b").first.inner_text()
    assert pseudonym in shown
    assert pseudonym in mine
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    _elsewhere(new_page(java_script_enabled=has_script, locale=lang), lang, code, pseudonym)


def _elsewhere(page: Page, lang: str, code: str, pseudonym: str) -> None:
    """Come back on another device; capitals and dashes do not matter."""
    page.goto(f"/{lang}/receipts")
    form = page.locator("form[action$='/receipts']")
    form.locator("[name=code]").fill("2222-2222-2222")
    follow(form.locator("button"))
    assert page.locator(".error-summary a[href='#code']").count() == 1
    form.locator("[name=code]").fill(code.replace("-", " ").lower())
    follow(form.locator("button"))
    assert page.url.endswith(f"/{lang}/mine")
    assert pseudonym in page.locator("main").inner_text()


def test_the_next_person_at_a_kiosk_begins_anew(new_page: NewPage) -> None:
    page = new_page()
    codes, pseudonyms = set(), set()
    for start in ("receipts", "mine"):
        page.goto(f"/ko/{start}")
        follow(page.locator("form[action$='/receipts/new'] button"))
        codes |= set(CODE.findall(page.locator("main").inner_text()))
        page.goto("/ko/mine")
        pseudonyms.add(page.locator("main b").first.inner_text())
    assert len(codes) == 2
    assert len(pseudonyms) == 2


@with_and_without_script
def test_an_expired_page_gives_the_text_back(
    new_page: NewPage, given: Given, server: AppServer, sign_in: object, has_script: bool
) -> None:
    """A form that was open for too long comes again with everything that was written."""
    made = given.framework()
    page = new_page(java_script_enabled=has_script)
    sign_in(page, made.official_address)  # type: ignore[operator]
    page.goto(f"/ko/frameworks/{made.slug}/about")
    text = "오래 걸려서 쓴 글이라 다시 쓰기 어려워요.\n둘째 줄이에요. " + "더 있어요. " * 12
    page.locator("[name=ko]").fill(text)
    page.locator("[name=csrf_token]").first.evaluate("field => { field.value = 'old' }")
    assert follow(page.locator("main form button")) == 400
    assert page.locator("main textarea").input_value() == text
    follow(page.locator("main form button"))
    assert page.url.endswith(f"/ko/frameworks/{made.slug}")
    assert "오래 걸려서 쓴 글이라" in page.locator("main").inner_text()
