"""What is kept for how long, and why the usual time is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext

from deliberate.domain.errors import DomainError
from deliberate.domain.retention import BadTerm, KeptRecord

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    KeptRecord: {
        KeptRecord.SENT_MAILS: pgettext("kept", "Mails that we have sent"),
        KeptRecord.SPENT_LINKS: pgettext("kept", "Sign-in links that are over"),
        KeptRecord.WITHDRAWN_WORDS: pgettext("kept", "Words of withdrawn comments"),
        KeptRecord.REPORT_WORDS: pgettext("kept", "What people wrote in reports"),
        KeptRecord.DECISION_WORDS: pgettext("kept", "What was written about decisions"),
        KeptRecord.UNUSED_DRAFTS: pgettext("kept", "Drafts that were never handed in"),
        KeptRecord.GUEST_CODES: pgettext("kept", "Receipt codes of guests"),
    },
}
EXPLANATIONS: Mapping[type[DomainError], Any] = {
    BadTerm: _("Choose between %(least)d and %(most)d days."),
}
REASONS: Mapping[KeptRecord, Any] = {
    KeptRecord.SENT_MAILS: _(
        "The address and the time, counted from when it was sent. A week is long enough to help"
        " someone who says that no mail came."
    ),
    KeptRecord.SPENT_LINKS: _(
        "With the address that they went to, counted from their end. A day is long enough to see"
        " why a link did not work."
    ),
    KeptRecord.WITHDRAWN_WORDS: _(
        "Counted from the withdrawal. Nobody else can read them; their author still finds them"
        " among their own data. Then only the place stays."
    ),
    KeptRecord.REPORT_WORDS: _(
        "Counted from the moderator's decision. Half a year covers every appeal. The rule and the"
        " decision stay."
    ),
    KeptRecord.DECISION_WORDS: _(
        "The facts, the appeal and its reasons, counted from the decision. Two years cover a round"
        " with its report and the next one. The decision and its rule stay in the public log."
    ),
    KeptRecord.UNUSED_DRAFTS: _(
        "Only their authors see them, counted from the last change. They are offered again in the"
        " next round, which may come a year or more later."
    ),
    KeptRecord.GUEST_CODES: _(
        "Counted from when they were given. With the code a guest comes back to what they gave,"
        " also to the answer in the report. Then nobody can come back by it; what was given stays."
    ),
}
"""Of the defaults."""
