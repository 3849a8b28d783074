"""what gathers around comments: standing, corrections, wishes for a translation, forms sent.

Revision: 0002, after 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _locale() -> sa.Column:
    return sa.Column(
        "locale",
        sa.Enum("ko", "en", name="locale", native_enum=False, create_constraint=True, length=32),
        nullable=False,
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "submission",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_submission_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_submission")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_submission_contribution_id")),
    )
    op.create_table(
        "translation_request",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        _locale(),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_translation_request_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("contribution_id", "locale", name=op.f("pk_translation_request")),
    )
    op.create_table(
        "comment_correction",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _locale(),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_original", sa.Boolean(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_comment_correction_number_positive")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.contribution_id"],
            name=op.f("fk_comment_correction_comment_id_comment"),
        ),
        sa.PrimaryKeyConstraint(
            "comment_id", "number", "locale", name=op.f("pk_comment_correction")
        ),
    )
    op.create_table(
        "comment_standing",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("lot", sa.BigInteger(), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("disagreed", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "agreed >= 0 AND disagreed >= 0 AND passed >= 0",
            name=op.f("ck_comment_standing_not_negative"),
        ),
        sa.CheckConstraint("lot > 0", name=op.f("ck_comment_standing_lot_positive")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.contribution_id"],
            name=op.f("fk_comment_standing_comment_id_comment"),
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_comment_standing")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("comment_standing")
    op.drop_table("comment_correction")
    op.drop_table("translation_request")
    op.drop_table("submission")
