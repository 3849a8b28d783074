"""Ending one's own sessions on other devices."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import token_hash
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.participants import WebSession
from deliberate.persistence.people import account_id_of


def end_own_session(actor: Actor, ref: str, now: datetime) -> None:
    """End one of one's own sessions; ending it twice, or somebody else's, changes nothing."""
    authorize(actor, Permission.ACCOUNT_MANAGE)
    with transaction() as session:
        ended = session.execute(
            delete(WebSession)
            .where(WebSession.ref == ref, WebSession.account_id == account_id_of(session, actor))
            .returning(WebSession.id)
        )
        if ended.first():
            record(session, actor, "end session", Thing("account", str(actor.account_ref)), now)


def end_other_sessions(actor: Actor, token: str, now: datetime) -> None:
    """End all of one's own sessions but the one in which this is asked."""
    authorize(actor, Permission.ACCOUNT_MANAGE)
    with transaction() as session:
        session.execute(
            delete(WebSession).where(
                WebSession.account_id == account_id_of(session, actor),
                WebSession.token_hash != token_hash(token),
            )
        )
        record(session, actor, "end sessions", Thing("account", str(actor.account_ref)), now)
