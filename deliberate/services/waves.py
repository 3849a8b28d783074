"""Putting comments that say nearly the same together, so that a moderator can look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.waves import are_alike, band_values, shingles
from deliberate.persistence.database import transaction
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.moderation import WaveBand, WaveMember
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.upsert import upsert

BATCH = 50
REACH = 1_000
"""How far behind the newest comment that was compared others are looked for: a transaction that
began earlier may end later, so ids do not arrive in order."""
MOST_CANDIDATES = 20


def compare_new_comments(actor: Actor, limit: int = BATCH) -> int:
    """Compare the comments that have come since the last time; return how many there were.

    Each is compared with the first of those that share a band with it; whatever it says, nothing
    happens to it. Two callers at the same moment may tell one wave as two. Raises `NotPermitted`,
    `SignInNeeded`.
    """
    with transaction() as session:
        waiting = _waiting(session, limit)
        for contribution, body, framework_ref in waiting:
            authorize(actor, Permission.MODERATION_COMPARE, framework_ref)
            _place(session, contribution, body)
        return len(waiting)


def _waiting(session: Session, limit: int) -> Sequence[tuple[Contribution, str, str]]:
    newest = select(func.coalesce(func.max(WaveMember.comment_id), 0)).scalar_subquery()
    rows = session.execute(
        select(Contribution, ContributionText.body, Framework.ref)
        .join(Comment, Comment.contribution_id == Contribution.id)
        .join(ContributionText, ContributionText.contribution_id == Contribution.id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .where(
            Contribution.id > newest - REACH,
            ContributionText.is_original,
            ~exists().where(WaveMember.comment_id == Contribution.id),
        )
        .order_by(Contribution.id)
        .limit(limit)
    )
    return [(each.Contribution, each.body, each.ref) for each in rows]


def _place(session: Session, contribution: Contribution, body: str) -> None:
    own = shingles(body)
    values = list(enumerate(band_values(own)))
    alike = (
        leader_id
        for leader_id, said in _candidates(session, contribution.round_id, values)
        if are_alike(own, shingles(said))
    )
    leader_id = next(alike, contribution.id)
    member = {"comment_id": contribution.id, "leader_id": leader_id}
    upsert(session, WaveMember, member, ("comment_id",), ())
    if leader_id == contribution.id:
        session.add_all(
            WaveBand(leader_id=leader_id, band=band, round_id=contribution.round_id, value=value)
            for band, value in values
        )
    session.flush()


def _candidates(
    session: Session, round_id: int, values: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, str]]:
    """Find the leaders that share a band, the oldest first, with their words."""
    if not values:
        return
    rows = session.execute(
        select(WaveBand.leader_id, ContributionText.body)
        .join(ContributionText, ContributionText.contribution_id == WaveBand.leader_id)
        .where(
            WaveBand.round_id == round_id,
            tuple_(WaveBand.band, WaveBand.value).in_(values),
            ContributionText.is_original,
        )
        .group_by(WaveBand.leader_id, ContributionText.body)
        .order_by(func.count().desc(), WaveBand.leader_id)
        .limit(MOST_CANDIDATES)
    )
    for each in rows:
        yield each.leader_id, each.body
