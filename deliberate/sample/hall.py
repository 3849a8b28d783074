"""The room in which the sample's voices are heard: one framework, one round at a time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from flask import current_app

from deliberate.config import Settings
from deliberate.domain.actors import ANONYMOUS, Actor, Role
from deliberate.domain.credentials import Newcomer, token_hash
from deliberate.domain.disclosure import least_people
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.domain.representation import Target
from deliberate.domain.rounds import Activity, Phase, ResultsVisibility
from deliberate.persistence.queries import frameworks
from deliberate.persistence.queries.accounts import visitor_by_token_hash
from deliberate.persistence.queries.declarations import declaration_page
from deliberate.persistence.queries.frameworks import ClauseView
from deliberate.persistence.queries.groups import targets_page
from deliberate.sample.people import PEOPLE, by_name, someone
from deliberate.services import round_setup, rounds
from deliberate.services.declarations import declare

SHARE = 5
"""Percent of those who take part, for each priority group."""
SILENT, ROLES, LATE = 8, 6, 50
LASTS = timedelta(days=21, hours=9)
ACTIVITIES = {
    Activity.COMMENT: Assurance.GUEST,
    Activity.AMEND: Assurance.KNOWN,
    Activity.COSIGN: Assurance.KNOWN,
    Activity.VOTE_ON_CLAUSES: Assurance.GUEST,
    Activity.VOTE_ON_AMENDMENTS: Assurance.GUEST,
}


class WayBack(Protocol):
    """What a stranger gets who became a guest."""

    @property
    def token(self) -> str:
        """Of the session that their browser carries."""


Choosing = Callable[[str, Actor, Newcomer | None], WayBack | None]
"""Takes a choice and who makes it: a guest, or a stranger who becomes one with it."""


class Hall:
    """A round of the sample and those who come to it."""

    def __init__(self, slug: str, key: str, began: datetime) -> None:
        view = frameworks.framework_view(slug)
        self.slug = slug
        self.framework_ref = view.ref
        self._by_number = {
            clause.numbers["en"].removeprefix("Article "): clause
            for section in view.sections
            for clause in section.clauses
        }
        self._key = key
        self._guests: list[Actor] = []
        self._known = [
            replace(by_name(each.name), acting_for=None) for each in PEOPLE if each.role is None
        ]
        self.began = began
        self.round_ref = ""
        self.refs: dict[str, str] = {}
        """By the name that the sample's file gives to a comment or an amendment."""

    def clause(self, number: str) -> ClauseView:
        """Return the clause with this number: "7", "12-2"."""
        return self._by_number[number]

    def at(self, hours: float) -> datetime:
        """Return a time, counted from the opening."""
        return self.began + timedelta(hours=hours)

    @property
    def keys(self) -> Path:
        """Where the keys of what people say about themselves are kept."""
        settings: Settings = current_app.extensions["settings"]
        return settings.keys

    def let_people_say_who_they_are(self, told_at: datetime) -> None:
        """Let seven of eight say something. Those who came last live where few came from before."""
        refs = [each.ref for each in declaration_page(self.round_ref, ANONYMOUS, told_at).groups]
        everyone = [*self._known, *self._guests]
        for place, person in enumerate(everyone):
            if not declaration_page(self.round_ref, person, told_at).has_taken_part:
                continue
            if place % SILENT == 0:
                continue
            lived = [ref for n, ref in enumerate(refs[ROLES:-3], 2) if place % n == 0]
            lived += refs[-3:-1] if place >= LATE else []
            chosen = {refs[place % ROLES], *lived}
            declare(person, self.round_ref, chosen, self.keys, told_at)

    @property
    def ends(self) -> datetime:
        """When the round closes."""
        return self.began + LASTS

    def newcomer(self, locale: str) -> Newcomer:
        """Return a stranger of whom nothing is known."""
        return Newcomer(locale, secrets.token_urlsafe(), self._key)

    def open(self, about: Mapping[str, Any]) -> None:
        """Set a round up and announce it, as an official does."""
        official, began = someone(Role.OFFICIAL), self.began
        ref = rounds.create_round(official, self.framework_ref, began)
        round_setup.name_round(official, ref, about["titles"], about["descriptions"], began)
        phase = Phase(began, self.ends, ACTIVITIES)
        round_setup.set_phases(official, ref, (phase,), began)
        round_setup.set_visibility(
            official, ref, ResultsVisibility.SEALED, began, premoderated=False
        )
        round_setup.leave_the_rest_open(official, ref, began)
        round_setup.set_targets(official, ref, _targets(ref, official), began)
        rounds.announce_round(official, ref, began)
        self.round_ref = ref

    def let_people_choose(
        self, counts: Mapping[str, int], chosen_at: datetime, choose: Choosing
    ) -> None:
        """Let people choose about one thing, known ones and guests in turn.

        They are the same people every time; guests that are missing come in with it.
        """
        known, guests = iter(self._known), count()
        for place, choice in enumerate(_one_by_one(counts)):
            voter = next(known, None) if place % 2 else None
            if voter is not None:
                choose(choice, voter, None)
            else:
                self._let_guest_choose(next(guests), choice, chosen_at, choose)

    def let_guests_choose(
        self, counts: Mapping[str, int], chosen_at: datetime, choose: Choosing
    ) -> None:
        """Let guests alone choose: nobody may choose about what they wrote themselves."""
        for place, choice in enumerate(_one_by_one(counts)):
            self._let_guest_choose(place, choice, chosen_at, choose)

    def _let_guest_choose(
        self, place: int, choice: str, chosen_at: datetime, choose: Choosing
    ) -> None:
        if place < len(self._guests):
            choose(choice, self._guests[place], None)
            return
        way_back = choose(choice, ANONYMOUS, self.newcomer(Locale.KO))
        visitor = way_back and visitor_by_token_hash(token_hash(way_back.token), chosen_at)
        if visitor:
            self._guests.append(visitor.actor)


def _targets(ref: str, official: Actor) -> list[Target]:
    """Return the lowest floor that there can be for each priority group."""
    return [
        Target(each.ref, SHARE, least_people(is_sensitive=each.group.is_sensitive))
        for each in targets_page(ref, official).groups
    ]


def _one_by_one(counts: Mapping[str, int]) -> list[str]:
    """Return each choice as often as it is made."""
    return [choice for choice, number in counts.items() for _each in range(number)]
