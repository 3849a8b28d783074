"""Agreeing with a comment, disagreeing, or passing on: open votes that order comments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.comments import AlreadyWithdrawn, OwnComment, UnderModeration
from deliberate.domain.credentials import Newcomer
from deliberate.domain.errors import Conflict
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity
from deliberate.domain.votes import CommentChoice, ensure_person
from deliberate.persistence.comments import Found, comment_by_ref, recount
from deliberate.persistence.database import transaction
from deliberate.persistence.guests import Welcome, admit
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.votes import CommentVote
from deliberate.persistence.people import assurance_of, participant_held, participant_of
from deliberate.persistence.rounds import round_for_writing
from deliberate.persistence.upsert import upsert


def answer_comment(
    actor: Actor,
    ref: str,
    choice: CommentChoice,
    seen: Locale,
    received_at: datetime,
    newcomer: Newcomer | None = None,
) -> Welcome | None:
    """Vote on a comment, or change the vote while its round takes comments; the last one counts.

    A stranger becomes a guest with it: then returns the way back. Raises
    `OrganisationsDoNotVote`, `NotFound`, `SignInNeeded`, `OwnComment`, `AlreadyWithdrawn`,
    `UnderModeration`, `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`.
    """
    ensure_person(actor)
    try:
        return _answer(actor, ref, choice, seen, received_at, newcomer)
    except (AlreadyWithdrawn, UnderModeration):
        raise
    except Conflict:  # the same form arrived twice at once; its other half has made the guest
        return _answer(actor, ref, choice, seen, received_at, newcomer)


def _answer(
    actor: Actor,
    ref: str,
    choice: CommentChoice,
    seen: Locale,
    received_at: datetime,
    newcomer: Newcomer | None,
) -> Welcome | None:
    with transaction() as session:
        found = comment_by_ref(session, ref)
        voter, welcome = _voter(session, actor, found, received_at, newcomer)
        _ensure_answerable(found, voter)
        values = {
            "comment_id": found.contribution.id,
            "participant_id": voter.id,
            "choice": choice,
            "locale": seen,
            "cast_at": received_at,
        }
        keys, updates = ("participant_id", "comment_id"), ("choice", "locale", "cast_at")
        upsert(session, CommentVote, values, keys, updates)
        recount(session, found.contribution.id)
        record(session, actor, "vote on comment", Thing("comment", ref), received_at)
        return welcome


def _voter(
    session: Session,
    actor: Actor,
    found: Found,
    received_at: datetime,
    newcomer: Newcomer | None,
) -> tuple[Participant, Welcome | None]:
    """Return who votes, once the round has been held for them, and their way back if new."""
    is_new = actor.participant_ref is None and newcomer is not None
    assurance = (
        Assurance.GUEST if is_new else assurance_of(session, participant_of(session, actor).id)
    )
    round_for_writing(session, found.round.ref, Activity.COMMENT, assurance, received_at)
    if newcomer is not None and is_new:
        welcome = admit(session, newcomer, received_at)
        return welcome.participant, welcome
    return participant_held(session, actor), None


def _ensure_answerable(found: Found, voter: Participant) -> None:
    if found.contribution.participant_id == voter.id:
        raise OwnComment
    if found.contribution.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if found.contribution.hidden_at is not None:
        raise UnderModeration
