"""Making the first accounts, before anyone can do it in a page."""

from __future__ import annotations

from flask import current_app

from deliberate.config import Settings
from deliberate.domain.actors import COMMAND_LINE, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import LOCALES
from deliberate.persistence.database import now
from deliberate.persistence.queries.frameworks import framework_ref
from deliberate.services import accounts, roles


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
