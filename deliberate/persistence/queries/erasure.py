"""What erasing would take away and leave, for the person who thinks about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from deliberate.domain.actors import Actor
from deliberate.domain.contributions import ContributionKind
from deliberate.domain.erasure import Fate
from deliberate.persistence.database import db
from deliberate.persistence.erasing import fates_of, uncounted_rounds
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.votes import ClauseVote
from deliberate.persistence.queries.mine import people_of


@dataclass(frozen=True)
class ErasureEffect:
    """How much goes and how much stays."""

    comments: int
    """Whose words go."""
    amendments: int
    """Whose words go."""
    wordings: int
    """Amendments that were taken up: their words stay."""
    shared: int
    """What stays with others, or with an organisation."""
    votes_back: int
    """Votes on clauses that are taken back, since they are not counted yet."""
    votes_counted: int


def what_erasing_does(viewer: Actor) -> ErasureEffect:
    """Return what erasing the viewer would do at this moment; a fixed number of queries."""
    people = people_of(viewer)
    rows = db.session.execute(
        select(Contribution.id, Contribution.kind, Contribution.organisation_id).where(
            Contribution.participant_id.in_(people), Contribution.withdrawn_at.is_(None)
        )
    ).all()
    own = [row for row in rows if row.organisation_id is None]
    amendments = [row.id for row in own if row.kind is ContributionKind.AMENDMENT]
    fates = Counter(fates_of(db.session(), amendments, people).values())
    votes = select(func.count()).where(ClauseVote.participant_id.in_(people))
    back = db.session.scalar(votes.where(ClauseVote.round_id.in_(uncounted_rounds()))) or 0
    return ErasureEffect(
        comments=len(own) - len(amendments),
        amendments=fates[Fate.GOES],
        wordings=fates[Fate.WORDING_STAYS],
        shared=fates[Fate.STAYS] + len(rows) - len(own),
        votes_back=back,
        votes_counted=(db.session.scalar(votes) or 0) - back,
    )
