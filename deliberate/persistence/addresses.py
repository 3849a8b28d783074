"""E-mail addresses: the one form in which they are stored, and whose they are."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.participants import BadAddress, ContactKind
from deliberate.persistence.models.participants import Account, ContactChannel


def ensure_address(text: str) -> str:
    """Return an e-mail address in the one form in which it is stored; raises `BadAddress`."""
    try:
        found = validate_email(text.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise BadAddress from error
    return found.normalized.casefold()


def account_at(session: Session, address: str) -> Account | None:
    """Return the account that is reached at an address, None for an unknown one."""
    return session.scalar(
        select(Account)
        .join(ContactChannel, ContactChannel.account_id == Account.id)
        .where(
            ContactChannel.kind == ContactKind.EMAIL,
            ContactChannel.address == address.strip().casefold(),
        )
    )


def addresses_of(session: Session, account_id: int) -> list[str]:
    """Return where an account's owner is reached."""
    wanted = select(ContactChannel.address).where(ContactChannel.account_id == account_id)
    return list(session.scalars(wanted))
