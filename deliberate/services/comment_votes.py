"""Agreeing with a comment, disagreeing, or passing on: open votes that order comments."""

from __future__ import annotations

from datetime import datetime

from deliberate.domain.actors import Actor
from deliberate.domain.comments import AlreadyWithdrawn, OwnComment, UnderModeration
from deliberate.domain.credentials import Newcomer
from deliberate.domain.errors import Conflict
from deliberate.domain.localized import Locale
from deliberate.domain.rounds import Activity
from deliberate.domain.votes import CommentChoice, ensure_person
from deliberate.persistence.comments import Found, comment_by_ref, recount
from deliberate.persistence.database import transaction
from deliberate.persistence.guests import Welcome
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.votes import CommentVote
from deliberate.persistence.upsert import upsert
from deliberate.persistence.voters import voter_in


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
        place = (found.round.ref, Activity.COMMENT)
        voter, welcome = voter_in(session, actor, place, received_at, newcomer)
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


def _ensure_answerable(found: Found, voter: Participant) -> None:
    if found.contribution.participant_id == voter.id:
        raise OwnComment
    if found.contribution.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if found.contribution.hidden_at is not None:
        raise UnderModeration
