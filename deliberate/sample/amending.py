"""What the sample's people propose to change, and who stands behind it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from deliberate.domain.actors import Actor, Role
from deliberate.domain.amendments import AmendmentKind, Proposal
from deliberate.domain.credentials import Newcomer
from deliberate.domain.localized import Locale, Localized
from deliberate.domain.votes import AmendmentChoice
from deliberate.sample.hall import Hall, WayBack
from deliberate.sample.people import by_name, someone
from deliberate.services import (
    amendment_translations,
    amendment_votes,
    amendments,
    signatures,
)
from deliberate.services.amendment_votes import AmendmentBallot
from deliberate.services.amendments import NewDraft

FIRST = 1
"""The revision that is on the page of an amendment that nobody has changed."""


def amend(hall: Hall, words: Mapping[str, Any]) -> None:
    """Hand an amendment in, and let others sign it, translate it and vote on it."""
    author, at = by_name(words["by"]), hall.at(words["hours"])
    clause = hall.clause(words["article"])
    new = NewDraft(
        round_ref=hall.round_ref,
        clause_ref=clause.ref,
        wording_ref=clause.wording_ref,
        kind=AmendmentKind(words.get("kind", "change")),
        proposals=_proposals(clause.bodies, words),
        form_key=secrets.token_urlsafe(),
    )
    ref = amendments.save_draft(author, new, at)
    amendments.submit_amendment(author, ref, FIRST, at)
    hall.refs[words["id"]] = ref
    if "translated" in words:
        _translate(hall, ref, clause.bodies, words["translated"])
    for place, name in enumerate(words.get("signed_by", ()), start=1):
        signatures.sign_amendment(by_name(name), ref, FIRST, hall.at(words["hours"] + place))
    _vote(hall, ref, words)
    if "withdrawn" in words:
        amendments.withdraw_amendment(author, ref, hall.at(words["withdrawn"]))


def changed(body: str, changes: Any) -> str:
    """Return a text with words replaced; raises `ValueError` where they do not stand there once."""
    for old, new in changes:
        if body.count(old) != 1:
            message = f"the sample's text does not say this once: {old}"
            raise ValueError(message)
        body = body.replace(old, new)
    return body


def _proposals(bodies: Localized, words: Mapping[str, Any]) -> dict[str, Proposal]:
    texts = words.get("texts", {})
    bodies = {
        **dict.fromkeys(words["reason"], ""),
        **{locale: each["body"] for locale, each in texts.items()},
        **{
            locale: changed(bodies[locale], changes)
            for locale, changes in words.get("changes", {}).items()
        },
    }
    return {
        locale: Proposal(
            heading=texts.get(locale, {}).get("heading", ""),
            body=body,
            reason=words["reason"][locale],
            impact=words["impact"][locale],
        )
        for locale, body in bodies.items()
    }


def _translate(hall: Hall, ref: str, bodies: Localized, words: Mapping[str, Any]) -> None:
    for locale, changes in words["changes"].items():
        given = Proposal(
            body=changed(bodies[locale], changes), reason=words["reason"], impact=words["impact"]
        )
        translator, translated_at = someone(Role.TRANSLATOR), hall.at(words["hours"])
        amendment_translations.translate_amendment(
            translator, ref, Locale(locale), given, FIRST, translated_at
        )


def _vote(hall: Hall, ref: str, words: Mapping[str, Any]) -> None:
    ballot, at = AmendmentBallot(ref, FIRST, Locale.KO), hall.at(words["hours"] + 9)

    def choose(choice: str, actor: Actor, stranger: Newcomer | None) -> WayBack | None:
        wanted = AmendmentChoice(choice)
        return amendment_votes.vote_on_amendment(actor, ballot, wanted, at, stranger)

    hall.let_people_choose(words.get("votes", {}), at, choose)
