"""Amendments in the language in which their authors did not write them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import (
    AmendmentKind,
    LanguageNotHere,
    NothingToTranslate,
    Proposal,
    ensure_before_closing,
    ensure_proposals,
    ensure_reasoned,
    is_blank,
)
from deliberate.domain.errors import SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.amendment_writing import (
    Found,
    amendment_by_ref,
    bodies_of,
    ensure_seen,
    ensure_stands,
    is_author,
)
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.amendments import AmendmentRevisionText
from deliberate.persistence.people import account_id_of, participant_of
from deliberate.persistence.round_setup import framework_ref_of
from deliberate.persistence.rounds import hold_round, schedule_of


def translate_amendment(
    actor: Actor, ref: str, locale: Locale, given: Proposal, seen: int, now: datetime
) -> None:
    """Add the language that is missing, by the author until closing, by a translator until the end.

    Makes no new revision, so signatures and votes stay. A translator's words can be replaced, the
    author's own cannot. Raises `SignInNeeded`, `NotFound`, `AmendmentGone`, `StaleAmendment`,
    `NotPermitted`, `RoundClosed`, `NothingToTranslate`, `NothingChanged`, `IsRemoval`,
    `NothingProposed`, `LanguageNotHere`, `AmendmentTooLong`, `ReasonNeeded`, `ImpactNeeded`.
    """
    if not actor.is_known:
        raise SignInNeeded
    with transaction() as session:
        found = amendment_by_ref(session, ref)
        ensure_stands(found)
        by_author = _ensure_may(session, actor, found, now)
        ensure_seen(found, seen)
        words = _fitted(session, found, locale, given)
        ensure_reasoned({locale.value: words})
        translator_id = None if by_author else account_id_of(session, actor)
        _write(session, found, locale, words, translator_id)
        record(session, actor, "translate", Thing("amendment", ref), now)


def _ensure_may(session: Session, actor: Actor, found: Found, now: datetime) -> bool:
    """Let authors and translators pass while they may; return whether it is an author."""
    hold_round(session, found.round.id)
    by_author = is_author(session, found, participant_of(session, actor).id)
    if by_author:
        ensure_before_closing(schedule_of(session, found.round), now)
        return True
    framework_ref = framework_ref_of(session, found.round)
    authorize(actor, Permission.AMENDMENT_TRANSLATE, framework_ref)
    if found.round.published_at is not None:
        raise NothingToTranslate
    return False


def _fitted(session: Session, found: Found, locale: Locale, given: Proposal) -> Proposal:
    base = {}
    if found.amendment.base_wording_id is not None:
        base = bodies_of(session, found.amendment.base_wording_id)
    here = {code: body for code, body in base.items() if code == locale}
    row = session.get(AmendmentRevisionText, (found.revision.id, locale))
    if row is not None and _has_own_words(found, row):
        kept = Proposal(row.heading or "", row.body, given.reason, given.impact)
        return ensure_proposals(AmendmentKind.NEW_CLAUSE, {}, {locale: kept})[locale]
    proposed = ensure_proposals(found.amendment.kind, here, {locale: given})
    if locale not in proposed:
        raise LanguageNotHere
    return proposed[locale]


def _has_own_words(found: Found, row: AmendmentRevisionText) -> bool:
    """Whether the author wrote the proposed words in this language, and perhaps not the reason."""
    return row.translator_id is None and found.amendment.kind is not AmendmentKind.REMOVE


def _write(
    session: Session, found: Found, locale: Locale, words: Proposal, translator_id: int | None
) -> None:
    row = session.get(AmendmentRevisionText, (found.revision.id, locale))
    if row is None:
        row = AmendmentRevisionText(revision_id=found.revision.id, locale=locale)
        row.translator_id = translator_id
        session.add(row)
    elif row.translator_id is None and not is_blank(row.reason):
        raise NothingToTranslate
    elif not _has_own_words(found, row):
        row.translator_id = translator_id
    row.heading, row.body = words.heading or None, words.body
    row.reason, row.impact = words.reason, words.impact
