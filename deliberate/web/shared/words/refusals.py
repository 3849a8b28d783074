"""Refusals in words: what happened, then what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from deliberate.documents import DocumentUnreadable
from deliberate.domain import errors
from deliberate.domain.comments import (
    AlreadyWithdrawn,
    CommentTooLong,
    EmptyComment,
    NameNotFresh,
    NothingToReplyTo,
    NotYours,
    OwnComment,
    ReplyTooDeep,
    SameLanguage,
    UnderModeration,
)
from deliberate.domain.credentials import (
    LinkSpent,
    ReceiptClaimed,
    SessionEnded,
    UnknownReceipt,
    WrongCredentials,
)
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
from deliberate.domain.limits import LimitsAway
from deliberate.domain.moderation import (
    AlreadyAppealed,
    AlreadyDecided,
    AppealDecided,
    AppealPending,
    DecisionDoesNotFit,
    NoAppeal,
    NothingToReport,
    OwnContribution,
    OwnDecision,
    PassageNotFound,
    PassageNotUnique,
    WordsChanged,
    WordsMissing,
    WordsTooLong,
)
from deliberate.domain.organisations import BadOrganisationName, BadWebsite, LastDelegate
from deliberate.domain.participants import (
    BadAddress,
    BadPseudonym,
    LastOperator,
    UnknownAddress,
)
from deliberate.domain.passwords import BadPassword, GuessablePassword
from deliberate.domain.round_setup import (
    BadPhases,
    NoteMissing,
    RoundAnnounced,
    RoundNotReady,
    TooFewPeople,
)
from deliberate.domain.rounds import (
    AssuranceTooLow,
    RoundClosed,
    RoundNotOpen,
    RoundStillOpen,
)
from deliberate.domain.schedule_changes import (
    NotAnExtension,
    NotAnnouncedYet,
    NotAShortening,
    NothingToApprove,
    NotRunning,
    OwnRequest,
    ReasonMissing,
    ScheduleSettled,
)
from deliberate.domain.votes import OrganisationsDoNotVote, StaleWording

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
    LimitsAway: _(
        "At the moment we cannot count attempts, so nobody can sign in or use a code. "
        "Reading and writing go on. Try again in a minute."
    ),
    BadPseudonym: _("Write a pseudonym of 1 to 40 letters, digits or spaces."),
    BadPassword: _(
        "Choose a password of at least %(minimum)s characters. A short sentence is easy to keep."
    ),
    GuessablePassword: _(
        "This password is one of the first that attackers try. "
        "Three or four words that have nothing to do with each other are far better."
    ),
    WrongCredentials: _(
        "This address and password do not belong together. "
        "Check both, or have a sign-in link sent to you."
    ),
    LinkSpent: _("This link is used up or older than 15 minutes. Ask for a new one."),
    UnknownReceipt: _("We find nothing under this code. Compare it with your receipt once more."),
    ReceiptClaimed: _(
        "What stands behind this code belongs to another account already. "
        "Sign in with that account to see it."
    ),
    SessionEnded: _(
        "Your session in this browser has ended, and nothing was saved yet. What you chose is "
        "still here: come back with your receipt code or sign in, then send it again."
    ),
    OrganisationsDoNotVote: _(
        "Organisations propose, co-sign and comment; only people vote. "
        "Vote in your own name instead."
    ),
    StaleWording: _(
        "The words of this clause are not the ones that you had read. Nothing was saved: "
        "read the words of this round, then send your vote again."
    ),
    BadSlug: _("Use small letters, digits and single dashes for the address, such as hanbit-ai."),
    SlugTaken: _("Another framework has this address already. Choose a different one."),
    NothingToPublish: _("This text has no clause yet. Import a text with at least one clause."),
    LanguagesIncomplete: _(
        "%(missing)s places lack one of the languages. Pair or complete them, then publish."
    ),
    TitleTooLong: _("“%(opening)s” is longer than %(most)s characters. Shorten it, then publish."),
    RoundClosed: _(
        "This round has ended, so nothing more can be added. What you wrote is still here: "
        "keep a copy for the next round."
    ),
    RoundNotOpen: _("This is not open at the moment. The page of the round says when it will be."),
    AssuranceTooLow: _(
        "Here we need to be surer of who takes part (%(needed)s). "
        "Sign in with your e-mail address, then send it again."
    ),
    EmptyComment: _("Write something in the box, then send it."),
    CommentTooLong: _(
        "There is room for %(most)s characters. Take out %(over)s, or make two comments of it."
    ),
    NameNotFresh: _(
        "You have used this name before, so it would tie your comments together. "
        "Choose a different one."
    ),
    ReplyTooDeep: _("Replies have no replies of their own. Reply to the first comment instead."),
    NothingToReplyTo: _(
        "The comment was taken back or hidden, so there is nothing to reply to any more. "
        "You can still say it in a comment of your own."
    ),
    AlreadyWithdrawn: _("This comment was withdrawn by its author."),
    UnderModeration: _(
        "A moderator has hidden this comment or a passage of it, so it stays as it is. "
        "Its author can appeal or withdraw it."
    ),
    NotYours: _(
        "Someone else wrote this. If it was you, come back with your receipt code or sign in."
    ),
    OwnComment: _("This is your own comment. Others say whether they agree."),
    SameLanguage: _("The comment is written in this language already. Choose the other one."),
    NothingToReport: _(
        "There is nothing to report any more: this cannot be read. "
        "It is hidden, withdrawn or not published yet."
    ),
    OwnContribution: _("You gave this yourself. Leave it to another moderator."),
    OwnDecision: _(
        "You decided what this appeal is about. A different moderator has to decide the appeal."
    ),
    AlreadyDecided: _(
        "Another moderator was faster and decided: %(decision)s. Nothing of yours was saved. "
        "Look at how it stands now."
    ),
    AppealDecided: _(
        "Another moderator was faster. The result of this appeal: %(result)s. "
        "Nothing of yours was saved."
    ),
    AppealPending: _(
        "There is an open appeal about this. It has to be decided first, by a moderator who did "
        "not take the decision."
    ),
    WordsChanged: _(
        "The author has changed the words since you opened this. Read them again, then decide."
    ),
    DecisionDoesNotFit: _(
        "This decision does not fit how it stands now. Look at it again, then decide."
    ),
    NoAppeal: _(
        "There is nothing to appeal against: this decision keeps nothing from readers any more."
    ),
    AlreadyAppealed: _(
        "You have appealed against this decision already. "
        "There is one appeal, and its result stands in the statement of reasons."
    ),
    WordsMissing: _("Write something here."),
    WordsTooLong: _("There is room for %(most)s characters. Take out %(over)s."),
    PassageNotFound: _(
        "This passage does not stand in the words like this. "
        "Copy it from above, with the same spaces and signs."
    ),
    PassageNotUnique: _(
        "This passage stands there %(times)s times. Say below which one is meant, "
        "or copy more of the words around it."
    ),
    RoundStillOpen: _(
        "This round cannot be counted until half a minute after it closes. "
        "Wait for that, or ask a second official to close it early."
    ),
    RoundNotReady: _(
        "The round cannot be announced yet. Still missing: %(missing)s. "
        "The list of tasks names what."
    ),
    TooFewPeople: _(
        "A round needs enough officials and moderators: at least %(needed)s of each. "
        "Now: officials %(officials)s, moderators %(moderators)s. "
        "Give more people these roles first."
    ),
    RoundAnnounced: _(
        "This round is announced, so only its times can change, with a public reason. "
        "Nothing of yours was saved."
    ),
    BadPhases: _(
        "A phase ends after it begins, before the next one begins, and not in the past. "
        "Check the times."
    ),
    NoteMissing: _("Say in both languages what is fixed and by which law or treaty."),
    NotAnnouncedYet: _("This round is still being set up. Change its times there."),
    ScheduleSettled: _(
        "This round has been counted or cancelled, so its times cannot change any more."
    ),
    NotRunning: _("Only a round that runs now can be closed early."),
    NotAnExtension: _("Choose an end that is later than the announced one, and later than now."),
    NotAShortening: _(
        "Choose an end that is earlier than the announced one, after the opening and later than "
        "now."
    ),
    ReasonMissing: _("Say the reason in both languages: everyone will read it."),
    OwnRequest: _("You asked for this yourself. Another official has to approve it."),
    NothingToApprove: _(
        "This request was approved or replaced already. Look at the newest state below."
    ),
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
