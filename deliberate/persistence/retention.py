"""Forgetting each kind of record when its time is over, and how long that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.orm import Session

from deliberate.domain.contributions import ContributionKind
from deliberate.domain.erasure import Fate
from deliberate.domain.retention import TERMS, KeptRecord
from deliberate.persistence.erasing import empty_amendments, empty_comments, empty_decisions
from deliberate.persistence.models.amendments import AmendmentRevision
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.moderation import (
    Appeal,
    ContentReport,
    ModerationAction,
    StatementOfReasons,
)
from deliberate.persistence.models.participants import Account, Receipt, SignInLink
from deliberate.persistence.models.trust import RetentionTerm


def days_kept(session: Session) -> dict[KeptRecord, int]:
    """Return for how many days each kind is kept: what an operator set, else the default."""
    chosen = {row.kind: row.days for row in session.scalars(select(RetentionTerm))}
    return {kind: chosen.get(kind, term.default) for kind, term in TERMS.items()}


def _sent_mails(session: Session, before: datetime) -> None:
    session.execute(delete(OutboxMessage).where(OutboxMessage.sent_at <= before))


def _spent_links(session: Session, before: datetime) -> None:
    session.execute(delete(SignInLink).where(SignInLink.expires_at <= before))


def _withdrawn_words(session: Session, before: datetime) -> None:
    wanted = (
        select(Contribution.id)
        .join(ContributionText, ContributionText.contribution_id == Contribution.id)
        .where(Contribution.withdrawn_at <= before, ContributionText.body != "")
        .distinct()
    )
    empty_comments(session, session.scalars(wanted).all())


def _report_words(session: Session, before: datetime) -> None:
    settled = select(ModerationAction.id).where(ModerationAction.decided_at <= before)
    session.execute(
        update(ContentReport)
        .where(ContentReport.settled_by.in_(settled), ContentReport.words.is_not(None))
        .values(words=None)
        .execution_options(synchronize_session=False)
    )


def _decision_words(session: Session, before: datetime) -> None:
    is_open = exists().where(Appeal.action_id == ModerationAction.id, Appeal.decided_at.is_(None))
    has_words = exists().where(
        StatementOfReasons.action_id == ModerationAction.id, StatementOfReasons.facts != ""
    )
    empty_decisions(
        session,
        select(ModerationAction.id).where(
            ModerationAction.decided_at <= before, ~is_open, has_words
        ),
    )


def _unused_drafts(session: Session, before: datetime) -> None:
    """Empty drafts, and take them back: their authors saw them last so long ago."""
    newest = (
        select(func.max(AmendmentRevision.created_at))
        .where(AmendmentRevision.amendment_id == Contribution.id)
        .scalar_subquery()
    )
    ids = session.scalars(
        select(Contribution.id).where(
            Contribution.kind == ContributionKind.AMENDMENT,
            Contribution.submitted_at.is_(None),
            Contribution.withdrawn_at.is_(None),
            newest <= before,
        )
    ).all()
    empty_amendments(session, dict.fromkeys(ids, Fate.GOES))
    session.execute(
        update(Contribution).where(Contribution.id.in_(ids)).values(withdrawn_at=before)
    )


def _guest_codes(session: Session, before: datetime) -> None:
    known: Select[Any] = select(Account.participant_id)
    session.execute(
        delete(Receipt).where(Receipt.issued_at <= before, Receipt.participant_id.not_in(known))
    )


FORGETTING: Mapping[KeptRecord, Callable[[Session, datetime], None]] = {
    KeptRecord.SENT_MAILS: _sent_mails,
    KeptRecord.SPENT_LINKS: _spent_links,
    KeptRecord.WITHDRAWN_WORDS: _withdrawn_words,
    KeptRecord.REPORT_WORDS: _report_words,
    KeptRecord.DECISION_WORDS: _decision_words,
    KeptRecord.UNUSED_DRAFTS: _unused_drafts,
    KeptRecord.GUEST_CODES: _guest_codes,
}
