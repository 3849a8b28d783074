"""What its author sees of an amendment that is being written, and the place to write one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.errors import NotFound
from deliberate.domain.frameworks import Changeability
from deliberate.domain.rounds import Activity
from deliberate.persistence.amendments import revision_texts
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import ClauseWording
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.amendment_pages import is_author
from deliberate.persistence.queries.amendment_rows import (
    AmendmentText,
    all_amendments,
    texts_in_order,
)
from deliberate.persistence.queries.comment_places import (
    Place,
    newest_place,
    place_in_round,
    words_of_wording,
)
from deliberate.persistence.queries.frameworks import ClauseView
from deliberate.persistence.queries.rounds import (
    ClauseInRound,
    RoundView,
    clause_in_round,
    newest_round_of,
    views_of,
)
from deliberate.persistence.queries.texts import words_of


@dataclass(frozen=True)
class AmendPlace:
    """A clause to which amendments may be open now, in the words that the round is about."""

    place: Place
    round: RoundView | None
    """The newest announced one; None before the first."""
    is_gone: bool
    """Whether the round's version has no such clause; `place` holds its last words then."""
    in_round: ClauseInRound | None

    @property
    def is_open(self) -> bool:
        """Whether amendments are accepted at this moment."""
        return self.round is not None and Activity.AMEND in self.round.activities_now

    @property
    def is_fixed(self) -> bool:
        """Whether law fixes the words, so that only a new clause after it can be proposed."""
        return self.in_round is not None and self.in_round.changeability is Changeability.FIXED


def amend_place(slug: str | None, clause_ref: str, now: datetime) -> AmendPlace:
    """Return where amendments to a clause are made; raises `NotFound`."""
    place = newest_place(clause_ref, slug)
    found = newest_round_of(place.framework_ref, now)
    if found is None:
        return AmendPlace(place, None, False, None)
    in_round = clause_in_round(place.framework_ref, clause_ref)
    try:
        return AmendPlace(place_in_round(found.ref, clause_ref), found, False, in_round)
    except NotFound:
        return AmendPlace(place, found, True, in_round)


def earlier_words(clause_ref: str, wording_ref: str) -> ClauseView | None:
    """Return what a clause said in the words that an amendment was made from."""
    return words_of_wording(clause_ref, wording_ref)


@dataclass(frozen=True)
class OwnAmendmentView:
    """An amendment as its author writes it, a draft or handed in."""

    ref: str
    kind: AmendmentKind
    number: int
    """Of the newest revision; a form that saves carries it."""
    texts: Mapping[str, AmendmentText]
    place: Place
    """The clause in the words of the amendment's round."""
    base_ref: str
    """The wording that it was made from; empty for a new clause."""
    round: RoundView
    is_draft: bool
    is_withdrawn: bool
    carries_on: bool
    """Whether its round is over and another one takes amendments to the clause."""

    @property
    def is_open(self) -> bool:
        """Whether it can be changed and handed in at this moment."""
        return not self.is_withdrawn and Activity.AMEND in self.round.activities_now


def own_amendment(ref: str, viewer: Actor, now: datetime) -> OwnAmendmentView:
    """Return an amendment to its author; raises `NotFound` for everybody else."""
    row = db.session.execute(all_amendments().where(Contribution.ref == ref)).first()
    if row is None or not is_author(viewer, row.Contribution.id):
        raise NotFound
    base_id = row.Amendment.base_wording_id or 0
    (round_view,) = views_of(
        [db.session.get_one(ConsultationRound, row.Contribution.round_id)], now, counted=False
    )
    place = place_in_round(round_view.ref, row.clause_ref)
    _headings, bases = words_of([base_id])
    texts = texts_in_order(
        revision_texts(db.session(), [row.AmendmentRevision.id])[row.AmendmentRevision.id],
        bases[base_id],
    )
    return OwnAmendmentView(
        ref=ref,
        kind=row.Amendment.kind,
        number=row.AmendmentRevision.number,
        texts={each.locale: each for each in texts},
        place=place,
        base_ref=db.session.scalar(select(ClauseWording.ref).where(ClauseWording.id == base_id))
        or "",
        round=round_view,
        is_draft=row.Contribution.submitted_at is None,
        is_withdrawn=row.Contribution.withdrawn_at is not None,
        carries_on=_carries_on(place, round_view, now),
    )


def _carries_on(place: Place, over: RoundView, now: datetime) -> bool:
    newest = newest_round_of(place.framework_ref, now)
    return newest is not None and newest.ref != over.ref and Activity.AMEND in newest.activities_now
