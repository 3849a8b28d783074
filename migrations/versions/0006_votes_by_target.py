"""votes by target: those on one clause in one round are counted from the index alone.

Revision: 0006, after 0005
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_clause_vote_target", "clause_vote", ["round_id", "wording_id"])
    op.drop_index(op.f("ix_clause_vote_round_id"), table_name="clause_vote")


def downgrade() -> None:
    """Take back."""
    op.create_index(op.f("ix_clause_vote_round_id"), "clause_vote", ["round_id"], unique=False)
    op.drop_index("ix_clause_vote_target", table_name="clause_vote")
