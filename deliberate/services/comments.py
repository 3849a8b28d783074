"""Commenting on a clause, replying, and taking a comment back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import (
    PLACES,
    NothingToReplyTo,
    Stance,
    ensure_comment,
    ensure_fresh_name,
    ensure_replies_end,
)
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.credentials import Newcomer
from deliberate.domain.errors import Conflict, NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity
from deliberate.domain.votes import StaleWording
from deliberate.persistence.comments import comment_by_ref, own_comment
from deliberate.persistence.database import transaction
from deliberate.persistence.guests import admit
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.comments import CommentStanding
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.frameworks import Clause, ClauseWording
from deliberate.persistence.models.organisations import Organisation
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.people import assurance_of, participant_held, participant_of
from deliberate.persistence.rounds import hold_round, round_for_writing, wording_held
from deliberate.persistence.submissions import made_by_form, remember_form


@dataclass(frozen=True)
class NewComment:
    """What someone says about a clause, in the round and on the words that they have read."""

    round_ref: str
    clause_ref: str
    wording_ref: str
    body: str
    locale: Locale
    form_key: str
    """Random, of the form that it was written in; sending the form twice makes one comment."""
    stance: Stance | None = None
    one_time_name: str = ""
    """A name for this comment alone; empty for the author's usual pseudonym."""
    parent_ref: str | None = None


@dataclass(frozen=True)
class Posted:
    """A comment that stands; a new guest's way back, whose code is shown once."""

    ref: str
    token: str | None = None
    code: str | None = None


def post_comment(
    actor: Actor, new: NewComment, received_at: datetime, newcomer: Newcomer | None = None
) -> Posted:
    """Add a comment; a stranger becomes a guest with it. The same form sent again adds nothing.

    Raises `EmptyComment`, `CommentTooLong`, `BadPseudonym`, `NameNotFresh`, `SignInNeeded`,
    `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`, `NotFound`, `StaleWording`, `ReplyTooDeep`,
    `NothingToReplyTo`, and `Conflict` for a form that someone else has sent.
    """
    new = replace(new, body=ensure_comment(new.body))
    try:
        return _post(actor, new, received_at, newcomer)
    except (StaleWording, NothingToReplyTo):
        raise
    except Conflict:  # the same form arrived twice at once; its other half may stand by now
        return _post(actor, new, received_at, newcomer)


def _post(
    actor: Actor, new: NewComment, received_at: datetime, newcomer: Newcomer | None
) -> Posted:
    with transaction() as session:
        earlier = made_by_form(session, new.form_key)
        if earlier is not None:
            return _same_again(session, actor, earlier, newcomer, received_at)
        if actor.participant_ref is not None or newcomer is None:
            assurance = assurance_of(session, participant_of(session, actor).id)
            held_round = _round(session, new, assurance, received_at)
            author, way_back = participant_held(session, actor), Posted("")
        else:
            held_round = _round(session, new, Assurance.GUEST, received_at)
            welcome = admit(session, newcomer, received_at)
            author, way_back = welcome.participant, Posted("", welcome.token, welcome.code)
        ref = _add(session, actor, author, held_round, new, received_at)
        return replace(way_back, ref=ref)


def _same_again(
    session: Session,
    actor: Actor,
    earlier: Contribution,
    newcomer: Newcomer | None,
    received_at: datetime,
) -> Posted:
    """Return what the form made the first time, to the one who sent it and to nobody else."""
    if actor.participant_ref is not None or newcomer is None:
        found = Posted(earlier.ref)
        sender = participant_of(session, actor)
    else:
        welcome = admit(session, newcomer, received_at)
        found = Posted(earlier.ref, welcome.token, welcome.code)
        sender = welcome.participant
    if sender.id != earlier.participant_id:
        raise Conflict
    return found


def _round(
    session: Session, new: NewComment, assurance: Assurance, received_at: datetime
) -> ConsultationRound:
    return round_for_writing(session, new.round_ref, Activity.COMMENT, assurance, received_at)


def _add(
    session: Session,
    actor: Actor,
    author: Participant,
    held_round: ConsultationRound,
    new: NewComment,
    received_at: datetime,
) -> str:
    comment = Comment(
        wording_id=wording_held(session, held_round, new.clause_ref, new.wording_ref),
        parent_id=_parent_id(session, new),
        stance=new.stance,
    )
    contribution = Contribution(
        kind=ContributionKind.COMMENT,
        round_id=held_round.id,
        participant_id=author.id,
        organisation_id=_organisation_id(session, actor, new),
        channel=Channel.WEB,
        pseudonym=_one_time_name(session, author, new),
        created_at=received_at,
        submitted_at=received_at,
    )
    session.add(contribution)
    session.flush()
    comment.contribution_id = contribution.id
    _add_words(session, comment, new)
    remember_form(session, new.form_key, contribution.id)
    writer = ANONYMOUS if contribution.pseudonym is not None else actor
    record(session, writer, "comment", Thing("comment", contribution.ref), received_at)
    return contribution.ref


def _add_words(session: Session, comment: Comment, new: NewComment) -> None:
    """Add what was said, and the lot that the comment draws for its place in the list."""
    words = ContributionText(
        contribution_id=comment.contribution_id,
        locale=new.locale,
        body=new.body,
        is_original=True,
    )
    session.add_all((comment, words))
    session.flush()
    lot = secrets.randbelow(PLACES - 1) + 1
    session.add(CommentStanding(comment_id=comment.contribution_id, lot=lot))


def _one_time_name(session: Session, author: Participant, new: NewComment) -> str | None:
    if not new.one_time_name:
        return None
    used = session.scalars(
        select(Contribution.pseudonym).where(
            Contribution.participant_id == author.id, Contribution.pseudonym.is_not(None)
        )
    )
    return ensure_fresh_name(
        new.one_time_name, [author.pseudonym, *(each for each in used if each is not None)]
    )


def _organisation_id(session: Session, actor: Actor, new: NewComment) -> int | None:
    """Return for whom a delegate speaks; under a one-time name everybody speaks for themselves."""
    if actor.acting_for not in actor.organisations or new.one_time_name:
        return None
    return session.scalar(select(Organisation.id).where(Organisation.ref == actor.acting_for))


def _parent_id(session: Session, new: NewComment) -> int | None:
    if new.parent_ref is None:
        return None
    found = comment_by_ref(session, new.parent_ref)
    clause_ref = session.scalar(
        select(Clause.ref)
        .join(ClauseWording, ClauseWording.clause_id == Clause.id)
        .where(ClauseWording.id == found.comment.wording_id)
    )
    if clause_ref != new.clause_ref:
        raise NotFound
    ensure_replies_end(parent_is_reply=found.comment.parent_id is not None)
    if found.contribution.withdrawn_at is not None or found.contribution.hidden_at is not None:
        raise NothingToReplyTo
    return found.contribution.id


def withdraw_comment(actor: Actor, ref: str, now: datetime) -> None:
    """Take one's own comment back, before closing or after; its place and its replies stay.

    Raises `NotFound`, `SignInNeeded`, `NotYours`, `AlreadyWithdrawn`.
    """
    with transaction() as session:
        found = own_comment(session, actor, ref)
        hold_round(session, found.round.id)
        found.contribution.withdrawn_at = now
        writer = ANONYMOUS if found.contribution.pseudonym is not None else actor
        record(session, writer, "withdraw", Thing("comment", ref), now)
