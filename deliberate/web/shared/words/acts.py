"""The words of the public journal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_pgettext as pgettext

from deliberate.domain.acts import ActKind, PublicAct

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    ActKind: {
        ActKind.FRAMEWORKS: pgettext("acts", "frameworks"),
        ActKind.ROUNDS: pgettext("acts", "rounds"),
        ActKind.MODERATION: pgettext("acts", "moderation"),
        ActKind.TRUST: pgettext("acts", "roles and organisations"),
    },
    PublicAct: {
        PublicAct.PUBLISH_FRAMEWORK: pgettext("act", "published a framework"),
        PublicAct.DESCRIBE_FRAMEWORK: pgettext("act", "described a framework"),
        PublicAct.ADD_GROUP: pgettext("act", "added a stakeholder group"),
        PublicAct.CHANGE_GROUP: pgettext("act", "changed a stakeholder group"),
        PublicAct.REMOVE_GROUP: pgettext("act", "removed a stakeholder group"),
        PublicAct.SET_CONCERNS: pgettext("act", "named the concerns about a framework"),
        PublicAct.MARK_SMALL_BODY: pgettext("act", "marked a framework as a small body's"),
        PublicAct.UNMARK_SMALL_BODY: pgettext("act", "took back the mark of a small body"),
        PublicAct.ANNOUNCE_ROUND: pgettext("act", "announced a round"),
        PublicAct.EXTEND_ROUND: pgettext("act", "extended a round"),
        PublicAct.SHORTEN_ROUND: pgettext("act", "shortened a round"),
        PublicAct.CLOSE_EARLY: pgettext("act", "closed a round early"),
        PublicAct.CANCEL_ROUND: pgettext("act", "cancelled a round"),
        PublicAct.CLOSE_ROUND: pgettext("act", "closed and counted a round"),
        PublicAct.JUSTIFY_ROUND: pgettext(
            "act", "said why a round closes without a group that it missed"
        ),
        PublicAct.READ_DECLARATION: pgettext(
            "act", "read in an emergency what one person said about themselves"
        ),
        PublicAct.PUBLISH_ROUND: pgettext("act", "published the result of a round"),
        PublicAct.KEEP_COMMENT: pgettext("act", "kept a comment"),
        PublicAct.HIDE_COMMENT: pgettext("act", "hid a comment"),
        PublicAct.REDACT_COMMENT: pgettext("act", "redacted a passage of a comment"),
        PublicAct.RESTORE_COMMENT: pgettext("act", "restored a comment"),
        PublicAct.KEEP_AMENDMENT: pgettext("act", "kept an amendment"),
        PublicAct.HIDE_AMENDMENT: pgettext("act", "hid an amendment"),
        PublicAct.REDACT_AMENDMENT: pgettext("act", "redacted a passage of an amendment"),
        PublicAct.RESTORE_AMENDMENT: pgettext("act", "restored an amendment"),
        PublicAct.UPHOLD: pgettext("act", "upheld a decision on appeal"),
        PublicAct.OVERTURN: pgettext("act", "overturned a decision on appeal"),
        PublicAct.GRANT_OFFICIAL: pgettext("act", "granted the role of official"),
        PublicAct.GRANT_MODERATOR: pgettext("act", "granted the role of moderator"),
        PublicAct.GRANT_FACILITATOR: pgettext("act", "granted the role of facilitator"),
        PublicAct.GRANT_TRANSLATOR: pgettext("act", "granted the role of translator"),
        PublicAct.GRANT_OPERATOR: pgettext("act", "granted the role of operator"),
        PublicAct.REVOKE_OFFICIAL: pgettext("act", "took back the role of official"),
        PublicAct.REVOKE_MODERATOR: pgettext("act", "took back the role of moderator"),
        PublicAct.REVOKE_FACILITATOR: pgettext("act", "took back the role of facilitator"),
        PublicAct.REVOKE_TRANSLATOR: pgettext("act", "took back the role of translator"),
        PublicAct.REVOKE_OPERATOR: pgettext("act", "took back the role of operator"),
        PublicAct.INVITE_OFFICIAL: pgettext("act", "offered the role of official"),
        PublicAct.INVITE_MODERATOR: pgettext("act", "offered the role of moderator"),
        PublicAct.INVITE_FACILITATOR: pgettext("act", "offered the role of facilitator"),
        PublicAct.INVITE_TRANSLATOR: pgettext("act", "offered the role of translator"),
        PublicAct.APPROVE_OPERATOR: pgettext("act", "made an operator, with a second one"),
        PublicAct.VERIFY_ORGANISATION: pgettext("act", "verified an organisation"),
        PublicAct.SET_RETENTION: pgettext("act", "changed how long something is kept"),
    },
}
