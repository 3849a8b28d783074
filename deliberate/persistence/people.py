"""The participant behind an actor, for the use case that writes in their name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.errors import SignInNeeded
from deliberate.domain.participants import Assurance
from deliberate.persistence.models.participants import Account, AssuranceFact, Participant


def participant_of(session: Session, actor: Actor) -> Participant:
    """Return who acts, a merged guest as the one they were merged into; raises `SignInNeeded`."""
    found = session.scalar(select(Participant).where(Participant.ref == actor.participant_ref))
    if found is not None and found.merged_into is not None:
        found = session.get(Participant, found.merged_into)
    if found is None:
        raise SignInNeeded
    return found


def participant_held(session: Session, actor: Actor) -> Participant:
    """Return who acts, held shared until the transaction ends, so that no claim merges them.

    Raises `SignInNeeded`.
    """
    wanted = (
        select(Participant).with_for_update(read=True).execution_options(populate_existing=True)
    )
    found = session.scalar(wanted.where(Participant.ref == actor.participant_ref))
    if found is not None and found.merged_into is not None:
        found = session.scalar(wanted.where(Participant.id == found.merged_into))
    if found is None:
        raise SignInNeeded
    return found


def account_id_of(session: Session, actor: Actor) -> int:
    """Return the account behind an actor; raises `SignInNeeded`."""
    found = session.scalar(select(Account.id).where(Account.ref == actor.account_ref))
    if found is None:
        raise SignInNeeded
    return found


def assurance_of(session: Session, participant_id: int) -> Assurance:
    """Return the strongest assurance that has been established for a participant."""
    held = set(
        session.scalars(
            select(AssuranceFact.level).where(AssuranceFact.participant_id == participant_id)
        )
    )
    return next((level for level in reversed(Assurance) if level in held), Assurance.GUEST)
