"""A site on which every text that a person can send is made of payloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product

from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import COMMAND_LINE, WORKER, Actor, Role
from deliberate.domain.organisations import NAME_LENGTH
from deliberate.domain.round_news import RoundNews
from deliberate.persistence.database import db, now
from deliberate.persistence.models.trust import OperatorProposal, RoleInvitation
from deliberate.services import (
    address_changes,
    groups,
    operators,
    organisations,
    roles,
    round_news,
)
from tests.browser.furnishing import Site
from tests.factories import amending, frameworks, people
from tests.factories.rounds import Round
from tests.security import hostile_closing, hostile_texts, hostile_voices
from tests.security.hostile_voices import HOUR, person
from tests.security.hostile_words import Words
from tests.support.servers import Served
from tests.support.sessions import session_token
from tests.web.shared.form_places import Places
from tests.web.shared.forms_sent import USUAL

MIGHTY = "mighty"


@dataclass
class HostileSite:
    """A running server, what its texts are made of, and where everything is."""

    words: Words = field(default_factory=Words)
    site: Site = field(init=False)
    places: Places = field(init=False)
    more: Mapping[str, str] = field(init=False)
    """Refs of things beside those of `places`."""

    def furnish(self, app: Flask, served: Served) -> Site:
        """Fill the site: texts, rounds at every stage, voices, decisions, people."""
        moment = now() - 3 * HOUR
        with app.app_context():
            address = self.words.address("account address")
            person(self.words, moment, address)
            roles.grant_role(COMMAND_LINE, address, Role.OPERATOR, None, moment)
            refs = self._rounds(address, moment)
            mighty = people.actor_at(address)
            refs |= self._people(mighty, moment)
            refs |= self._voices(mighty, refs, moment)
            db.session.remove()
        token = session_token(app, mighty)
        usual = {
            **USUAL,
            "account_ref": str(mighty.account_ref),
            "action_ref": refs["appealed_action"],
            "clause_ref": refs["setup clause"],
            "group_ref": refs["missed group"],
        }
        self.places, self.more = Places(usual, refs, {}), refs
        self.site = Site(served, app, {}, {MIGHTY: token}, frozenset())
        return self.site

    def _rounds(self, address: str, now: datetime) -> dict[str, str]:
        words = self.words
        care = hostile_texts.published(words, "care", now)
        plain, other = (frameworks.new_framework(now, slug=slug) for slug in ("plain", "gone"))
        drafted, _ = hostile_texts.unfinished(words, "drafted", now)
        for ref, role in product(
            (care.ref, plain.ref, other.ref, drafted),
            (Role.OFFICIAL, Role.MODERATOR, Role.TRANSLATOR),
        ):
            roles.grant_role(COMMAND_LINE, address, role, ref, now)
        self.running = hostile_voices.announced(words, care, now)
        hostile_voices.reschedule(words, self.running, now)
        setup = hostile_voices.set_up(words, plain, now)
        cancelled = hostile_voices.cancelled(words, other, now)
        _, closing = hostile_closing.counted(words, "closing", address, now)
        closing["missed group"] = hostile_closing.missed_group(closing["closing"], now)
        group = hostile_voices.group(words)
        listed = groups.add_group(people.actor_at(address), drafted, group, now)
        told = hostile_closing.published(words, "told", address, now)
        while round_news.owe_round_news(WORKER, self.running.ref, RoundNews.OPENING, now):
            pass
        return {
            "clause": care.clause_refs[0],
            "running": self.running.ref,
            "setup": setup.ref,
            "setup clause": plain.clause_refs[-1],
            "cancelled": cancelled.ref,
            "group": listed,
            "told": told["closing"],
            "told clause": told["closing clause"],
            "told amendment": told["closing amendment"],
            "told added": told["added"],
            **closing,
        }

    def _people(self, mighty: Actor, now: datetime) -> dict[str, str]:
        """Register an organisation, propose an operator, offer a role, ask for a new address."""
        words, care = self.words, self.running.framework
        name = words.line("organisation name", NAME_LENGTH)
        website = words.website("organisation website")
        organisation = organisations.create_organisation(mighty, name, website, now)
        delegate = words.address("delegate address")
        person(words, now, delegate)
        organisations.name_delegate(mighty, organisation, delegate, now)
        proposed = words.address("proposed operator")
        person(words, now, proposed)
        operators.propose_operator(mighty, proposed, now)
        invited = words.address("invited address")
        roles.offer_role(mighty, invited, Role.TRANSLATOR, care.ref, "ko", now)
        address_changes.ask_for_address(mighty, words.address("new address"), "ko", now)
        return {
            "organisation": organisation,
            "proposal": db.session.scalars(select(OperatorProposal.ref)).one(),
            "invitation": db.session.scalars(select(RoleInvitation.ref)).one(),
        }

    def _voices(self, mighty: Actor, refs: Mapping[str, str], now: datetime) -> dict[str, str]:
        words, held = self.words, self.running
        hostile_voices.say_everything(words, held, now)
        proposed = hostile_voices.propose_everything(words, held, now)
        own = hostile_voices.converse(words, held, mighty, refs["organisation"], now)
        moderated = hostile_voices.moderate(words, held, mighty, now)
        mine = [self._amendment(mighty, held, now, is_draft=each) for each in (True, False)]
        return {
            **moderated,
            "own": own,
            "draft": mine[0],
            "own amendment": mine[1],
            "amendment": proposed[0],
            "new clause": proposed[-1],
            **{f"amendment {number}": ref for number, ref in enumerate(proposed)},
        }

    def _amendment(self, by: Actor, held: Round, now: datetime, *, is_draft: bool) -> str:
        """Propose changed words in one language, or keep them as a draft."""
        field = "drafted amendment" if is_draft else "own amendment"
        told = {"en": hostile_voices.proposal(self.words, self.words.of(field))}
        make = amending.draft if is_draft else amending.amendment
        return make(by, held, now, proposals=told)
