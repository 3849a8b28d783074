"""What waits for a translator: changed clauses, and contributions that someone asked to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotPermitted, SignInNeeded
from deliberate.domain.localized import LOCALES
from deliberate.domain.next_version import NextClause
from deliberate.persistence.amendments import standing_proposals
from deliberate.persistence.database import db
from deliberate.persistence.merge_desk import next_clauses
from deliberate.persistence.models.comments import TranslationRequest
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.queries.round_pages import FrameworkMark, framework_mark

MAY_TRANSLATE = frozenset({Role.OFFICIAL, Role.TRANSLATOR})
FIRST = 50


@dataclass(frozen=True)
class ChangedClauses:
    """The changed clauses of a round whose languages nobody has found saying the same."""

    round_ref: str
    framework: FrameworkMark
    clauses: Sequence[NextClause]


@dataclass(frozen=True)
class Asked:
    """Something that cannot be read in a language yet."""

    ref: str
    locale: str
    """The language in which it is wanted."""


@dataclass(frozen=True)
class TranslationDesk:
    """Everything that waits on the frameworks of one person, the oldest first."""

    rounds: Sequence[ChangedClauses]
    amendments: Sequence[Asked]
    comments: Sequence[Asked]


def translation_desk(viewer: Actor) -> TranslationDesk:
    """Return what waits for someone who translates; raises `SignInNeeded`, `NotPermitted`.

    The number of queries grows with the rounds that are being closed, of which a framework has one.
    """
    frameworks = [ref for ref, held in viewer.roles.items() if held & MAY_TRANSLATE]
    if not frameworks:
        raise NotPermitted if viewer.is_known else SignInNeeded
    rows = db.session.scalars(
        select(ConsultationRound)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .where(
            Framework.ref.in_(frameworks),
            ConsultationRound.announced_at.is_not(None),
            ConsultationRound.cancelled_at.is_(None),
            ConsultationRound.published_at.is_(None),
        )
        .order_by(ConsultationRound.id)
    ).all()
    return TranslationDesk(
        rounds=[_changed(row) for row in rows if _is_counted(row)],
        amendments=[each for row in rows for each in _amendments(row)][:FIRST],
        comments=_comments(frameworks),
    )


def _is_counted(row: ConsultationRound) -> bool:
    return db.session.get(ClosingSnapshot, row.id) is not None


def _changed(row: ConsultationRound) -> ChangedClauses:
    found = next_clauses(db.session(), row)
    waiting = [each for each in found if not each.languages_agree]
    return ChangedClauses(row.ref, framework_mark(row), waiting)


def _amendments(row: ConsultationRound) -> list[Asked]:
    """Return the amendments that say why in one language only."""
    found = []
    for each in standing_proposals(db.session(), row.id):
        said = {locale for locale, text in each.texts.items() if text.reason}
        found += [
            Asked(each.ref, locale.value) for locale in LOCALES if said and locale not in said
        ]
    return found


def _comments(frameworks: Sequence[str]) -> list[Asked]:
    """Return the comments that readers asked to read in a language, the longest wait first."""
    translated = (
        select(ContributionText.contribution_id)
        .where(
            ContributionText.contribution_id == TranslationRequest.contribution_id,
            ContributionText.locale == TranslationRequest.locale,
        )
        .exists()
    )
    rows = db.session.execute(
        select(Contribution.ref, TranslationRequest.locale)
        .join(Contribution, Contribution.id == TranslationRequest.contribution_id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .where(
            Framework.ref.in_(frameworks),
            Contribution.withdrawn_at.is_(None),
            Contribution.hidden_at.is_(None),
            ~translated,
        )
        .order_by(TranslationRequest.asked_at)
        .limit(FIRST)
    )
    return [Asked(row.ref, row.locale.value) for row in rows]
