"""Enum members in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext

from deliberate.domain import participants
from deliberate.domain.actors import Role, Via
from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.comments import CommentOrder, Stance
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.dispositions import Outcome
from deliberate.domain.frameworks import Changeability, FrameworkKind, SummaryState, TextState
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import AppealResult, ConductRule, ModerationDecision, Waiting
from deliberate.domain.provenance import WordOrigin
from deliberate.domain.round_setup import OpeningBlocker
from deliberate.domain.rounds import Activity, ResultsVisibility, RoundState, ScheduleChangeKind
from deliberate.domain.visibility import Visibility
from deliberate.domain.votes import AmendmentChoice, ClauseChoice, CommentChoice, SupportBand

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    Locale: {Locale.KO: _("Korean"), Locale.EN: _("English")},
    Role: {
        Role.OFFICIAL: pgettext("role", "official"),
        Role.MODERATOR: pgettext("role", "moderator"),
        Role.FACILITATOR: pgettext("role", "facilitator"),
        Role.TRANSLATOR: pgettext("role", "translator"),
        Role.OPERATOR: pgettext("role", "operator"),
    },
    Via: {
        Via.PAGE: pgettext("via", "on a page"),
        Via.COMMAND_LINE: pgettext("via", "on the command line"),
        Via.WORKER: pgettext("via", "by the background worker"),
    },
    WordOrigin: {
        WordOrigin.ORIGINAL: pgettext("words", "from the first version"),
        WordOrigin.AMENDMENT: pgettext("words", "from an amendment"),
        WordOrigin.OFFICIAL: pgettext("words", "written by officials while combining amendments"),
    },
    FrameworkKind: {
        FrameworkKind.MANIFESTO: pgettext("document", "manifesto"),
        FrameworkKind.STANDARDS: pgettext("document", "ethics standards"),
        FrameworkKind.CHARTER: pgettext("document", "charter"),
        FrameworkKind.GUIDELINES: pgettext("document", "guidelines"),
        FrameworkKind.ORDINANCE: pgettext("document", "ordinance"),
        FrameworkKind.FRAMEWORK: pgettext("document", "ethics framework"),
    },
    TextState: {
        TextState.CURRENT: pgettext("text", "current"),
        TextState.STALE: pgettext("text", "translation needed"),
        TextState.CONFIRMED: pgettext("text", "both languages confirmed"),
    },
    SummaryState: {
        SummaryState.WRITTEN: pgettext("plain summary", "written"),
        SummaryState.FOR_EARLIER_WORDS: pgettext("plain summary", "written for earlier words"),
        SummaryState.MISSING: pgettext("plain summary", "missing"),
    },
    Changeability: {
        Changeability.OPEN: pgettext("clause", "can change"),
        Changeability.PARTLY: pgettext("clause", "can change in part"),
        Changeability.FIXED: pgettext("clause", "fixed by law or treaty"),
    },
    participants.Assurance: {
        participants.Assurance.GUEST: pgettext("assurance", "guest"),
        participants.Assurance.ASSISTED: pgettext("assurance", "assisted"),
        participants.Assurance.KNOWN: pgettext("assurance", "known"),
        participants.Assurance.ENROLLED: pgettext("assurance", "enrolled"),
    },
    participants.ContactKind: {participants.ContactKind.EMAIL: pgettext("contact", "e-mail")},
    Activity: {
        Activity.COMMENT: pgettext("activity", "commenting"),
        Activity.AMEND: pgettext("activity", "proposing amendments"),
        Activity.COSIGN: pgettext("activity", "co-signing amendments"),
        Activity.VOTE_ON_CLAUSES: pgettext("activity", "voting on clauses"),
        Activity.VOTE_ON_AMENDMENTS: pgettext("activity", "voting on amendments"),
    },
    ResultsVisibility: {
        ResultsVisibility.SEALED: pgettext("results", "sealed until closing"),
        ResultsVisibility.LIVE: pgettext("results", "shown while the round is open"),
    },
    RoundState: {
        RoundState.DRAFT: pgettext("round", "being set up"),
        RoundState.ANNOUNCED: pgettext("round", "announced"),
        RoundState.OPEN: pgettext("round", "open"),
        RoundState.PAUSED: pgettext("round", "between two phases"),
        RoundState.COUNTING: pgettext("round", "being counted"),
        RoundState.CLOSED: pgettext("round", "closed, being answered"),
        RoundState.ANSWERED: pgettext("round", "answered"),
        RoundState.PUBLISHED: pgettext("round", "published"),
        RoundState.CANCELLED: pgettext("round", "cancelled"),
    },
    ScheduleChangeKind: {
        ScheduleChangeKind.EXTEND: pgettext("schedule", "extended"),
        ScheduleChangeKind.SHORTEN: pgettext("schedule", "shortened"),
        ScheduleChangeKind.CANCEL: pgettext("schedule", "cancelled"),
        ScheduleChangeKind.CLOSE_EARLY: pgettext("schedule", "closed early"),
    },
    OpeningBlocker: {
        OpeningBlocker.WORDS_MISSING: pgettext("before a round", "words missing in a language"),
        OpeningBlocker.TIMES_MISSING: pgettext("before a round", "no phase has times yet"),
        OpeningBlocker.NOTHING_OPEN: pgettext("before a round", "a phase with nothing open"),
        OpeningBlocker.OPENING_PAST: pgettext("before a round", "the opening lies in the past"),
        OpeningBlocker.CLAUSES_UNSAID: pgettext("before a round", "clauses not said yet"),
        OpeningBlocker.NEWER_VERSION: pgettext("before a round", "there is a newer version"),
        OpeningBlocker.OTHER_ROUND: pgettext("before a round", "another round is not over yet"),
        OpeningBlocker.TOO_FEW_OFFICIALS: pgettext("before a round", "officials missing"),
        OpeningBlocker.TOO_FEW_MODERATORS: pgettext("before a round", "moderators missing"),
        OpeningBlocker.TARGETS_MISSING: pgettext(
            "before a round", "groups without a target and a floor"
        ),
    },
    ContributionKind: {
        ContributionKind.COMMENT: pgettext("contribution", "comment"),
        ContributionKind.AMENDMENT: pgettext("contribution", "amendment"),
        ContributionKind.STATEMENT: pgettext("contribution", "collective statement"),
    },
    Channel: {
        Channel.WEB: pgettext("channel", "on this site"),
        Channel.WORKSHOP: pgettext("channel", "at a workshop"),
        Channel.PHONE: pgettext("channel", "by phone"),
        Channel.PAPER: pgettext("channel", "on paper"),
    },
    Stance: {
        Stance.SUPPORT: pgettext("stance", "support"),
        Stance.CONCERN: pgettext("stance", "concern"),
        Stance.QUESTION: pgettext("stance", "question"),
        Stance.SUGGESTION: pgettext("stance", "suggestion"),
    },
    CommentOrder: {
        CommentOrder.MIXED: pgettext("order of comments", "Mixed"),
        CommentOrder.NEWEST: pgettext("order of comments", "Newest"),
        CommentOrder.AGREED: pgettext("order of comments", "Most agreed"),
    },
    ClauseChoice: {
        ClauseChoice.AGREE: pgettext("vote on clause", "I agree"),
        ClauseChoice.AGREE_WITH_CHANGES: pgettext("vote on clause", "I agree with changes"),
        ClauseChoice.DISAGREE: pgettext("vote on clause", "I disagree"),
        ClauseChoice.UNCLEAR: pgettext("vote on clause", "I don't understand it"),
    },
    SupportBand: {
        SupportBand.EIGHTY: pgettext("support", "80 percent and more"),
        SupportBand.SIXTY: pgettext("support", "60 to 80 percent"),
        SupportBand.FORTY: pgettext("support", "40 to 60 percent"),
        SupportBand.TWENTY: pgettext("support", "20 to 40 percent"),
        SupportBand.BELOW: pgettext("support", "less than 20 percent"),
    },
    AmendmentChoice: {
        AmendmentChoice.FOR: pgettext("vote on amendment", "for"),
        AmendmentChoice.AGAINST: pgettext("vote on amendment", "against"),
        AmendmentChoice.ABSTAIN: pgettext("vote on amendment", "abstain"),
    },
    CommentChoice: {
        CommentChoice.AGREE: pgettext("vote on comment", "agree"),
        CommentChoice.DISAGREE: pgettext("vote on comment", "disagree"),
        CommentChoice.PASS: pgettext("vote on comment", "pass"),
    },
    AmendmentKind: {
        AmendmentKind.CHANGE: pgettext("amendment", "change of wording"),
        AmendmentKind.NEW_CLAUSE: pgettext("amendment", "new clause"),
        AmendmentKind.REMOVE: pgettext("amendment", "removal"),
        AmendmentKind.MOVE: pgettext("amendment", "move"),
    },
    Outcome: {
        Outcome.ACCEPTED: pgettext("disposition", "accepted"),
        Outcome.ACCEPTED_WITH_CHANGES: pgettext("disposition", "accepted with changes"),
        Outcome.PARTLY_ACCEPTED: pgettext("disposition", "partly accepted"),
        Outcome.NOT_ACCEPTED: pgettext("disposition", "not accepted"),
        Outcome.OUT_OF_SCOPE: pgettext("disposition", "out of scope"),
        Outcome.ALREADY_COVERED: pgettext("disposition", "already covered"),
    },
    ConductRule: {
        ConductRule.ATTACK: pgettext("conduct", "Attacks on people"),
        ConductRule.HATE: pgettext("conduct", "Hate"),
        ConductRule.PERSONAL_DATA: pgettext("conduct", "Personal data of others"),
        ConductRule.SPAM: pgettext("conduct", "Spam and copies"),
        ConductRule.OFF_TOPIC: pgettext("conduct", "Off topic"),
        ConductRule.UNLAWFUL: pgettext("conduct", "Unlawful content"),
    },
    ModerationDecision: {
        ModerationDecision.KEEP: pgettext("moderation", "kept"),
        ModerationDecision.HIDE: pgettext("moderation", "hidden"),
        ModerationDecision.REDACT: pgettext("moderation", "passage redacted"),
        ModerationDecision.RESTORE: pgettext("moderation", "restored"),
    },
    Waiting: {
        Waiting.APPEAL: pgettext("moderation queue", "appeal"),
        Waiting.REPORT: pgettext("moderation queue", "reported"),
        Waiting.HELD: pgettext("moderation queue", "not published yet"),
    },
    Visibility: {
        Visibility.VISIBLE: pgettext("contribution", "can be read"),
        Visibility.REDACTED: pgettext("contribution", "a passage is removed"),
        Visibility.HELD: pgettext("contribution", "not published yet"),
        Visibility.HIDDEN: pgettext("contribution", "hidden"),
        Visibility.WITHDRAWN: pgettext("contribution", "withdrawn by its author"),
    },
    AppealResult: {
        AppealResult.UPHELD: pgettext("appeal", "decision upheld"),
        AppealResult.OVERTURNED: pgettext("appeal", "decision overturned"),
    },
}
