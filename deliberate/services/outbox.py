"""Handing owed mail to whoever delivers it: nothing lost, nothing doubled in ordinary weather."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from deliberate.persistence.database import transaction
from deliberate.persistence.models.journal import OutboxMessage

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class OwedMail:
    """A mail to be delivered; `ref` makes its Message-ID, the same at every attempt."""

    ref: str
    template: str
    locale: str
    address: str
    facts: Mapping[str, str]


def claim_mail(now: datetime) -> OwedMail | None:
    """Take the mail that has been due longest, for five minutes; None when nothing is due.

    Whoever claims it and dies leaves it to be claimed again afterwards.
    """
    with transaction() as session:
        message = session.scalar(
            select(OutboxMessage)
            .where(OutboxMessage.sent_at.is_(None), OutboxMessage.due_at <= now)
            .order_by(OutboxMessage.due_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if message is None:
            return None
        message.attempts += 1
        message.due_at = now + LEASE
        facts = json.loads(message.facts)
        return OwedMail(message.ref, message.template, message.locale, message.address, facts)


def settle_mail(ref: str, now: datetime) -> None:
    """Note that a mail has gone, and forget what it said."""
    with transaction() as session:
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.ref == ref)
            .values(sent_at=now, facts="{}", address="")
        )


def put_off_mail(ref: str, now: datetime) -> None:
    """Try a mail again later: after one minute, then two, four … at most an hour."""
    with transaction() as session:
        message = session.scalars(select(OutboxMessage).where(OutboxMessage.ref == ref)).one()
        doubled = timedelta(minutes=2 ** min(message.attempts - 1, 6))
        message.due_at = now + min(doubled, LONGEST_WAIT)
