"""Making an operator takes two; closing an account takes one, and can be taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import NotYourself, OwnNomination, UnknownAddress
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.addresses import account_at
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.participants import Account, WebSession
from deliberate.persistence.models.trust import OperatorProposal
from deliberate.persistence.people import account_id_of
from deliberate.persistence.roles import give_role, standing_grant

PROPOSAL = "proposal of an operator"


def propose_operator(actor: Actor, address: str, now: datetime) -> None:
    """Propose the account at an address as operator; proposing twice changes nothing.

    Raises `UnknownAddress`, `NotPermitted`.
    """
    authorize(actor, Permission.OPERATOR_GRANT)
    with transaction() as session:
        account = account_at(session, address)
        if account is None:
            raise UnknownAddress
        if standing_grant(session, account.id, Role.OPERATOR, None) or _open(session, account.id):
            return
        proposer = account_id_of(session, actor)
        proposal = OperatorProposal(account_id=account.id, proposed_by=proposer, proposed_at=now)
        session.add(proposal)
        session.flush()
        record(session, actor, "propose", Thing(PROPOSAL, account.ref), now)


def decide_proposal(actor: Actor, ref: str, now: datetime, *, is_approved: bool) -> None:
    """Agree that someone become an operator, or refuse.

    Raises `OwnNomination` for whoever proposed it, `NotFound` for one that is decided.
    """
    authorize(actor, Permission.OPERATOR_GRANT)
    with transaction() as session:
        proposal = _proposal(session, ref)
        decider = account_id_of(session, actor)
        if proposal.proposed_by == decider:
            raise OwnNomination
        proposal.decided_by, proposal.decided_at = decider, now
        proposal.is_approved = is_approved
        if is_approved:
            give_role(session, proposal.account_id, Role.OPERATOR, None, decider, now)
        verb = "approve" if is_approved else "refuse"
        record(session, actor, verb, _nominee(session, proposal), now)


def withdraw_proposal(actor: Actor, ref: str, now: datetime) -> None:
    """Take one's own proposal back; raises `NotFound` for another's."""
    authorize(actor, Permission.OPERATOR_GRANT)
    with transaction() as session:
        proposal = _proposal(session, ref)
        if proposal.proposed_by != account_id_of(session, actor):
            raise NotFound
        session.delete(proposal)
        record(session, actor, "withdraw", _nominee(session, proposal), now)


def close_account(actor: Actor, address: str, now: datetime) -> None:
    """Close an account to its owner: its sessions end, and it opens no new ones.

    What was given with it stays. Raises `UnknownAddress`, `NotYourself`.
    """
    authorize(actor, Permission.ACCOUNT_DISABLE)
    with transaction() as session:
        account = _known(session, address)
        if account.ref == actor.account_ref:
            raise NotYourself
        session.execute(delete(WebSession).where(WebSession.account_id == account.id))
        if account.disabled_at is None:
            account.disabled_at = now
            record(session, actor, "close", Thing("account", account.ref), now)


def reopen_account(actor: Actor, address: str, now: datetime) -> None:
    """Let the owner of a closed account in again; raises `UnknownAddress`."""
    authorize(actor, Permission.ACCOUNT_DISABLE)
    with transaction() as session:
        account = _known(session, address)
        if account.disabled_at is not None:
            account.disabled_at = None
            record(session, actor, "reopen", Thing("account", account.ref), now)


def _known(session: Session, address: str) -> Account:
    account = account_at(session, address)
    if account is None:
        raise UnknownAddress
    return account


def _open(session: Session, account_id: int) -> OperatorProposal | None:
    return session.scalar(
        select(OperatorProposal).where(
            OperatorProposal.account_id == account_id, OperatorProposal.decided_at.is_(None)
        )
    )


def _proposal(session: Session, ref: str) -> OperatorProposal:
    found = session.scalar(
        select(OperatorProposal)
        .where(OperatorProposal.ref == ref, OperatorProposal.decided_at.is_(None))
        .with_for_update()
    )
    if found is None:
        raise NotFound
    return found


def _nominee(session: Session, proposal: OperatorProposal) -> Thing:
    return Thing(PROPOSAL, session.get_one(Account, proposal.account_id).ref)
