"""Which entries of the journal are for everybody: acts of office with a public result."""

from __future__ import annotations

from enum import StrEnum

from deliberate.domain.actors import Role, Via

OFFICE = (Role.OFFICIAL, Role.MODERATOR, Role.OPERATOR)
"""The roles whose acts the public journal shows."""
BY_THE_CLOCK = Via.WORKER.value
"""What stands for a role where the worker counted a round when its time had come."""


class ActKind(StrEnum):
    """What acts of office are about."""

    FRAMEWORKS = "frameworks"
    ROUNDS = "rounds"
    MODERATION = "moderation"
    TRUST = "trust"


class PublicAct(StrEnum):
    """A verb and the kind of thing it was done to, as the journal has them, with a blank between.

    A verb alone does not say enough: a participant withdraws, an official publishes two things.
    """

    PUBLISH_FRAMEWORK = "publish framework"
    DESCRIBE_FRAMEWORK = "describe framework"
    ADD_GROUP = "add group framework"
    CHANGE_GROUP = "change group framework"
    REMOVE_GROUP = "remove group framework"
    SET_CONCERNS = "set concerns framework"
    MARK_SMALL_BODY = "mark small body framework"
    UNMARK_SMALL_BODY = "unmark small body framework"
    ANNOUNCE_ROUND = "announce round"
    EXTEND_ROUND = "extend round"
    SHORTEN_ROUND = "shorten round"
    CLOSE_EARLY = "close early round"
    CANCEL_ROUND = "cancel round"
    CLOSE_ROUND = "close round"
    JUSTIFY_ROUND = "justify round"
    READ_DECLARATION = "read declaration round"
    PUBLISH_ROUND = "publish round"
    KEEP_COMMENT = "keep comment"
    HIDE_COMMENT = "hide comment"
    REDACT_COMMENT = "redact comment"
    RESTORE_COMMENT = "restore comment"
    KEEP_AMENDMENT = "keep amendment"
    HIDE_AMENDMENT = "hide amendment"
    REDACT_AMENDMENT = "redact amendment"
    RESTORE_AMENDMENT = "restore amendment"
    UPHOLD = "uphold moderation action"
    OVERTURN = "overturn moderation action"
    GRANT_OFFICIAL = "grant role official"
    GRANT_MODERATOR = "grant role moderator"
    GRANT_FACILITATOR = "grant role facilitator"
    GRANT_TRANSLATOR = "grant role translator"
    GRANT_OPERATOR = "grant role operator"
    REVOKE_OFFICIAL = "revoke role official"
    REVOKE_MODERATOR = "revoke role moderator"
    REVOKE_FACILITATOR = "revoke role facilitator"
    REVOKE_TRANSLATOR = "revoke role translator"
    REVOKE_OPERATOR = "revoke role operator"
    INVITE_OFFICIAL = "invite role official"
    INVITE_MODERATOR = "invite role moderator"
    INVITE_FACILITATOR = "invite role facilitator"
    INVITE_TRANSLATOR = "invite role translator"
    APPROVE_OPERATOR = "approve proposal of an operator"
    VERIFY_ORGANISATION = "verify organisation"
    SET_RETENTION = "set retention"

    @property
    def thing(self) -> str:
        """The kind of thing that it was done to."""
        return next(kind for kind in THINGS if self.endswith(f" {kind}"))

    @property
    def verb(self) -> str:
        """What was done."""
        return self.removesuffix(f" {self.thing}")


THINGS = (
    "framework",
    "round",
    "comment",
    "amendment",
    "moderation action",
    "organisation",
    "proposal of an operator",
    "retention",
    *(f"role {role}" for role in Role),
)
"""The kinds of thing that public acts are done to."""


def kind_of(act: PublicAct) -> ActKind:
    """Return under which heading an act is found."""
    return {
        "framework": ActKind.FRAMEWORKS,
        "round": ActKind.ROUNDS,
        "comment": ActKind.MODERATION,
        "amendment": ActKind.MODERATION,
        "moderation action": ActKind.MODERATION,
    }.get(act.thing, ActKind.TRUST)
