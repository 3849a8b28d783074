"""A round opens only with two officials and two moderators, unless its body is small."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, update

from deliberate.domain.actors import Role
from deliberate.domain.errors import NotPermitted
from deliberate.domain.round_setup import TooFewPeople
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import Account, RoleGrant
from deliberate.persistence.queries.round_pages import round_page
from deliberate.services import round_setup, rounds
from tests.factories.given import Given

pytestmark = pytest.mark.usefixtures("app_context")


def verbs(ref: str) -> list[str]:
    wanted = select(JournalEntry.verb).where(JournalEntry.object_ref == ref)
    return list(db.session.scalars(wanted.order_by(JournalEntry.id)))


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.MODERATOR])
def test_it_opens_only_with_two_officials_and_two_moderators(
    given: Given, now: datetime, role: Role
) -> None:
    made = given.round_in_setup()
    take_back(role, now)
    with pytest.raises(TooFewPeople) as refused:
        rounds.announce_round(made.staff.official, made.ref, now)
    counts = {Role.OFFICIAL: (1, 2), Role.MODERATOR: (2, 1)}[role]
    assert (refused.value.officials, refused.value.moderators) == counts
    assert refused.value.needed == 2


def take_back(role: Role, now: datetime) -> None:
    """Take the newest grant of a role back."""
    with transaction() as session:
        newest = session.scalars(
            select(RoleGrant).where(RoleGrant.role == role).order_by(RoleGrant.id.desc()).limit(1)
        ).one()
        newest.revoked_at = now


def test_a_small_body_needs_one_of_each(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    for role in (Role.OFFICIAL, Role.MODERATOR):
        take_back(role, now)
    with pytest.raises(TooFewPeople):
        rounds.announce_round(made.staff.official, made.ref, now)
    operator = given.person(Role.OPERATOR)
    with pytest.raises(NotPermitted):
        round_setup.mark_small_body(made.staff.official, made.framework.ref, now, is_small=True)
    round_setup.mark_small_body(operator, made.framework.ref, now, is_small=True)
    rounds.announce_round(made.staff.official, made.ref, now)
    assert round_page(made.ref, now).framework.is_small_body
    assert verbs(made.framework.ref)[-1] == "mark small body"


def test_an_account_that_is_disabled_does_not_count(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    with transaction() as session:
        session.execute(
            update(Account)
            .where(Account.ref == made.staff.second_official.account_ref)
            .values(disabled_at=now)
        )
    with pytest.raises(TooFewPeople):
        rounds.announce_round(made.staff.official, made.ref, now)
