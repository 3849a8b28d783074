"""Frameworks: identities that stay, versions that never change, wordings that are shared."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.frameworks import NUMBER_LENGTH, SLUG_LENGTH, FrameworkKind, TextState
from deliberate.domain.localized import Locale
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import (
    Key,
    LongText,
    Moment,
    Ref,
    ShortText,
    choice,
    language,
    reference,
)


class Framework(Model):
    """A document under deliberation, through all its versions."""

    __tablename__ = "framework"

    id: Mapped[Key]
    ref: Mapped[Ref]
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    kind: Mapped[FrameworkKind] = mapped_column(choice(FrameworkKind, "kind"))
    is_small_body: Mapped[bool] = mapped_column(default=False)
    authentic_locale: Mapped[Locale | None] = mapped_column(choice(Locale, "authentic_locale"))
    created_at: Mapped[Moment]


class FrameworkText(Model):
    """What a framework says about itself in one language."""

    __tablename__ = "framework_text"

    framework_id: Mapped[int] = reference("framework.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    description: Mapped[LongText]


class FrameworkDraft(Model):
    """One saved step of mending an imported text; a step never changes, the newest one counts.

    `parent` is the step that undoing this one leads back to.
    """

    __tablename__ = "framework_draft"

    framework_id: Mapped[int] = reference("framework.id", primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    parent: Mapped[int | None]
    body: Mapped[LongText]
    made_by: Mapped[int | None] = reference("account.id")
    made_at: Mapped[Moment]


class FrameworkVersion(Model):
    """A numbered state of the whole text; immutable once published."""

    __tablename__ = "framework_version"
    __table_args__ = (
        UniqueConstraint("framework_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint(
            "(published_at IS NULL) = (number IS NULL)", name="numbered_when_published"
        ),
    )

    id: Mapped[Key]
    framework_id: Mapped[int] = reference("framework.id")
    number: Mapped[int | None]
    published_at: Mapped[Moment | None]
    published_by: Mapped[int | None] = reference("account.id")


class VersionText(Model):
    """The title of a version in one language."""

    __tablename__ = "version_text"

    version_id: Mapped[int] = reference("framework_version.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    title: Mapped[ShortText]


class Section(Model):
    """The identity of a section."""

    __tablename__ = "section"

    id: Mapped[Key]
    ref: Mapped[Ref]
    framework_id: Mapped[int] = reference("framework.id")


class VersionSection(Model):
    """A section's place in a version."""

    __tablename__ = "version_section"
    __table_args__ = (
        UniqueConstraint("version_id", "section_id"),
        UniqueConstraint("version_id", "position"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = reference("framework_version.id", index=False)
    section_id: Mapped[int] = reference("section.id")
    position: Mapped[int]


class VersionSectionText(Model):
    """A section's number and title in one version and language."""

    __tablename__ = "version_section_text"

    version_section_id: Mapped[int] = reference("version_section.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    title: Mapped[ShortText]


class Clause(Model):
    """The permanent identity of a clause: what people comment on, amend and vote on."""

    __tablename__ = "clause"

    id: Mapped[Key]
    ref: Mapped[Ref]
    framework_id: Mapped[int] = reference("framework.id")


class ClauseWording(Model):
    """What a clause says; versions that do not change it share it."""

    __tablename__ = "clause_wording"
    __table_args__ = (UniqueConstraint("id", "clause_id"),)

    id: Mapped[Key]
    ref: Mapped[Ref]
    clause_id: Mapped[int] = reference("clause.id")
    created_at: Mapped[Moment]


class WordingText(Model):
    """A wording in one language; `revision` counts visible editorial corrections."""

    __tablename__ = "wording_text"
    __table_args__ = (CheckConstraint("revision > 0", name="revision_positive"),)

    wording_id: Mapped[int] = reference("clause_wording.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    heading: Mapped[str | None] = mapped_column(Text)
    body: Mapped[LongText]
    state: Mapped[TextState] = mapped_column(choice(TextState, "state"), default=TextState.CURRENT)
    revision: Mapped[int] = mapped_column(default=1)


class PlainSummary(Model):
    """What a wording means, in plain language, in one language."""

    __tablename__ = "plain_summary"

    wording_id: Mapped[int] = reference("clause_wording.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    body: Mapped[LongText]
    state: Mapped[TextState] = mapped_column(choice(TextState, "state"), default=TextState.CURRENT)


class VersionClause(Model):
    """Which wording of a clause stands where in a version."""

    __tablename__ = "version_clause"
    __table_args__ = (
        UniqueConstraint("version_id", "clause_id"),
        UniqueConstraint("version_section_id", "position"),
        ForeignKeyConstraint(
            ["wording_id", "clause_id"], ["clause_wording.id", "clause_wording.clause_id"]
        ),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = reference("framework_version.id", index=False)
    version_section_id: Mapped[int] = reference("version_section.id", index=False)
    clause_id: Mapped[int] = reference("clause.id")
    wording_id: Mapped[int] = reference("clause_wording.id")
    position: Mapped[int]


class VersionClauseNumber(Model):
    """How a clause is numbered in one version and language: "제5조의2", "Article 5-2", "2)"."""

    __tablename__ = "version_clause_number"

    version_clause_id: Mapped[int] = reference("version_clause.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    number: Mapped[str] = mapped_column(String(NUMBER_LENGTH))
