"""Signing in and out, and what people change about their own account."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import (
    LINK_LIFETIME,
    LinkSpent,
    WrongCredentials,
    open_link_token,
    token_hash,
)
from deliberate.domain.localized import Locale
from deliberate.domain.participants import (
    Assurance,
    BadAddress,
    ContactKind,
    ensure_pseudonym,
    suggest_pseudonym,
)
from deliberate.domain.passwords import ensure_password
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.second_factors import ensure_confirmed
from deliberate.persistence.addresses import account_at, ensure_address
from deliberate.persistence.database import db, transaction
from deliberate.persistence.journal import Thing, owe_mail, record
from deliberate.persistence.models.participants import (
    Account,
    AssuranceFact,
    ContactChannel,
    Participant,
    SignInLink,
    WebSession,
)
from deliberate.persistence.sessions import open_session

_hasher = PasswordHasher()


def ask_for_link(address: str, locale: str, now: datetime) -> None:
    """Send a sign-in link; says the same whether the address has an account or not.

    Raises `BadAddress`.
    """
    address = ensure_address(address)
    with transaction() as session:
        link = SignInLink(
            address=address, locale=Locale(locale), created_at=now, expires_at=now + LINK_LIFETIME
        )
        session.add(link)
        session.flush()
        owe_mail(session, "sign_in_link", address, locale, {"link": link.ref}, now)


def follow_link(token: str, key: str, now: datetime) -> str:
    """Use a mailed link once: sign in, with a new account where there was none.

    Returns the token of the new session. Raises `LinkSpent`.
    """
    ref = open_link_token(token, key)
    with transaction() as session:
        link = _standing_link(session, ref, now)
        link.used_at = now
        account = account_at(session, link.address)
        if account is None:
            pseudonym = suggest_pseudonym(link.locale)
            account = add_account(session, link.address, pseudonym, link.locale, now)
        _ensure_enabled(account)
        return open_session(session, account.participant_id, account.id, now)


def _standing_link(session: Session, ref: str, now: datetime) -> SignInLink:
    link = session.scalar(select(SignInLink).where(SignInLink.ref == ref).with_for_update())
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise LinkSpent
    return link


def _ensure_enabled(account: Account) -> None:
    if account.disabled_at is not None:
        raise LinkSpent


def add_account(
    session: Session, address: str, pseudonym: str, locale: str, now: datetime
) -> Account:
    """Add a participant, their account and their confirmed address in the caller's transaction."""
    participant = Participant(pseudonym=pseudonym, created_at=now)
    session.add(participant)
    session.flush()
    account = Account(participant_id=participant.id, locale=Locale(locale), created_at=now)
    session.add(account)
    session.flush()
    session.add_all(
        (
            ContactChannel(
                account_id=account.id, kind=ContactKind.EMAIL, address=address, confirmed_at=now
            ),
            AssuranceFact(participant_id=participant.id, level=Assurance.KNOWN, established_at=now),
        )
    )
    record(session, Actor(account_ref=account.ref), "create", Thing("account", account.ref), now)
    return account


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash("the password of an account that does not exist")


def sign_in(address: str, password: str, now: datetime) -> str:
    """Sign in with a password; return the token of the new session.

    Takes as long for an unknown address as for a known one. Raises `WrongCredentials`.
    """
    try:
        address = ensure_address(address)
    except BadAddress:
        raise WrongCredentials from None
    account = account_at(db.session(), address)
    stored = account.password_hash if account and not account.disabled_at else None
    try:
        _hasher.verify(stored or _hash_of_nobody(), password)
    except Argon2Error:
        raise WrongCredentials from None
    if account is None or stored is None:
        raise WrongCredentials
    participant_id, account_id = account.participant_id, account.id
    with transaction() as session:
        return open_session(session, participant_id, account_id, now)


def end_session(token: str) -> None:
    """End a session for good; ending it twice is harmless."""
    with transaction() as session:
        session.execute(delete(WebSession).where(WebSession.token_hash == token_hash(token)))


def choose_pseudonym(actor: Actor, pseudonym: str) -> None:
    """Change the name under which a person is shown from now on; raises `BadPseudonym`."""
    authorize(actor, Permission.ACCOUNT_MANAGE)
    pseudonym = ensure_pseudonym(pseudonym)
    with transaction() as session:
        participant = session.scalars(
            select(Participant).where(Participant.ref == actor.participant_ref)
        ).one()
        participant.pseudonym = pseudonym


def choose_password(actor: Actor, password: str, now: datetime) -> None:
    """Set a password, hashed before the write begins.

    Raises `BadPassword`, `GuessablePassword`, `ConfirmationNeeded`.
    """
    authorize(actor, Permission.ACCOUNT_MANAGE)
    ensure_confirmed(actor)
    hashed = _hasher.hash(ensure_password(password))
    with transaction() as session:
        account = session.scalars(select(Account).where(Account.ref == actor.account_ref)).one()
        account.password_hash = hashed
        record(session, actor, "choose password", Thing("account", account.ref), now)


def create_account(
    actor: Actor, address: str, pseudonym: str, locale: str, now: datetime, password: str = ""
) -> str:
    """Make an account for someone else; return its ref.

    Raises `BadAddress`, `BadPseudonym`, `BadPassword`, `GuessablePassword`, and `Conflict` for a
    known address.
    """
    authorize(actor, Permission.OPERATOR_GRANT)
    address, pseudonym = ensure_address(address), ensure_pseudonym(pseudonym)
    hashed = _hasher.hash(ensure_password(password)) if password else None
    with transaction() as session:
        account = add_account(session, address, pseudonym, locale, now)
        account.password_hash = hashed
        return account.ref
