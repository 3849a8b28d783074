"""When the second step counts, and what waits for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotPermitted, SignInNeeded
from deliberate.domain.permissions import CONFIRMED, HOLDERS, Permission, authorize, can
from deliberate.domain.second_factors import (
    CONFIRMATION_LASTS,
    ROLES_LAST,
    ConfirmationNeeded,
    FactorKind,
    Site,
    in_session,
    kind_of,
    origin_of,
)

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
OFFICIAL = Actor(account_ref="a", roles={"f": frozenset({Role.OFFICIAL})})
OPERATOR = Actor(account_ref="o", is_operator=True)
PARTICIPANT = Actor(account_ref="p")


def test_participants_are_never_asked() -> None:
    assert in_session(PARTICIPANT, None, NOW) == PARTICIPANT


@pytest.mark.parametrize("actor", [OFFICIAL, OPERATOR])
def test_without_a_second_step_every_role_waits(actor: Actor) -> None:
    waiting = in_session(actor, None, NOW)
    assert waiting.roles_wait
    assert not waiting.is_staff
    open_to_all = {each for each in Permission if can(PARTICIPANT, each, "f")}
    assert {each for each in Permission if can(waiting, each, "f")} == open_to_all


def test_after_a_working_day_every_role_waits_again() -> None:
    last = in_session(OFFICIAL, NOW, NOW + ROLES_LAST - timedelta(seconds=1))
    assert last.roles == OFFICIAL.roles
    assert in_session(OFFICIAL, NOW, NOW + ROLES_LAST).roles_wait


def test_who_waits_is_asked_and_not_turned_away() -> None:
    waiting = in_session(OFFICIAL, None, NOW)
    with pytest.raises(ConfirmationNeeded):
        authorize(waiting, Permission.ROUND_SET_UP, "f")
    with pytest.raises(NotPermitted):
        authorize(PARTICIPANT, Permission.ROUND_SET_UP, "f")
    with pytest.raises(SignInNeeded):
        authorize(Actor(), Permission.ROUND_SET_UP, "f")


@pytest.mark.parametrize("permission", sorted(CONFIRMED))
def test_the_second_step_is_asked_anew_after_a_quarter_of_an_hour(permission: Permission) -> None:
    everyone = Actor(
        account_ref="x", is_operator=True, roles={"f": frozenset({*Role} - {Role.OPERATOR})}
    )
    authorize(
        in_session(everyone, NOW, NOW + CONFIRMATION_LASTS - timedelta(seconds=1)), permission, "f"
    )
    late = in_session(everyone, NOW, NOW + CONFIRMATION_LASTS)
    assert can(late, permission, "f")
    with pytest.raises(ConfirmationNeeded):
        authorize(late, permission, "f")


def test_what_touches_others_asks_again() -> None:
    """Closing, publishing, changing roles, moderating; exports will join them."""
    wanted = {
        "framework:publish",
        "role:grant",
        "operator:grant",
        "account:disable",
        "retention:set",
        "organisation:verify",
        "round:announce",
        "round:reschedule",
        "round:close",
        "round:publish",
        "moderation:decide",
        "appeal:decide",
    }
    assert {each.value for each in CONFIRMED} == wanted
    assert set(HOLDERS) >= CONFIRMED


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("123456", FactorKind.AUTHENTICATOR),
        (" 123 456 ", FactorKind.AUTHENTICATOR),
        ("", FactorKind.AUTHENTICATOR),
        ("k7mf-4qxt-92hp", FactorKind.RECOVERY_CODE),
        ('{"id": "x"}', FactorKind.PASSKEY),
        (" {", FactorKind.PASSKEY),
    ],
)
def test_an_answer_is_known_by_its_shape(answer: str, kind: FactorKind) -> None:
    assert kind_of(answer) is kind


def test_a_site_is_its_origin_without_a_path() -> None:
    origin = origin_of("https://talk.example.org:8443/somewhere/?x")
    assert origin == "https://talk.example.org:8443"
    assert Site("Talk", origin, "key").domain == "talk.example.org"
