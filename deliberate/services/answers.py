"""Answering comments for the public body: one, or several that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.answers import AlreadyAnswered, NothingToAnswer, StaleAnswer
from deliberate.domain.contributions import ContributionKind
from deliberate.domain.dispositions import ensure_official_words
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.amendments import STANDING
from deliberate.persistence.closing_rounds import round_being_answered
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import Answer, AnsweredComment, AnswerText
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.people import account_id_of


def answer_comments(
    actor: Actor,
    round_ref: str,
    comment_refs: Sequence[str],
    texts: Mapping[str, str],
    now: datetime,
) -> str:
    """Give comments of a counted round one answer; return its ref.

    Raises `NothingToAnswer`, `OfficialWordsMissing`, `OfficialWordsTooLong`, `AlreadyAnswered`,
    `NotFound` (no such comment in the round, or it is withdrawn or hidden), `RoundStillOpen`,
    `AlreadyPublished`, `NotPermitted`, `SignInNeeded`.
    """
    kept = ensure_official_words(texts)
    if not comment_refs:
        raise NothingToAnswer
    with transaction() as session:
        row, framework_ref = round_being_answered(session, round_ref)
        authorize(actor, Permission.COMMENT_ANSWER, framework_ref)
        comment_ids = _unanswered(session, row, comment_refs)
        answer = Answer(round_id=row.id, answered_by=account_id_of(session, actor), answered_at=now)
        session.add(answer)
        session.flush()
        _say(session, answer, kept)
        session.add_all(
            AnsweredComment(comment_id=comment_id, answer_id=answer.id)
            for comment_id in comment_ids
        )
        thing = Thing("answer", answer.ref)
        record(session, actor, "answer", thing, now, framework_ref=framework_ref)
        return answer.ref


def _unanswered(session: Session, row: ConsultationRound, comment_refs: Sequence[str]) -> list[int]:
    wanted = set(comment_refs)
    rows = session.execute(
        select(Contribution.id, Contribution.ref, AnsweredComment.answer_id)
        .outerjoin(AnsweredComment, AnsweredComment.comment_id == Contribution.id)
        .where(
            Contribution.round_id == row.id,
            Contribution.kind == ContributionKind.COMMENT,
            Contribution.ref.in_(wanted),
            *STANDING,
        )
    ).all()
    if len(rows) != len(wanted):
        raise NotFound
    answered = tuple(each.ref for each in rows if each.answer_id is not None)
    if answered:
        raise AlreadyAnswered(answered)
    return [each.id for each in rows]


def _say(session: Session, answer: Answer, texts: Mapping[str, str]) -> None:
    session.execute(delete(AnswerText).where(AnswerText.answer_id == answer.id))
    session.add_all(
        AnswerText(answer_id=answer.id, locale=Locale(locale), body=body)
        for locale, body in texts.items()
    )


def change_answer(
    actor: Actor, ref: str, texts: Mapping[str, str], seen: int, now: datetime
) -> None:
    """Put an answer into other words, until publication; `seen` is the revision it was made from.

    Raises `StaleAnswer`, and as `answer_comments`.
    """
    kept = ensure_official_words(texts)
    with transaction() as session:
        answer, framework_ref = _changeable(session, actor, ref)
        if answer.revision != seen:
            raise StaleAnswer
        answer.revision, answer.answered_at = seen + 1, now
        answer.answered_by = account_id_of(session, actor)
        _say(session, answer, kept)
        thing = Thing("answer", ref)
        record(session, actor, "change answer", thing, now, framework_ref=framework_ref)


def take_answer_back(actor: Actor, ref: str, now: datetime) -> None:
    """Take an answer back before publication: its comments wait for another one.

    Raises as `change_answer`.
    """
    with transaction() as session:
        answer, framework_ref = _changeable(session, actor, ref)
        session.execute(delete(AnsweredComment).where(AnsweredComment.answer_id == answer.id))
        session.execute(delete(AnswerText).where(AnswerText.answer_id == answer.id))
        session.delete(answer)
        thing = Thing("answer", ref)
        record(session, actor, "take answer back", thing, now, framework_ref=framework_ref)


def _changeable(session: Session, actor: Actor, ref: str) -> tuple[Answer, str]:
    round_ref = session.scalar(
        select(ConsultationRound.ref)
        .join(Answer, Answer.round_id == ConsultationRound.id)
        .where(Answer.ref == ref)
    )
    if round_ref is None:
        raise NotFound
    _row, framework_ref = round_being_answered(session, round_ref)
    authorize(actor, Permission.COMMENT_ANSWER, framework_ref)
    answer = session.scalars(
        select(Answer).where(Answer.ref == ref).execution_options(populate_existing=True)
    ).one()
    return answer, framework_ref
