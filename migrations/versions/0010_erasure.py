"""erasure and retention: who leads to nobody any more, how long other records are kept.

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = (
    "sent mails",
    "spent links",
    "withdrawn words",
    "report words",
    "decision words",
    "unused drafts",
    "guest codes",
)


def upgrade() -> None:
    """Apply."""
    kind = sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "retention_term",
        sa.Column("kind", kind, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_retention_term_days_positive")),
        sa.ForeignKeyConstraint(
            ["set_by"], ["account.id"], name=op.f("fk_retention_term_set_by_account")
        ),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention_term")),
    )
    op.create_index(op.f("ix_retention_term_set_by"), "retention_term", ["set_by"])
    op.add_column("participant", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("participant", "erased_at")
    op.drop_table("retention_term")
