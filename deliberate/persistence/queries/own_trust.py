"""What is stored about a person's second step, address and offered roles; see `own_data`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from deliberate.domain.own_data import OwnField as F
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.participants import ContactChannel
from deliberate.persistence.models.second_factors import Authenticator, Passkey, RecoveryCode
from deliberate.persistence.models.trust import AddressChange, OperatorProposal, RoleInvitation
from deliberate.persistence.queries.own_account import Me


def passkeys(me: Me) -> Select[*tuple[Any, ...]]:
    """Return the passkeys."""
    return (
        select(
            Passkey.name.label(F.NAME),
            Passkey.added_at.label(F.SINCE),
            Passkey.used_at.label(F.USED),
        )
        .where(Passkey.account_id == me.account_id)
        .order_by(Passkey.id)
    )


def authenticators(me: Me) -> Select[*tuple[Any, ...]]:
    """Return since when an app is in use; its secret lets somebody in and is left out."""
    return select(
        Authenticator.added_at.label(F.SINCE), Authenticator.confirmed_at.label(F.CONFIRMED)
    ).where(Authenticator.account_id == me.account_id)


def recovery_codes(me: Me) -> Select[*tuple[Any, ...]]:
    """Return when recovery codes were made and used; the codes are not stored."""
    return (
        select(RecoveryCode.made_at.label(F.GIVEN), RecoveryCode.used_at.label(F.USED))
        .where(RecoveryCode.account_id == me.account_id)
        .order_by(RecoveryCode.id)
    )


def address_changes(me: Me) -> Select[*tuple[Any, ...]]:
    """Return the address that waits for its confirmation."""
    return select(
        AddressChange.new_address.label(F.ADDRESS),
        AddressChange.created_at.label(F.GIVEN),
        AddressChange.expires_at.label(F.UNTIL),
    ).where(AddressChange.account_id == me.account_id)


def invitations(me: Me) -> Select[*tuple[Any, ...]]:
    """Return the roles that are offered to the person's address."""
    return (
        select(
            RoleInvitation.role.label(F.ROLE),
            Framework.slug.label(F.FRAMEWORK),
            RoleInvitation.invited_at.label(F.GIVEN),
            RoleInvitation.expires_at.label(F.UNTIL),
        )
        .join(Framework, Framework.id == RoleInvitation.framework_id)
        .join(ContactChannel, ContactChannel.address == RoleInvitation.address)
        .where(ContactChannel.account_id == me.account_id)
        .order_by(RoleInvitation.id)
    )


def operator_proposals(me: Me) -> Select[*tuple[Any, ...]]:
    """Return the proposals that the person become an operator."""
    return (
        select(
            OperatorProposal.proposed_at.label(F.GIVEN),
            OperatorProposal.decided_at.label(F.CONFIRMED),
        )
        .where(OperatorProposal.account_id == me.account_id)
        .order_by(OperatorProposal.id)
    )
