"""The append-only journal and the outbox."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.actors import Via
from deliberate.domain.localized import Locale
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import (
    CHOICE_LENGTH,
    Key,
    LongText,
    Moment,
    Ref,
    choice,
    language,
)
from deliberate.persistence.models.participants import ADDRESS_LENGTH


class JournalEntry(Model):
    """That something was done: by which role, to what, when. Triggers refuse any change.

    Never a choice, a text, an address or a group. `digest` is salted with a salt that lives and
    dies with the content.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_act", "object_kind", "verb", "id"),)

    id: Mapped[Key]
    at: Mapped[Moment]
    role: Mapped[str] = mapped_column(String(CHOICE_LENGTH))
    actor_ref: Mapped[str | None] = mapped_column(String(CHOICE_LENGTH))
    verb: Mapped[str] = mapped_column(String(CHOICE_LENGTH))
    object_kind: Mapped[str] = mapped_column(String(CHOICE_LENGTH))
    object_ref: Mapped[str] = mapped_column(String(CHOICE_LENGTH))
    reason: Mapped[str | None] = mapped_column(String(500))
    via: Mapped[Via] = mapped_column(choice(Via, "via"))
    digest: Mapped[str | None] = mapped_column(String(64))


class OutboxMessage(Model):
    """A mail that is owed; written with what caused it, delivered afterwards.

    `facts` is JSON for the template and is emptied when the mail has gone.
    """

    __tablename__ = "outbox_message"

    id: Mapped[Key]
    ref: Mapped[Ref]
    template: Mapped[str] = mapped_column(String(CHOICE_LENGTH))
    locale: Mapped[Locale] = language()
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    facts: Mapped[LongText]
    created_at: Mapped[Moment]
    due_at: Mapped[Moment] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[Moment | None]
