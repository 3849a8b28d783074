"""Voting on clauses, and saying that one is unclear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import Newcomer
from deliberate.domain.errors import Conflict
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity
from deliberate.domain.votes import ClauseChoice, StaleWording, ensure_person
from deliberate.persistence.database import transaction
from deliberate.persistence.guests import admit
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import ClauseVote, UnclearMark
from deliberate.persistence.people import assurance_of, participant_held, participant_of
from deliberate.persistence.rounds import round_for_writing, wording_held
from deliberate.persistence.upsert import upsert

VOTE_KEYS = ("participant_id", "wording_id", "round_id")


@dataclass(frozen=True)
class Ballot:
    """What someone votes on: a clause, in the words that they have read, in a round."""

    round_ref: str
    clause_ref: str
    wording_ref: str
    seen: Locale
    """The language in which they read it."""


@dataclass(frozen=True)
class Entry:
    """A new guest's way back; the code is shown once."""

    token: str
    code: str


@dataclass(frozen=True)
class _Place:
    """Who writes where, each by its id."""

    participant_id: int
    round_id: int
    wording_id: int


Write = Callable[[Session, _Place], str | None]
"""Writes and returns the verb for the journal, None where there was nothing to do."""


def cast_vote(
    actor: Actor,
    ballot: Ballot,
    choice: ClauseChoice,
    received_at: datetime,
    newcomer: Newcomer | None = None,
) -> Entry | None:
    """Vote, or change a vote until closing; the last one counts.

    A stranger becomes a guest with their first vote: then returns the way back. Raises
    `OrganisationsDoNotVote`, `SignInNeeded`, `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`,
    `NotFound`, `StaleWording`.
    """

    def write(session: Session, place: _Place) -> str:
        values = {
            **vars(place),
            "choice": choice,
            "locale": ballot.seen,
            "cast_at": received_at,
        }
        upsert(session, ClauseVote, values, VOTE_KEYS, ("choice", "locale", "cast_at"))
        return "vote"

    return _take_part(actor, ballot, write, received_at, newcomer)


def mark_unclear(
    actor: Actor, ballot: Ballot, received_at: datetime, newcomer: Newcomer | None = None
) -> Entry | None:
    """Say that a clause is unclear, beside and apart from voting; twice is once.

    Returns and raises as `cast_vote`.
    """

    def write(session: Session, place: _Place) -> str:
        upsert(session, UnclearMark, {**vars(place), "marked_at": received_at}, VOTE_KEYS, ())
        return "mark unclear"

    return _take_part(actor, ballot, write, received_at, newcomer)


def unmark_unclear(
    actor: Actor, ballot: Ballot, received_at: datetime, newcomer: Newcomer | None = None
) -> Entry | None:
    """Take back that a clause is unclear; returns and raises as `cast_vote`."""

    def write(session: Session, place: _Place) -> str | None:
        gone = session.execute(
            delete(UnclearMark).filter_by(**vars(place)).returning(UnclearMark.wording_id)
        ).first()
        return "unmark unclear" if gone else None

    return _take_part(actor, ballot, write, received_at, newcomer)


def _take_part(
    actor: Actor, ballot: Ballot, write: Write, received_at: datetime, newcomer: Newcomer | None
) -> Entry | None:
    ensure_person(actor)
    if actor.participant_ref is not None or newcomer is None:
        with transaction() as session:
            _write_as_participant(session, actor, ballot, write, received_at)
        return None
    try:
        return _write_as_newcomer(actor, ballot, write, received_at, newcomer)
    except StaleWording:
        raise
    except Conflict:  # the same form was sent twice at once: its other half has made the guest
        return _write_as_newcomer(actor, ballot, write, received_at, newcomer)


def _write_as_participant(
    session: Session, actor: Actor, ballot: Ballot, write: Write, received_at: datetime
) -> None:
    assurance = assurance_of(session, participant_of(session, actor).id)
    held_round = _round(session, ballot, assurance, received_at)
    participant = participant_held(session, actor)
    _write(session, actor, ballot, write, (held_round, participant.id), received_at)


def _write_as_newcomer(
    actor: Actor, ballot: Ballot, write: Write, received_at: datetime, newcomer: Newcomer
) -> Entry:
    with transaction() as session:
        held_round = _round(session, ballot, Assurance.GUEST, received_at)
        welcome = admit(session, newcomer, received_at)
        where = (held_round, welcome.participant.id)
        _write(session, actor, ballot, write, where, received_at)
        return Entry(welcome.token, welcome.code)


def _round(
    session: Session, ballot: Ballot, assurance: Assurance, received_at: datetime
) -> ConsultationRound:
    return round_for_writing(
        session, ballot.round_ref, Activity.VOTE_ON_CLAUSES, assurance, received_at
    )


def _write(
    session: Session,
    actor: Actor,
    ballot: Ballot,
    write: Write,
    where: tuple[ConsultationRound, int],
    received_at: datetime,
) -> None:
    held_round, participant_id = where
    place = _Place(
        participant_id,
        held_round.id,
        wording_held(session, held_round, ballot.clause_ref, ballot.wording_ref),
    )
    verb = write(session, place)
    if verb is not None:
        record(session, actor, verb, Thing("clause", ballot.clause_ref), received_at)
