"""Roles are given per framework, the operator's for the site, and the last operator stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, FRAMEWORK_ROLES, Actor, Role
from deliberate.domain.errors import Conflict, NotFound, NotPermitted, SignInNeeded
from deliberate.domain.participants import LastOperator, UnknownAddress
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import RoleGrant
from deliberate.persistence.queries.accounts import actor_by_address
from deliberate.services import roles
from tests.factories.given import Given
from tests.services.at_once import at_once, refusals
from tests.services.rows import counted, everything

pytestmark = pytest.mark.usefixtures("app_context")

ADDRESS = "someone@example.org"


def again(address: str = ADDRESS) -> Actor:
    db.session.rollback()
    found = actor_by_address(address)
    assert found is not None
    return found


def ref_of(actor: Actor) -> str:
    return str(actor.account_ref)


@pytest.mark.parametrize("role", FRAMEWORK_ROLES)
def test_a_role_is_held_on_its_framework_from_the_next_look(
    given: Given, now: datetime, role: Role
) -> None:
    here, elsewhere = given.draft(), given.draft()
    given.person(address=ADDRESS)
    roles.grant_role(here.official, f" {ADDRESS.upper()} ", role, here.ref, now)
    assert again().roles == {here.ref: frozenset({role})}
    assert not again().has_role(role, elsewhere.ref)
    roles.revoke_role(here.official, ref_of(again()), role, here.ref, now)
    assert again().roles == {}


def test_giving_or_taking_twice_changes_nothing(given: Given, now: datetime) -> None:
    here = given.draft()
    given.person(address=ADDRESS)
    roles.grant_role(here.official, ADDRESS, Role.MODERATOR, here.ref, now)
    before = everything()
    roles.grant_role(here.official, ADDRESS, Role.MODERATOR, here.ref, now)
    assert everything() == before
    later = now + timedelta(days=1)
    roles.revoke_role(here.official, ref_of(again()), Role.MODERATOR, here.ref, now)
    before = everything()
    roles.revoke_role(here.official, ref_of(again()), Role.MODERATOR, here.ref, later)
    assert everything() == before


def test_a_role_taken_back_can_be_given_again_and_both_times_stay(
    given: Given, now: datetime
) -> None:
    here = given.draft()
    given.person(address=ADDRESS)
    for _ in range(2):
        roles.grant_role(here.official, ADDRESS, Role.TRANSLATOR, here.ref, now)
        roles.revoke_role(here.official, ref_of(again()), Role.TRANSLATOR, here.ref, now)
    roles.grant_role(here.official, ADDRESS, Role.TRANSLATOR, here.ref, now)
    grants = db.session.scalars(select(RoleGrant).where(RoleGrant.role == Role.TRANSLATOR)).all()
    assert [grant.revoked_at is None for grant in grants] == [False, False, True]


def test_an_official_gives_roles_on_their_own_framework_only(given: Given, now: datetime) -> None:
    here, elsewhere = given.draft(), given.draft()
    person = given.person(address=ADDRESS)
    before = everything()
    for actor in (elsewhere.official, person):
        with pytest.raises(NotPermitted):
            roles.grant_role(actor, ADDRESS, Role.OFFICIAL, here.ref, now)
    with pytest.raises(SignInNeeded):
        roles.grant_role(ANONYMOUS, ADDRESS, Role.OFFICIAL, here.ref, now)
    assert everything() == before


def test_a_role_needs_its_framework_and_the_operators_has_none(given: Given, now: datetime) -> None:
    here = given.draft()
    given.person(address=ADDRESS)
    before = everything()
    for role, ref in (
        (Role.OFFICIAL, None),
        (Role.OPERATOR, here.ref),
        (Role.OFFICIAL, "0000000000"),
    ):
        with pytest.raises(NotFound):
            roles.grant_role(COMMAND_LINE, ADDRESS, role, ref, now)
        with pytest.raises(NotFound):
            roles.revoke_role(COMMAND_LINE, ref_of(again()), role, ref, now)
    assert everything() == before


def test_someone_unknown_can_be_given_nothing(given: Given, now: datetime) -> None:
    here = given.draft()
    before = everything()
    for address in ("nobody@example.org", "", "no address", "%", "\ud55c"):
        with pytest.raises(UnknownAddress):
            roles.grant_role(here.official, address, Role.OFFICIAL, here.ref, now)
    with pytest.raises(NotFound):
        roles.revoke_role(here.official, "0000000000", Role.OFFICIAL, here.ref, now)
    assert everything() == before


def test_an_official_names_no_operator(given: Given, now: datetime) -> None:
    official = given.draft().official
    given.person(address=ADDRESS)
    with pytest.raises(NotPermitted):
        roles.grant_role(official, ADDRESS, Role.OPERATOR, None, now)
    assert not again().is_operator


def test_the_last_operator_cannot_be_revoked(given: Given, now: datetime) -> None:
    only = given.person(Role.OPERATOR, address=ADDRESS)
    before = everything()
    for actor in (only, COMMAND_LINE):
        with pytest.raises(LastOperator):
            roles.revoke_role(actor, ref_of(only), Role.OPERATOR, None, now)
    assert everything() == before
    another = given.person(Role.OPERATOR, address="another@example.org")
    roles.revoke_role(another, ref_of(only), Role.OPERATOR, None, now)
    assert not again().is_operator
    with pytest.raises(LastOperator):
        roles.revoke_role(another, ref_of(another), Role.OPERATOR, None, now)


def test_two_operators_who_revoke_each_other_at_once_leave_one(
    app_context: Flask, given: Given, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last operator cannot be revoked, not even by two people in the same moment."""
    one = given.person(Role.OPERATOR, address="one@example.org")
    other = given.person(Role.OPERATOR, address="other@example.org")
    both_have_looked = Barrier(2)
    look = roles.ensure_another_operator

    def look_and_wait(*arguments: Any) -> None:
        look(*arguments)
        try:
            both_have_looked.wait(1)
        except BrokenBarrierError:
            return

    monkeypatch.setattr(roles, "ensure_another_operator", look_and_wait)
    results = at_once(
        app_context,
        lambda: roles.revoke_role(one, ref_of(other), Role.OPERATOR, None, now),
        lambda: roles.revoke_role(other, ref_of(one), Role.OPERATOR, None, now),
    )
    assert refusals(results) == [LastOperator]
    standing = [again(f"{name}@example.org").is_operator for name in ("one", "other")]
    assert sorted(standing) == [False, True]


def test_a_role_given_twice_at_once_is_held_once(
    app_context: Flask, given: Given, now: datetime
) -> None:
    here = given.draft()
    given.person(address=ADDRESS)
    held = counted(RoleGrant)

    def grant() -> None:
        roles.grant_role(here.official, ADDRESS, Role.FACILITATOR, here.ref, now)

    results = at_once(app_context, grant, grant, grant)
    assert set(refusals(results)) <= {Conflict}
    assert counted(RoleGrant) == held + 1
