"""Amendments as use cases and queries find them: those that stand, and what they propose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.localized import Locale
from deliberate.persistence.models.amendments import (
    Amendment,
    AmendmentRevision,
    AmendmentRevisionText,
    Signature,
)
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.moderation import ModerationAction
from deliberate.persistence.models.rounds import ConsultationRound

STANDING: tuple[ColumnElement[bool], ...] = (
    Contribution.submitted_at.is_not(None),
    Contribution.withdrawn_at.is_(None),
    Contribution.hidden_at.is_(None),
)
"""What makes an amendment take part: handed in, and neither taken back nor hidden."""


@dataclass(frozen=True)
class Proposal:
    """The newest revision of an amendment. Ids are the database's, for joins and for writing."""

    id: int
    ref: str
    kind: AmendmentKind
    clause_id: int | None
    """The clause that it changes or removes, or after which a new one stands (None: first)."""
    base_wording_id: int | None
    revision_id: int
    texts: Mapping[str, AmendmentRevisionText]
    """By language; a language that it does not touch is absent."""


def standing_proposals(session: Session, round_id: int) -> list[Proposal]:
    """Return the newest revision of every amendment of a round that stands, in two queries.

    The oldest comes first, so that two reads agree; what is merged must not depend on it.
    """
    return proposals(
        session, newest_revisions().where(Contribution.round_id == round_id, *STANDING)
    )


def newest_revisions() -> Select[Contribution, Amendment, AmendmentRevision]:
    """Select each amendment with its newest revision."""
    newest = (
        select(func.max(AmendmentRevision.number))
        .where(AmendmentRevision.amendment_id == Amendment.contribution_id)
        .correlate(Amendment)
        .scalar_subquery()
    )
    return (
        select(Contribution, Amendment, AmendmentRevision)
        .join(Amendment, Amendment.contribution_id == Contribution.id)
        .join(
            AmendmentRevision,
            (AmendmentRevision.amendment_id == Amendment.contribution_id)
            & (AmendmentRevision.number == newest),
        )
        .order_by(Contribution.id)
    )


def proposals(
    session: Session, wanted: Select[Contribution, Amendment, AmendmentRevision]
) -> list[Proposal]:
    """Return what the selected revisions propose, in two queries."""
    rows = session.execute(wanted).all()
    texts = revision_texts(session, [row[2].id for row in rows])
    return [
        Proposal(
            id=given.id,
            ref=given.ref,
            kind=amendment.kind,
            clause_id=amendment.clause_id,
            base_wording_id=amendment.base_wording_id,
            revision_id=revision.id,
            texts=texts[revision.id],
        )
        for given, amendment, revision in rows
    ]


def proposed_words(session: Session, amendment_id: int) -> str:
    """Return all that the author of an amendment wrote in its newest revision, as one text.

    For each language the heading, the proposed words, the reason, whom it affects; what a
    translator added is not in it.
    """
    newest = newest_revisions().where(Contribution.id == amendment_id)
    revision = session.execute(newest).one()[2]
    texts = revision_texts(session, [revision.id])[revision.id].values()
    own = [each for each in texts if each.translator_id is None]
    words = (word for each in own for word in (each.heading, each.body, each.reason, each.impact))
    return "\n\n".join(word for word in words if word)


def is_held() -> ColumnElement[bool]:
    """Whether a contribution waits for a moderator in a round that wants each one looked at first.

    For queries that join `ConsultationRound`.
    """
    decided = exists().where(ModerationAction.contribution_id == Contribution.id)
    return ConsultationRound.premoderated.is_(True) & ~decided


def revision_texts(
    session: Session, revision_ids: Iterable[int]
) -> defaultdict[int, dict[str, AmendmentRevisionText]]:
    """Return the texts of revisions by language, in the order in which the site shows them."""
    found: defaultdict[int, dict[str, AmendmentRevisionText]] = defaultdict(dict)
    rows = session.scalars(
        select(AmendmentRevisionText).where(
            AmendmentRevisionText.revision_id.in_(list(revision_ids))
        )
    ).all()
    for row in sorted(rows, key=lambda each: list(Locale).index(each.locale)):
        found[row.revision_id][row.locale.value] = row
    return found


def signatures_by_revision(revision_ids: Collection[int]) -> Select[int, int, int]:
    """Select (revision_id, people, organisations) of those who stand behind revisions.

    An organisation counts once, however many of its delegates have signed for it.
    """
    return (
        select(
            Signature.revision_id,
            func.count().filter(Signature.organisation_id.is_(None)).label("people"),
            func.count(Signature.organisation_id.distinct()).label("organisations"),
        )
        .where(Signature.revision_id.in_(revision_ids), Signature.withdrawn_at.is_(None))
        .group_by(Signature.revision_id)
    )
