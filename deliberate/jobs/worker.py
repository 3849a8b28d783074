"""Background work: one process that looks for what is owed."""

from __future__ import annotations

import logging
import signal
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from types import FrameType

from flask import Flask

from deliberate.config import Settings
from deliberate.domain.actors import WORKER
from deliberate.jobs.clock import ClockGuard
from deliberate.jobs.closing import close_due_rounds
from deliberate.jobs.mail import MailNotSent, compose, send
from deliberate.jobs.news import tell_round_news
from deliberate.persistence.database import db, now
from deliberate.services.declarations import forget_keys
from deliberate.services.erasure import erase_again
from deliberate.services.floors import tell_floors
from deliberate.services.housekeeping import forget_expired
from deliberate.services.outbox import OwedMail, claim_mail, put_off_mail, settle_mail
from deliberate.services.waves import compare_new_comments

PAUSE_SECONDS = 1.0
TIDY_EVERY = timedelta(hours=1)

log = logging.getLogger(__name__)


def act_by_the_clock(app: Flask, guard: ClockGuard, wall: datetime, steady: float) -> int:
    """Count the rounds that are over and tell their news, if the clock on the wall is believed.

    Return how many rounds were counted.
    """
    if not guard.observe(wall, steady):
        return 0
    counted = close_due_rounds(app, wall)
    tell_round_news(app, wall)
    return counted


def deliver_owed_mail(app: Flask) -> int:
    """Deliver everything that is due; return how many mails have gone."""
    settings: Settings = app.extensions["settings"]
    delivered = 0
    with app.app_context():
        while (mail := claim_mail(now())) is not None:
            delivered += _deliver(mail, settings)
            db.session.remove()
    return delivered


def _deliver(mail: OwedMail, settings: Settings) -> bool:
    try:
        send(compose(mail, settings), settings)
    except MailNotSent as error:
        log.warning("mail %s not sent: %s", mail.ref, type(error.__cause__).__name__)
        put_off_mail(mail.ref, now())
        return False
    settle_mail(mail.ref, now())
    return True


def compare_comments(app: Flask) -> int:
    """Put new comments that say nearly the same together; return how many were looked at."""
    with app.app_context():
        return compare_new_comments(WORKER)


def tidy(app: Flask, tidied_at: datetime | None) -> datetime:
    """Forget what has done its duty, once an hour; return when that was.

    Whoever was erased and came back with a restored backup is erased again.
    """
    settings: Settings = app.extensions["settings"]
    moment = now()
    if tidied_at is not None and moment < tidied_at + TIDY_EVERY:
        return tidied_at
    with app.app_context():
        forget_expired(moment)
        erase_again(settings.ledger, moment)
        forget_keys(settings.keys, moment)
        tell_floors(settings.keys, moment)
    return moment


def run(app: Flask) -> None:
    """Work until asked to stop (SIGTERM, SIGINT); what has been begun is finished."""
    stop = Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    tidied_at: datetime | None = None
    guard = ClockGuard(now(), monotonic())
    while not stop.is_set():
        try:
            act_by_the_clock(app, guard, now(), monotonic())
            deliver_owed_mail(app)
            compare_comments(app)
            tidied_at = tidy(app, tidied_at)
        except Exception:
            log.exception("work failed and will be tried again")
        stop.wait(PAUSE_SECONDS)
