"""What someone with a role can go on with."""

from __future__ import annotations

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
    wanted = select(Framework.ref, Framework.slug, draft, newest).order_by(Framework.slug)
    if not actor.is_operator:
        wanted = wanted.where(Framework.ref.in_(list(actor.roles)))
    rows = db.session.execute(wanted).all()
    titles = texts_of(VersionText.version_id, VersionText.title, [row[3] for row in rows])
    return [
        Desk(ref, slug, titles[version_id], tuple(sorted(actor.roles.get(ref, ()))), has_draft)
        for ref, slug, has_draft, version_id in rows
    ]
