"""Registering organisations, confirming them, naming who speaks for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.organisations import LastDelegate, ensure_name, ensure_website
from deliberate.domain.participants import UnknownAddress
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.addresses import account_at
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.organisations import Delegate, Organisation
from deliberate.persistence.models.participants import Account
from deliberate.persistence.people import account_id_of


def create_organisation(actor: Actor, name: str, website: str, now: datetime) -> str:
    """Register an organisation, unverified, with the actor as its first delegate; return its ref.

    Raises `BadOrganisationName`, `BadWebsite`.
    """
    authorize(actor, Permission.ORGANISATION_CREATE)
    name, address = ensure_name(name), ensure_website(website)
    with transaction() as session:
        account_id = account_id_of(session, actor)
        organisation = Organisation(name=name, website=address, created_at=now)
        session.add(organisation)
        session.flush()
        session.add(
            Delegate(
                organisation_id=organisation.id,
                account_id=account_id,
                named_by=account_id,
                from_at=now,
            )
        )
        record(session, actor, "create", Thing("organisation", organisation.ref), now)
        return organisation.ref


def verify_organisation(actor: Actor, ref: str, now: datetime) -> None:
    """Confirm that an organisation is what it says it is; confirming twice changes nothing."""
    authorize(actor, Permission.ORGANISATION_VERIFY)
    with transaction() as session:
        organisation = _organisation(session, ref)
        if organisation.verified_at is not None:
            return
        official_id = account_id_of(session, actor)
        organisation.verified_at, organisation.verified_by = now, official_id
        role = None if actor.is_operator else Role.OFFICIAL
        record(session, actor, "verify", Thing("organisation", ref), now, role=role)


def name_delegate(actor: Actor, ref: str, address: str, now: datetime) -> None:
    """Let the account at an address speak for an organisation; naming twice changes nothing.

    Raises `UnknownAddress`, `NotFound`, `NotPermitted`.
    """
    authorize(actor, Permission.ORGANISATION_DELEGATES, ref)
    with transaction() as session:
        organisation = _organisation(session, ref)
        account = account_at(session, address)
        if account is None:
            raise UnknownAddress
        if _standing(session, organisation.id, account.id) is not None:
            return
        named_by = session.scalar(select(Account.id).where(Account.ref == actor.account_ref))
        session.add(
            Delegate(
                organisation_id=organisation.id,
                account_id=account.id,
                named_by=named_by,
                from_at=now,
            )
        )
        record(session, actor, "name delegate", Thing("organisation", ref), now)


def end_delegate(actor: Actor, ref: str, account_ref: str, now: datetime) -> None:
    """End someone's speaking for an organisation.

    Raises `LastDelegate`, `NotFound`, `NotPermitted`.
    """
    authorize(actor, Permission.ORGANISATION_DELEGATES, ref)
    with transaction() as session:
        organisation = _organisation(session, ref)
        account_id = session.scalar(select(Account.id).where(Account.ref == account_ref))
        delegate = _standing(session, organisation.id, account_id or 0)
        if delegate is None:
            return
        if _delegates(session, organisation.id) == 1:
            raise LastDelegate
        delegate.until_at = now
        record(session, actor, "end delegate", Thing("organisation", ref), now)


def _organisation(session: Session, ref: str) -> Organisation:
    found = session.scalar(select(Organisation).where(Organisation.ref == ref).with_for_update())
    if found is None:
        raise NotFound
    return found


def _standing(session: Session, organisation_id: int, account_id: int) -> Delegate | None:
    return session.scalar(
        select(Delegate).where(
            Delegate.organisation_id == organisation_id,
            Delegate.account_id == account_id,
            Delegate.until_at.is_(None),
        )
    )


def _delegates(session: Session, organisation_id: int) -> int:
    count = session.scalar(
        select(func.count()).where(
            Delegate.organisation_id == organisation_id, Delegate.until_at.is_(None)
        )
    )
    return count or 0
