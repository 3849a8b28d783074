"""What someone with a role can go on with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from deliberate.domain.actors import Actor, Role
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import (
    Framework,
    FrameworkDraft,
    FrameworkVersion,
    VersionText,
)
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.queries.texts import Texts, texts_of


@dataclass(frozen=True)
class Desk:
    """A framework on which someone holds roles."""

    ref: str
    slug: str
    titles: Texts
    """Of the newest version; empty before the first."""
    roles: tuple[Role, ...]
    has_draft: bool
    being_answered: Sequence[str]
    """Refs of the rounds that are counted and whose outcome is not published yet."""


def desks_of(actor: Actor) -> list[Desk]:
    """Return the frameworks that an actor works on; an operator sees every one."""
    draft = exists().where(FrameworkDraft.framework_id == Framework.id)
    newest = (
        select(FrameworkVersion.id)
        .where(FrameworkVersion.framework_id == Framework.id)
        .order_by(FrameworkVersion.number.desc())
        .limit(1)
        .correlate(Framework)
        .scalar_subquery()
    )
    wanted = select(
        Framework.id,
        Framework.ref,
        Framework.slug,
        draft.label("has_draft"),
        newest.label("version_id"),
    ).order_by(Framework.slug)
    if not actor.is_operator:
        wanted = wanted.where(Framework.ref.in_(list(actor.roles)))
    rows = db.session.execute(wanted).all()
    titles = texts_of(VersionText.version_id, VersionText.title, [row.version_id for row in rows])
    answering = _being_answered([row.id for row in rows])
    return [
        Desk(
            ref=row.ref,
            slug=row.slug,
            titles=titles[row.version_id],
            roles=tuple(sorted(actor.roles.get(row.ref, ()))),
            has_draft=row.has_draft,
            being_answered=answering[row.id],
        )
        for row in rows
    ]


def _being_answered(framework_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    rows = db.session.execute(
        select(ConsultationRound.framework_id, ConsultationRound.ref)
        .join(ClosingSnapshot, ClosingSnapshot.round_id == ConsultationRound.id)
        .where(
            ConsultationRound.framework_id.in_(framework_ids),
            ConsultationRound.published_at.is_(None),
        )
        .order_by(ConsultationRound.number)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.framework_id].append(row.ref)
    return found
