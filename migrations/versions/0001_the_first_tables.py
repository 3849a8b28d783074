"""the first tables.

Revision: 0001, after None
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from deliberate.persistence.triggers import allow_changes, refuse_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "manifesto",
                "standards",
                "charter",
                "guidelines",
                "ordinance",
                "framework",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_small_body", sa.Boolean(), nullable=False),
        sa.Column(
            "authentic_locale",
            sa.Enum(
                "ko",
                "en",
                name="authentic_locale",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        sa.UniqueConstraint("ref", name=op.f("uq_framework_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_framework_slug")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("object_kind", sa.String(length=32), nullable=False),
        sa.Column("object_ref", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column(
            "via",
            sa.Enum(
                "page",
                "command line",
                "worker",
                name="via",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("template", sa.String(length=32), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("ref", name=op.f("uq_outbox_message_ref")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_message_due_at"), ["due_at"], unique=False)

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("pseudonym", sa.String(length=40), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("merged_into <> id", name=op.f("ck_participant_not_merged_into_itself")),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["participant.id"], name=op.f("fk_participant_merged_into_participant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("ref", name=op.f("uq_participant_ref")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participant_merged_into"), ["merged_into"], unique=False
        )

    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("ref", name=op.f("uq_sign_in_link_ref")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_account_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_account_participant_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_account_ref")),
    )
    op.create_table(
        "assurance_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "guest",
                "assisted",
                "known",
                "enrolled",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("established_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_assurance_fact_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assurance_fact")),
    )
    with op.batch_alter_table("assurance_fact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assurance_fact_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_clause_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
        sa.UniqueConstraint("ref", name=op.f("uq_clause_ref")),
    )
    with op.batch_alter_table("clause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clause_framework_id"), ["framework_id"], unique=False)

    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_concern_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint(
            "framework_id", "position", name=op.f("uq_concern_framework_id_position")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_concern_ref")),
    )
    op.create_table(
        "framework_text",
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["framework.id"],
            name=op.f("fk_framework_text_framework_id_framework"),
        ),
        sa.PrimaryKeyConstraint("framework_id", "locale", name=op.f("pk_framework_text")),
    )
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_section_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("ref", name=op.f("uq_section_ref")),
    )
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section_framework_id"), ["framework_id"], unique=False)

    op.create_table(
        "clause_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["clause_id"], ["clause.id"], name=op.f("fk_clause_wording_clause_id_clause")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_wording")),
        sa.UniqueConstraint("id", "clause_id", name=op.f("uq_clause_wording_id_clause_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_clause_wording_ref")),
    )
    with op.batch_alter_table("clause_wording", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clause_wording_clause_id"), ["clause_id"], unique=False
        )

    op.create_table(
        "concern_clause",
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clause_id"], ["clause.id"], name=op.f("fk_concern_clause_clause_id_clause")
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_clause_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("concern_id", "clause_id", name=op.f("pk_concern_clause")),
    )
    op.create_table(
        "concern_text",
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_text_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("concern_id", "locale", name=op.f("pk_concern_text")),
    )
    op.create_table(
        "contact_channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("email", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_contact_channel_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_channel")),
        sa.UniqueConstraint("kind", "address", name=op.f("uq_contact_channel_kind_address")),
    )
    with op.batch_alter_table("contact_channel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_channel_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "framework_draft",
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["framework.id"],
            name=op.f("fk_framework_draft_framework_id_framework"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_framework_draft_made_by_account")
        ),
        sa.PrimaryKeyConstraint("framework_id", "revision", name=op.f("pk_framework_draft")),
    )
    with op.batch_alter_table("framework_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_framework_draft_made_by"), ["made_by"], unique=False)

    op.create_table(
        "framework_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(published_at IS NULL) = (number IS NULL)",
            name=op.f("ck_framework_version_numbered_when_published"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_framework_version_number_positive")),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["framework.id"],
            name=op.f("fk_framework_version_framework_id_framework"),
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["account.id"], name=op.f("fk_framework_version_published_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_version")),
        sa.UniqueConstraint(
            "framework_id", "number", name=op.f("uq_framework_version_framework_id_number")
        ),
    )
    with op.batch_alter_table("framework_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_framework_version_framework_id"), ["framework_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_framework_version_published_by"), ["published_by"], unique=False
        )

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(verified_at IS NULL) = (verified_by IS NULL)",
            name=op.f("ck_organisation_verified_by_someone"),
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"], ["account.id"], name=op.f("fk_organisation_verified_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("ref", name=op.f("uq_organisation_ref")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_verified_by"), ["verified_by"], unique=False
        )

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "official",
                "moderator",
                "facilitator",
                "translator",
                "operator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("granted_by", sa.Integer(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role = 'operator') = (framework_id IS NULL)",
            name=op.f("ck_role_grant_operator_has_no_framework"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_role_grant_framework_id_framework")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["account.id"], name=op.f("fk_role_grant_granted_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_role_grant_framework_id"), ["framework_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_role_grant_granted_by"), ["granted_by"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_web_session_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_web_session_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_web_session_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "consultation_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "results",
            sa.Enum(
                "sealed",
                "live",
                name="results",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("premoderated", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["framework.id"],
            name=op.f("fk_consultation_round_framework_id_framework"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["framework_version.id"],
            name=op.f("fk_consultation_round_version_id_framework_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_round")),
        sa.UniqueConstraint(
            "framework_id", "number", name=op.f("uq_consultation_round_framework_id_number")
        ),
        sa.UniqueConstraint("id", "version_id", name=op.f("uq_consultation_round_id_version_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_consultation_round_ref")),
    )
    with op.batch_alter_table("consultation_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_round_framework_id"), ["framework_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_round_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "delegate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("named_by", sa.Integer(), nullable=True),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "until_at IS NULL OR until_at >= from_at", name=op.f("ck_delegate_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_delegate_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["named_by"], ["account.id"], name=op.f("fk_delegate_named_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_delegate_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegate")),
    )
    with op.batch_alter_table("delegate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegate_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delegate_named_by"), ["named_by"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_delegate_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            "uq_delegate_standing",
            ["organisation_id", "account_id"],
            unique=True,
            sqlite_where=sa.text("until_at IS NULL"),
            postgresql_where=sa.text("until_at IS NULL"),
        )

    op.create_table(
        "plain_summary",
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "current",
                "stale",
                "confirmed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["wording_id"],
            ["clause_wording.id"],
            name=op.f("fk_plain_summary_wording_id_clause_wording"),
        ),
        sa.PrimaryKeyConstraint("wording_id", "locale", name=op.f("pk_plain_summary")),
    )
    op.create_table(
        "version_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_version_section_section_id_section")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["framework_version.id"],
            name=op.f("fk_version_section_version_id_framework_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_section")),
        sa.UniqueConstraint(
            "version_id", "position", name=op.f("uq_version_section_version_id_position")
        ),
        sa.UniqueConstraint(
            "version_id", "section_id", name=op.f("uq_version_section_version_id_section_id")
        ),
    )
    with op.batch_alter_table("version_section", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_version_section_section_id"), ["section_id"], unique=False
        )

    op.create_table(
        "version_text",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["framework_version.id"],
            name=op.f("fk_version_text_version_id_framework_version"),
        ),
        sa.PrimaryKeyConstraint("version_id", "locale", name=op.f("pk_version_text")),
    )
    op.create_table(
        "wording_text",
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "current",
                "stale",
                "confirmed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("revision > 0", name=op.f("ck_wording_text_revision_positive")),
        sa.ForeignKeyConstraint(
            ["wording_id"],
            ["clause_wording.id"],
            name=op.f("fk_wording_text_wording_id_clause_wording"),
        ),
        sa.PrimaryKeyConstraint("wording_id", "locale", name=op.f("pk_wording_text")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_answer_answered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_answer_round_id_consultation_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("ref", name=op.f("uq_answer_ref")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_answered_by"), ["answered_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_round_id"), ["round_id"], unique=False)

    op.create_table(
        "clause_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "agree",
                "agree with changes",
                "disagree",
                "unclear",
                name="choice",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_clause_vote_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_clause_vote_round_id_consultation_round"),
        ),
        sa.ForeignKeyConstraint(
            ["wording_id"],
            ["clause_wording.id"],
            name=op.f("fk_clause_vote_wording_id_clause_wording"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_vote")),
        sa.UniqueConstraint(
            "participant_id",
            "wording_id",
            "round_id",
            name=op.f("uq_clause_vote_participant_id_wording_id_round_id"),
        ),
    )
    with op.batch_alter_table("clause_vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clause_vote_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clause_vote_wording_id"), ["wording_id"], unique=False)

    op.create_table(
        "closing_snapshot",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_closing_snapshot_round_id_consultation_round"),
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_closing_snapshot")),
    )
    op.create_table(
        "merge_draft",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["clause_id"], ["clause.id"], name=op.f("fk_merge_draft_clause_id_clause")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_merge_draft_made_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_merge_draft_round_id_consultation_round"),
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "clause_id", "locale", "revision", name=op.f("pk_merge_draft")
        ),
    )
    with op.batch_alter_table("merge_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_draft_made_by"), ["made_by"], unique=False)

    op.create_table(
        "outreach_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_outreach_event_round_id_consultation_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_event")),
        sa.UniqueConstraint("ref", name=op.f("uq_outreach_event_ref")),
    )
    with op.batch_alter_table("outreach_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outreach_event_round_id"), ["round_id"], unique=False)

    op.create_table(
        "round_phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "closes_at > opens_at", name=op.f("ck_round_phase_closes_after_opening")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_round_phase_round_id_consultation_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_phase")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_round_phase_round_id_position")),
    )
    op.create_table(
        "round_text",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_round_text_round_id_consultation_round"),
        ),
        sa.PrimaryKeyConstraint("round_id", "locale", name=op.f("pk_round_text")),
    )
    op.create_table(
        "schedule_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "extend",
                "shorten",
                "cancel",
                "close early",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by <> asked_by", name=op.f("ck_schedule_change_approved_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["account.id"], name=op.f("fk_schedule_change_approved_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["account.id"], name=op.f("fk_schedule_change_asked_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_schedule_change_round_id_consultation_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_change")),
    )
    with op.batch_alter_table("schedule_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_schedule_change_approved_by"), ["approved_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_schedule_change_asked_by"), ["asked_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_schedule_change_round_id"), ["round_id"], unique=False)

    op.create_table(
        "unclear_mark",
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_unclear_mark_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_unclear_mark_round_id_consultation_round"),
        ),
        sa.ForeignKeyConstraint(
            ["wording_id"],
            ["clause_wording.id"],
            name=op.f("fk_unclear_mark_wording_id_clause_wording"),
        ),
        sa.PrimaryKeyConstraint(
            "wording_id", "participant_id", "round_id", name=op.f("pk_unclear_mark")
        ),
    )
    op.create_table(
        "version_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version_section_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clause_id"], ["clause.id"], name=op.f("fk_version_clause_clause_id_clause")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["framework_version.id"],
            name=op.f("fk_version_clause_version_id_framework_version"),
        ),
        sa.ForeignKeyConstraint(
            ["version_section_id"],
            ["version_section.id"],
            name=op.f("fk_version_clause_version_section_id_version_section"),
        ),
        sa.ForeignKeyConstraint(
            ["wording_id", "clause_id"],
            ["clause_wording.id", "clause_wording.clause_id"],
            name=op.f("fk_version_clause_wording_id_clause_id_clause_wording"),
        ),
        sa.ForeignKeyConstraint(
            ["wording_id"],
            ["clause_wording.id"],
            name=op.f("fk_version_clause_wording_id_clause_wording"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_clause")),
        sa.UniqueConstraint(
            "version_id", "clause_id", name=op.f("uq_version_clause_version_id_clause_id")
        ),
        sa.UniqueConstraint(
            "version_section_id",
            "position",
            name=op.f("uq_version_clause_version_section_id_position"),
        ),
    )
    with op.batch_alter_table("version_clause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_version_clause_clause_id"), ["clause_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_version_clause_wording_id"), ["wording_id"], unique=False
        )

    op.create_table(
        "version_section_text",
        sa.Column("version_section_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_section_id"],
            ["version_section.id"],
            name=op.f("fk_version_section_text_version_section_id_version_section"),
        ),
        sa.PrimaryKeyConstraint(
            "version_section_id", "locale", name=op.f("pk_version_section_text")
        ),
    )
    op.create_table(
        "answer_text",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_text_answer_id_answer")
        ),
        sa.PrimaryKeyConstraint("answer_id", "locale", name=op.f("pk_answer_text")),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "comment",
                "amendment",
                "statement",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "web",
                "workshop",
                "phone",
                "paper",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("pseudonym", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "channel = 'web' OR entered_by IS NOT NULL",
            name=op.f("ck_contribution_entered_by_a_facilitator"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["account.id"], name=op.f("fk_contribution_entered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["outreach_event.id"],
            name=op.f("fk_contribution_event_id_outreach_event"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_contribution_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_contribution_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_round.id"],
            name=op.f("fk_contribution_round_id_consultation_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_contribution_id_kind")),
        sa.UniqueConstraint("ref", name=op.f("uq_contribution_ref")),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contribution_entered_by"), ["entered_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contribution_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contribution_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contribution_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contribution_round_id"), ["round_id"], unique=False)

    op.create_table(
        "phase_activity",
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column(
            "activity",
            sa.Enum(
                "comment",
                "amend",
                "cosign",
                "vote on clauses",
                "vote on amendments",
                name="activity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "assurance",
            sa.Enum(
                "guest",
                "assisted",
                "known",
                "enrolled",
                name="assurance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["round_phase.id"], name=op.f("fk_phase_activity_phase_id_round_phase")
        ),
        sa.PrimaryKeyConstraint("phase_id", "activity", name=op.f("pk_phase_activity")),
    )
    op.create_table(
        "round_clause",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "changeability",
            sa.Enum(
                "open",
                "partly",
                "fixed",
                name="changeability",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "version_id"],
            ["consultation_round.id", "consultation_round.version_id"],
            name=op.f("fk_round_clause_round_id_version_id_consultation_round"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id", "clause_id"],
            ["version_clause.version_id", "version_clause.clause_id"],
            name=op.f("fk_round_clause_version_id_clause_id_version_clause"),
        ),
        sa.PrimaryKeyConstraint("round_id", "clause_id", name=op.f("pk_round_clause")),
    )
    op.create_table(
        "schedule_change_text",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["schedule_change.id"],
            name=op.f("fk_schedule_change_text_change_id_schedule_change"),
        ),
        sa.PrimaryKeyConstraint("change_id", "locale", name=op.f("pk_schedule_change_text")),
    )
    op.create_table(
        "version_clause_number",
        sa.Column("version_clause_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_clause_id"],
            ["version_clause.id"],
            name=op.f("fk_version_clause_number_version_clause_id_version_clause"),
        ),
        sa.PrimaryKeyConstraint(
            "version_clause_id", "locale", name=op.f("pk_version_clause_number")
        ),
    )
    op.create_table(
        "amendment",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "change",
                "new clause",
                "remove",
                "move",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("base_wording_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind = 'new clause' OR (clause_id IS NOT NULL AND base_wording_id IS NOT NULL)",
            name=op.f("ck_amendment_names_what_it_changes"),
        ),
        sa.ForeignKeyConstraint(
            ["base_wording_id"],
            ["clause_wording.id"],
            name=op.f("fk_amendment_base_wording_id_clause_wording"),
        ),
        sa.ForeignKeyConstraint(
            ["clause_id"], ["clause.id"], name=op.f("fk_amendment_clause_id_clause")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_amendment_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_amendment")),
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_amendment_base_wording_id"), ["base_wording_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_amendment_clause_id"), ["clause_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "stance",
            sa.Enum(
                "support",
                "concern",
                "question",
                "suggestion",
                name="stance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_comment_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comment.contribution_id"], name=op.f("fk_comment_parent_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["wording_id"], ["clause_wording.id"], name=op.f("fk_comment_wording_id_clause_wording")
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_wording_id"), ["wording_id"], unique=False)

    op.create_table(
        "contribution_text",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_original", sa.Boolean(), nullable=False),
        sa.Column("translator_id", sa.Integer(), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "is_original = (translator_id IS NULL)",
            name=op.f("ck_contribution_text_translations_have_a_translator"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_text_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["translator_id"],
            ["account.id"],
            name=op.f("fk_contribution_text_translator_id_account"),
        ),
        sa.PrimaryKeyConstraint("contribution_id", "locale", name=op.f("pk_contribution_text")),
    )
    with op.batch_alter_table("contribution_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contribution_text_translator_id"), ["translator_id"], unique=False
        )
        batch_op.create_index(
            "uq_contribution_text_original",
            ["contribution_id"],
            unique=True,
            sqlite_where=sa.text("is_original"),
            postgresql_where=sa.text("is_original"),
        )

    op.create_table(
        "moderation_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "keep",
                "hide",
                "redact",
                "restore",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "rule",
            sa.Enum(
                "attack",
                "hate",
                "personal data",
                "spam",
                "off topic",
                "unlawful",
                name="rule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("automated", sa.Boolean(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(decision = 'redact') = (start_offset IS NOT NULL)",
            name=op.f("ck_moderation_action_redaction_has_a_span"),
        ),
        sa.CheckConstraint(
            "end_offset > start_offset", name=op.f("ck_moderation_action_span_not_empty")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_moderation_action_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_moderation_action_decided_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_action")),
        sa.UniqueConstraint("ref", name=op.f("uq_moderation_action_ref")),
    )
    with op.batch_alter_table("moderation_action", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_action_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_action_decided_by"), ["decided_by"], unique=False
        )

    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_receipt_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_receipt_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_receipt_code_hash")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receipt_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_receipt_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "round_clause_text",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "clause_id"],
            ["round_clause.round_id", "round_clause.clause_id"],
            name=op.f("fk_round_clause_text_round_id_clause_id_round_clause"),
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "clause_id", "locale", name=op.f("pk_round_clause_text")
        ),
    )
    op.create_table(
        "amendment_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["amendment.contribution_id"],
            name=op.f("fk_amendment_revision_amendment_id_amendment"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["participant.id"],
            name=op.f("fk_amendment_revision_author_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_revision")),
        sa.UniqueConstraint(
            "amendment_id", "number", name=op.f("uq_amendment_revision_amendment_id_number")
        ),
    )
    with op.batch_alter_table("amendment_revision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_amendment_revision_author_id"), ["author_id"], unique=False
        )

    op.create_table(
        "answered_comment",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answered_comment_answer_id_answer")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.contribution_id"],
            name=op.f("fk_answered_comment_comment_id_comment"),
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_answered_comment")),
    )
    with op.batch_alter_table("answered_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answered_comment_answer_id"), ["answer_id"], unique=False
        )

    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("appealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "upheld",
                "overturned",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)", name=op.f("ck_appeal_decided_by_someone")
        ),
        sa.CheckConstraint(
            "(result IS NULL) = (decided_at IS NULL)", name=op.f("ck_appeal_decided_with_a_result")
        ),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["moderation_action.id"],
            name=op.f("fk_appeal_action_id_moderation_action"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_appeal_decided_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("action_id", name=op.f("uq_appeal_action_id")),
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_decided_by"), ["decided_by"], unique=False)

    op.create_table(
        "co_author",
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["amendment.contribution_id"],
            name=op.f("fk_co_author_amendment_id_amendment"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_co_author_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("amendment_id", "participant_id", name=op.f("pk_co_author")),
    )
    op.create_table(
        "comment_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "agree",
                "disagree",
                "pass",
                name="choice",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.contribution_id"],
            name=op.f("fk_comment_vote_comment_id_comment"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_comment_vote_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_vote")),
        sa.UniqueConstraint(
            "participant_id", "comment_id", name=op.f("uq_comment_vote_participant_id_comment_id")
        ),
    )
    with op.batch_alter_table("comment_vote", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comment_vote_comment_id"), ["comment_id"], unique=False
        )

    op.create_table(
        "content_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column(
            "rule",
            sa.Enum(
                "attack",
                "hate",
                "personal data",
                "spam",
                "off topic",
                "unlawful",
                name="rule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_content_report_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"],
            ["participant.id"],
            name=op.f("fk_content_report_reporter_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["moderation_action.id"],
            name=op.f("fk_content_report_settled_by_moderation_action"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_report")),
        sa.UniqueConstraint("ref", name=op.f("uq_content_report_ref")),
    )
    with op.batch_alter_table("content_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_content_report_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_content_report_reporter_id"), ["reporter_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_content_report_settled_by"), ["settled_by"], unique=False
        )

    op.create_table(
        "disposition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "accepted with changes",
                "partly accepted",
                "not accepted",
                "out of scope",
                "already covered",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["amendment.contribution_id"],
            name=op.f("fk_disposition_amendment_id_amendment"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_disposition_decided_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition")),
        sa.UniqueConstraint(
            "amendment_id", "change", name=op.f("uq_disposition_amendment_id_change")
        ),
    )
    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_decided_by"), ["decided_by"], unique=False)

    op.create_table(
        "statement_of_reasons",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["moderation_action.id"],
            name=op.f("fk_statement_of_reasons_action_id_moderation_action"),
        ),
        sa.PrimaryKeyConstraint("action_id", "locale", name=op.f("pk_statement_of_reasons")),
    )
    op.create_table(
        "amendment_revision_text",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("translator_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["amendment_revision.id"],
            name=op.f("fk_amendment_revision_text_revision_id_amendment_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["translator_id"],
            ["account.id"],
            name=op.f("fk_amendment_revision_text_translator_id_account"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "locale", name=op.f("pk_amendment_revision_text")),
    )
    with op.batch_alter_table("amendment_revision_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_amendment_revision_text_translator_id"), ["translator_id"], unique=False
        )

    op.create_table(
        "amendment_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "for",
                "against",
                "abstain",
                name="choice",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_amendment_vote_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["amendment_revision.id"],
            name=op.f("fk_amendment_vote_revision_id_amendment_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_vote")),
        sa.UniqueConstraint(
            "participant_id",
            "revision_id",
            name=op.f("uq_amendment_vote_participant_id_revision_id"),
        ),
    )
    with op.batch_alter_table("amendment_vote", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_amendment_vote_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "disposition_text",
        sa.Column("disposition_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disposition_id"],
            ["disposition.id"],
            name=op.f("fk_disposition_text_disposition_id_disposition"),
        ),
        sa.PrimaryKeyConstraint("disposition_id", "locale", name=op.f("pk_disposition_text")),
    )
    op.create_table(
        "provenance_segment",
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column(
            "locale",
            sa.Enum(
                "ko", "en", name="locale", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("start_offset", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("diff_version", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "end_offset > start_offset", name=op.f("ck_provenance_segment_not_empty")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["amendment_revision.id"],
            name=op.f("fk_provenance_segment_revision_id_amendment_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["wording_id"],
            ["clause_wording.id"],
            name=op.f("fk_provenance_segment_wording_id_clause_wording"),
        ),
        sa.PrimaryKeyConstraint(
            "wording_id", "locale", "start_offset", name=op.f("pk_provenance_segment")
        ),
    )
    with op.batch_alter_table("provenance_segment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_provenance_segment_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_signature_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_signature_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["amendment_revision.id"],
            name=op.f("fk_signature_revision_id_amendment_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signature_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_signature_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_signature_revision_id"), ["revision_id"], unique=False)
    op.create_index(
        "uq_role_grant_standing",
        "role_grant",
        ["account_id", "role", sa.text("coalesce(framework_id, 0)")],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_index(
        "uq_signature_standing",
        "signature",
        ["revision_id", "participant_id", sa.text("coalesce(organisation_id, 0)")],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    refuse_changes("journal_entry")


def downgrade() -> None:
    """Take back."""
    allow_changes("journal_entry")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signature_revision_id"))
        batch_op.drop_index(batch_op.f("ix_signature_participant_id"))
        batch_op.drop_index(batch_op.f("ix_signature_organisation_id"))

    op.drop_table("signature")
    with op.batch_alter_table("provenance_segment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provenance_segment_revision_id"))

    op.drop_table("provenance_segment")
    op.drop_table("disposition_text")
    with op.batch_alter_table("amendment_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_vote_revision_id"))

    op.drop_table("amendment_vote")
    with op.batch_alter_table("amendment_revision_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_revision_text_translator_id"))

    op.drop_table("amendment_revision_text")
    op.drop_table("statement_of_reasons")
    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposition_decided_by"))

    op.drop_table("disposition")
    with op.batch_alter_table("content_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_report_settled_by"))
        batch_op.drop_index(batch_op.f("ix_content_report_reporter_id"))
        batch_op.drop_index(batch_op.f("ix_content_report_contribution_id"))

    op.drop_table("content_report")
    with op.batch_alter_table("comment_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_vote_comment_id"))

    op.drop_table("comment_vote")
    op.drop_table("co_author")
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_decided_by"))

    op.drop_table("appeal")
    with op.batch_alter_table("answered_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answered_comment_answer_id"))

    op.drop_table("answered_comment")
    with op.batch_alter_table("amendment_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_revision_author_id"))

    op.drop_table("amendment_revision")
    op.drop_table("round_clause_text")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_participant_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_contribution_id"))

    op.drop_table("receipt")
    with op.batch_alter_table("moderation_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_action_decided_by"))
        batch_op.drop_index(batch_op.f("ix_moderation_action_contribution_id"))

    op.drop_table("moderation_action")
    with op.batch_alter_table("contribution_text", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_contribution_text_original",
            sqlite_where=sa.text("is_original"),
            postgresql_where=sa.text("is_original"),
        )
        batch_op.drop_index(batch_op.f("ix_contribution_text_translator_id"))

    op.drop_table("contribution_text")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_wording_id"))
        batch_op.drop_index(batch_op.f("ix_comment_parent_id"))

    op.drop_table("comment")
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_clause_id"))
        batch_op.drop_index(batch_op.f("ix_amendment_base_wording_id"))

    op.drop_table("amendment")
    op.drop_table("version_clause_number")
    op.drop_table("schedule_change_text")
    op.drop_table("round_clause")
    op.drop_table("phase_activity")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_round_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_participant_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_event_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_entered_by"))

    op.drop_table("contribution")
    op.drop_table("answer_text")
    op.drop_table("version_section_text")
    with op.batch_alter_table("version_clause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_clause_wording_id"))
        batch_op.drop_index(batch_op.f("ix_version_clause_clause_id"))

    op.drop_table("version_clause")
    op.drop_table("unclear_mark")
    with op.batch_alter_table("schedule_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schedule_change_round_id"))
        batch_op.drop_index(batch_op.f("ix_schedule_change_asked_by"))
        batch_op.drop_index(batch_op.f("ix_schedule_change_approved_by"))

    op.drop_table("schedule_change")
    op.drop_table("round_text")
    op.drop_table("round_phase")
    with op.batch_alter_table("outreach_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outreach_event_round_id"))

    op.drop_table("outreach_event")
    with op.batch_alter_table("merge_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_draft_made_by"))

    op.drop_table("merge_draft")
    op.drop_table("closing_snapshot")
    with op.batch_alter_table("clause_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_vote_wording_id"))
        batch_op.drop_index(batch_op.f("ix_clause_vote_round_id"))

    op.drop_table("clause_vote")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_round_id"))
        batch_op.drop_index(batch_op.f("ix_answer_answered_by"))

    op.drop_table("answer")
    op.drop_table("wording_text")
    op.drop_table("version_text")
    with op.batch_alter_table("version_section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_section_section_id"))

    op.drop_table("version_section")
    op.drop_table("plain_summary")
    with op.batch_alter_table("delegate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_delegate_standing",
            sqlite_where=sa.text("until_at IS NULL"),
            postgresql_where=sa.text("until_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_delegate_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_delegate_named_by"))
        batch_op.drop_index(batch_op.f("ix_delegate_account_id"))

    op.drop_table("delegate")
    with op.batch_alter_table("consultation_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_round_version_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_round_framework_id"))

    op.drop_table("consultation_round")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_participant_id"))
        batch_op.drop_index(batch_op.f("ix_web_session_account_id"))

    op.drop_table("web_session")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_granted_by"))
        batch_op.drop_index(batch_op.f("ix_role_grant_framework_id"))
        batch_op.drop_index(batch_op.f("ix_role_grant_account_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_verified_by"))

    op.drop_table("organisation")
    with op.batch_alter_table("framework_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_framework_version_published_by"))
        batch_op.drop_index(batch_op.f("ix_framework_version_framework_id"))

    op.drop_table("framework_version")
    with op.batch_alter_table("framework_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_framework_draft_made_by"))

    op.drop_table("framework_draft")
    with op.batch_alter_table("contact_channel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_channel_account_id"))

    op.drop_table("contact_channel")
    op.drop_table("concern_text")
    op.drop_table("concern_clause")
    with op.batch_alter_table("clause_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_wording_clause_id"))

    op.drop_table("clause_wording")
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_framework_id"))

    op.drop_table("section")
    op.drop_table("framework_text")
    op.drop_table("concern")
    with op.batch_alter_table("clause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_framework_id"))

    op.drop_table("clause")
    with op.batch_alter_table("assurance_fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assurance_fact_participant_id"))

    op.drop_table("assurance_fact")
    op.drop_table("account")
    op.drop_table("sign_in_link")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_merged_into"))

    op.drop_table("participant")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_message_due_at"))

    op.drop_table("outbox_message")
    op.drop_table("journal_entry")
    op.drop_table("framework")
