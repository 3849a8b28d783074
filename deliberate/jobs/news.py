"""Telling people about rounds: what is due goes into the outbox, a batch of mails at a time."""

from __future__ import annotations

import logging
from datetime import datetime

from flask import Flask

from deliberate.domain.actors import WORKER
from deliberate.domain.errors import DomainError
from deliberate.domain.round_news import RoundNews
from deliberate.persistence.database import db
from deliberate.persistence.queries.news import due_news
from deliberate.services.round_news import owe_round_news

log = logging.getLogger(__name__)


def tell_round_news(app: Flask, wall: datetime) -> int:
    """Owe the next batch of every piece of news that is due; return how many mails."""
    with app.app_context():
        return sum(_tell(ref, news, wall) for ref, news in due_news(wall))


def _tell(ref: str, news: RoundNews, now: datetime) -> int:
    try:
        owed = owe_round_news(WORKER, ref, news, now)
    except DomainError as error:  # cancelled since it was found due
        log.info("%s of round %s is not told now: %s", news, ref, type(error).__name__)
        return 0
    except Exception:
        log.exception("%s of round %s could not be told and will be tried again", news, ref)
        db.session.rollback()
        return 0
    if owed:
        log.info("%s of round %s: %d mails owed", news, ref, owed)
    return owed
