"""What is still to be done before the outcome of a round can be published, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext

from deliberate.domain import answers, dispositions, merging
from deliberate.domain.closing import PublicationBlocked, PublicationBlocker
from deliberate.domain.errors import DomainError
from deliberate.domain.next_version import TextStanding
from deliberate.domain.text import WarningKind

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    PublicationBlocker: {
        PublicationBlocker.NOT_COUNTED: _("The round is not counted yet."),
        PublicationBlocker.GROUPS_UNEXPLAINED: _(
            "Say why the round closes without the groups that it missed."
        ),
        PublicationBlocker.AMENDMENTS_UNANSWERED: _("Answer every amendment."),
        PublicationBlocker.COMMENTS_UNANSWERED: _("Answer every comment."),
        PublicationBlocker.MODERATION_OPEN: _(
            "An appeal or a held contribution waits for a moderator."
        ),
        PublicationBlocker.TEXTS_UNDECIDED: _("Decide on the text of the clauses that change."),
        PublicationBlocker.NEW_CLAUSES_UNORDERED: _("Say in which order the new clauses stand."),
        PublicationBlocker.LANGUAGES_DIFFER: _("Bring the languages together again."),
    },
    TextStanding: {
        TextStanding.UNTOUCHED: pgettext("next text", "stays as it is"),
        TextStanding.UNDECIDED: pgettext("next text", "to be decided"),
        TextStanding.MOVED_ON: pgettext("next text", "an amendment came or went: look again"),
        TextStanding.REOPENED: pgettext("next text", "open again: what was saved does not fit"),
        TextStanding.DECIDED: pgettext("next text", "decided"),
    },
    WarningKind: {
        WarningKind.SAME_SENTENCE: _(
            "Several amendments change one sentence. Read it as a whole: does it still say "
            "what it should?"
        ),
        WarningKind.POLARITY_CHANGE: _(
            "A “not”, a ban or an exception comes or goes. Read it with care."
        ),
        WarningKind.DUPLICATE: _(
            "Several amendments ask for the same. It is done once, and all are credited."
        ),
        WarningKind.NO_CHANGE: _("An amendment says what stands there already."),
        WarningKind.REMOVAL: _("An amendment removes the whole clause."),
    },
}
EXPLANATIONS: Mapping[type[DomainError], Any] = {
    PublicationBlocked: _(
        "The outcome cannot be published yet. The closing workbench lists what is still open."
    ),
    dispositions.OfficialWordsMissing: _("Write this in both languages."),
    dispositions.OfficialWordsTooLong: _(
        "This is longer than the %(most)s characters that there is room for. "
        "Shorten it by %(over)s characters. Nothing of it is lost."
    ),
    dispositions.StaleDisposition: _(
        "Another official has answered this amendment since you opened it. What they wrote "
        "stands beside what you wrote. Saving again puts yours in its place."
    ),
    dispositions.OwnProposal: _(
        "You wrote this amendment yourself. Another official has to answer it."
    ),
    answers.NothingToAnswer: _("Choose at least one comment to answer."),
    answers.AlreadyAnswered: _(
        "Another official has answered some of these comments meanwhile. They are not in the "
        "list any more; choose again. Your words are still here."
    ),
    answers.StaleAnswer: _(
        "Another official has changed this answer since you opened it. What they wrote stands "
        "beside what you wrote. Saving again puts yours in its place."
    ),
    merging.StaleText: _(
        "Another official has saved this text since you opened it. What they saved stands beside "
        "what you wrote. Saving again puts yours in its place."
    ),
    merging.StaleGround: _(
        "An amendment came or went since you opened this page. Look at what merges now; "
        "your words are still in the boxes."
    ),
    merging.StaleParity: _(
        "The texts have changed since you read them, or one language has none yet. "
        "Read them again, then confirm."
    ),
    merging.TextTooLong: _(
        "This is longer than the %(most)s characters that there is room for. "
        "Shorten it by %(over)s characters. Nothing of it is lost."
    ),
}
