"""The next version in the making, and where each of its published words comes from."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.frameworks import NUMBER_LENGTH
from deliberate.domain.localized import Locale
from deliberate.domain.provenance import WordOrigin
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import (
    LongText,
    Moment,
    choice,
    language,
    reference,
)

DIGEST_LENGTH = 64
DIFF_VERSION_LENGTH = 20


class MergeDraft(Model):
    """The next text of a clause in the making; saving over a newer revision is refused.

    `ground` is what the machine had merged when an official saved `body`: where it merges
    something else now, since an amendment was withdrawn or another one accepted, the two are
    merged again and what does not fit is asked anew. `heading` and `number` are those of a clause
    that is new or whose heading was changed; NULL leaves the ones there are.
    """

    __tablename__ = "merge_draft"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    clause_id: Mapped[int] = reference("clause.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    heading: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(String(NUMBER_LENGTH))
    body: Mapped[LongText]
    ground: Mapped[LongText]
    made_by: Mapped[int] = reference("account.id")
    made_at: Mapped[Moment]


class NewClause(Model):
    """The identity that an accepted amendment's new clause gets, and its place among several.

    `place` orders the new clauses that stand after the same one; NULL until an official says so.
    """

    __tablename__ = "new_clause"

    amendment_id: Mapped[int] = reference("amendment.contribution_id", primary_key=True)
    clause_id: Mapped[int] = reference("clause.id", unique=True, index=False)
    place: Mapped[int | None]


class ParityConfirmation(Model):
    """That someone has read a changed clause in every language and found them saying the same.

    `digest` is of the texts that they read: it stands for those and for no others.
    """

    __tablename__ = "parity_confirmation"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    clause_id: Mapped[int] = reference("clause.id", primary_key=True)
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))
    confirmed_by: Mapped[int] = reference("account.id")
    confirmed_at: Mapped[Moment]


class RoundOutcome(Model):
    """The version that a round led to; a round that changed no word has none."""

    __tablename__ = "round_outcome"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    version_id: Mapped[int] = reference("framework_version.id", unique=True, index=False)


class ProvenanceSegment(Model):
    """From where a stretch of a wording comes. A wording without any stands as it was imported.

    `version_id` is the version in which these words first stood.
    """

    __tablename__ = "provenance_segment"
    __table_args__ = (
        CheckConstraint("start_offset >= 0 AND end_offset > start_offset", name="not_empty"),
    )

    wording_id: Mapped[int] = reference("clause_wording.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    start_offset: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    end_offset: Mapped[int]
    origin: Mapped[WordOrigin] = mapped_column(choice(WordOrigin, "origin"))
    version_id: Mapped[int] = reference("framework_version.id")
    diff_version: Mapped[str] = mapped_column(String(DIFF_VERSION_LENGTH))


class ProvenanceSource(Model):
    """An amendment that asked for a stretch of words; several may have asked for the same."""

    __tablename__ = "provenance_source"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wording_id", "locale", "start_offset"],
            [
                "provenance_segment.wording_id",
                "provenance_segment.locale",
                "provenance_segment.start_offset",
            ],
            name="fk_provenance_source_segment",
        ),
    )

    wording_id: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    start_offset: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision_id: Mapped[int] = reference("amendment_revision.id", primary_key=True, index=True)
