"""Whether whoever gave something for an organisation still speaks for it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.organisations import DelegateLeft
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.organisations import Organisation


def ensure_speaks_still(session: Session, actor: Actor, contribution: Contribution) -> None:
    """Raise `DelegateLeft` for what was given for an organisation that the actor has left."""
    if contribution.organisation_id is None:
        return
    wanted = select(Organisation.ref).where(Organisation.id == contribution.organisation_id)
    if session.scalar(wanted) not in actor.organisations:
        raise DelegateLeft
