"""from amendment to version: official answers, the next version in the making, sources of words.

Nothing could write answers and merge drafts before, so their tables are made anew.

Revision: 0007, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OUTCOMES = (
    "accepted",
    "accepted with changes",
    "partly accepted",
    "not accepted",
    "out of scope",
    "already covered",
)
REMADE = (
    "provenance_segment",
    "merge_draft",
    "disposition_text",
    "disposition",
    "answered_comment",
    "answer_text",
    "answer",
)


def _choice(name: str, *values: str) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=False)


def _locale() -> sa.Column:
    return _choice("locale", "ko", "en")


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=nullable)


def _words(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer(), nullable=False)


def _reference(table: str, name: str, target: str, column: str = "id") -> list:
    key = op.f(f"fk_{table}_{name}_{target}")
    return [
        sa.Column(name, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([name], [f"{target}.{column}"], name=key),
    ]


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _check(table: str, name: str, words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(words, name=op.f(f"ck_{table}_{name}"))


def _dispositions(*more: sa.schema.SchemaItem) -> None:
    table = "disposition"
    op.create_table(
        table,
        _id(),
        *_reference(table, "amendment_id", "amendment", "contribution_id"),
        _number("change"),
        _choice("outcome", *OUTCOMES),
        *_reference(table, "decided_by", "account"),
        _moment("decided_at"),
        _primary(table, "id"),
        _unique(table, "amendment_id", "change"),
        *more,
    )
    _index(table, "decided_by")
    op.create_table(
        "disposition_text",
        *_reference("disposition_text", "disposition_id", "disposition"),
        _locale(),
        _words("reason"),
        _primary("disposition_text", "disposition_id", "locale"),
    )


def _answers(*more: sa.schema.SchemaItem) -> None:
    table = "answer"
    op.create_table(
        table,
        _id(),
        sa.Column("ref", sa.String(length=10), nullable=False),
        *_reference(table, "round_id", "consultation_round"),
        *_reference(table, "answered_by", "account"),
        _moment("answered_at"),
        _primary(table, "id"),
        _unique(table, "ref"),
        *more,
    )
    _index(table, "round_id", "answered_by")
    op.create_table(
        "answer_text",
        *_reference("answer_text", "answer_id", "answer"),
        _locale(),
        _words("body"),
        _primary("answer_text", "answer_id", "locale"),
    )
    table = "answered_comment"
    op.create_table(
        table,
        *_reference(table, "comment_id", "comment", "contribution_id"),
        *_reference(table, "answer_id", "answer"),
        _primary(table, "comment_id"),
    )
    _index(table, "answer_id")


def _merge_drafts(*more: sa.schema.SchemaItem) -> None:
    table = "merge_draft"
    op.create_table(
        table,
        *_reference(table, "round_id", "consultation_round"),
        *_reference(table, "clause_id", "clause"),
        _locale(),
        _number("revision"),
        _words("body"),
        *_reference(table, "made_by", "account"),
        _moment("made_at"),
        _primary(table, "round_id", "clause_id", "locale", "revision"),
        *more,
    )
    _index(table, "made_by")


def _provenance(*more: sa.schema.SchemaItem) -> None:
    table = "provenance_segment"
    op.create_table(
        table,
        *_reference(table, "wording_id", "clause_wording"),
        _locale(),
        _number("start_offset"),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("diff_version", sa.String(length=20), nullable=False),
        _primary(table, "wording_id", "locale", "start_offset"),
        *more,
    )


def _next_versions() -> None:
    table = "new_clause"
    op.create_table(
        table,
        *_reference(table, "amendment_id", "amendment", "contribution_id"),
        *_reference(table, "clause_id", "clause"),
        sa.Column("place", sa.Integer(), nullable=True),
        _primary(table, "amendment_id"),
        _unique(table, "clause_id"),
    )
    table = "parity_confirmation"
    op.create_table(
        table,
        *_reference(table, "round_id", "consultation_round"),
        *_reference(table, "clause_id", "clause"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        *_reference(table, "confirmed_by", "account"),
        _moment("confirmed_at"),
        _primary(table, "round_id", "clause_id"),
    )
    _index(table, "confirmed_by")
    table = "round_outcome"
    op.create_table(
        table,
        *_reference(table, "round_id", "consultation_round"),
        *_reference(table, "version_id", "framework_version"),
        _primary(table, "round_id"),
        _unique(table, "version_id"),
    )


def _sources() -> None:
    _provenance(
        _check(
            "provenance_segment", "not_empty", "start_offset >= 0 AND end_offset > start_offset"
        ),
        _choice("origin", "original", "amendment", "official"),
        *_reference("provenance_segment", "version_id", "framework_version"),
    )
    _index("provenance_segment", "version_id")
    table = "provenance_source"
    segment = ["wording_id", "locale", "start_offset"]
    op.create_table(
        table,
        sa.Column("wording_id", sa.Integer(), nullable=False),
        _locale(),
        _number("start_offset"),
        *_reference(table, "revision_id", "amendment_revision"),
        sa.ForeignKeyConstraint(
            segment,
            [f"provenance_segment.{column}" for column in segment],
            name=op.f("fk_provenance_source_segment"),
        ),
        _primary(table, *segment, "revision_id"),
    )
    _index(table, "revision_id")


def upgrade() -> None:
    """Apply."""
    for table in REMADE:
        op.drop_table(table)
    _dispositions(_number("revision"), _check("disposition", "revision_positive", "revision > 0"))
    _answers(_number("revision"), _check("answer", "revision_positive", "revision > 0"))
    _merge_drafts(
        _words("heading", nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        _words("ground"),
    )
    _next_versions()
    _sources()


def downgrade() -> None:
    """Take back."""
    for table in ("provenance_source", "round_outcome", "parity_confirmation", "new_clause"):
        op.drop_table(table)
    for table in REMADE:
        op.drop_table(table)
    _dispositions()
    _answers()
    _merge_drafts()
    _provenance(
        _check("provenance_segment", "not_empty", "end_offset > start_offset"),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["amendment_revision.id"],
            name=op.f("fk_provenance_segment_revision_id_amendment_revision"),
        ),
    )
    _index("provenance_segment", "revision_id")
