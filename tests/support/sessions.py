"""Signing in without a form, for tests that are about something else."""

from __future__ import annotations

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.persistence.database import now, transaction
from deliberate.persistence.models.participants import Account, ContactChannel, Participant
from deliberate.persistence.sessions import open_session


def session_token(app: Flask, who: Actor | str) -> str:
    """Open a session for an actor, or for the owner of an address; return its token."""
    wanted = (
        Participant.ref == who.participant_ref
        if isinstance(who, Actor)
        else ContactChannel.address == who
    )
    with app.app_context(), transaction() as session:
        participant_id, account_id = session.execute(
            select(Participant.id, Account.id)
            .outerjoin(Account, Account.participant_id == Participant.id)
            .outerjoin(ContactChannel, ContactChannel.account_id == Account.id)
            .where(wanted)
        ).one()
        return open_session(session, participant_id, account_id, now())


def session_cookie(app: Flask, token: str) -> tuple[str, str]:
    """Return name and value of the cookie that carries a session's token."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    if serializer is None:
        raise RuntimeError("the application has no key")
    value = serializer.dumps({"_user_id": token, "_fresh": True})
    return str(app.config["SESSION_COOKIE_NAME"]), str(value)
