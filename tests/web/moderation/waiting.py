"""What waits for a moderator, and in which order."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ModerationDecision
from deliberate.services import appeals
from tests.factories import contributions
from tests.factories.contributions import comment, report
from tests.factories.rounds import Round

QUEUE, NEXT = "/en/moderation", "/en/moderation/next"
OVERDUE = ">Overdue<"
HOUR = timedelta(hours=1)
HIDE = ModerationDecision.HIDE


def reported(app: Flask, held: Round, by: Actor, moments: list[datetime]) -> list[str]:
    """Make comments, each reported at its moment."""
    with app.app_context():
        refs = [comment(held, by, min(moments), f"말 {place}") for place in range(len(moments))]
        for ref, moment in zip(refs, moments, strict=True):
            report(ANONYMOUS, ref, moment)
        return refs


def appealed(app: Flask, held: Round, author: Actor, now: datetime, ref: str) -> str:
    with app.app_context():
        action = contributions.decide(held.staff.moderators[0], ref, HIDE, now)
        appeals.appeal(author, action, "제 별칭입니다.", Locale.KO, now)
        return action


def order(client: FlaskClient) -> list[str]:
    """Return the items in the order in which they open, each left for now."""
    found: list[str] = []
    where = NEXT
    while (location := client.get(where).location) != QUEUE:
        found.append(location.rpartition("/")[2])
        where = f"{NEXT}?after={found[-1]}"
    return found
