"""Amendments in words: what is refused, and what becomes of one on newer words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext

from deliberate.domain import amendments
from deliberate.domain.errors import DomainError
from deliberate.domain.text import RebaseState

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    RebaseState: {
        RebaseState.CLEAN: pgettext("proposal on newer words", "still fits"),
        RebaseState.ALREADY_DONE: pgettext("proposal on newer words", "stands there already"),
        RebaseState.CONFLICT: pgettext("proposal on newer words", "meets another change"),
    },
}
EXPLANATIONS: Mapping[type[DomainError], Any] = {
    amendments.NothingChanged: _(
        "These are the words that stand there already. Change something in at least one language."
    ),
    amendments.IsRemoval: _(
        "You have taken all the words away. If the whole clause should go, propose to remove it "
        "instead. Otherwise write what should stand there."
    ),
    amendments.NothingProposed: _("Write what the new clause should say."),
    amendments.AmendmentTooLong: _(
        "This is longer than the %(most)s characters that there is room for. "
        "Shorten it by %(over)s characters. Nothing of it is lost."
    ),
    amendments.ReasonNeeded: _("Say why you propose this, in at least one language."),
    amendments.ImpactNeeded: _("Say who is affected and how, in at least one language."),
    amendments.LanguageNotHere: _("This clause has no text in that language, so nothing changes."),
    amendments.ClauseFixed: _(
        "Law or treaty fixes this clause, so other words cannot be proposed. "
        "You can propose a new clause after it."
    ),
    amendments.StaleBase: _(
        "The clause does not say any more what it said when you began. Nothing of yours is lost: "
        "compare the words, then go on."
    ),
    amendments.StaleAmendment: _(
        "This amendment has changed since you opened it. Nothing was saved: "
        "look at its words of now, then do it again."
    ),
    amendments.AmendmentGone: _(
        "This amendment was withdrawn or hidden, so nothing more can be done with it."
    ),
    amendments.AmendmentHeld: _(
        "A moderator looks at this amendment first. Come back when it can be read."
    ),
    amendments.OwnAmendment: _(
        "This is your own amendment, and your name stands there. Others can co-sign it."
    ),
    amendments.NothingToTranslate: _(
        "The author's own words stand in this language, or the outcome is published already. "
        "Nothing was changed."
    ),
}
