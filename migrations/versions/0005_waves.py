"""waves: which comments say nearly the same.

Revision: 0005, after 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _foreign_key(table: str, name: str, target: str, column: str) -> sa.ForeignKeyConstraint:
    key = op.f(f"fk_{table}_{name}_{target}")
    return sa.ForeignKeyConstraint([name], [f"{target}.{column}"], name=key)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "wave_band",
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        _foreign_key("wave_band", "leader_id", "comment", "contribution_id"),
        _foreign_key("wave_band", "round_id", "consultation_round", "id"),
        sa.PrimaryKeyConstraint("leader_id", "band", name=op.f("pk_wave_band")),
    )
    op.create_index("ix_wave_band_place", "wave_band", ["round_id", "band", "value"])
    op.create_table(
        "wave_member",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        _foreign_key("wave_member", "comment_id", "comment", "contribution_id"),
        _foreign_key("wave_member", "leader_id", "comment", "contribution_id"),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_wave_member")),
    )
    op.create_index(op.f("ix_wave_member_leader_id"), "wave_member", ["leader_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_wave_member_leader_id"), table_name="wave_member")
    op.drop_table("wave_member")
    op.drop_index("ix_wave_band_place", table_name="wave_band")
    op.drop_table("wave_band")
