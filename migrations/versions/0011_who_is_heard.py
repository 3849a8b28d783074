"""who is heard: groups, what rounds owe them, sealed declarations and what is told of them.

Revision: 0011, after 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAME_LENGTH = 100


def upgrade() -> None:
    """Apply."""
    _groups()
    _declarations()
    _told()


def _groups() -> None:
    kind = sa.Enum(
        "role", "experience", name="kind", native_enum=False, create_constraint=True, length=32
    )
    op.create_table(
        "stakeholder_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("is_under_represented", sa.Boolean(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "place BETWEEN 0 AND 63", name=op.f("ck_stakeholder_group_place_in_declaration")
        ),
        _reference("stakeholder_group", "framework_id", "framework"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stakeholder_group")),
        sa.UniqueConstraint("ref", name=op.f("uq_stakeholder_group_ref")),
        sa.UniqueConstraint(
            "framework_id", "place", name=op.f("uq_stakeholder_group_framework_id_place")
        ),
    )
    op.create_table(
        "stakeholder_group_text",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("locale", _locale(), nullable=False),
        sa.Column("name", sa.String(length=NAME_LENGTH), nullable=False),
        sa.Column("broader", sa.String(length=NAME_LENGTH), nullable=True),
        _reference("stakeholder_group_text", "group_id", "stakeholder_group"),
        sa.PrimaryKeyConstraint("group_id", "locale", name=op.f("pk_stakeholder_group_text")),
    )
    op.create_table(
        "group_target",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "share BETWEEN 1 AND 100", name=op.f("ck_group_target_share_is_percent")
        ),
        sa.CheckConstraint("floor >= 10", name=op.f("ck_group_target_floor_is_safe")),
        _reference("group_target", "round_id", "consultation_round"),
        _reference("group_target", "group_id", "stakeholder_group"),
        sa.PrimaryKeyConstraint("round_id", "group_id", name=op.f("pk_group_target")),
    )


def _declarations() -> None:
    op.create_table(
        "self_declaration",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        _reference("self_declaration", "round_id", "consultation_round"),
        _reference("self_declaration", "participant_id", "participant"),
        sa.PrimaryKeyConstraint("round_id", "participant_id", name=op.f("pk_self_declaration")),
    )
    op.create_index(
        op.f("ix_self_declaration_participant_id"), "self_declaration", ["participant_id"]
    )


def _told() -> None:
    op.create_table(
        "floor_snapshot",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statuses", sa.Text(), nullable=False),
        sa.Column("sealed_marks", sa.LargeBinary(), nullable=False),
        _reference("floor_snapshot", "round_id", "consultation_round"),
        sa.PrimaryKeyConstraint("round_id", "taken_at", name=op.f("pk_floor_snapshot")),
    )
    op.create_table(
        "group_release",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _reference("group_release", "round_id", "consultation_round"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_group_release")),
    )
    op.create_table(
        "quorum_justification",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("locale", _locale(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        _reference("quorum_justification", "round_id", "consultation_round"),
        _reference("quorum_justification", "group_id", "stakeholder_group"),
        sa.PrimaryKeyConstraint(
            "round_id", "group_id", "locale", name=op.f("pk_quorum_justification")
        ),
    )


def _locale() -> sa.Enum:
    return sa.Enum("ko", "en", name="locale", native_enum=False, create_constraint=True, length=32)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def downgrade() -> None:
    """Take back."""
    for table in (
        "quorum_justification",
        "group_release",
        "floor_snapshot",
        "self_declaration",
        "group_target",
        "stakeholder_group_text",
        "stakeholder_group",
    ):
        op.drop_table(table)
