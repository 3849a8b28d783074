"""Forgetting what has done its duty."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from deliberate.domain.retention import kept_since
from deliberate.persistence.database import transaction
from deliberate.persistence.limits import forget_counts
from deliberate.persistence.models.participants import WebSession
from deliberate.persistence.models.trust import AddressChange, RoleInvitation
from deliberate.persistence.retention import FORGETTING, days_kept


def forget_expired(now: datetime) -> None:
    """Delete what is over, at once: sessions, offers, changes, counts of requests.

    Everything else is kept for as long as `days_kept` says.
    """
    forget_counts(now)
    with transaction() as session:
        session.execute(delete(WebSession).where(WebSession.expires_at <= now))
        session.execute(delete(AddressChange).where(AddressChange.expires_at <= now))
        session.execute(delete(RoleInvitation).where(RoleInvitation.expires_at <= now))
        for kind, days in days_kept(session).items():
            FORGETTING[kind](session, kept_since(days, now))
