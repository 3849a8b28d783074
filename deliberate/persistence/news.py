"""Who is told about a round: those who asked for it, and those whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from deliberate.domain.participants import ContactKind
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.news import NewsWish
from deliberate.persistence.models.participants import Account, ContactChannel, RoleGrant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import ClauseVote


@dataclass(frozen=True)
class Reader:
    """Someone who is told: where, and in which language."""

    id: int
    account_ref: str
    address: str
    locale: str


def is_concerned(framework_id: Any) -> ColumnElement[bool]:
    """Whether an account works on a framework or has given something in one of its rounds.

    `framework_id` is an id or a column of ids.
    """
    rounds = select(ConsultationRound.id).where(ConsultationRound.framework_id == framework_id)
    return or_(
        exists().where(
            RoleGrant.account_id == Account.id,
            RoleGrant.framework_id == framework_id,
            RoleGrant.revoked_at.is_(None),
        ),
        exists().where(
            ClauseVote.participant_id == Account.participant_id, ClauseVote.round_id.in_(rounds)
        ),
        exists().where(
            Contribution.participant_id == Account.participant_id,
            Contribution.round_id.in_(rounds),
            Contribution.submitted_at.is_not(None),
        ),
    )


def next_readers(
    session: Session, framework_id: int, after_account: int, limit: int
) -> Sequence[Reader]:
    """Return the next accounts, by id, that are told about the rounds of a framework."""
    wish = (NewsWish.account_id == Account.id) & (NewsWish.framework_id == framework_id)
    rows = session.execute(
        select(Account.id, Account.ref, Account.locale, ContactChannel.address)
        .join(ContactChannel, ContactChannel.account_id == Account.id)
        .outerjoin(NewsWish, wish)
        .where(
            Account.id > after_account,
            Account.disabled_at.is_(None),
            ContactChannel.kind == ContactKind.EMAIL,
            ContactChannel.confirmed_at.is_not(None),
            or_(
                NewsWish.is_wanted.is_(True),
                NewsWish.is_wanted.is_(None) & is_concerned(framework_id),
            ),
        )
        .order_by(Account.id)
        .limit(limit)
    )
    return [Reader(each.id, each.ref, each.address, each.locale.value) for each in rows]
