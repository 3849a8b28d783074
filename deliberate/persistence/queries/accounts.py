"""Who is behind a session, and what an account may know of itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor, Role
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.organisations import Delegate, Organisation
from deliberate.persistence.models.participants import (
    Account,
    ContactChannel,
    Participant,
    RoleGrant,
    WebSession,
)


@dataclass(frozen=True)
class Visitor:
    """The person behind a session, as pages need them."""

    actor: Actor
    pseudonym: str
    has_password: bool = False
    confirmed_at: datetime | None = None
    """When the second step was last taken in this session."""


def visitor_by_token_hash(token_hash: str, now: datetime) -> Visitor | None:
    """Return who holds a session that stands, None for an ended one or a disabled account."""
    row = db.session.execute(
        select(Participant.ref, Participant.pseudonym, Account, WebSession.confirmed_at)
        .join(WebSession, WebSession.participant_id == Participant.id)
        .outerjoin(Account, Account.id == WebSession.account_id)
        .where(WebSession.token_hash == token_hash, WebSession.expires_at > now)
    ).first()
    if row is None:
        return None
    participant_ref, pseudonym = row[0], row[1]
    account: Account | None = row[2]
    confirmed_at: datetime | None = row[3]
    if account is None:
        return Visitor(Actor(participant_ref=participant_ref), pseudonym)
    if account.disabled_at is not None:
        return None
    return Visitor(
        actor_of(account, participant_ref),
        pseudonym,
        has_password=account.password_hash is not None,
        confirmed_at=confirmed_at,
    )


def actor_of(account: Account, participant_ref: str) -> Actor:
    """Return the actor for an account with every role and organisation it holds now."""
    roles, is_operator = _roles(account.id)
    return Actor(
        account_ref=account.ref,
        participant_ref=participant_ref,
        is_operator=is_operator,
        roles=roles,
        organisations=_organisations(account.id),
    )


def actor_by_address(address: str) -> Actor | None:
    """Return the actor whose e-mail address this is, None for an unknown one."""
    row = db.session.execute(
        select(Account, Participant.ref)
        .join(ContactChannel, ContactChannel.account_id == Account.id)
        .join(Participant, Participant.id == Account.participant_id)
        .where(ContactChannel.address == address, Account.disabled_at.is_(None))
    ).first()
    return actor_of(row[0], row[1]) if row else None


def _roles(account_id: int) -> tuple[dict[str, frozenset[Role]], bool]:
    held: dict[str, set[Role]] = defaultdict(set)
    is_operator = False
    rows = db.session.execute(
        select(RoleGrant.role, Framework.ref)
        .outerjoin(Framework, Framework.id == RoleGrant.framework_id)
        .where(RoleGrant.account_id == account_id, RoleGrant.revoked_at.is_(None))
    )
    for role, ref in rows:
        framework_ref: str | None = ref
        if framework_ref is None:
            is_operator = True
        else:
            held[framework_ref].add(role)
    return {ref: frozenset(roles) for ref, roles in held.items()}, is_operator


def _organisations(account_id: int) -> frozenset[str]:
    rows = db.session.scalars(
        select(Organisation.ref)
        .join(Delegate, Delegate.organisation_id == Organisation.id)
        .where(Delegate.account_id == account_id, Delegate.until_at.is_(None))
    )
    return frozenset(rows)


@dataclass(frozen=True)
class OwnSession:
    """A browser in which one is signed in."""

    ref: str
    created_at: datetime
    expires_at: datetime
    is_this: bool


def sessions_of(account_ref: str | None, this_token_hash: str, now: datetime) -> list[OwnSession]:
    """Return where an account is signed in, this browser first, then the newest."""
    rows = db.session.scalars(
        select(WebSession)
        .join(Account, Account.id == WebSession.account_id)
        .where(Account.ref == account_ref, WebSession.expires_at > now)
        .order_by(WebSession.created_at.desc())
    )
    found = [
        OwnSession(row.ref, row.created_at, row.expires_at, row.token_hash == this_token_hash)
        for row in rows
    ]
    return sorted(found, key=lambda each: not each.is_this)


@dataclass(frozen=True)
class AccountPage:
    """What the account page shows its owner."""

    pseudonym: str
    address: str
    has_password: bool
    organisations: tuple[tuple[str, str], ...]
    """(ref, name) of those the owner speaks for."""


def account_page(account_ref: str) -> AccountPage:
    """Return the owner's own view of an account."""
    account, pseudonym, address = db.session.execute(
        select(Account, Participant.pseudonym, ContactChannel.address)
        .join(Participant, Participant.id == Account.participant_id)
        .join(ContactChannel, ContactChannel.account_id == Account.id)
        .where(Account.ref == account_ref)
    ).one()
    organisations = db.session.execute(
        select(Organisation.ref, Organisation.name)
        .join(Delegate, Delegate.organisation_id == Organisation.id)
        .where(Delegate.account_id == account.id, Delegate.until_at.is_(None))
        .order_by(Organisation.name)
    )
    return AccountPage(
        pseudonym=pseudonym,
        address=address,
        has_password=account.password_hash is not None,
        organisations=tuple((ref, name) for ref, name in organisations),
    )
