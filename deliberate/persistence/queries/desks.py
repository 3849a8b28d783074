"""What someone with a role can go on with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from deliberate.domain.actors import Actor, Role
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Framework, FrameworkDraft


@dataclass(frozen=True)
class Desk:
    """A framework on which someone holds roles."""

    ref: str
    slug: str
    roles: tuple[Role, ...]
    has_draft: bool


def desks_of(actor: Actor) -> list[Desk]:
    """Return the frameworks that an actor works on; an operator sees every one."""
    draft = exists().where(FrameworkDraft.framework_id == Framework.id)
    wanted = select(Framework.ref, Framework.slug, draft).order_by(Framework.slug)
    if not actor.is_operator:
        wanted = wanted.where(Framework.ref.in_(list(actor.roles)))
    return [
        Desk(ref, slug, tuple(sorted(actor.roles.get(ref, ()))), has_draft)
        for ref, slug, has_draft in db.session.execute(wanted)
    ]
