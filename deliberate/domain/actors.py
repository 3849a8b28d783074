"""The one on whose behalf a use case runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What an account may be trusted with; all but the operator are granted per framework."""

    OFFICIAL = "official"
    MODERATOR = "moderator"
    FACILITATOR = "facilitator"
    TRANSLATOR = "translator"
    OPERATOR = "operator"


FRAMEWORK_ROLES = tuple(role for role in Role if role is not Role.OPERATOR)


class Via(StrEnum):
    """The door through which an act came in."""

    PAGE = "page"
    COMMAND_LINE = "command line"
    WORKER = "worker"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, as far as the rules need to know.

    `roles` maps the ref of a framework to the roles held there. `acting_for` is the ref of the
    organisation for which a delegate speaks at this moment.
    """

    account_ref: str | None = None
    participant_ref: str | None = None
    is_operator: bool = False
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    organisations: frozenset[str] = frozenset()
    acting_for: str | None = None
    via: Via = Via.PAGE
    roles_wait: bool = False
    """Whether roles were left out until the second step is taken."""
    is_confirmed: bool = True
    """Whether the second step was taken not long ago, where it is asked for."""

    @property
    def is_staff(self) -> bool:
        """Whether the actor is trusted with anything beyond taking part."""
        return self.is_operator or bool(self.roles)

    @property
    def is_known(self) -> bool:
        """Whether the actor has an account."""
        return self.account_ref is not None

    def has_role(self, role: Role, framework_ref: str) -> bool:
        """Whether the actor holds a role on a framework."""
        return role in self.roles.get(framework_ref, frozenset())

    def acting_role(self, framework_ref: str | None = None) -> str:
        """Return the role under which the journal records an act."""
        if framework_ref is not None:
            for role in FRAMEWORK_ROLES:
                if self.has_role(role, framework_ref):
                    return role.value
        if self.is_operator:
            return Role.OPERATOR.value
        if self.via is Via.WORKER:
            return Via.WORKER.value
        return "participant" if self.is_known else "guest"


ANONYMOUS = Actor()
COMMAND_LINE = Actor(is_operator=True, via=Via.COMMAND_LINE)
WORKER = Actor(via=Via.WORKER)
