"""Making the first accounts, before anyone can do it in a page."""

from __future__ import annotations

from flask import current_app

from deliberate.config import Settings
from deliberate.domain.actors import COMMAND_LINE, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import LOCALES
from deliberate.persistence.database import now
from deliberate.persistence.queries.frameworks import framework_ref
from deliberate.services import accounts, own_second_steps, roles


def grant(address: str, role: str, slug: str | None) -> str:
    """Give the account at an address a role; return what to tell whoever asked.

    Raises `UnknownAddress`, `NotFound`. Needs an application context.
    """
    ref = framework_ref(slug) if slug else None
    roles.grant_role(COMMAND_LINE, address, Role(role), ref, now())
    return f"{address} now works here as: {role}"


def reset_second_step(address: str) -> str:
    """Take away the second step of an account; return what to tell whoever asked.

    Raises `NotFound`. Needs an application context.
    """
    own_second_steps.reset_second_steps(COMMAND_LINE, address, now())
    return f"{address} has no second step any more, is signed out everywhere and is told by mail."


def create(address: str, pseudonym: str, role: str | None, slug: str | None) -> str:
    """Make an account, with a role if wanted; return what to tell its owner.

    Raises `BadAddress`, `BadPseudonym`, `Conflict` for a known address, `NotFound` for a
    framework that is not there or a role that goes with none. Needs an application context.
    """
    moment = now()
    ref = framework_ref(slug) if slug else None
    if role and (Role(role) is Role.OPERATOR) != (ref is None):
        raise NotFound
    accounts.create_account(COMMAND_LINE, address, pseudonym, LOCALES[0], moment)
    if role:
        roles.grant_role(COMMAND_LINE, address, Role(role), ref, moment)
    accounts.ask_for_link(address, LOCALES[0], moment)
    settings: Settings = current_app.extensions["settings"]
    return (
        f"The account exists. A sign-in link is on its way to {address} "
        f"({settings.mail.partition(':')[0]}); it is sent by: deliberate worker"
    )
