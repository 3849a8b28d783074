"""Everyday worries that lead to clauses."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from deliberate.domain.localized import Locale
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import Key, Ref, ShortText, language, reference


class Concern(Model):
    """A worry in everyday words, on the home page."""

    __tablename__ = "concern"
    __table_args__ = (UniqueConstraint("framework_id", "position"),)

    id: Mapped[Key]
    ref: Mapped[Ref]
    framework_id: Mapped[int] = reference("framework.id", index=False)
    position: Mapped[int]


class ConcernText(Model):
    """A worry in one language."""

    __tablename__ = "concern_text"

    concern_id: Mapped[int] = reference("concern.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    words: Mapped[ShortText]


class ConcernClause(Model):
    """A clause that speaks to a worry; the first position speaks to it most."""

    __tablename__ = "concern_clause"

    concern_id: Mapped[int] = reference("concern.id", primary_key=True)
    clause_id: Mapped[int] = reference("clause.id", primary_key=True)
    position: Mapped[int]
