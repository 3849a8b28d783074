"""Moving an account to another e-mail address, which the old and the new one both confirm."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import (
    LINK_LIFETIME,
    AddressSide,
    LinkSpent,
    open_address_token,
)
from deliberate.domain.localized import Locale
from deliberate.domain.participants import ContactKind
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.second_factors import ensure_confirmed
from deliberate.persistence.addresses import account_at, ensure_address
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, owe_mail, record
from deliberate.persistence.models.participants import Account, ContactChannel
from deliberate.persistence.models.trust import AddressChange
from deliberate.persistence.people import account_id_of


def ask_for_address(actor: Actor, address: str, locale: str, now: datetime) -> None:
    """Send a link to the old and to the new address; an earlier request is replaced.

    Answers the same for an address that belongs to somebody else: only its owner learns by mail.
    Raises `BadAddress`, `ConfirmationNeeded`.
    """
    authorize(actor, Permission.ACCOUNT_MANAGE)
    ensure_confirmed(actor)
    address = ensure_address(address)
    with transaction() as session:
        account_id = account_id_of(session, actor)
        session.execute(delete(AddressChange).where(AddressChange.account_id == account_id))
        change = AddressChange(
            account_id=account_id,
            new_address=address,
            locale=Locale(locale),
            created_at=now,
            expires_at=now + LINK_LIFETIME,
        )
        session.add(change)
        session.flush()
        if account_at(session, address) is not None:
            owe_mail(session, "address_taken", address, locale, {}, now)
        else:
            facts = {"change": change.ref, "side": AddressSide.NEW.name}
            owe_mail(session, "address_new", address, locale, facts, now)
        facts = {"change": change.ref, "side": AddressSide.OLD.name, "new_address": address}
        old = _channel(session, account_id).address
        owe_mail(session, "address_old", old, locale, facts, now)


def confirm_address(token: str, key: str, now: datetime) -> bool:
    """Confirm a change from one of its two addresses; return whether the account has moved.

    Raises `LinkSpent`.
    """
    side, ref = open_address_token(token, key)
    with transaction() as session:
        change = _standing(session, ref, now)
        if side is AddressSide.OLD:
            change.old_confirmed_at = change.old_confirmed_at or now
        else:
            change.new_confirmed_at = change.new_confirmed_at or now
        if change.old_confirmed_at is None or change.new_confirmed_at is None:
            return False
        if account_at(session, change.new_address) is not None:
            raise LinkSpent
        _move(session, change, now)
        return True


def refuse_address(token: str, key: str, now: datetime) -> None:
    """Stop a change from one of its two addresses; raises `LinkSpent`."""
    _, ref = open_address_token(token, key)
    with transaction() as session:
        change = _standing(session, ref, now)
        account = session.get_one(Account, change.account_id)
        session.delete(change)
        record(session, Actor(), "refuse address", Thing("account", account.ref), now)


def _move(session: Session, change: AddressChange, now: datetime) -> None:
    account = session.get_one(Account, change.account_id)
    channel = _channel(session, account.id)
    channel.address, channel.confirmed_at = change.new_address, now
    session.delete(change)
    actor = Actor(account_ref=account.ref)
    record(session, actor, "change address", Thing("account", account.ref), now)


def _standing(session: Session, ref: str, now: datetime) -> AddressChange:
    found = session.scalar(
        select(AddressChange)
        .where(AddressChange.ref == ref, AddressChange.expires_at > now)
        .with_for_update()
    )
    if found is None:
        raise LinkSpent
    return found


def _channel(session: Session, account_id: int) -> ContactChannel:
    return session.scalars(
        select(ContactChannel).where(
            ContactChannel.account_id == account_id, ContactChannel.kind == ContactKind.EMAIL
        )
    ).one()
