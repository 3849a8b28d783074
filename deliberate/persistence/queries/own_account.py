"""What is stored about a person and their account; see `own_data`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from deliberate.domain.own_data import OwnField as F
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.news import NewsWish
from deliberate.persistence.models.organisations import Delegate, Organisation
from deliberate.persistence.models.participants import (
    Account,
    AssuranceFact,
    ContactChannel,
    Participant,
    Receipt,
    RoleGrant,
    WebSession,
)


@dataclass(frozen=True)
class Me:
    """A person as the tables know them: with the guests that were merged into them."""

    people: Collection[int]
    account_id: int | None
    account_ref: str | None


def person(me: Me) -> Select[*tuple[Any, ...]]:
    """Return the pseudonyms."""
    return (
        select(Participant.pseudonym.label(F.NAME), Participant.created_at.label(F.SINCE))
        .where(Participant.id.in_(me.people))
        .order_by(Participant.id)
    )


def account(me: Me) -> Select[*tuple[Any, ...]]:
    """Return the account."""
    return select(
        Account.locale.label(F.LANGUAGE),
        Account.created_at.label(F.SINCE),
        Account.password_hash.is_not(None).label(F.HAS_PASSWORD),
    ).where(Account.id == me.account_id)


def addresses(me: Me) -> Select[*tuple[Any, ...]]:
    """Return where they are reached."""
    return select(
        ContactChannel.kind.label(F.KIND),
        ContactChannel.address.label(F.ADDRESS),
        ContactChannel.confirmed_at.label(F.CONFIRMED),
    ).where(ContactChannel.account_id == me.account_id)


def assurance(me: Me) -> Select[*tuple[Any, ...]]:
    """Return how sure we are of them, and since when."""
    return (
        select(AssuranceFact.level.label(F.LEVEL), AssuranceFact.established_at.label(F.SINCE))
        .where(AssuranceFact.participant_id.in_(me.people))
        .order_by(AssuranceFact.id)
    )


def sessions(me: Me) -> Select[*tuple[Any, ...]]:
    """Return where they are signed in."""
    return (
        select(WebSession.created_at.label(F.SINCE), WebSession.expires_at.label(F.UNTIL))
        .where(WebSession.participant_id.in_(me.people))
        .order_by(WebSession.id)
    )


def receipts(me: Me) -> Select[*tuple[Any, ...]]:
    """Return when receipts were given; their codes are not stored."""
    return (
        select(Receipt.issued_at.label(F.GIVEN))
        .where(Receipt.participant_id.in_(me.people))
        .order_by(Receipt.id)
    )


def roles(me: Me) -> Select[*tuple[Any, ...]]:
    """Return the roles they hold or held."""
    return (
        select(
            RoleGrant.role.label(F.ROLE),
            Framework.slug.label(F.FRAMEWORK),
            RoleGrant.granted_at.label(F.SINCE),
            RoleGrant.revoked_at.label(F.UNTIL),
        )
        .outerjoin(Framework, Framework.id == RoleGrant.framework_id)
        .where(RoleGrant.account_id == me.account_id)
        .order_by(RoleGrant.id)
    )


def organisations(me: Me) -> Select[*tuple[Any, ...]]:
    """Return for whom they speak or spoke."""
    return (
        select(
            Organisation.name.label(F.ORGANISATION),
            Delegate.from_at.label(F.SINCE),
            Delegate.until_at.label(F.UNTIL),
        )
        .join(Organisation, Organisation.id == Delegate.organisation_id)
        .where(Delegate.account_id == me.account_id)
        .order_by(Delegate.id)
    )


def news(me: Me) -> Select[*tuple[Any, ...]]:
    """Return of which frameworks they want mail."""
    return (
        select(
            Framework.slug.label(F.FRAMEWORK),
            NewsWish.is_wanted.label(F.IS_WANTED),
            NewsWish.said_at.label(F.GIVEN),
        )
        .join(Framework, Framework.id == NewsWish.framework_id)
        .where(NewsWish.account_id == me.account_id)
    )


def acts(me: Me) -> Select[*tuple[Any, ...]]:
    """Return what the journal says of them."""
    return (
        select(
            JournalEntry.at.label(F.GIVEN),
            JournalEntry.verb.label(F.VERB),
            JournalEntry.object_kind.label(F.KIND),
            JournalEntry.object_ref.label(F.REFERENCE),
            JournalEntry.via.label(F.VIA),
        )
        .where(JournalEntry.actor_ref == me.account_ref)
        .order_by(JournalEntry.id)
    )
