"""Somebody comes back to a page that was open for long, and what they chose still arrives."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.votes import ClauseVote
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.journeys.conftest import Words
from tests.journeys.consultation import clause_path, end_sessions
from tests.journeys.steps import follow
from tests.support.browsers import NewPage, SignIn


def test_a_vote_in_place_outlives_the_session(
    new_page: NewPage, sign_in: SignIn, given: Given, held: Round, app: Flask, words: Words
) -> None:
    guest, code = given.guest()
    page = new_page()
    sign_in(page, guest)
    page.goto(clause_path("ko", held))
    form = page.locator("#vote-panel form[action$='/vote']")
    form.get_by_text(words("ko", ClauseChoice.AGREE), exact=True).click()
    end_sessions(app)
    form.locator("button").first.click()
    page.locator("#vote-panel .error-summary").wait_for()
    _come_back_in_another_window(page, code)
    form.locator("button").first.click()
    again = words("ko", "Send this once more")
    page.get_by_role("heading", name=again).wait_for()
    assert page.title().startswith(again)
    assert page.evaluate("document.activeElement.localName") == "h1"
    follow(page.locator("main form button"))
    assert page.locator("[name=choice]:checked").input_value() == ClauseChoice.AGREE
    assert _voters(app) == [guest.participant_ref]


def _come_back_in_another_window(page: Page, code: str) -> None:
    """Use the link that the panel offers to whoever has a receipt."""
    with page.expect_popup() as opened:
        page.locator("#vote-panel a[href$='/receipts']").click()
    window = opened.value
    window.locator("[name=code]").fill(code)
    follow(window.locator("form[action$='/receipts'] button"))
    window.close()


def _voters(app: Flask) -> list[str]:
    with app.app_context():
        return list(
            db.session.scalars(
                select(Participant.ref).join(
                    ClauseVote, ClauseVote.participant_id == Participant.id
                )
            )
        )
