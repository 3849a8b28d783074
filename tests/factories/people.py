"""Accounts, guests and organisations. Every function needs an application context."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from itertools import count

from argon2 import PasswordHasher
from sqlalchemy import select

from deliberate.domain.actors import COMMAND_LINE, Actor, Role
from deliberate.domain.credentials import token_hash
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.participants import (
    Account,
    ContactChannel,
    Participant,
    WebSession,
)
from deliberate.persistence.queries.accounts import actor_by_address
from deliberate.persistence.sessions import open_session
from deliberate.services import accounts, guests, organisations, roles

PASSWORD = "seven quiet lanterns"
_numbers = count(1)


@cache
def _quick_hash() -> str:
    """Return a hash of `PASSWORD` that is cheap to check; its own parameters say how."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def new_account(
    now: datetime,
    address: str = "",
    pseudonym: str = "",
    locale: str = "ko",
    *,
    with_password: bool = False,
) -> str:
    """Make an account and return its address; with `PASSWORD` if wanted."""
    number = next(_numbers)
    address = address or f"person{number}@example.org"
    accounts.create_account(COMMAND_LINE, address, pseudonym or f"맑은 나루 {number}", locale, now)
    if with_password:
        with transaction() as session:
            session.scalars(
                select(Account).join(ContactChannel).where(ContactChannel.address == address)
            ).one().password_hash = _quick_hash()
    return address


def grant(address: str, role: Role, framework_ref: str | None, now: datetime) -> None:
    """Give a role."""
    roles.grant_role(COMMAND_LINE, address, role, framework_ref, now)


def actor_at(address: str) -> Actor:
    """Return the owner of an address as an actor, with what they hold now."""
    actor = actor_by_address(address)
    if actor is None:
        raise LookupError(address)
    return actor


def new_guest(now: datetime, key: str, locale: str = "ko") -> tuple[Actor, str]:
    """Make a guest; return the actor and the receipt code."""
    token, code = guests.welcome_guest(locale, key, now)
    ref = db.session.scalars(
        select(Participant.ref)
        .join(WebSession, WebSession.participant_id == Participant.id)
        .where(WebSession.token_hash == token_hash(token))
    ).one()
    return Actor(participant_ref=ref), code


def new_session(actor: Actor, now: datetime) -> str:
    """Open a session as a plain sign-in does, without a second step; return its token."""
    with transaction() as session:
        account = session.scalars(select(Account).where(Account.ref == actor.account_ref)).one()
        return open_session(session, account.participant_id, account.id, now)


def new_organisation(delegate: Actor, now: datetime, name: str = "") -> str:
    """Register an organisation and return its ref."""
    return organisations.create_organisation(
        delegate, name or f"시민과 기술 {next(_numbers)}", "https://example.org", now
    )
