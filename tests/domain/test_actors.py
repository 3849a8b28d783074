"""The journal names the role under which someone acted, the one held on that framework."""

from __future__ import annotations

import pytest

from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, FRAMEWORK_ROLES, Actor, Role, Via

HERE = "framework1"


def holding(*roles: Role, is_operator: bool = False) -> Actor:
    return Actor(account_ref="a", roles={HERE: frozenset(roles)}, is_operator=is_operator)


@pytest.mark.parametrize("role", FRAMEWORK_ROLES)
def test_a_role_is_held_on_its_framework_alone(role: Role) -> None:
    actor = holding(role)
    assert actor.has_role(role, HERE)
    assert actor.acting_role(HERE) == role.value
    assert not actor.has_role(role, "framework2")
    assert actor.acting_role("framework2") == "participant"
    assert actor.acting_role() == "participant"


def test_the_operator_is_no_role_of_a_framework() -> None:
    assert Role.OPERATOR not in FRAMEWORK_ROLES
    assert set(FRAMEWORK_ROLES) == set(Role) - {Role.OPERATOR}


def test_someone_with_several_roles_acts_under_the_highest_one() -> None:
    assert holding(Role.TRANSLATOR, Role.OFFICIAL).acting_role(HERE) == "official"
    assert holding(Role.MODERATOR, is_operator=True).acting_role(HERE) == "moderator"
    assert holding(Role.MODERATOR, is_operator=True).acting_role() == "operator"


def test_without_an_account_one_acts_as_a_guest() -> None:
    assert ANONYMOUS.acting_role(HERE) == "guest"
    assert not ANONYMOUS.is_known
    assert Actor(participant_ref="p").acting_role() == "guest"


def test_the_command_line_says_that_it_was_the_door() -> None:
    assert COMMAND_LINE.via is Via.COMMAND_LINE
    assert COMMAND_LINE.acting_role() == "operator"
    assert Actor().via is Via.PAGE
