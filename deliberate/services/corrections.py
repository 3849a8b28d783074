"""Changing one's own comment: without a trace at first, later as a correction that all can see."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import ensure_comment, is_editable
from deliberate.domain.rounds import Activity
from deliberate.persistence.comments import ensure_not_moderated, own_comment
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.comments import CommentCorrection
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.people import assurance_of
from deliberate.persistence.rounds import round_for_writing


def correct_comment(actor: Actor, ref: str, body: str, received_at: datetime) -> None:
    """Change the words of one's own comment while its round takes comments.

    In the first quarter of an hour they are replaced. Afterwards the earlier words stay readable
    together with their translations, which do not fit the new words any more. The same words
    again change nothing.

    Raises `EmptyComment`, `CommentTooLong`, `NotFound`, `SignInNeeded`, `NotYours`,
    `AlreadyWithdrawn`, `UnderModeration`, `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`.
    """
    words = ensure_comment(body)
    with transaction() as session:
        contribution, _comment, its_round = own_comment(session, actor, ref)
        assurance = assurance_of(session, contribution.participant_id)
        round_for_writing(session, its_round.ref, Activity.COMMENT, assurance, received_at)
        ensure_not_moderated(contribution)
        texts = _texts(session, contribution.id)
        original = next(each for each in texts if each.is_original)
        if original.body == words:
            return
        if not _is_fresh(contribution, received_at):
            _keep(session, texts, received_at)
            original.corrected_at = received_at
        for each in texts:
            if not each.is_original:
                session.delete(each)
        original.body = words
        writer = ANONYMOUS if contribution.pseudonym is not None else actor
        record(session, writer, "correct", Thing("comment", ref), received_at)


def _texts(session: Session, contribution_id: int) -> list[ContributionText]:
    wanted = select(ContributionText).where(ContributionText.contribution_id == contribution_id)
    return list(session.scalars(wanted))


def _is_fresh(contribution: Contribution, received_at: datetime) -> bool:
    submitted_at = contribution.submitted_at
    return submitted_at is not None and is_editable(submitted_at, received_at)


def _keep(session: Session, texts: list[ContributionText], received_at: datetime) -> None:
    """Keep the words as they are now, in every language."""
    comment_id = texts[0].contribution_id
    last = session.scalar(
        select(func.max(CommentCorrection.number)).where(CommentCorrection.comment_id == comment_id)
    )
    session.add_all(
        CommentCorrection(
            comment_id=comment_id,
            number=(last or 0) + 1,
            locale=each.locale,
            body=each.body,
            is_original=each.is_original,
            corrected_at=received_at,
        )
        for each in texts
    )
