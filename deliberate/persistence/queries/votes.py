"""What one person sees of the voting on a clause: never more than the round lets everyone see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity, RoundState, open_until
from deliberate.domain.votes import ClauseChoice, is_unclear
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    VersionClause,
    VersionClauseNumber,
    VersionText,
    WordingText,
)
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import ClauseVote, UnclearMark
from deliberate.persistence.queries.frameworks import ClauseView, clause_view
from deliberate.persistence.queries.rounds import RoundView, newest_round_of
from deliberate.persistence.queries.tallies import (
    Count,
    Results,
    frozen_count,
    live_count,
    sealed_count,
)
from deliberate.persistence.queries.texts import Texts, texts_of


@dataclass(frozen=True)
class OwnVote:
    """Where the viewer stands."""

    choice: ClauseChoice
    in_this_round: bool
    on_these_words: bool


@dataclass(frozen=True)
class VotePanel:
    """The voting on a clause in the newest round, as one viewer may see it.

    While results are sealed nothing in it but `own` depends on anyone's choice.
    """

    slug: str
    titles: Texts
    """Of the framework."""
    clause: ClauseView
    """In the words that the round is about."""
    round: RoundView
    own: OwnVote | None
    has_marked: bool
    people: int
    marks: int
    """How many say that the words are unclear, by the button and not by a vote."""
    results: Results | None
    seen_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether votes on clauses are accepted at this moment."""
        return Activity.VOTE_ON_CLAUSES in self.round.activities_now

    @property
    def open_until(self) -> datetime | None:
        """When votes end being accepted; None where they are not open."""
        return open_until(self.round.schedule, Activity.VOTE_ON_CLAUSES, self.seen_at)

    @property
    def needed(self) -> Assurance:
        """How sure we must be of someone who votes now."""
        return self.round.activities_now.get(Activity.VOTE_ON_CLAUSES, Assurance.GUEST)

    @property
    def is_marked_unclear(self) -> bool:
        """Whether many press the button, compared with those who vote; votes play no part."""
        return is_unclear(self.marks, self.people)


def vote_panel(slug: str, clause_ref: str, viewer: Actor, now: datetime) -> VotePanel:
    """Return the voting on a clause as the viewer may see it.

    Raises `NotFound` where the newest announced round is not about this clause. A constant number
    of queries, whatever the number of votes and clauses.
    """
    framework_ref = db.session.scalar(select(Framework.ref).where(Framework.slug == slug))
    view = newest_round_of(framework_ref, now) if framework_ref is not None else None
    if view is None:
        raise NotFound
    place = _place(view.ref, clause_ref)
    count = _count(view, place)
    return VotePanel(
        slug=slug,
        titles=texts_of(VersionText.version_id, VersionText.title, [place.version_id])[
            place.version_id
        ],
        clause=_clause(clause_ref, place),
        round=view,
        own=_own_vote(viewer, place),
        has_marked=_has_marked(viewer, place),
        people=count.people,
        marks=count.marks,
        results=count.results,
        seen_at=now,
    )


def _place(round_ref: str, clause_ref: str) -> Any:
    """Return the ids of what is voted on; raises `NotFound`."""
    row = db.session.execute(
        select(
            ConsultationRound.id.label("round_id"),
            ConsultationRound.version_id,
            VersionClause.id.label("place_id"),
            VersionClause.clause_id,
            VersionClause.wording_id,
            ClauseWording.ref.label("wording_ref"),
        )
        .join(VersionClause, VersionClause.version_id == ConsultationRound.version_id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(ClauseWording, ClauseWording.id == VersionClause.wording_id)
        .where(ConsultationRound.ref == round_ref, Clause.ref == clause_ref)
    ).first()
    if row is None:
        raise NotFound
    return row


def _count(view: RoundView, place: Any) -> Count:
    """Return what everyone may see: choices are not even read while they are sealed."""
    if view.is_told:
        return frozen_count(view.ref, place.wording_ref)
    if view.shows_results and view.state is not RoundState.COUNTING:
        return live_count(place.round_id, place.wording_id)
    return sealed_count(place.round_id, place.wording_id)


def _clause(clause_ref: str, place: Any) -> ClauseView:
    owner = VersionClauseNumber.version_clause_id
    numbers = texts_of(owner, VersionClauseNumber.number, [place.place_id])[place.place_id]
    rows = db.session.execute(
        select(WordingText.locale, WordingText.heading, WordingText.body, WordingText.state)
        .where(WordingText.wording_id == place.wording_id)
        .order_by(WordingText.locale.desc())
    ).all()
    return clause_view(clause_ref, place.wording_ref, numbers, rows)


def _own_vote(viewer: Actor, place: Any) -> OwnVote | None:
    """Return the viewer's newest vote on any words of the clause, this round's before all."""
    row = db.session.execute(
        select(ClauseVote.choice, ClauseVote.round_id, ClauseVote.wording_id)
        .join(Participant, Participant.id == ClauseVote.participant_id)
        .join(ClauseWording, ClauseWording.id == ClauseVote.wording_id)
        .where(
            Participant.ref == viewer.participant_ref, ClauseWording.clause_id == place.clause_id
        )
        .order_by((ClauseVote.round_id == place.round_id).desc(), ClauseVote.cast_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return OwnVote(
        choice=row.choice,
        in_this_round=row.round_id == place.round_id,
        on_these_words=row.wording_id == place.wording_id,
    )


def _has_marked(viewer: Actor, place: Any) -> bool:
    found = db.session.scalar(
        select(UnclearMark.wording_id)
        .join(Participant, Participant.id == UnclearMark.participant_id)
        .where(
            Participant.ref == viewer.participant_ref,
            UnclearMark.round_id == place.round_id,
            UnclearMark.wording_id == place.wording_id,
        )
    )
    return found is not None
