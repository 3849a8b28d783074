"""Operators are made by two, and close accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.credentials import WrongCredentials
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.participants import (
    NotYourself,
    OwnNomination,
    SecondOperatorNeeded,
    UnknownAddress,
)
from deliberate.persistence.database import db
from deliberate.persistence.models.trust import OperatorProposal
from deliberate.services import accounts, operators, roles
from tests.factories.given import Given
from tests.factories.people import PASSWORD, actor_at, new_session
from tests.services.rows import acts, everything
from tests.services.test_trust import NEW, OLD, refs

pytestmark = pytest.mark.usefixtures("app_context")


def test_rule_two_people_make_an_operator(given: Given, now: datetime) -> None:
    first, second = given.person(Role.OPERATOR), given.person(Role.OPERATOR)
    given.person(address=NEW)
    with pytest.raises(SecondOperatorNeeded):
        roles.grant_role(first, NEW, Role.OPERATOR, None, now)
    operators.propose_operator(first, NEW, now)
    operators.propose_operator(second, NEW, now)
    ref = db.session.scalars(select(OperatorProposal.ref)).one()
    assert not actor_at(NEW).is_operator
    with pytest.raises(OwnNomination):
        operators.decide_proposal(first, ref, now, is_approved=True)
    operators.decide_proposal(second, ref, now, is_approved=True)
    assert actor_at(NEW).is_operator
    with pytest.raises(NotFound):
        operators.decide_proposal(second, ref, now, is_approved=True)


def test_a_proposal_is_refused_or_taken_back(given: Given, now: datetime) -> None:
    first, second = given.person(Role.OPERATOR), given.person(Role.OPERATOR)
    given.person(address=NEW)
    open_one = select(OperatorProposal.ref).where(OperatorProposal.decided_at.is_(None))
    operators.propose_operator(first, NEW, now)
    ref = db.session.scalars(open_one).one()
    with pytest.raises(NotFound):
        operators.withdraw_proposal(second, ref, now)
    operators.withdraw_proposal(first, ref, now)
    operators.propose_operator(second, NEW, now)
    operators.decide_proposal(first, db.session.scalars(open_one).one(), now, is_approved=False)
    assert not actor_at(NEW).is_operator
    with pytest.raises(UnknownAddress):
        operators.propose_operator(first, "nobody@example.org", now)
    with pytest.raises(NotPermitted):
        operators.propose_operator(given.person(), NEW, now)


def test_a_closed_account_is_out_at_once_and_comes_back(given: Given, now: datetime) -> None:
    operator = given.person(Role.OPERATOR)
    person = given.person(address=NEW, with_password=True)
    new_session(person, now)
    operators.close_account(operator, NEW, now)
    assert refs() == []
    with pytest.raises(WrongCredentials):
        accounts.sign_in(NEW, PASSWORD, now)
    operators.close_account(operator, NEW, now + timedelta(hours=1))
    assert acts().count(("operator", "close", "account")) == 1
    operators.reopen_account(operator, NEW, now)
    assert accounts.sign_in(NEW, PASSWORD, now)


def test_nobody_closes_their_own_account_or_anybodys_without_the_role(
    given: Given, now: datetime
) -> None:
    operator = given.person(Role.OPERATOR, address=OLD)
    official = given.framework().official
    given.person(address=NEW)
    before = everything()
    with pytest.raises(NotYourself):
        operators.close_account(operator, OLD, now)
    with pytest.raises(UnknownAddress):
        operators.close_account(operator, "nobody@example.org", now)
    for who, refusal in ((official, NotPermitted), (Actor(), SignInNeeded)):
        with pytest.raises(refusal):
            operators.close_account(who, NEW, now)
    assert everything() == before
