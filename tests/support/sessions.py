"""Signing in without a form, for tests that are about something else."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select, update

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import token_hash
from deliberate.persistence.database import now, transaction
from deliberate.persistence.models.participants import (
    Account,
    ContactChannel,
    Participant,
    WebSession,
)
from deliberate.persistence.sessions import open_session

ALWAYS = datetime(9000, 1, 1, tzinfo=UTC)


def session_token(app: Flask, who: Actor | str, *, is_confirmed: bool = True) -> str:
    """Open a session for an actor, or for the owner of an address; return its token.

    Its second step counts as just taken, whatever the test's clock says; without `is_confirmed`
    it was not taken.
    """
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
        token = open_session(session, participant_id, account_id, now())
        session.flush()
        session.execute(
            update(WebSession)
            .where(WebSession.token_hash == token_hash(token))
            .values(confirmed_at=ALWAYS if is_confirmed else None)
        )
        return token


def session_cookie(app: Flask, token: str) -> tuple[str, str]:
    """Return name and value of the cookie that carries a session's token."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    if serializer is None:
        raise RuntimeError("the application has no key")
    value = serializer.dumps({"_user_id": token, "_fresh": True})
    return str(app.config["SESSION_COOKIE_NAME"]), str(value)
