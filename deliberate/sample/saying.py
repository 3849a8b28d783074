"""What the sample's people say about clauses, and what moderators decide about it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from deliberate.domain.actors import ANONYMOUS, Actor, Role
from deliberate.domain.comments import Stance
from deliberate.domain.credentials import Newcomer
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AppealResult,
    ConductRule,
    ModerationDecision,
    Seen,
    words_mark,
)
from deliberate.domain.votes import ClauseChoice, CommentChoice
from deliberate.sample.hall import Hall, WayBack
from deliberate.sample.people import PEOPLE, by_name, someone
from deliberate.services import (
    appeals,
    comment_translations,
    comment_votes,
    comments,
    moderation,
    reports,
    votes,
)
from deliberate.services.comments import NewComment
from deliberate.services.moderation import Ruling
from deliberate.services.reports import Complaint
from deliberate.services.votes import Ballot

VOTED = 70
"""Hours after the opening at which the sample's guests vote."""


def say_everything(hall: Hall, about: Mapping[str, Any]) -> None:
    """Let everyone comment, agree and disagree, and moderators do their work."""
    bodies = {words["id"]: words["body"] for words in about["comments"]}
    for words in about["comments"]:
        _say(hall, words)
    for words in about["comment_votes"]:
        _weigh(hall, words)
    for act in about["hidden"]:
        _hide(hall, act, bodies[act["comment"]])
    if "reported" in about:
        _report(hall, about["reported"])


def _say(hall: Hall, words: Mapping[str, Any]) -> None:
    clause, locale = hall.clause(words["article"]), Locale(words["locale"])
    parent = words.get("reply_to")
    new = NewComment(
        round_ref=hall.round_ref,
        clause_ref=clause.ref,
        wording_ref=clause.wording_ref,
        body=words["body"],
        locale=locale,
        form_key=secrets.token_urlsafe(),
        stance=Stance(words["stance"]) if "stance" in words else None,
        parent_ref=hall.refs[parent] if parent else None,
    )
    author = by_name(words["by"]) if "by" in words else ANONYMOUS
    stranger = None if "by" in words else hall.newcomer(locale)
    ref = comments.post_comment(author, new, hall.at(words["hours"]), stranger).ref
    hall.refs[words["id"]] = ref
    for other, body in words.get("translations", {}).items():
        translated_at = hall.at(words["hours"] + 3)
        comment_translations.translate_comment(
            someone(Role.TRANSLATOR), ref, Locale(other), body, translated_at
        )


def _weigh(hall: Hall, words: Mapping[str, Any]) -> None:
    ref, at = hall.refs[words["comment"]], hall.at(VOTED)

    def choose(choice: str, actor: Actor, stranger: Newcomer | None) -> WayBack | None:
        wanted = CommentChoice(choice)
        return comment_votes.answer_comment(actor, ref, wanted, Locale.KO, at, stranger)

    hall.let_guests_choose(words["choices"], at, choose)


def vote_on_clause(hall: Hall, number: str, counts: Mapping[str, int]) -> None:
    """Let people vote on a clause, so many for each choice."""
    clause, at = hall.clause(number), hall.at(VOTED)
    ballot = Ballot(hall.round_ref, clause.ref, clause.wording_ref, Locale.KO)

    def choose(choice: str, actor: Actor, stranger: Newcomer | None) -> WayBack | None:
        return votes.cast_vote(actor, ballot, ClauseChoice(choice), at, stranger)

    hall.let_people_choose(counts, at, choose)


def _hide(hall: Hall, act: Mapping[str, Any], body: str) -> None:
    """Hide a comment; its author may appeal, and the other moderator may decide."""
    moderator, other = (by_name(each.name) for each in PEOPLE if each.role is Role.MODERATOR)
    ruling = Ruling(ModerationDecision.HIDE, ConductRule(act["rule"]), act["facts"])
    seen = Seen(decisions=0, words=words_mark(body))
    hidden_at = hall.at(act["hours"])
    action = moderation.decide(moderator, hall.refs[act["comment"]], ruling, seen, hidden_at)
    asked = act["appeal"]
    words, locale = asked["words"], Locale(asked["locale"])
    appeals.appeal(by_name(asked["by"]), action, words, locale, hall.at(asked["hours"]))
    if "decided" in act:
        decided = act["decided"]
        result, decided_at = AppealResult(decided["result"]), hall.at(decided["hours"])
        appeals.decide_appeal(other, action, result, decided["reasons"], decided_at)


def _report(hall: Hall, report: Mapping[str, Any]) -> None:
    complaint = Complaint(ConductRule(report["rule"]), report["words"], Locale.KO)
    ref, reported_at = hall.refs[report["comment"]], hall.at(report["hours"])
    reports.report_content(ANONYMOUS, ref, complaint, reported_at, hall.newcomer(Locale.KO))
