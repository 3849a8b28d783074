"""accounts that hold: second steps, changes of address, invitations, proposals of operators.

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROLES = ("official", "moderator", "facilitator", "translator", "operator")
NEW = (
    "operator_proposal",
    "role_invitation",
    "address_change",
    "recovery_code",
    "authenticator",
    "passkey",
)
OPEN = sa.text("decided_at IS NULL")


def _key() -> tuple[sa.Column, sa.PrimaryKeyConstraint]:
    return sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id")


def _ref() -> sa.Column:
    return sa.Column("ref", sa.String(10), nullable=False)


def _words(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _choice(name: str, *values: str) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=False)


def _to(table: str, name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    """Apply."""
    _second_steps()
    _changes_of_address()
    _invitations()
    _proposals()
    with op.batch_alter_table("web_session") as session:
        session.add_column(sa.Column("ref", sa.String(10), nullable=True))
        session.add_column(_moment("confirmed_at", nullable=True))
        session.add_column(sa.Column("challenge", sa.String(64), nullable=True))
        session.add_column(_moment("challenged_at", nullable=True))
        session.add_column(
            sa.Column("wrong_answers", sa.Integer(), nullable=False, server_default="0")
        )
    op.execute("UPDATE web_session SET ref = substr(token_hash, 1, 10)")
    with op.batch_alter_table("web_session") as session:
        session.alter_column("ref", existing_type=sa.String(10), nullable=False)
        session.alter_column("wrong_answers", existing_type=sa.Integer(), server_default=None)
        session.create_unique_constraint(op.f("uq_web_session_ref"), ["ref"])


def _second_steps() -> None:
    op.create_table(
        "passkey",
        *_key(),
        _ref(),
        _to("account", "account_id"),
        _words("credential", 1400),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        _words("name", 60),
        _moment("added_at"),
        _moment("used_at", nullable=True),
        sa.UniqueConstraint("ref"),
        sa.UniqueConstraint("credential"),
    )
    _index("passkey", "account_id")
    op.create_table(
        "authenticator",
        *_key(),
        _to("account", "account_id"),
        _words("sealed_secret", 300),
        _moment("added_at"),
        _moment("confirmed_at", nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("account_id"),
    )
    op.create_table(
        "recovery_code",
        *_key(),
        _to("account", "account_id"),
        _words("code_hash", 64),
        _moment("made_at"),
        _moment("used_at", nullable=True),
        sa.UniqueConstraint("code_hash"),
    )
    _index("recovery_code", "account_id")


def _changes_of_address() -> None:
    op.create_table(
        "address_change",
        *_key(),
        _ref(),
        _to("account", "account_id"),
        _words("new_address", 320),
        _choice("locale", "ko", "en"),
        _moment("created_at"),
        _moment("expires_at"),
        _moment("old_confirmed_at", nullable=True),
        _moment("new_confirmed_at", nullable=True),
        sa.UniqueConstraint("ref"),
    )
    _index("address_change", "account_id")


def _invitations() -> None:
    op.create_table(
        "role_invitation",
        *_key(),
        _ref(),
        _words("address", 320),
        _choice("role", *ROLES),
        _to("framework", "framework_id"),
        _to("account", "invited_by", nullable=True),
        _moment("invited_at"),
        _moment("expires_at"),
        sa.UniqueConstraint("ref"),
    )
    for column in ("address", "framework_id", "invited_by"):
        _index("role_invitation", column)


def _proposals() -> None:
    op.create_table(
        "operator_proposal",
        *_key(),
        _ref(),
        _to("account", "account_id"),
        _to("account", "proposed_by"),
        _moment("proposed_at"),
        _to("account", "decided_by", nullable=True),
        _moment("decided_at", nullable=True),
        sa.Column("is_approved", sa.Boolean(), nullable=True),
        sa.UniqueConstraint("ref"),
        sa.CheckConstraint(
            "decided_by <> proposed_by", name=op.f("ck_operator_proposal_decided_by_another")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (is_approved IS NULL)",
            name=op.f("ck_operator_proposal_decided_whole"),
        ),
    )
    for column in ("proposed_by", "decided_by"):
        _index("operator_proposal", column)
    op.create_index(
        "uq_operator_proposal_open",
        "operator_proposal",
        ["account_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    """Take back; second steps that were set up are forgotten."""
    with op.batch_alter_table("web_session") as session:
        session.drop_constraint(op.f("uq_web_session_ref"), type_="unique")
        for column in ("wrong_answers", "challenged_at", "challenge", "confirmed_at", "ref"):
            session.drop_column(column)
    for table in NEW:
        op.drop_table(table)
