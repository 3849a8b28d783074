"""What a restored backup must not bring back."""

from __future__ import annotations

from sqlalchemy import delete

from deliberate.persistence.database import transaction
from deliberate.persistence.models.participants import SignInLink, WebSession


def end_sessions_of_accounts() -> None:
    """Sign everybody out: a backup also holds sessions and links that were ended or used since.

    Guests stay: many have no other way back to what they gave.
    """
    with transaction() as session:
        session.execute(delete(WebSession).where(WebSession.account_id.is_not(None)))
        session.execute(delete(SignInLink))
