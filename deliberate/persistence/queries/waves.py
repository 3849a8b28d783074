"""Waves of comments that say nearly the same, for the moderators of their frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from deliberate.domain.actors import Actor
from deliberate.domain.localized import Locale
from deliberate.domain.waves import is_wave
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.moderation import WaveMember
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.queries.moderation_queue import moderated_by

MOST = 50
MOST_MEMBERS = 50


@dataclass(frozen=True)
class Wave:
    """Comments that say nearly the same in one round."""

    slug: str
    people: int
    comments: int
    words: str
    """Of the first of them."""
    locale: Locale
    members: Sequence[str]
    """Refs, the first at the front; at most fifty."""


def waves(viewer: Actor) -> list[Wave]:
    """Return the waves in rounds that are not counted yet, those of most people first.

    Two queries. Raises `SignInNeeded`, and `NotPermitted` for someone who moderates nothing.
    """
    rows = _grouped(moderated_by(viewer))
    members = _members([row.leader_id for row in rows])
    return [
        Wave(
            row.slug, row.people, row.comments, row.body, row.locale, members.get(row.leader_id, [])
        )
        for row in rows
    ]


def _grouped(frameworks: Sequence[str]) -> Sequence[Any]:
    people = func.count(Contribution.participant_id.distinct()).label("people")
    leader = aliased(Contribution)
    first = (ContributionText.body, ContributionText.locale)
    return db.session.execute(
        select(WaveMember.leader_id, Framework.slug, people, func.count().label("comments"), *first)
        .join(Contribution, Contribution.id == WaveMember.comment_id)
        .join(leader, leader.id == WaveMember.leader_id)
        .join(ContributionText, ContributionText.contribution_id == leader.id)
        .join(ConsultationRound, ConsultationRound.id == leader.round_id)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .outerjoin(ClosingSnapshot, ClosingSnapshot.round_id == ConsultationRound.id)
        .where(
            Framework.ref.in_(frameworks),
            ClosingSnapshot.round_id.is_(None),
            Contribution.withdrawn_at.is_(None),
            ContributionText.is_original,
        )
        .group_by(WaveMember.leader_id, Framework.slug, *first)
        .having(is_wave(people))
        .order_by(people.desc(), WaveMember.leader_id)
        .limit(MOST)
    ).all()


def _members(leader_ids: Sequence[int]) -> dict[int, list[str]]:
    place = func.row_number().over(
        partition_by=WaveMember.leader_id, order_by=WaveMember.comment_id
    )
    numbered = (
        select(WaveMember.leader_id, Contribution.ref, place.label("place"))
        .join(Contribution, Contribution.id == WaveMember.comment_id)
        .where(WaveMember.leader_id.in_(leader_ids), Contribution.withdrawn_at.is_(None))
        .subquery()
    )
    rows = db.session.execute(
        select(numbered.c.leader_id, numbered.c.ref)
        .where(numbered.c.place <= MOST_MEMBERS)
        .order_by(numbered.c.leader_id, numbered.c.place)
    )
    found: dict[int, list[str]] = {}
    for leader_id, ref in rows:
        found.setdefault(leader_id, []).append(ref)
    return found
