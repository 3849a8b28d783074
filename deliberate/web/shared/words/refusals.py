"""Refusals in words: what happened, then what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from deliberate.documents import DocumentUnreadable
from deliberate.domain import errors
from deliberate.domain.credentials import LinkSpent, UnknownReceipt, WrongCredentials
from deliberate.domain.draft_edits import (
    AtTheEdge,
    CellTaken,
    NoSuchPlace,
    NotASplitPlace,
    NothingToJoin,
    TextMissing,
)
from deliberate.domain.drafts import DraftUnreadable
from deliberate.domain.frameworks import (
    AlreadyPublished,
    BadSlug,
    LanguagesIncomplete,
    NothingToPublish,
    SlugTaken,
    TitleTooLong,
)
from deliberate.domain.organisations import BadOrganisationName, BadWebsite, LastDelegate
from deliberate.domain.participants import (
    BadAddress,
    BadPassword,
    BadPseudonym,
    LastOperator,
    UnknownAddress,
)

EXPLANATIONS: Mapping[type[errors.DomainError], Any] = {
    errors.NotFound: _("There is nothing at this address. Check it, or start from the home page."),
    errors.SignInNeeded: _("Sign in first. What you wrote is kept for you."),
    errors.NotPermitted: _("Your account may not do this here. Ask an official if you need it."),
    errors.StaleDraft: _(
        "Someone has changed this since you opened it. Nothing of yours was saved. "
        "Look at the newest state and make your change again."
    ),
    errors.Conflict: _(
        "Someone else was faster, or this was sent twice. Reload the page to see how it stands."
    ),
    BadPseudonym: _("Write a pseudonym of 1 to 40 letters, digits or spaces."),
    BadPassword: _(
        "Choose a password of at least %(minimum)s characters. A short sentence is easy to keep."
    ),
    WrongCredentials: _(
        "This address and password do not belong together. "
        "Check both, or have a sign-in link sent to you."
    ),
    LinkSpent: _("This link is used up or older than 15 minutes. Ask for a new one."),
    UnknownReceipt: _("We find nothing under this code. Compare it with your receipt once more."),
    BadSlug: _("Use small letters, digits and single dashes for the address, such as hanbit-ai."),
    SlugTaken: _("Another framework has this address already. Choose a different one."),
    NothingToPublish: _("This text has no clause yet. Import a text with at least one clause."),
    LanguagesIncomplete: _(
        "%(missing)s places lack one of the languages. Pair or complete them, then publish."
    ),
    TitleTooLong: _("“%(opening)s” is longer than %(most)s characters. Shorten it, then publish."),
    AlreadyPublished: _("This version is published and cannot change any more."),
    UnknownAddress: _(
        "Nobody has signed in here with this address yet. "
        "Ask the person to sign in once, then try again."
    ),
    LastOperator: _("This is the only operator. Name another one first."),
    BadAddress: _("This does not look like an e-mail address. Write it like name@example.org."),
    BadOrganisationName: _("Write a name of 1 to 120 characters."),
    BadWebsite: _("Write the whole address, beginning with https://, or leave this empty."),
    LastDelegate: _("This is the only delegate. Name another one first."),
    DocumentUnreadable: "%(problem)s",
    DraftUnreadable: _("This draft cannot be read any more. Import the texts again."),
    NoSuchPlace: _("This place is not there any more. Look at the newest state and try again."),
    AtTheEdge: _("It cannot go further: this is the first or the last place."),
    NothingToJoin: _("There is nothing before it that it could be joined with."),
    NotASplitPlace: _("The text cannot be split there. Choose one of the places that are offered."),
    CellTaken: _("There is a text already. Shift or join the texts instead."),
    TextMissing: _("Write something: a name cannot be replaced by nothing."),
}
