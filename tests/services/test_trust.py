"""Sessions, addresses, offered roles, operators: who may change what, and what it takes."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from deliberate.domain.actors import COMMAND_LINE, Actor, Role
from deliberate.domain.credentials import (
    LINK_LIFETIME,
    AddressSide,
    LinkSpent,
    address_token,
    link_token,
)
from deliberate.domain.errors import NotFound, NotPermitted
from deliberate.domain.participants import (
    INVITATION_LIFETIME,
    BadAddress,
)
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.participants import (
    ContactChannel,
    SignInLink,
    WebSession,
)
from deliberate.persistence.models.trust import AddressChange, RoleInvitation
from deliberate.persistence.queries.roles import invitations_for
from deliberate.services import (
    accounts,
    address_changes,
    housekeeping,
    own_sessions,
    role_invitations,
    roles,
)
from tests.factories.given import Given
from tests.factories.people import actor_at, new_session
from tests.services.rows import acts, counted

KEY = "the key of a test, as long as a real one"
OLD, NEW = "old@example.org", "new@example.org"

pytestmark = pytest.mark.usefixtures("app_context")


def refs() -> list[str]:
    return list(db.session.scalars(select(WebSession.ref).order_by(WebSession.id)))


def mails() -> list[tuple[str, str]]:
    rows = db.session.execute(
        select(OutboxMessage.template, OutboxMessage.address).order_by(OutboxMessage.id)
    )
    return [(template, address) for template, address in rows]


def addresses() -> set[str]:
    return set(db.session.scalars(select(ContactChannel.address)))


# sessions


def test_one_session_is_ended_and_the_others_stay(given: Given, now: datetime) -> None:
    me, other = given.person(), given.person()
    new_session(me, now), new_session(me, now), new_session(other, now)
    first, second, theirs = refs()
    own_sessions.end_own_session(me, first, now)
    own_sessions.end_own_session(me, first, now)
    own_sessions.end_own_session(me, theirs, now)
    assert refs() == [second, theirs]
    assert acts().count(("participant", "end session", "account")) == 1


def test_all_other_sessions_of_ones_own_are_ended(given: Given, now: datetime) -> None:
    me, other = given.person(), given.person()
    new_session(me, now)
    kept = new_session(me, now)
    new_session(me, now), new_session(other, now)
    _, this, _, theirs = refs()
    own_sessions.end_other_sessions(me, kept, now)
    assert refs() == [this, theirs]


# addresses


@pytest.fixture
def mover(given: Given, now: datetime) -> Actor:
    """Someone who has asked to move from OLD to NEW."""
    actor = given.person(address=OLD)
    address_changes.ask_for_address(actor, f" {NEW.upper()} ", "en", now)
    return actor


def token(side: AddressSide) -> str:
    ref = db.session.scalars(select(AddressChange.ref)).one()
    return address_token(ref, side, KEY)


@pytest.mark.parametrize("sides", [(AddressSide.OLD, AddressSide.NEW), tuple(AddressSide)[::-1]])
def test_an_account_moves_when_both_addresses_have_confirmed(
    mover: Actor, now: datetime, sides: tuple[AddressSide, AddressSide]
) -> None:
    assert mails() == [("address_new", NEW), ("address_old", OLD)]
    first, second = map(token, sides)
    assert not address_changes.confirm_address(first, KEY, now)
    assert not address_changes.confirm_address(first, KEY, now)
    assert addresses() == {OLD}
    assert address_changes.confirm_address(second, KEY, now)
    assert addresses() == {NEW}
    assert actor_at(NEW).account_ref == mover.account_ref
    with pytest.raises(LinkSpent):
        address_changes.confirm_address(second, KEY, now)


def test_either_address_can_stop_it(mover: Actor, now: datetime) -> None:
    old, new = token(AddressSide.OLD), token(AddressSide.NEW)
    address_changes.refuse_address(new, KEY, now)
    with pytest.raises(LinkSpent):
        address_changes.confirm_address(old, KEY, now)
    assert addresses() == {OLD}
    assert mover.account_ref


def test_the_links_last_a_quarter_of_an_hour_and_cannot_be_forged(
    mover: Actor, now: datetime
) -> None:
    old = token(AddressSide.OLD)
    ref = db.session.scalars(select(AddressChange.ref)).one()
    forged = (
        "",
        "old-",
        old + "0",
        old.replace("old-", "new-"),
        address_token(ref, AddressSide.OLD, "another key"),
        link_token(ref, KEY),
        f"new-{ref}.",
    )
    for each in forged:
        with pytest.raises(LinkSpent):
            address_changes.confirm_address(each, KEY, now)
    with pytest.raises(LinkSpent):
        address_changes.confirm_address(old, KEY, now + LINK_LIFETIME)
    assert mover.account_ref


def test_an_address_that_somebody_has_is_answered_alike_and_never_taken(
    given: Given, now: datetime
) -> None:
    me, owner = given.person(address=OLD), given.person(address=NEW)
    address_changes.ask_for_address(me, NEW, "ko", now)
    assert mails() == [("address_taken", NEW), ("address_old", OLD)]
    address_changes.confirm_address(token(AddressSide.OLD), KEY, now)
    with pytest.raises(LinkSpent):
        address_changes.confirm_address(token(AddressSide.NEW), KEY, now)
    assert actor_at(NEW).account_ref == owner.account_ref


def test_a_new_request_replaces_the_earlier_one(mover: Actor, now: datetime) -> None:
    earlier = token(AddressSide.NEW)
    address_changes.ask_for_address(mover, "third@example.org", "ko", now)
    assert counted(AddressChange) == 1
    with pytest.raises(LinkSpent):
        address_changes.confirm_address(earlier, KEY, now)
    with pytest.raises(BadAddress):
        address_changes.ask_for_address(mover, "nowhere", "ko", now)


def test_what_is_over_is_forgotten(given: Given, mover: Actor, now: datetime) -> None:
    framework = given.framework()
    roles.offer_role(COMMAND_LINE, "x@example.org", Role.MODERATOR, framework.ref, "ko", now)
    housekeeping.forget_expired(now + LINK_LIFETIME)
    assert (counted(AddressChange), counted(RoleInvitation)) == (0, 1)
    housekeeping.forget_expired(now + INVITATION_LIFETIME)
    assert counted(RoleInvitation) == 0
    assert mover.account_ref


# offered roles


def test_a_role_waits_for_someone_without_an_account(given: Given, now: datetime) -> None:
    framework = given.framework()
    offered = ("Later@example.org", Role.MODERATOR, framework.ref, "ko", now)
    assert roles.offer_role(framework.official, *offered)
    assert roles.offer_role(framework.official, *offered)
    assert counted(RoleInvitation) == 1
    assert mails()[-1] == ("role_invitation", "later@example.org")
    accounts.ask_for_link("later@example.org", "ko", now)
    link = db.session.scalars(select(SignInLink.ref)).one()
    accounts.follow_link(link_token(link, KEY), KEY, now)
    newcomer, stranger = actor_at("later@example.org"), given.person()
    assert not newcomer.roles
    (offer,) = invitations_for(newcomer.account_ref, now)
    with pytest.raises(NotFound):
        role_invitations.accept_invitation(stranger, offer.ref, now)
    with pytest.raises(NotFound):
        role_invitations.accept_invitation(newcomer, offer.ref, now + INVITATION_LIFETIME)
    role_invitations.accept_invitation(newcomer, offer.ref, now)
    assert actor_at("later@example.org").has_role(Role.MODERATOR, framework.ref)
    with pytest.raises(NotFound):
        role_invitations.accept_invitation(newcomer, offer.ref, now)


def test_an_offer_is_declined_or_taken_back(given: Given, now: datetime) -> None:
    framework, other = given.framework(), given.framework()
    person = "later@example.org"
    roles.offer_role(framework.official, person, Role.MODERATOR, framework.ref, "ko", now)
    roles.offer_role(framework.official, person, Role.TRANSLATOR, framework.ref, "ko", now)
    newcomer = given.person(address=person)
    first, second = invitations_for(newcomer.account_ref, now)
    role_invitations.decline_invitation(newcomer, first.ref, now)
    with pytest.raises(NotPermitted):
        role_invitations.withdraw_invitation(newcomer, framework.ref, second.ref, now)
    role_invitations.withdraw_invitation(other.official, other.ref, second.ref, now)
    assert counted(RoleInvitation) == 1
    role_invitations.withdraw_invitation(framework.official, framework.ref, second.ref, now)
    assert counted(RoleInvitation) == 0
    assert not actor_at(person).roles


def test_whoever_is_known_gets_the_role_at_once(given: Given, now: datetime) -> None:
    framework = given.framework()
    given.person(address="known@example.org")
    offered = ("known@example.org", Role.MODERATOR, framework.ref, "ko", now)
    assert not roles.offer_role(framework.official, *offered)
    assert actor_at("known@example.org").has_role(Role.MODERATOR, framework.ref)
