"""An open round for the demo: people who comment, vote, report and are moderated."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from deliberate.domain.actors import ANONYMOUS, Role
from deliberate.domain.comments import Stance
from deliberate.domain.credentials import Newcomer
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule, ModerationDecision, Seen, words_mark
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity, Phase, ResultsVisibility
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.queries import frameworks
from deliberate.persistence.queries.frameworks import ClauseView
from deliberate.persistence.queries.rounds import newest_round_of
from deliberate.sample.loading import read_json, someone
from deliberate.services import (
    comment_translations,
    comments,
    moderation,
    reports,
    round_setup,
    rounds,
    votes,
)
from deliberate.services.comments import NewComment
from deliberate.services.moderation import Ruling
from deliberate.services.reports import Complaint
from deliberate.services.votes import Ballot

BEGAN = timedelta(days=4)
"""How long before the demo is made its round has been open."""
LASTS = timedelta(days=21)


class Hall:
    """The room in which the sample's voices are heard: one framework, one open round."""

    def __init__(self, slug: str, key: str, began: datetime) -> None:
        view = frameworks.framework_view(slug)
        self.framework_ref = view.ref
        self._clauses = [clause for section in view.sections for clause in section.clauses]
        self._key = key
        self.began = began
        self.round_ref = ""

    def clause(self, article: int) -> ClauseView:
        """Return the clause with this number, counted from 1."""
        return self._clauses[article - 1]

    def newcomer(self, locale: str) -> Newcomer:
        """Return a stranger of whom nothing is known."""
        return Newcomer(locale, secrets.token_urlsafe(), self._key)

    def open(self, about: dict[str, Any]) -> None:
        """Set a round up and announce it, as an official does."""
        official, began = someone(Role.OFFICIAL), self.began
        ref = rounds.create_round(official, self.framework_ref, began)
        round_setup.name_round(official, ref, about["titles"], about["descriptions"], began)
        activities = {
            Activity.COMMENT: Assurance.GUEST,
            Activity.VOTE_ON_CLAUSES: Assurance.GUEST,
        }
        phase = Phase(began, began + LASTS, activities)
        round_setup.set_phases(official, ref, (phase,), began)
        round_setup.set_visibility(
            official, ref, ResultsVisibility.SEALED, began, premoderated=False
        )
        round_setup.leave_the_rest_open(official, ref, began)
        rounds.announce_round(official, ref, began)
        self.round_ref = ref

    def say(self, words: dict[str, Any], parent_ref: str | None = None) -> str:
        """Comment as a new guest; return the comment's ref."""
        clause, locale = self.clause(words["article"]), Locale(words["locale"])
        new = NewComment(
            round_ref=self.round_ref,
            clause_ref=clause.ref,
            wording_ref=clause.wording_ref,
            body=words["body"],
            locale=locale,
            form_key=secrets.token_urlsafe(),
            stance=Stance(words["stance"]) if "stance" in words else None,
            parent_ref=parent_ref,
        )
        said_at = self.began + timedelta(hours=words["hours"])
        return comments.post_comment(ANONYMOUS, new, said_at, self.newcomer(locale)).ref

    def vote(self, article: int, choices: dict[str, int]) -> None:
        """Let new guests vote on a clause, so many for each choice."""
        clause = self.clause(article)
        ballot = Ballot(self.round_ref, clause.ref, clause.wording_ref, Locale.KO)
        cast_at = self.began + timedelta(hours=70)
        for choice, number in choices.items():
            for _each in range(number):
                newcomer = self.newcomer(Locale.KO)
                votes.cast_vote(ANONYMOUS, ballot, ClauseChoice(choice), cast_at, newcomer)


def load_round(now: datetime, key: str) -> None:
    """Hold a round on the sample framework unless there is one; needs an application context.

    `key` is the site's; the sample framework has to be loaded.
    """
    slug = read_json("framework.json")["slug"]
    if newest_round_of(frameworks.framework_view(slug).ref, now) is not None:
        return
    about = read_json("round.json")
    hall = Hall(slug, key, now - BEGAN)
    hall.open(about)
    said: list[str] = []
    for words in about["comments"]:
        parent = said[words["reply_to"]] if "reply_to" in words else None
        said.append(hall.say(words, parent))
        if "ko" in words:
            _translate(hall, said[-1], words["ko"], words["hours"] + 1)
    _moderate(hall, about["rude"])
    _report(hall, said[about["reported"]["comment"]], about["reported"])
    for each in about["votes"]:
        hall.vote(each["article"], each["choices"])


def _translate(hall: Hall, ref: str, words: str, hours: int) -> None:
    translated_at = hall.began + timedelta(hours=hours)
    translator = someone(Role.TRANSLATOR)
    comment_translations.translate_comment(translator, ref, Locale.KO, words, translated_at)


def _moderate(hall: Hall, rude: dict[str, Any]) -> None:
    """Hide what attacks people, with reasons in both languages."""
    ref = hall.say(rude)
    ruling = Ruling(ModerationDecision.HIDE, ConductRule.ATTACK, rude["facts"])
    seen = Seen(decisions=0, words=words_mark(rude["body"]))
    decided_at = hall.began + timedelta(hours=rude["hours"] + 1)
    moderation.decide(someone(Role.MODERATOR), ref, ruling, seen, decided_at)


def _report(hall: Hall, ref: str, report: dict[str, Any]) -> None:
    complaint = Complaint(ConductRule(report["rule"]), report["words"], Locale.KO)
    reported_at = hall.began + timedelta(hours=report["hours"])
    reports.report_content(ANONYMOUS, ref, complaint, reported_at, hall.newcomer(Locale.KO))
