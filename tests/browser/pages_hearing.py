"""Who is heard: the pages that ask, tell and explain, and a round that missed groups."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from playwright.sync_api import Page

from deliberate.config import Settings
from deliberate.domain.actors import Actor
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import now
from deliberate.persistence.queries.declarations import declaration_page
from deliberate.persistence.queries.representation import representation_page
from deliberate.services.declarations import declare
from deliberate.services.quorum import justify_missing
from tests.browser.cases import Case, send
from tests.factories import frameworks, people
from tests.factories import rounds as round_factory
from tests.factories.counting import take_snapshot
from tests.factories.rounds import Round
from tests.factories.votes import vote
from tests.support.sessions import session_token

PEOPLE = 24
OFFICIAL = "heard_official"
GUEST = "asked_guest"
ASKED, ASKED_BEFORE = "rounds/{asked_round}/about-you", "rounds/{heard_round}/about-you"
MISSED = "rounds/{heard_round}/closing/missed"
WHY = {"ko": "농번기와 겹쳤습니다.", "en": "It fell into the harvest."}


def _ask_for_more(page: Page) -> None:
    """Someone of 14 or older asks for the sensitive questions; nothing is ticked for them."""
    with page.expect_navigation():
        page.locator("button[value=more]").click()
    page.locator("[name=sensitive]").first.wait_for()
    assert page.locator("[name=sensitive]:checked").count() == 0


CASES: tuple[Case, ...] = (
    Case("about-you-stranger", "participants.about_you", ASKED),
    Case("about-you", "participants.about_you", ASKED, GUEST),
    Case(
        "about-you-more",
        "participants.about_you",
        ASKED,
        GUEST,
        step=_ask_for_more,
        is_steady=False,
    ),
    Case(
        "about-you-over", "participants.about_you", "rounds/{heard_round}/about-you", "heard_guest"
    ),
    Case("hearing-open", "rounds.representation", "rounds/{asked_round}/representation"),
    Case("hearing-counted", "rounds.representation", "rounds/{heard_round}/representation"),
    Case("hearing-told", "rounds.representation", "rounds/{unsealed_round}/representation"),
    Case("missed", "desks.missed", MISSED, OFFICIAL),
    Case("why-missed", "desks.why_missed", f"{MISSED}/{{heard_group}}", OFFICIAL),
    Case(
        "why-missed-half-a-reason",
        "desks.why_missed",
        f"{MISSED}/{{heard_group}}",
        OFFICIAL,
        status=422,
        step=send("main form", {"reason_en": "Only in English."}),
        is_wrong=True,
    ),
    Case(
        "round-extend-for-groups", "rounds.extend", "rounds/{heard_round}/schedule/extend", OFFICIAL
    ),
)


def furnish(app: Flask) -> tuple[dict[str, str], dict[str, str]]:
    """Return places for addresses and session tokens by name; needs an application context."""
    began = now() - timedelta(days=round_factory.DAYS_OPEN, minutes=5)
    asked, _guests = _held(app, "asked", now())
    heard, guests = _held(app, "heard", began)
    unsealed, _others = _held(app, "unsealed", began)
    for held in (heard, unsealed):
        take_snapshot(held.ref, now(), held.staff.official)
    missed = representation_page(unsealed.ref, now()).missed
    for each in missed:
        justify_missing(unsealed.staff.official, unsealed.ref, each.group, WHY, now())
    newcomer, _code = people.new_guest(now(), str(app.secret_key))
    vote(asked, newcomer, ClauseChoice.AGREE, now())
    places = {
        "asked_round": asked.ref,
        "heard_round": heard.ref,
        "unsealed_round": unsealed.ref,
        "heard_group": representation_page(heard.ref, now()).missed[0].group,
    }
    who = {OFFICIAL: heard.staff.official, GUEST: newcomer, "heard_guest": guests[0]}
    return places, {name: session_token(app, actor) for name, actor in who.items()}


def _held(app: Flask, slug: str, at: datetime) -> tuple[Round, list[Actor]]:
    """Hold a round in which groups vote differently; some are small."""
    held = round_factory.announced(frameworks.new_framework(at, slug=slug), at, hears=True)
    refs = [each.ref for each in declaration_page(held.ref, held.staff.official, at).groups]
    settings: Settings = app.extensions["settings"]
    guests = [people.new_guest(at, str(app.secret_key))[0] for _ in range(PEOPLE)]
    for place, guest in enumerate(guests):
        is_one_half = place < PEOPLE // 2
        choice = ClauseChoice.DISAGREE if is_one_half else ClauseChoice.AGREE
        vote(held, guest, choice, at)
        declare(guest, held.ref, refs[-3:-1] if is_one_half else refs[:2], settings.keys, at)
    return held, guests
