"""Stakeholder groups, what rounds owe them, and what people say about themselves, sealed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.groups import GROUP_NAME_LENGTH, GroupKind
from deliberate.domain.localized import Locale
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import (
    Key,
    LongText,
    Moment,
    Ref,
    choice,
    language,
    reference,
)


class StakeholderGroup(Model):
    """A group of a framework's list; its place is its bit in what people say about themselves."""

    __tablename__ = "stakeholder_group"
    __table_args__ = (
        UniqueConstraint("framework_id", "place"),
        CheckConstraint("place BETWEEN 0 AND 63", name="place_in_declaration"),
    )

    id: Mapped[Key]
    ref: Mapped[Ref]
    framework_id: Mapped[int] = reference("framework.id", index=False)
    place: Mapped[int]
    kind: Mapped[GroupKind] = mapped_column(choice(GroupKind, "kind"))
    is_under_represented: Mapped[bool]
    is_sensitive: Mapped[bool]


class StakeholderGroupText(Model):
    """What a group is called in one language, and the broader group it belongs to."""

    __tablename__ = "stakeholder_group_text"

    group_id: Mapped[int] = reference("stakeholder_group.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    name: Mapped[str] = mapped_column(String(GROUP_NAME_LENGTH))
    broader: Mapped[str | None] = mapped_column(String(GROUP_NAME_LENGTH))


class GroupTarget(Model):
    """What a round owes a priority group; fixed when the round is announced."""

    __tablename__ = "group_target"
    __table_args__ = (
        CheckConstraint("share BETWEEN 1 AND 100", name="share_is_percent"),
        CheckConstraint("floor >= 10", name="floor_is_safe"),
    )

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    group_id: Mapped[int] = reference("stakeholder_group.id", primary_key=True)
    share: Mapped[int]
    floor: Mapped[int]


class SelfDeclaration(Model):
    """What someone says about themselves in a round: sealed, under a key outside the database.

    All rows look alike, so not even which consents someone gave can be read from one.
    """

    __tablename__ = "self_declaration"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True, index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    consent_version: Mapped[int]
    """Of the wording that asked; which boxes were ticked under it is sealed."""
    declared_at: Mapped[Moment]
    """The day, without its hour."""


class FloorSnapshot(Model):
    """What was told of the floors of an open round from then on; the same for everyone."""

    __tablename__ = "floor_snapshot"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    taken_at: Mapped[Moment] = mapped_column(primary_key=True)
    statuses: Mapped[LongText]
    """By group ref, as JSON."""
    sealed_marks: Mapped[bytes] = mapped_column(LargeBinary)
    """Marks of the people it rests on, under the round's key."""


class GroupRelease(Model):
    """All that is ever told about the groups of a counted round: taken once, with the count."""

    __tablename__ = "group_release"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    taken_at: Mapped[Moment]
    body: Mapped[LongText]


class QuorumJustification(Model):
    """Why a round closes without a group that it should have heard, in one language."""

    __tablename__ = "quorum_justification"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    group_id: Mapped[int] = reference("stakeholder_group.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    reason: Mapped[LongText]
    written_at: Mapped[Moment]
