"""What several journeys through a round share: ways to go, the clock, what stands at the end."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import func, select, update

from deliberate.persistence.database import db, now, transaction
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.participants import WebSession
from deliberate.persistence.models.rounds import ConsultationRound, RoundPhase
from tests.factories.rounds import Round

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
NAMES = ("lang", "has_script")

both_ways = pytest.mark.parametrize(
    NAMES, [("ko", True), ("en", False)], ids=["ko-script", "en-no-script"]
)
every_way = pytest.mark.parametrize(
    NAMES,
    [("ko", True), ("en", False), ("en", True), ("ko", False)],
    ids=["ko-script", "en-no-script", "en-script", "ko-no-script"],
)


def clause_path(lang: str, held: Round, place: int = 0) -> str:
    """Return the address of a clause of a round."""
    return f"/{lang}/frameworks/{held.framework.slug}/clauses/{held.framework.clause_refs[place]}"


def code_on(page: Page) -> str:
    """Return the receipt code that a page shows, which it does once."""
    found: list[str] = CODE.findall(page.locator("main").inner_text())
    assert len(found) == 1, found
    return found[0]


def contributions_in(app: Flask, held: Round) -> int:
    """Return how many contributions a round has."""
    with app.app_context():
        return (
            db.session.scalar(
                select(func.count(Contribution.id))
                .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
                .where(ConsultationRound.ref == held.ref)
            )
            or 0
        )


def close(app: Flask, held: Round) -> None:
    """Let the closing time of a round pass now."""
    with app.app_context(), transaction() as session:
        of_round = select(ConsultationRound.id).where(ConsultationRound.ref == held.ref)
        session.execute(
            update(RoundPhase)
            .where(RoundPhase.round_id.in_(of_round.scalar_subquery()))
            .values(closes_at=now())
        )


def end_sessions(app: Flask) -> None:
    """Let everybody's session expire now."""
    with app.app_context(), transaction() as session:
        session.execute(update(WebSession).values(expires_at=now()))
