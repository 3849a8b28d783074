"""Comments in another language: asked for by readers, written by people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import AlreadyWithdrawn, SameLanguage, ensure_comment
from deliberate.domain.errors import SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.comments import Found, comment_by_ref, ensure_not_moderated
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.comments import TranslationRequest
from deliberate.persistence.models.contributions import ContributionText
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.people import account_id_of, participant_of
from deliberate.persistence.upsert import upsert


def ask_for_translation(actor: Actor, ref: str, locale: Locale, now: datetime) -> None:
    """Note that someone would like to read a comment in a language; no account is needed.

    Asking again, or for a language that is there, changes nothing. Raises `NotFound`,
    `AlreadyWithdrawn`, `UnderModeration`.
    """
    with transaction() as session:
        found = comment_by_ref(session, ref)
        _ensure_readable(found)
        if locale in _locales(session, found):
            return
        values = {
            "contribution_id": found.contribution.id,
            "locale": locale,
            "asked_at": now,
        }
        upsert(session, TranslationRequest, values, ("contribution_id", "locale"), ())
        record(session, actor, "ask for translation", Thing("comment", ref), now)


def translate_comment(actor: Actor, ref: str, locale: Locale, body: str, now: datetime) -> None:
    """Put a comment into another language, by its author or by a translator of the framework.

    A translation that is there is replaced. Raises `EmptyComment`, `CommentTooLong`, `NotFound`,
    `SignInNeeded`, `NotPermitted`, `SameLanguage`, `AlreadyWithdrawn`, `UnderModeration`.
    """
    if not actor.is_known:
        raise SignInNeeded
    words = ensure_comment(body)
    with transaction() as session:
        found = comment_by_ref(session, ref)
        is_author = found.contribution.participant_id == participant_of(session, actor).id
        if not is_author:
            authorize(actor, Permission.COMMENT_TRANSLATE, _framework_ref(session, found))
        _ensure_readable(found)
        if locale == _locales(session, found)[0]:
            raise SameLanguage
        values = {
            "contribution_id": found.contribution.id,
            "locale": locale,
            "body": words,
            "is_original": False,
            "translator_id": account_id_of(session, actor),
        }
        keys, updates = ("contribution_id", "locale"), ("body", "translator_id")
        upsert(session, ContributionText, values, keys, updates)
        session.execute(
            delete(TranslationRequest).where(
                TranslationRequest.contribution_id == found.contribution.id,
                TranslationRequest.locale == locale,
            )
        )
        hidden = is_author and found.contribution.pseudonym is not None
        record(session, ANONYMOUS if hidden else actor, "translate", Thing("comment", ref), now)


def _ensure_readable(found: Found) -> None:
    if found.contribution.withdrawn_at is not None:
        raise AlreadyWithdrawn
    ensure_not_moderated(found.contribution)


def _locales(session: Session, found: Found) -> list[Locale]:
    """Return the languages that a comment can be read in, the original's first."""
    return list(
        session.scalars(
            select(ContributionText.locale)
            .where(ContributionText.contribution_id == found.contribution.id)
            .order_by(ContributionText.is_original.desc())
        )
    )


def _framework_ref(session: Session, found: Found) -> str:
    return session.scalars(
        select(Framework.ref).where(Framework.id == found.round.framework_id)
    ).one()
