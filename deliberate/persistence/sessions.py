"""Adding the session of a browser to the transaction of the use case that lets it in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from deliberate.domain.credentials import SESSION_LIFETIME, new_session_token, token_hash
from deliberate.persistence.models.participants import WebSession


def open_session(
    session: Session, participant_id: int, account_id: int | None, now: datetime
) -> str:
    """Add a session; return the token for the browser, of which only the hash is stored."""
    token = new_session_token()
    session.add(
        WebSession(
            token_hash=token_hash(token),
            participant_id=participant_id,
            account_id=account_id,
            created_at=now,
            expires_at=now + SESSION_LIFETIME,
        )
    )
    return token
