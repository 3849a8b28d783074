"""Roles are held per framework, one operator runs the site, and nothing is allowed by accident."""

from __future__ import annotations

import pytest

from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, FRAMEWORK_ROLES, WORKER, Actor, Role
from deliberate.domain.errors import NotPermitted, SignInNeeded
from deliberate.domain.permissions import HOLDERS, Permission, authorize, can

HERE, ELSEWHERE, BODY = "framework1", "framework2", "organisation1"
ON_ORGANISATIONS = {Permission.ORGANISATION_DELEGATES}


def person(**held: object) -> Actor:
    return Actor(account_ref="account1", participant_ref="person1", **held)  # type: ignore[arg-type]


def holder(role: Role, framework_ref: str = HERE) -> Actor:
    return person(roles={framework_ref: frozenset({role})})


ACTORS = {
    "stranger": ANONYMOUS,
    "guest": Actor(participant_ref="guest1"),
    "participant": person(),
    "delegate": person(organisations=frozenset({BODY})),
    "official": holder(Role.OFFICIAL),
    "official elsewhere": holder(Role.OFFICIAL, ELSEWHERE),
    "moderator": holder(Role.MODERATOR),
    "facilitator": holder(Role.FACILITATOR),
    "translator": holder(Role.TRANSLATOR),
    "translator elsewhere": holder(Role.TRANSLATOR, ELSEWHERE),
    "operator": person(is_operator=True),
    "command line": COMMAND_LINE,
    "worker": WORKER,
}
KNOWN = {name for name, actor in ACTORS.items() if actor.is_known}
RUNS_THE_SITE = {"operator", "command line"}

ALLOWED = {
    Permission.FRAMEWORK_CREATE: RUNS_THE_SITE | {"official", "official elsewhere"},
    Permission.FRAMEWORK_DRAFT: RUNS_THE_SITE | {"official"},
    Permission.FRAMEWORK_PUBLISH: {"official"},
    Permission.CLAUSE_SUMMARISE: {"official", "translator"},
    Permission.ROLE_GRANT: RUNS_THE_SITE | {"official"},
    Permission.OPERATOR_GRANT: RUNS_THE_SITE,
    Permission.ACCOUNT_DISABLE: RUNS_THE_SITE,
    Permission.RETENTION_SET: RUNS_THE_SITE,
    Permission.ORGANISATION_CREATE: KNOWN,
    Permission.ORGANISATION_DELEGATES: RUNS_THE_SITE | {"delegate"},
    Permission.ORGANISATION_VERIFY: RUNS_THE_SITE | {"official", "official elsewhere"},
    Permission.ACCOUNT_MANAGE: KNOWN,
    Permission.RECEIPT_CLAIM: KNOWN,
    Permission.COMMENT_TRANSLATE: {"translator"},
    Permission.FRAMEWORK_SMALL_BODY: RUNS_THE_SITE,
    Permission.DECLARATION_READ: {"command line"},
    Permission.GROUP_LIST: {"official"},
    Permission.ROUND_SET_UP: {"official"},
    Permission.ROUND_ANNOUNCE: {"official"},
    Permission.ROUND_RESCHEDULE: {"official"},
    Permission.ROUND_CLOSE: {"official", "worker"},
    Permission.ROUND_TELL: {"worker"},
    Permission.ROUND_PUBLISH: {"official"},
    Permission.AMENDMENT_DISPOSE: {"official"},
    Permission.AMENDMENT_TRANSLATE: {"translator"},
    Permission.COMMENT_ANSWER: {"official"},
    Permission.VERSION_MERGE: {"official"},
    Permission.VERSION_TRANSLATE: {"official", "translator"},
    Permission.MODERATION_QUEUE: {"moderator"},
    Permission.MODERATION_DECIDE: {"moderator"},
    Permission.MODERATION_COMPARE: {"worker"},
    Permission.APPEAL_DECIDE: {"moderator"},
}


@pytest.mark.parametrize("permission", Permission)
def test_roles_are_held_per_framework_and_only_these_people_may(permission: Permission) -> None:
    ref = BODY if permission in ON_ORGANISATIONS else HERE
    assert {name for name, actor in ACTORS.items() if can(actor, permission, ref)} == (
        ALLOWED[permission]
    )


@pytest.mark.parametrize("permission", Permission)
def test_without_a_framework_a_role_on_one_counts_only_where_any_would_do(
    permission: Permission,
) -> None:
    anywhere = {Permission.FRAMEWORK_CREATE, Permission.ORGANISATION_VERIFY}
    official = person(roles={HERE: frozenset(FRAMEWORK_ROLES)})
    by_account = ALLOWED[permission] >= KNOWN
    assert can(official, permission) == (permission in anywhere or by_account)


def test_every_permission_has_a_holder_and_a_meaning() -> None:
    assert set(HOLDERS) == set(Permission)
    assert all(HOLDERS.values())


def test_a_stranger_is_asked_to_sign_in_and_someone_known_is_refused() -> None:
    with pytest.raises(SignInNeeded):
        authorize(ANONYMOUS, Permission.FRAMEWORK_PUBLISH, HERE)
    with pytest.raises(SignInNeeded):
        authorize(ACTORS["guest"], Permission.ACCOUNT_MANAGE)
    with pytest.raises(NotPermitted):
        authorize(ACTORS["official elsewhere"], Permission.FRAMEWORK_PUBLISH, HERE)
    authorize(ACTORS["official"], Permission.FRAMEWORK_PUBLISH, HERE)


def test_the_operator_runs_the_site_but_publishes_nothing() -> None:
    assert not can(ACTORS["operator"], Permission.FRAMEWORK_PUBLISH, HERE)
    assert not can(ACTORS["operator"], Permission.CLAUSE_SUMMARISE, HERE)


def test_nobody_speaks_for_an_organisation_that_is_not_named() -> None:
    assert not can(ACTORS["delegate"], Permission.ORGANISATION_DELEGATES, None)
    assert not can(ACTORS["delegate"], Permission.ORGANISATION_DELEGATES, "organisation2")
