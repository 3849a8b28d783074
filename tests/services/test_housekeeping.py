"""What has done its duty is forgotten; what still stands stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from deliberate.domain.retention import TERMS, KeptRecord
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.participants import SignInLink, WebSession
from deliberate.services import accounts, guests
from deliberate.services.housekeeping import forget_expired
from deliberate.services.outbox import claim_mail, settle_mail
from tests.services.rows import acts, counted
from tests.support.applications import SECRET_KEY

pytestmark = pytest.mark.usefixtures("app_context")

MOMENT = timedelta(seconds=1)
LINKS_KEPT = timedelta(days=TERMS[KeptRecord.SPENT_LINKS].default)
MAILS_KEPT = timedelta(days=TERMS[KeptRecord.SENT_MAILS].default)


def test_a_session_is_forgotten_when_it_is_over(now: datetime) -> None:
    guests.welcome_guest("ko", SECRET_KEY, now)
    over = db.session.scalars(select(WebSession.expires_at)).one()
    forget_expired(over - MOMENT)
    assert counted(WebSession) == 1
    forget_expired(over)
    assert counted(WebSession) == 0


def test_a_link_with_its_address_is_forgotten_a_day_after_it_ended(now: datetime) -> None:
    accounts.ask_for_link("someone@example.org", "ko", now)
    ended = db.session.scalars(select(SignInLink.expires_at)).one()
    forget_expired(ended + LINKS_KEPT - MOMENT)
    assert counted(SignInLink) == 1
    forget_expired(ended + LINKS_KEPT)
    assert counted(SignInLink) == 0


def test_a_mail_is_forgotten_after_it_was_sent_and_never_before(now: datetime) -> None:
    for _ in range(2):
        accounts.ask_for_link("someone@example.org", "ko", now)
    mail = claim_mail(now)
    assert mail is not None
    settle_mail(mail.ref, now)
    forget_expired(now + MAILS_KEPT - MOMENT)
    assert counted(OutboxMessage) == 2
    forget_expired(now + MAILS_KEPT)
    assert [row.sent_at for row in db.session.scalars(select(OutboxMessage))] == [None]


def test_forgetting_touches_no_journal(now: datetime) -> None:
    before = acts()
    forget_expired(now + timedelta(days=10_000))
    assert acts() == before
