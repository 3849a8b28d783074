"""moderation: who has reported what already, in which language, and why an appeal ended so.

Nothing could write reports and appeals before, so their tables are made anew.

Revision: 0003, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RULES = ("attack", "hate", "personal data", "spam", "off topic", "unlawful")


def _choice(name: str, *values: str, nullable: bool = False) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _reference(table: str, name: str, target: str, *, nullable: bool = False) -> list:
    return [
        sa.Column(name, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}_{target}")),
    ]


def _reports(*more: sa.schema.SchemaItem) -> None:
    table = "content_report"
    op.create_table(
        table,
        *_key(table),
        sa.Column("ref", sa.String(length=10), nullable=False),
        *_reference(table, "contribution_id", "contribution"),
        _choice("rule", *RULES),
        sa.Column("words", sa.Text(), nullable=True),
        *_reference(table, "reporter_id", "participant", nullable=True),
        _moment("reported_at"),
        *_reference(table, "settled_by", "moderation_action", nullable=True),
        sa.UniqueConstraint("ref", name=op.f("uq_content_report_ref")),
        *more,
    )
    for column in ("contribution_id", "reporter_id", "settled_by"):
        op.create_index(op.f(f"ix_content_report_{column}"), table, [column], unique=False)


def _appeals(*more: sa.schema.SchemaItem) -> None:
    table = "appeal"
    op.create_table(
        table,
        *_key(table),
        *_reference(table, "action_id", "moderation_action"),
        sa.Column("words", sa.Text(), nullable=False),
        _moment("appealed_at"),
        _moment("due_at"),
        _choice("result", "upheld", "overturned", nullable=True),
        *_reference(table, "decided_by", "account", nullable=True),
        _moment("decided_at", nullable=True),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)", name=op.f("ck_appeal_decided_by_someone")
        ),
        sa.CheckConstraint(
            "(result IS NULL) = (decided_at IS NULL)", name=op.f("ck_appeal_decided_with_a_result")
        ),
        sa.UniqueConstraint("action_id", name=op.f("uq_appeal_action_id")),
        *more,
    )
    op.create_index(op.f("ix_appeal_decided_by"), table, ["decided_by"], unique=False)


def upgrade() -> None:
    """Apply."""
    op.drop_table("content_report")
    op.drop_table("appeal")
    _reports(
        _choice("locale", "ko", "en"),
        sa.Column("reporter_key", sa.String(length=64), nullable=False),
        sa.UniqueConstraint(
            "contribution_id",
            "rule",
            "reporter_key",
            name=op.f("uq_content_report_contribution_id_rule_reporter_key"),
        ),
    )
    _appeals(_choice("locale", "ko", "en"))
    op.create_table(
        "appeal_reason",
        *_reference("appeal_reason", "appeal_id", "appeal"),
        _choice("locale", "ko", "en"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("appeal_id", "locale", name=op.f("pk_appeal_reason")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("appeal_reason")
    op.drop_table("appeal")
    op.drop_table("content_report")
    _reports()
    _appeals()
