"""Refusals about accounts and the second step, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from deliberate.domain.errors import DomainError
from deliberate.domain.organisations import DelegateLeft
from deliberate.domain.participants import NotYourself, OwnNomination, SecondOperatorNeeded
from deliberate.domain.second_factors import (
    ConfirmationNeeded,
    FreshSignInNeeded,
    SessionStopped,
    TooManyPasskeys,
    WrongAnswer,
)

EXPLANATIONS: Mapping[type[DomainError], Any] = {
    ConfirmationNeeded: _("Take the second step first, then send this again."),
    WrongAnswer: _(
        "That did not work. Codes change every half minute and work once: write the one that is "
        "shown now, or a recovery code that you have not used."
    ),
    SessionStopped: _(
        "Too many second steps failed, so we have ended this session. Sign in again and wait for "
        "a fresh code."
    ),
    FreshSignInNeeded: _(
        "The first second step is set up within 15 minutes after signing in. Sign out, sign in "
        "again and come back here."
    ),
    OwnNomination: _("You proposed this yourself. Another operator has to agree."),
    NotYourself: _("This is your own account. Ask another operator, or sign out everywhere."),
    SecondOperatorNeeded: _("An operator is proposed by one operator and agreed to by another."),
    DelegateLeft: _(
        "You gave this for an organisation for which you no longer speak. It stays as it is; "
        "one of its delegates can say more."
    ),
    TooManyPasskeys: _("There is room for 20 passkeys. Remove one that you no longer use."),
}
