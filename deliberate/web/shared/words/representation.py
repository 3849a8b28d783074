"""Who is heard: groups and their floors, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext

from deliberate.domain.errors import DomainError
from deliberate.domain.groups import (
    GroupKind,
    GroupNameMissing,
    GroupNameTaken,
    GroupsFixed,
    TooManyGroups,
)
from deliberate.domain.representation import (
    BadShare,
    DeclarationOver,
    FloorStatus,
    FloorTooLow,
    KeysAway,
    NothingGiven,
    QuorumSettled,
    ReadingReason,
)

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    GroupKind: {
        GroupKind.ROLE: pgettext("group", "part in the matter"),
        GroupKind.EXPERIENCE: pgettext("group", "lived experience"),
    },
    ReadingReason: {
        ReadingReason.COURT_ORDER: pgettext("why it was read", "a court ordered it"),
        ReadingReason.DANGER: pgettext("why it was read", "a life was in danger"),
        ReadingReason.ASKED: pgettext("why it was read", "the person asked for it"),
    },
    FloorStatus: {
        FloorStatus.MET: pgettext("floor", "floor met"),
        FloorStatus.NOT_YET: pgettext("floor", "not yet"),
        FloorStatus.NOT_ENOUGH_EVIDENCE: pgettext("floor", "not enough evidence"),
    },
}
EXPLANATIONS: Mapping[type[DomainError], Any] = {
    NothingGiven: _(
        "Take part in this round first: say what you think of a clause. Then we ask who you are."
    ),
    KeysAway: _(
        "We cannot keep your answer safely at the moment, so we have not kept it. Try again later."
    ),
    DeclarationOver: _(
        "The time for input is over. What you said about yourself can only be deleted now."
    ),
    GroupsFixed: _(
        "A round of this framework is announced: its groups stay as they are, since people answer"
        " about this list."
    ),
    GroupNameMissing: _("Write the name in Korean and in English."),
    GroupNameTaken: _("Another group has this name. Choose one that tells them apart."),
    TooManyGroups: _("There is room for %(most)s groups. Remove one before you add another."),
    FloorTooLow: _(
        "The floor must be %(least)s people or more. With fewer, saying that it is met would tell"
        " about single people."
    ),
    BadShare: _("Write the share as a whole number from 1 to 100."),
    QuorumSettled: _(
        "The round can no longer be reopened for the groups that it missed. Say for each of them"
        " why it closes without them."
    ),
}
