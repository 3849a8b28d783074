"""Forgetting what has done its duty."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from deliberate.persistence.database import transaction
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.participants import SignInLink, WebSession

LINKS_KEPT = timedelta(days=1)
MAILS_KEPT = timedelta(days=7)


def forget_expired(now: datetime) -> None:
    """Delete sessions that are over, links a day and sent mails a week after their use."""
    with transaction() as session:
        session.execute(delete(WebSession).where(WebSession.expires_at <= now))
        session.execute(delete(SignInLink).where(SignInLink.expires_at <= now - LINKS_KEPT))
        session.execute(delete(OutboxMessage).where(OutboxMessage.sent_at <= now - MAILS_KEPT))
