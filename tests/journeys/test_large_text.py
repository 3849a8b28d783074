"""An older man reads at twice the size, writes slowly, and loses nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.looking import Look
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.journeys.consultation import (
    CODE,
    clause_path,
    contributions_in,
    end_sessions,
)
from tests.journeys.steps import follow
from tests.support.browsers import NewPage, SignIn

LARGE = 200
ZOOMED = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}
"""A window of 1280 × 900 pixels in which the browser shows everything twice as large."""
PROBES = ("sideways", "clipped", "overlapping", "largeTitle")
OPINION = {
    "ko": "돋보기로 편지를 여러 번 읽었지만 까닭을 찾지 못했어요.\n전화로 설명해 주면 좋겠어요. "
    * 3,
    "en": "I read the letter many times with my glass and found no reason.\nPlease call me. " * 3,
}
SEND = "form[action$='/comment/send'] button"


def _enlarged(page: Page) -> None:
    """The page as it stands can be read, and so it can with letters twice as large."""
    look = Look.at(page)
    wrongs = [each for probe in PROBES for each in look.probe(probe)]
    look.probe("enlarge", LARGE)
    wrongs += [f"text of {LARGE} %, {each}" for probe in PROBES for each in look.probe(probe)]
    look.probe("enlarge")
    assert not wrongs, "\n".join([page.url, *wrongs])


@pytest.mark.parametrize(
    ("lang", "has_script", "options"),
    [("ko", True, ZOOMED), ("en", False, {})],
    ids=["ko-script-zoomed", "en-no-script"],
)
def test_someone_who_reads_large_and_writes_slowly_loses_nothing(
    new_page: NewPage,
    sign_in: SignIn,
    given: Given,
    held: Round,
    app: Flask,
    lang: str,
    has_script: bool,
    options: dict[str, object],
) -> None:
    page = new_page(java_script_enabled=has_script, locale=lang, **options)
    sign_in(page, given.guest()[0])
    page.goto(clause_path(lang, held))
    if has_script:
        page.locator("#vote-panel form").first.wait_for()
    _enlarged(page)
    follow(page.locator("#comments a.btn"))
    _enlarged(page)
    page.locator("[name=body]").fill(OPINION[lang])
    end_sessions(app)
    follow(page.locator("form[action$='/comment'] button"))
    _enlarged(page)
    _send_after_the_session_has_ended(page, lang)
    assert contributions_in(app, held) == 1


def _send_after_the_session_has_ended(page: Page, lang: str) -> None:
    """It is said that the session is over; the words are kept and go out in a new name."""
    assert follow(page.locator(SEND).first) >= 400
    assert page.locator(".error-summary li").count() == 1
    assert page.locator(".voice-words").inner_text().split() == OPINION[lang].split()
    _enlarged(page)
    follow(page.locator(f"{SEND}[name=anew]"))
    assert CODE.search(page.locator(".receipt-code").inner_text())
    _enlarged(page)
    follow(page.locator("main a[href$='/answer']"))
    assert page.locator(".voice-words").inner_text().split() == OPINION[lang].split()
