"""Forgetting what has done its duty."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from deliberate.persistence.database import transaction
from deliberate.persistence.limits import forget_counts
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.participants import SignInLink, WebSession
from deliberate.persistence.models.trust import AddressChange, RoleInvitation

LINKS_KEPT = timedelta(days=1)
MAILS_KEPT = timedelta(days=7)


def forget_expired(now: datetime) -> None:
    """Delete what is over: sessions, offers and changes at once, links a day, sent mails a week.

    Counts of requests, with the hashes of the addresses that they came from, go at once, too.
    """
    forget_counts(now)
    with transaction() as session:
        session.execute(delete(WebSession).where(WebSession.expires_at <= now))
        session.execute(delete(SignInLink).where(SignInLink.expires_at <= now - LINKS_KEPT))
        session.execute(delete(AddressChange).where(AddressChange.expires_at <= now))
        session.execute(delete(RoleInvitation).where(RoleInvitation.expires_at <= now))
        session.execute(delete(OutboxMessage).where(OutboxMessage.sent_at <= now - MAILS_KEPT))
