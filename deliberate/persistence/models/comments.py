"""What gathers around comments: how they stand, what they said before, who asks to read them."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.localized import Locale
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import LongText, Moment, language, reference

HASH_LENGTH = 64


class CommentStanding(Model):
    """What orders a comment: its lot in the shuffle, and how many answered it how.

    The numbers are recounted from the votes in the transaction of each vote.
    """

    __tablename__ = "comment_standing"
    __table_args__ = (
        CheckConstraint("lot > 0", name="lot_positive"),
        CheckConstraint("agreed >= 0 AND disagreed >= 0 AND passed >= 0", name="not_negative"),
    )

    comment_id: Mapped[int] = reference("comment.contribution_id", primary_key=True)
    lot: Mapped[int] = mapped_column(BigInteger)
    agreed: Mapped[int] = mapped_column(default=0)
    disagreed: Mapped[int] = mapped_column(default=0)
    passed: Mapped[int] = mapped_column(default=0)


class CommentCorrection(Model):
    """What a comment said in one language before its author corrected it, and until when."""

    __tablename__ = "comment_correction"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)

    comment_id: Mapped[int] = reference("comment.contribution_id", primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    locale: Mapped[Locale] = language(primary_key=True)
    body: Mapped[LongText]
    is_original: Mapped[bool]
    corrected_at: Mapped[Moment]


class TranslationRequest(Model):
    """That a reader asked to read a contribution in a language; one row, however many ask."""

    __tablename__ = "translation_request"

    contribution_id: Mapped[int] = reference("contribution.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    asked_at: Mapped[Moment]


class Submission(Model):
    """Which form made a contribution, so that sending a form twice makes one.

    The key is a secret of the form; only its hash is stored.
    """

    __tablename__ = "submission"

    key_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    contribution_id: Mapped[int] = reference("contribution.id", unique=True, index=False)
