"""Organisations and their delegates."""

from __future__ import annotations

from deliberate.domain.errors import DomainError

NAME_LENGTH = 120
WEBSITE_LENGTH = 300


class BadOrganisationName(DomainError):
    """An organisation's name is empty or too long."""


class BadWebsite(DomainError):
    """A website's address does not begin with https:// or http://, or is too long."""


class LastDelegate(DomainError):
    """The organisation would be left without anyone who may speak for it."""


class DelegateLeft(DomainError):
    """What was given for an organisation stays with it when its delegate has left."""

    status = 403


def ensure_name(text: str) -> str:
    """Return the name as it will be shown; raises `BadOrganisationName`."""
    name = " ".join(text.split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        raise BadOrganisationName
    return name


def ensure_website(text: str) -> str | None:
    """Return the address, None when nothing was given; raises `BadWebsite`."""
    website = text.strip()
    if not website:
        return None
    looks_right = website.startswith(("https://", "http://")) and website.isprintable()
    if not looks_right or len(website) > WEBSITE_LENGTH or " " in website:
        raise BadWebsite
    return website
