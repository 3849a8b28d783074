"""What one person has given, newest first, and what became of it: for their eyes only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import aliased

from deliberate.domain.actors import Actor
from deliberate.domain.visibility import Action, Viewer, Visibility, Words, visible_text
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.dispositions import AnsweredComment
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    FrameworkVersion,
    VersionClause,
    VersionClauseNumber,
)
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound, RoundText
from deliberate.persistence.models.votes import ClauseVote
from deliberate.persistence.queries.texts import Texts, texts_of, words_of
from deliberate.persistence.visibility import latest_actions


@dataclass(frozen=True)
class Spot:
    """A clause in the words that something was given on, and where that was."""

    slug: str
    ref: str
    numbers: Texts
    headings: Texts
    bodies: Texts
    round_titles: Texts
    has_changed: bool
    """Whether the newest version says something else now, or has no such clause."""


@dataclass(frozen=True)
class GivenVote:
    """A vote on a clause."""

    spot: Spot
    choice: ClauseChoice
    given_at: datetime


@dataclass(frozen=True)
class GivenComment:
    """A comment in its author's own words, whatever others can see of it."""

    spot: Spot
    ref: str
    locale: str
    body: str
    visibility: Visibility
    """What others can read of it."""
    action_ref: str | None
    """Of the statement of reasons, where a moderator took words away."""
    is_answered: bool
    pseudonym: str | None
    """The one-time pseudonym, where it was given under one."""
    given_at: datetime


@dataclass(frozen=True)
class Given:
    """Everything that a person gave."""

    votes: Sequence[GivenVote]
    comments: Sequence[GivenComment]


def given_by(viewer: Actor) -> Given:
    """Return what the viewer gave. Eight queries, whatever that is."""
    people = people_of(viewer)
    votes, comments = _votes(people), _comments(people)
    spots = _spots([*votes, *comments])
    actions = latest_actions([row.Contribution.id for row in comments])
    return Given(
        votes=[
            GivenVote(spots[row.wording_id, row.round_id], row.choice, row.cast_at) for row in votes
        ],
        comments=[
            _comment(spots[row.wording_id, row.round_id], row, actions[row.Contribution.id])
            for row in comments
        ],
    )


def people_of(viewer: Actor) -> list[int]:
    """Return the viewer's participant and the guests that were merged into it."""
    if viewer.participant_ref is None:
        return []
    own = select(Participant.id).where(Participant.ref == viewer.participant_ref)
    mine = (Participant.id == own.scalar_subquery()) | (
        Participant.merged_into == own.scalar_subquery()
    )
    return list(db.session.scalars(select(Participant.id).where(mine)))


def _votes(people: Collection[int]) -> Sequence[Any]:
    return db.session.execute(
        select(ClauseVote.wording_id, ClauseVote.round_id, ClauseVote.choice, ClauseVote.cast_at)
        .where(ClauseVote.participant_id.in_(people))
        .order_by(ClauseVote.cast_at.desc(), ClauseVote.id.desc())
    ).all()


def _comments(people: Collection[int]) -> Sequence[Any]:
    """Return the viewer's comments; that one is answered is known when the outcome is published."""
    answered = exists().where(
        AnsweredComment.comment_id == Contribution.id
    ) & ConsultationRound.published_at.is_not(None)
    original = (ContributionText.contribution_id == Contribution.id) & ContributionText.is_original
    return db.session.execute(
        select(
            Contribution,
            Contribution.round_id,
            Comment.wording_id,
            ContributionText.locale,
            ContributionText.body,
            ConsultationRound.premoderated,
            answered.label("is_answered"),
        )
        .join(Comment, Comment.contribution_id == Contribution.id)
        .join(ContributionText, original)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .where(Contribution.participant_id.in_(people), Contribution.submitted_at.is_not(None))
        .order_by(Contribution.submitted_at.desc(), Contribution.id.desc())
    ).all()


def _comment(spot: Spot, row: Any, actions: Sequence[Action]) -> GivenComment:
    given: Contribution = row.Contribution
    words = Words(
        row.body,
        is_withdrawn=given.withdrawn_at is not None,
        is_premoderated=row.premoderated,
    )
    shown = visible_text(words, actions, Viewer(is_author=True))
    return GivenComment(
        spot=spot,
        ref=given.ref,
        locale=row.locale.value,
        body=shown.text,
        visibility=shown.kind,
        action_ref=shown.action_ref,
        is_answered=row.is_answered,
        pseudonym=given.pseudonym,
        given_at=given.submitted_at or given.created_at,
    )


def _spots(given: Sequence[Any]) -> dict[tuple[int, int], Spot]:
    """Return by (wording, round) where things were given, in four queries."""
    wordings = {row.wording_id for row in given}
    rows = db.session.execute(_places(wordings, {row.round_id for row in given})).all()
    headings, bodies = words_of(wordings)
    titles = texts_of(RoundText.round_id, RoundText.title, {row.round_id for row in rows})
    numbers = texts_of(
        VersionClauseNumber.version_clause_id,
        VersionClauseNumber.number,
        {row.place_id for row in rows},
    )
    return {
        (row.wording_id, row.round_id): Spot(
            slug=row.slug,
            ref=row.clause_ref,
            numbers=numbers[row.place_id],
            headings=headings[row.wording_id],
            bodies=bodies[row.wording_id],
            round_titles=titles[row.round_id],
            has_changed=row.newest != row.wording_id,
        )
        for row in rows
    }


def _places(wordings: Collection[int], rounds: Collection[int]) -> Select[Any]:
    in_round = (VersionClause.version_id == ConsultationRound.version_id) & (
        VersionClause.wording_id == ClauseWording.id
    )
    return (
        select(
            ClauseWording.id.label("wording_id"),
            ConsultationRound.id.label("round_id"),
            VersionClause.id.label("place_id"),
            Clause.ref.label("clause_ref"),
            Framework.slug,
            _newest_wording().label("newest"),
        )
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .join(Framework, Framework.id == Clause.framework_id)
        .join(ConsultationRound, ConsultationRound.framework_id == Framework.id)
        .outerjoin(VersionClause, in_round)
        .where(ClauseWording.id.in_(wordings), ConsultationRound.id.in_(rounds))
    )


def _newest_wording() -> ScalarSelect[Any]:
    """Return what the clause says in the newest version, NULL where it is no part of it."""
    version, place = aliased(FrameworkVersion), aliased(VersionClause)
    newest = (
        select(func.max(version.number))
        .where(version.framework_id == Framework.id)
        .correlate(Framework)
        .scalar_subquery()
    )
    holder = aliased(FrameworkVersion)
    return (
        select(place.wording_id)
        .join(holder, holder.id == place.version_id)
        .where(
            place.clause_id == Clause.id,
            holder.framework_id == Framework.id,
            holder.number == newest,
        )
        .correlate(Clause, Framework)
        .scalar_subquery()
    )
