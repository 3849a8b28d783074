"""Voting on amendments: for, against, abstain; on the revision that one has read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import AmendmentGone, StaleAmendment
from deliberate.domain.credentials import Newcomer
from deliberate.domain.errors import Conflict
from deliberate.domain.localized import Locale
from deliberate.domain.rounds import Activity
from deliberate.domain.votes import AmendmentChoice, ensure_person
from deliberate.persistence.amendment_writing import amendment_by_ref, ensure_seen, ensure_stands
from deliberate.persistence.database import transaction
from deliberate.persistence.guests import Welcome
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.votes import AmendmentVote
from deliberate.persistence.upsert import upsert
from deliberate.persistence.voters import voter_in

KEYS, UPDATES = ("participant_id", "revision_id"), ("choice", "locale", "cast_at")


@dataclass(frozen=True)
class AmendmentBallot:
    """What someone votes on: an amendment, in the revision that they have read."""

    ref: str
    revision: int
    seen: Locale
    """The language in which they read it."""


def vote_on_amendment(
    actor: Actor,
    ballot: AmendmentBallot,
    choice: AmendmentChoice,
    received_at: datetime,
    newcomer: Newcomer | None = None,
) -> Welcome | None:
    """Vote, or change a vote until closing; the last one counts.

    A stranger becomes a guest with it: then returns the way back. Raises
    `OrganisationsDoNotVote`, `SignInNeeded`, `NotFound`, `AmendmentGone`, `StaleAmendment`,
    `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`.
    """
    ensure_person(actor)
    try:
        return _vote(actor, ballot, choice, received_at, newcomer)
    except (AmendmentGone, StaleAmendment):
        raise
    except Conflict:  # the same form arrived twice at once; its other half has made the guest
        return _vote(actor, ballot, choice, received_at, newcomer)


def _vote(
    actor: Actor,
    ballot: AmendmentBallot,
    choice: AmendmentChoice,
    received_at: datetime,
    newcomer: Newcomer | None,
) -> Welcome | None:
    with transaction() as session:
        found = amendment_by_ref(session, ballot.ref, shared=True)
        ensure_stands(found)
        place = (found.round.ref, Activity.VOTE_ON_AMENDMENTS)
        voter, welcome = voter_in(session, actor, place, received_at, newcomer)
        ensure_seen(found, ballot.revision)
        values = {
            "revision_id": found.revision.id,
            "participant_id": voter.id,
            "choice": choice,
            "locale": ballot.seen,
            "cast_at": received_at,
        }
        upsert(session, AmendmentVote, values, KEYS, UPDATES)
        record(session, actor, "vote on amendment", Thing("amendment", ballot.ref), received_at)
        return welcome
