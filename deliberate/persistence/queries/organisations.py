"""Organisations as the public and as their delegates see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, can
from deliberate.persistence.database import db
from deliberate.persistence.models.organisations import Delegate, Organisation
from deliberate.persistence.models.participants import Account, ContactChannel, Participant


@dataclass(frozen=True)
class OrganisationView:
    """What everyone may see of an organisation."""

    ref: str
    name: str
    website: str | None
    verified_at: datetime | None


@dataclass(frozen=True)
class DelegateView:
    """What delegates see of one another, of those who have left as well."""

    account_ref: str
    pseudonym: str
    address: str
    from_at: datetime
    until_at: datetime | None


@dataclass(frozen=True)
class OrganisationPage:
    """An organisation, with its delegates where the viewer may see them."""

    organisation: OrganisationView
    delegates: Sequence[DelegateView] | None
    may_verify: bool


def every_one() -> list[OrganisationView]:
    """Return every organisation by name."""
    rows = db.session.scalars(select(Organisation).order_by(Organisation.name))
    return [_view(row) for row in rows]


def of_delegate(actor: Actor) -> list[OrganisationView]:
    """Return the organisations for which the actor may speak, by name."""
    rows = db.session.scalars(
        select(Organisation)
        .where(Organisation.ref.in_(actor.organisations))
        .order_by(Organisation.name)
    )
    return [_view(row) for row in rows]


def organisation_page(ref: str, viewer: Actor) -> OrganisationPage:
    """Return an organisation as the viewer may see it; raises `NotFound`."""
    organisation = db.session.scalar(select(Organisation).where(Organisation.ref == ref))
    if organisation is None:
        raise NotFound
    may_see = can(viewer, Permission.ORGANISATION_DELEGATES, ref)
    return OrganisationPage(
        _view(organisation),
        delegates=_delegates(organisation.id) if may_see else None,
        may_verify=organisation.verified_at is None and can(viewer, Permission.ORGANISATION_VERIFY),
    )


def _view(row: Organisation) -> OrganisationView:
    return OrganisationView(row.ref, row.name, row.website, row.verified_at)


def _delegates(organisation_id: int) -> list[DelegateView]:
    rows = db.session.execute(
        select(
            Account.ref,
            Participant.pseudonym,
            ContactChannel.address,
            Delegate.from_at,
            Delegate.until_at,
        )
        .join(Account, Account.id == Delegate.account_id)
        .join(Participant, Participant.id == Account.participant_id)
        .join(ContactChannel, ContactChannel.account_id == Account.id)
        .where(Delegate.organisation_id == organisation_id)
        .order_by(Delegate.until_at.is_not(None), Delegate.from_at, Delegate.id)
    )
    return [DelegateView(*row) for row in rows]
