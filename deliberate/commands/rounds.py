"""Opening, closing and publishing rounds: the same use cases as the pages."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app

from deliberate.config import Settings
from deliberate.domain.actors import COMMAND_LINE, Actor, Via
from deliberate.domain.localized import LOCALES
from deliberate.domain.participants import UnknownAddress
from deliberate.domain.representation import ReadingReason
from deliberate.persistence.database import now
from deliberate.persistence.queries.accounts import actor_by_address
from deliberate.persistence.queries.round_pages import round_page
from deliberate.services.declarations import read_in_emergency
from deliberate.services.next_versions import publish_outcome
from deliberate.services.rounds import announce_round
from deliberate.services.snapshots import take_snapshot


def official(address: str) -> Actor:
    """Return whoever has this address, acting on the command line; raises `UnknownAddress`."""
    actor = actor_by_address(address.strip().casefold())
    if actor is None:
        raise UnknownAddress
    return replace(actor, via=Via.COMMAND_LINE)


def open_round(ref: str, address: str, *, at_once: bool) -> str:
    """Announce a round, which the clock then opens; return what to tell. Needs a context."""
    moment = now()
    announce_round(official(address), ref, moment, at_once=at_once)
    view = round_page(ref, moment).view
    return (
        f"Round {ref} is announced: it opens at {view.opens_at.isoformat(timespec='minutes')} "
        f"and closes at {view.closes_at.isoformat(timespec='minutes')}."
    )


def close_round(ref: str, address: str) -> str:
    """Freeze a round whose time is over; return what to tell. Needs a context."""
    settings: Settings = current_app.extensions["settings"]
    if take_snapshot(ref, now(), official(address), settings.keys):
        return f"Round {ref} is counted."
    return f"Round {ref} was counted before; nothing has changed."


def publish(ref: str, address: str) -> str:
    """Publish the outcome of a round; return what to tell. Needs a context."""
    publish_outcome(official(address), ref, now())
    return f"The outcome of round {ref} is published."


def read_declaration(ref: str, participant_ref: str, reason: ReadingReason) -> str:
    """Break the glass; return the groups of one person, one a line. Needs a context."""
    settings: Settings = current_app.extensions["settings"]
    found = read_in_emergency(COMMAND_LINE, ref, participant_ref, reason, settings.keys, now())
    lines = [" / ".join(each.names[locale] for locale in LOCALES) for each in found]
    return "\n".join(lines or ["They said that they belong to none of the groups."])
