"""the public journal: an index by what was done to what kind of thing.

Revision: 0009, after 0008
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INDEX = "ix_journal_entry_act"


def upgrade() -> None:
    """Apply."""
    op.create_index(INDEX, "journal_entry", ["object_kind", "verb", "id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(INDEX, "journal_entry")
