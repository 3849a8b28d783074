"""The people of the demo. Their password is public: the demo serves nobody else."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from deliberate import paths
from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Localized
from deliberate.persistence.queries.accounts import actor_by_address

PASSWORD = "hanbit-demo"  # noqa: S105  (printed on the sign-in page of the demo)


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation of the demo."""

    name: str
    website: str


@dataclass(frozen=True)
class Person:
    """Someone in the demo; no role means a participant."""

    name: str
    """By which the sample's rounds call them; nobody sees it but in their address."""
    pseudonym: str
    shows: Localized
    """What signing in as this person lets one see."""
    role: Role | None = None
    organisation: OrganisationCard | None = None
    """The one that they speak for."""

    @property
    def address(self) -> str:
        """Where they sign in."""
        return f"{self.name}@hanbit.example"


def read_json(name: str) -> Any:
    """Return what a file of the sample holds."""
    return json.loads((paths.SAMPLE_TEXTS / name).read_text(encoding="utf-8"))


def _person(card: dict[str, Any]) -> Person:
    role, organisation = card["role"], card.get("organisation")
    return Person(
        name=card["name"],
        pseudonym=card["pseudonym"],
        shows=card["shows"],
        role=Role(role) if role else None,
        organisation=OrganisationCard(**organisation) if organisation else None,
    )


PEOPLE = tuple(_person(card) for card in read_json("people.json")["people"])


def someone(role: Role) -> Actor:
    """Return the first of the sample's people who holds a role."""
    return by_name(next(each.name for each in PEOPLE if each.role is role))


def by_name(name: str) -> Actor:
    """Return one of the sample's people; whoever speaks for an organisation does so here."""
    address = next(each.address for each in PEOPLE if each.name == name)
    actor = actor_by_address(address)
    if actor is None:
        raise NotFound
    return replace(actor, acting_for=next(iter(actor.organisations), None))
