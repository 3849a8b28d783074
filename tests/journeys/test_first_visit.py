"""Somebody comes for the first time, on a phone, without an account, and has something to say."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Error, Locator, Page, ViewportSize

from deliberate.domain.votes import ClauseChoice
from tests.factories.rounds import Round
from tests.journeys.conftest import Words
from tests.journeys.consultation import (
    CODE,
    both_ways,
    clause_path,
    close,
    code_on,
    contributions_in,
    every_way,
)
from tests.journeys.steps import follow
from tests.support.browsers import NewPage

PHONE: ViewportSize = {"width": 360, "height": 740}
MOST_TAPS = 3
MOST_SCREENS = 5
OPINION = {
    "ko": "편지에는 결과만 있었고 까닭은 없었어요.\n까닭도 함께 알려 주면 좋겠어요.",
    "en": "The letter held only the result.\nIt should say the reason as well.",
}
LATER = {"ko": "전화로도 물어볼 수 있어야 해요.", "en": "People should be able to ask by phone."}
SEND = "form[action$='/comment/send'] button:not([name])"


@dataclass
class Phone:
    """A phone, and how often its owner has touched it and has had a new screen before them."""

    page: Page
    taps: int = 0
    screens: int = 1

    def __post_init__(self) -> None:
        self.page.on("domcontentloaded", self._another_screen)

    def _another_screen(self, _page: Page) -> None:
        self.screens += 1

    def tap(self, place: Locator) -> None:
        """Touch something that changes the screen in place."""
        self.taps += 1
        place.tap()

    def follow(self, place: Locator) -> None:
        """Touch something that leads to another screen."""
        with self.page.expect_navigation():
            self.tap(place)

    def count_anew(self) -> None:
        """Begin to count where one stands."""
        self.taps, self.screens = 0, 1


def _phone(new_page: NewPage, lang: str, *, has_script: bool) -> Phone:
    return Phone(
        new_page(
            java_script_enabled=has_script,
            locale=lang,
            viewport=PHONE,
            has_touch=True,
            is_mobile=True,
        )
    )


@every_way
def test_a_stranger_votes_comments_and_comes_back(
    new_page: NewPage, held: Round, words: Words, lang: str, has_script: bool
) -> None:
    phone = _phone(new_page, lang, has_script=has_script)
    _find_the_clause(phone, lang, held)
    code = _vote(phone, words, lang, has_script=has_script)
    phone.page.goto(clause_path(lang, held))
    _comment(phone, lang)
    assert code not in phone.page.content()
    _look_at_the_voted_clause(phone, held, lang)
    other = _phone(new_page, lang, has_script=has_script)
    _come_back(other.page, lang, code)
    mine = other.page.locator("main").inner_text()
    assert words(lang, ClauseChoice.DISAGREE) in mine
    assert OPINION[lang].splitlines()[0] in mine
    _leave_the_phone_to_the_next(other.page, lang, code)


def _find_the_clause(phone: Phone, lang: str, held: Round) -> None:
    page = phone.page
    page.goto(f"/{lang}/")
    phone.follow(page.locator(f"main a[href$='/rounds/{held.ref}']").first)
    phone.follow(page.locator("main a[href*='/versions/']").first)
    phone.follow(page.locator(f"article a[href='{clause_path(lang, held)}']").first)


def _vote(phone: Phone, words: Words, lang: str, *, has_script: bool) -> str:
    """Vote from the page of the clause; return the code of the receipt."""
    page = phone.page
    phone.count_anew()
    if not has_script:
        phone.follow(page.locator("#vote-panel a.btn"))
    form = page.locator("#vote-panel form[action$='/vote']")
    phone.tap(form.get_by_text(words(lang, ClauseChoice.DISAGREE), exact=True))
    send = form.get_by_role("button", name=words(lang, "Send my vote"))
    if has_script:
        phone.tap(send)
    else:
        phone.follow(send)
    page.locator("#vote-panel .receipt").wait_for()
    assert phone.taps <= MOST_TAPS
    return code_on(page)


def _comment(phone: Phone, lang: str) -> None:
    """Comment from the page of the clause."""
    page = phone.page
    phone.count_anew()
    phone.follow(page.locator("#comments a.btn"))
    page.locator("[name=body]").fill(OPINION[lang])
    phone.follow(page.locator("form[action$='/comment'] button"))
    assert OPINION[lang] in page.locator(".voice-words").inner_text()
    phone.follow(page.locator(SEND))
    assert phone.screens <= MOST_SCREENS
    assert phone.taps <= MOST_TAPS


def _look_at_the_voted_clause(phone: Phone, held: Round, lang: str) -> None:
    """The choice stands where it was made, to be changed."""
    phone.page.goto(f"{clause_path(lang, held)}/vote")
    chosen = phone.page.locator("[name=choice]:checked")
    assert chosen.input_value() == ClauseChoice.DISAGREE


def _come_back(page: Page, lang: str, code: str) -> None:
    page.goto(f"/{lang}/receipts")
    page.locator("[name=code]").fill(code)
    follow(page.locator("form[action$='/receipts'] button"))
    assert page.url.endswith(f"/{lang}/mine")


def _leave_the_phone_to_the_next(page: Page, lang: str, code: str) -> None:
    """The next person gets a code of their own, and sees nothing of the one before."""
    before = page.locator("main b").first.inner_text()
    follow(page.locator("form[action$='/receipts/new'] button"))
    assert code_on(page) != code
    page.goto(f"/{lang}/mine")
    assert page.locator("main b").first.inner_text() != before
    assert page.locator("main li").count() == 0


@both_ways
def test_what_is_sent_twice_stands_once_and_what_is_late_comes_back(
    new_page: NewPage, held: Round, app: Flask, lang: str, has_script: bool
) -> None:
    page = _phone(new_page, lang, has_script=has_script).page
    _check(page, lang, held, OPINION[lang])
    with page.expect_navigation():
        page.locator(SEND).dblclick()
    assert CODE.search(page.locator("main").inner_text())
    page.reload()
    _go_back_and_send_again(page)
    assert contributions_in(app, held) == 1
    _check(page, lang, held, LATER[lang])
    close(app, held)
    follow(page.locator(SEND))
    assert page.locator("[name=body]").input_value() == LATER[lang]
    assert page.locator(".error-summary li").count() == 1
    assert page.locator(".notice").count() == 0
    assert contributions_in(app, held) == 1


def _go_back_and_send_again(page: Page) -> None:
    """Let the browser ask the page before once more, as it offers to do, and send it."""
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    page.wait_for_url("chrome-error://**")
    page.reload()
    follow(page.locator(SEND))


def _check(page: Page, lang: str, held: Round, text: str) -> None:
    """Write a comment and go as far as the page on which it is checked."""
    page.goto(f"{clause_path(lang, held)}/comment")
    page.locator("[name=body]").fill(text)
    follow(page.locator("form[action$='/comment'] button"))
