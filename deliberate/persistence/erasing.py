"""Erasing everything of a person but the places where their words stood."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, exists, literal, select, update
from sqlalchemy.orm import Session

from deliberate.domain.contributions import ContributionKind
from deliberate.domain.dispositions import TAKEN_UP
from deliberate.domain.erasure import Fate, fate_of
from deliberate.persistence.comments import recount
from deliberate.persistence.models.amendments import (
    AmendmentRevision,
    AmendmentRevisionText,
    CoAuthor,
    Signature,
)
from deliberate.persistence.models.comments import CommentCorrection
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.dispositions import Disposition
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.moderation import (
    Appeal,
    AppealReason,
    ContentReport,
    ModerationAction,
    StatementOfReasons,
    WaveBand,
)
from deliberate.persistence.models.news import NewsWish
from deliberate.persistence.models.organisations import Delegate
from deliberate.persistence.models.participants import (
    Account,
    ContactChannel,
    Participant,
    Receipt,
    RoleGrant,
    SignInLink,
    WebSession,
)
from deliberate.persistence.models.representation import SelfDeclaration
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.models.second_factors import Authenticator, Passkey, RecoveryCode
from deliberate.persistence.models.trust import AddressChange, OperatorProposal, RoleInvitation
from deliberate.persistence.models.votes import (
    AmendmentVote,
    ClauseVote,
    CommentVote,
    UnclearMark,
)

OF_AN_ACCOUNT: Collection[type[Any]] = (
    *(ContactChannel, AddressChange, Passkey, Authenticator, RecoveryCode, NewsWish),
)
"""What goes with an account; the account itself stays as the empty shell of past decisions."""
SENT_TO_ADDRESSES: Collection[type[Any]] = (SignInLink, OutboxMessage, RoleInvitation)


def people_behind(session: Session, person: Participant) -> dict[int, str]:
    """Return the refs of a participant and of the guests that were merged into it, by id."""
    rows = session.execute(
        select(Participant.id, Participant.ref).where(
            (Participant.id == person.id) | (Participant.merged_into == person.id)
        )
    )
    return {row.id: row.ref for row in rows}


def erase(session: Session, people: Collection[int], name: str, now: datetime) -> None:
    """Erase participants, who are one person; they and the rounds are held by the caller."""
    _take_votes_back(session, people, now)
    _erase_given(session, people, now)
    _erase_reports(session, people)
    _close_accounts(session, people, now)
    for table in (WebSession, Receipt, SelfDeclaration):
        session.execute(delete(table).where(table.participant_id.in_(people)))
    session.execute(
        update(Participant).where(Participant.id.in_(people)).values(pseudonym=name, erased_at=now)
    )


def uncounted_rounds() -> Select[int]:
    """Select the rounds whose result does not stand yet."""
    counted = exists().where(ClosingSnapshot.round_id == ConsultationRound.id)
    return select(ConsultationRound.id).where(~counted)


def _take_votes_back(session: Session, people: Collection[int], now: datetime) -> None:
    """Take back what is not counted yet; counted votes stay in the sum, of nobody any more."""
    open_given = select(Contribution.id).where(Contribution.round_id.in_(uncounted_rounds()))
    revisions = select(AmendmentRevision.id).where(AmendmentRevision.amendment_id.in_(open_given))
    on_comments: ColumnElement[bool] = CommentVote.participant_id.in_(people)
    comments = session.scalars(
        select(CommentVote.comment_id)
        .where(on_comments, CommentVote.comment_id.in_(open_given))
        .order_by(CommentVote.comment_id)
    ).all()
    for table, is_open in (
        (ClauseVote, ClauseVote.round_id.in_(uncounted_rounds())),
        (UnclearMark, UnclearMark.round_id.in_(uncounted_rounds())),
        (AmendmentVote, AmendmentVote.revision_id.in_(revisions)),
        (CommentVote, CommentVote.comment_id.in_(open_given)),
    ):
        session.execute(delete(table).where(table.participant_id.in_(people), is_open))
    for comment_id in comments:
        recount(session, comment_id)
    session.execute(
        update(Signature)
        .where(
            Signature.participant_id.in_(people),
            Signature.organisation_id.is_(None),
            Signature.withdrawn_at.is_(None),
            Signature.revision_id.in_(revisions),
        )
        .values(withdrawn_at=now)
        .execution_options(synchronize_session=False)
    )


def _erase_given(session: Session, people: Collection[int], now: datetime) -> None:
    """Empty contributions; what was given for an organisation is the organisation's."""
    session.execute(
        update(Contribution).where(Contribution.participant_id.in_(people)).values(pseudonym=None)
    )
    rows = session.execute(
        select(Contribution.id, Contribution.kind, Contribution.organisation_id).where(
            Contribution.participant_id.in_(people)
        )
    ).all()
    own = [row.id for row in rows if row.organisation_id is None]
    amendments = [row.id for row in rows if row.kind is ContributionKind.AMENDMENT]
    fates = fates_of(session, [each for each in amendments if each in own], people)
    gone = [each for each in own if fates.get(each, Fate.GOES) is Fate.GOES]
    empty_comments(session, gone)
    empty_amendments(session, fates)
    actions = select(ModerationAction.id).where(ModerationAction.contribution_id.in_(gone))
    empty_decisions(session, actions)
    session.execute(
        update(ContentReport).where(ContentReport.contribution_id.in_(gone)).values(words=None)
    )
    session.execute(
        update(Contribution)
        .where(Contribution.id.in_(gone), Contribution.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    session.execute(delete(CoAuthor).where(CoAuthor.participant_id.in_(people)))


def fates_of(
    session: Session, amendments: Collection[int], people: Collection[int]
) -> dict[int, Fate]:
    """Return what becomes of amendments that these people wrote, by id; two queries."""
    shared = set(
        session.scalars(
            select(CoAuthor.amendment_id).where(
                CoAuthor.amendment_id.in_(amendments), CoAuthor.participant_id.not_in(people)
            )
        )
    )
    taken_up = set(
        session.scalars(
            select(Disposition.amendment_id).where(
                Disposition.amendment_id.in_(amendments), Disposition.outcome.in_(TAKEN_UP)
            )
        )
    )
    return {
        each: fate_of(is_shared=each in shared, is_taken_up=each in taken_up) for each in amendments
    }


def empty_comments(session: Session, ids: Collection[int]) -> None:
    """Empty the words in every language: a translation would tell what the original said."""
    session.execute(
        update(ContributionText).where(ContributionText.contribution_id.in_(ids)).values(body="")
    )
    session.execute(delete(CommentCorrection).where(CommentCorrection.comment_id.in_(ids)))
    session.execute(delete(WaveBand).where(WaveBand.leader_id.in_(ids)))


def empty_amendments(session: Session, fates: dict[int, Fate]) -> None:
    """Empty of each amendment, in every revision and language, what its fate says."""
    for fate, emptied in (
        (Fate.GOES, {"heading": None, "body": "", "reason": "", "impact": ""}),
        (Fate.WORDING_STAYS, {"reason": "", "impact": ""}),
    ):
        ids = [each for each, its in fates.items() if its is fate]
        revisions = select(AmendmentRevision.id).where(AmendmentRevision.amendment_id.in_(ids))
        session.execute(
            update(AmendmentRevisionText)
            .where(AmendmentRevisionText.revision_id.in_(revisions))
            .values(**emptied)
            .execution_options(synchronize_session=False)
        )


def empty_decisions(session: Session, actions: Select[int]) -> None:
    """Empty what was said about decisions: it may quote the words. The decisions stay."""
    appeals = select(Appeal.id).where(Appeal.action_id.in_(actions))
    for change in (
        update(AppealReason).where(AppealReason.appeal_id.in_(appeals)).values(reason=""),
        update(Appeal).where(Appeal.action_id.in_(actions)).values(words=""),
        update(StatementOfReasons)
        .where(StatementOfReasons.action_id.in_(actions))
        .values(facts=""),
    ):
        session.execute(change.execution_options(synchronize_session=False))


def _erase_reports(session: Session, people: Collection[int]) -> None:
    """Leave that something was reported, and by which rule; not what was said, nor by whom."""
    session.execute(
        update(ContentReport)
        .where(ContentReport.reporter_id.in_(people))
        .values(
            words=None,
            reporter_id=None,
            reporter_key=literal("erased ") + cast(ContentReport.id, String),
        )
        .execution_options(synchronize_session=False)
    )


def _close_accounts(session: Session, people: Collection[int], now: datetime) -> None:
    """End every way in, every role and every mandate."""
    accounts = session.scalars(select(Account.id).where(Account.participant_id.in_(people))).all()
    known: Select[Any] = select(ContactChannel.address).where(
        ContactChannel.account_id.in_(accounts)
    )
    asked = select(AddressChange.new_address).where(AddressChange.account_id.in_(accounts))
    addresses = session.scalars(known.union(asked)).all()
    for table in SENT_TO_ADDRESSES:
        session.execute(delete(table).where(table.address.in_(addresses)))
    for table in OF_AN_ACCOUNT:
        session.execute(delete(table).where(table.account_id.in_(accounts)))
    proposal = OperatorProposal
    session.execute(
        delete(proposal).where(
            proposal.decided_at.is_(None),
            proposal.account_id.in_(accounts) | proposal.proposed_by.in_(accounts),
        )
    )
    standing = (
        update(RoleGrant).where(RoleGrant.revoked_at.is_(None)).values(revoked_at=now),
        update(Delegate).where(Delegate.until_at.is_(None)).values(until_at=now),
    )
    for change, table in zip(standing, (RoleGrant, Delegate), strict=True):
        session.execute(change.where(table.account_id.in_(accounts)))  # type: ignore[attr-defined]
    session.execute(
        update(Account).where(Account.id.in_(accounts)).values(password_hash=None, disabled_at=now)
    )
