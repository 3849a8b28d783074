"""round news: who wants mail about rounds, and how far each piece of news has come.

Revision: 0004, after 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _reference(table: str, name: str, target: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(name, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}_{target}")),
    ]


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "news_wish",
        *_reference("news_wish", "account_id", "account"),
        *_reference("news_wish", "framework_id", "framework"),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "framework_id", name=op.f("pk_news_wish")),
    )
    op.create_table(
        "news_run",
        *_reference("news_run", "round_id", "consultation_round"),
        sa.Column(
            "news",
            sa.Enum(
                "opening",
                "last days",
                "result",
                name="news",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("through_account", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("round_id", "news", name=op.f("pk_news_run")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("news_run")
    op.drop_table("news_wish")
