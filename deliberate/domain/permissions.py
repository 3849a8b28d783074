"""Every permission, and the one map that says who holds it.

`docs/permissions.md` is made from this module by `scripts/permissions`; a test keeps them in step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from deliberate.domain.actors import Actor, Role, Via
from deliberate.domain.errors import DomainError, NotPermitted, SignInNeeded
from deliberate.domain.second_factors import ConfirmationNeeded

Predicate = Callable[[Actor, str | None], bool]
"""(actor, ref of the object's framework or organisation, None where there is none) -> allowed."""


class Permission(StrEnum):
    """One act that can be allowed or refused."""

    FRAMEWORK_CREATE = "framework:create"
    """Bring a new framework onto the site."""
    FRAMEWORK_DRAFT = "framework:draft"
    """See and mend the imported draft of a framework before it is published."""
    FRAMEWORK_PUBLISH = "framework:publish"
    """Publish a version of a framework."""
    CLAUSE_SUMMARISE = "clause:summarise"
    """Write the plain summaries of clauses."""
    ROLE_GRANT = "role:grant"
    """Give and take roles on a framework."""
    OPERATOR_GRANT = "operator:grant"
    """Give and take the operator's role."""
    ACCOUNT_DISABLE = "account:disable"
    """Close somebody's account to them, and open it again."""
    RETENTION_SET = "retention:set"
    """Say for how long records are kept that have done their duty."""
    ORGANISATION_CREATE = "organisation:create"
    """Register an organisation and become its first delegate."""
    ORGANISATION_DELEGATES = "organisation:delegates"
    """Name and end the delegates of an organisation."""
    ORGANISATION_VERIFY = "organisation:verify"
    """Confirm that an organisation is what it says it is."""
    ACCOUNT_MANAGE = "account:manage"
    """Change one's own pseudonym, password, address, second step and sessions."""
    RECEIPT_CLAIM = "receipt:claim"
    """Make one's own what was given with a receipt code."""
    COMMENT_TRANSLATE = "comment:translate"
    """Put other people's comments into another language."""
    FRAMEWORK_SMALL_BODY = "framework:small-body"
    """Mark a framework as a small body's, which needs fewer people for a round."""
    DECLARATION_READ = "declaration:read"
    """Read what one person said about themselves: on the command line, and shown in public."""
    GROUP_LIST = "group:list"
    """Say which stakeholder groups a framework knows, before its first round is announced."""
    ROUND_SET_UP = "round:set-up"
    """Set up a consultation round, and see it before it is announced."""
    ROUND_ANNOUNCE = "round:announce"
    """Announce a round, which fixes everything about it but its times."""
    ROUND_RESCHEDULE = "round:reschedule"
    """Change announced times with a public reason, or approve such a change."""
    ROUND_CLOSE = "round:close"
    """Take the closing snapshot once the clock has ended input."""
    ROUND_TELL = "round:tell"
    """Owe the mails that tell people about a round."""
    ROUND_PUBLISH = "round:publish"
    """Publish the outcome of a round, and with it the next version."""
    AMENDMENT_DISPOSE = "amendment:dispose"
    """Say what became of an amendment, with a public reason."""
    AMENDMENT_TRANSLATE = "amendment:translate"
    """Put other people's amendments into another language."""
    COMMENT_ANSWER = "comment:answer"
    """Answer comments for the public body, one by one or several at once."""
    VERSION_MERGE = "version:merge"
    """Write the next text of a clause from the amendments that were accepted."""
    VERSION_TRANSLATE = "version:translate"
    """Bring the other language of a changed clause up to it, and confirm that both say the same."""
    MODERATION_QUEUE = "moderation:queue"
    """See what waits for a moderator, with its reports and earlier decisions."""
    MODERATION_DECIDE = "moderation:decide"
    """Keep, hide, redact or restore what others gave."""
    MODERATION_COMPARE = "moderation:compare"
    """Put comments that say nearly the same together, for a moderator to look at."""
    APPEAL_DECIDE = "appeal:decide"
    """Decide appeals against other moderators' decisions."""


def is_known(actor: Actor, _ref: str | None) -> bool:
    """Whoever has an account."""
    return actor.is_known


def is_operator(actor: Actor, _ref: str | None) -> bool:
    """Whoever runs the site."""
    return actor.is_operator


def is_official_here(actor: Actor, framework_ref: str | None) -> bool:
    """An official of this framework."""
    return framework_ref is not None and actor.has_role(Role.OFFICIAL, framework_ref)


def is_translator_here(actor: Actor, framework_ref: str | None) -> bool:
    """A translator of this framework."""
    return framework_ref is not None and actor.has_role(Role.TRANSLATOR, framework_ref)


def is_moderator_here(actor: Actor, framework_ref: str | None) -> bool:
    """A moderator of this framework."""
    return framework_ref is not None and actor.has_role(Role.MODERATOR, framework_ref)


def is_official_anywhere(actor: Actor, _ref: str | None) -> bool:
    """An official of any framework."""
    return any(Role.OFFICIAL in held for held in actor.roles.values())


def is_worker(actor: Actor, _ref: str | None) -> bool:
    """The background worker of this site."""
    return actor.via is Via.WORKER


def is_at_the_machine(actor: Actor, _ref: str | None) -> bool:
    """Whoever runs commands on the site's own machine."""
    return actor.via is Via.COMMAND_LINE and actor.is_operator


def is_delegate_here(actor: Actor, organisation_ref: str | None) -> bool:
    """A delegate of this organisation whose time has not ended."""
    return organisation_ref in actor.organisations


HOLDERS: Mapping[Permission, tuple[Predicate, ...]] = {
    Permission.FRAMEWORK_CREATE: (is_operator, is_official_anywhere),
    Permission.FRAMEWORK_DRAFT: (is_operator, is_official_here),
    Permission.FRAMEWORK_PUBLISH: (is_official_here,),
    Permission.CLAUSE_SUMMARISE: (is_official_here, is_translator_here),
    Permission.ROLE_GRANT: (is_operator, is_official_here),
    Permission.OPERATOR_GRANT: (is_operator,),
    Permission.ACCOUNT_DISABLE: (is_operator,),
    Permission.RETENTION_SET: (is_operator,),
    Permission.ORGANISATION_CREATE: (is_known,),
    Permission.ORGANISATION_DELEGATES: (is_delegate_here, is_operator),
    Permission.ORGANISATION_VERIFY: (is_operator, is_official_anywhere),
    Permission.ACCOUNT_MANAGE: (is_known,),
    Permission.RECEIPT_CLAIM: (is_known,),
    Permission.COMMENT_TRANSLATE: (is_translator_here,),
    Permission.FRAMEWORK_SMALL_BODY: (is_operator,),
    Permission.DECLARATION_READ: (is_at_the_machine,),
    Permission.GROUP_LIST: (is_official_here,),
    Permission.ROUND_SET_UP: (is_official_here,),
    Permission.ROUND_ANNOUNCE: (is_official_here,),
    Permission.ROUND_RESCHEDULE: (is_official_here,),
    Permission.ROUND_CLOSE: (is_official_here, is_worker),
    Permission.ROUND_TELL: (is_worker,),
    Permission.ROUND_PUBLISH: (is_official_here,),
    Permission.AMENDMENT_DISPOSE: (is_official_here,),
    Permission.AMENDMENT_TRANSLATE: (is_translator_here,),
    Permission.COMMENT_ANSWER: (is_official_here,),
    Permission.VERSION_MERGE: (is_official_here,),
    Permission.VERSION_TRANSLATE: (is_official_here, is_translator_here),
    Permission.MODERATION_QUEUE: (is_moderator_here,),
    Permission.MODERATION_DECIDE: (is_moderator_here,),
    Permission.MODERATION_COMPARE: (is_worker,),
    Permission.APPEAL_DECIDE: (is_moderator_here,),
}


CONFIRMED = frozenset(
    {
        Permission.FRAMEWORK_PUBLISH,
        Permission.ROLE_GRANT,
        Permission.OPERATOR_GRANT,
        Permission.ACCOUNT_DISABLE,
        Permission.RETENTION_SET,
        Permission.ORGANISATION_VERIFY,
        Permission.ROUND_ANNOUNCE,
        Permission.ROUND_RESCHEDULE,
        Permission.ROUND_CLOSE,
        Permission.ROUND_PUBLISH,
        Permission.MODERATION_DECIDE,
        Permission.APPEAL_DECIDE,
    }
)
"""What staff do only after a second step not long ago; see `second_factors`."""


def can(actor: Actor, permission: Permission, ref: str | None = None) -> bool:
    """Whether the actor may do this to the framework or organisation `ref`."""
    return any(holds(actor, ref) for holds in HOLDERS[permission])


def authorize(actor: Actor, permission: Permission, ref: str | None = None) -> None:
    """Raise `SignInNeeded`, `NotPermitted` or `ConfirmationNeeded` unless the actor may do this."""
    if not can(actor, permission, ref):
        raise _refusal(actor)
    if permission in CONFIRMED and not actor.is_confirmed:
        raise ConfirmationNeeded


def _refusal(actor: Actor) -> DomainError:
    if actor.roles_wait:
        return ConfirmationNeeded()
    return NotPermitted() if actor.is_known else SignInNeeded()
