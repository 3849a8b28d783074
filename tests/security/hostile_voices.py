"""Rounds in which every word that somebody gives or decides is a payload."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from deliberate.domain.actors import WORKER, Actor
from deliberate.domain.amendments import (
    HEADING_LENGTH,
    REASON_LENGTH,
    AmendmentKind,
    Proposal,
)
from deliberate.domain.comments import COMMENT_LENGTH, Stance
from deliberate.domain.disclosure import LEAST_PEOPLE
from deliberate.domain.frameworks import Changeability
from deliberate.domain.groups import GROUP_NAME_LENGTH, Group, GroupKind
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    WORDS_LENGTH,
    AppealResult,
    ConductRule,
    ModerationDecision,
)
from deliberate.domain.participants import PSEUDONYM_LENGTH
from deliberate.domain.representation import Target
from deliberate.services import (
    amendment_translations,
    appeals,
    comment_translations,
    corrections,
    groups,
    moderation,
    reports,
    round_setup,
    rounds,
    schedules,
)
from deliberate.services.moderation import Ruling
from deliberate.services.reports import Complaint
from deliberate.services.waves import compare_new_comments
from tests.factories import amending, comments, contributions, people
from tests.factories import rounds as round_factory
from tests.factories.frameworks import Published
from tests.factories.rounds import Round
from tests.security.hostile_words import LONG, Words

HOUR = timedelta(hours=1)
_numbers = count(1)


def person(words: Words, now: datetime, address: str = "") -> Actor:
    """Return someone new who is called by payloads."""
    name = words.line("pseudonym", PSEUDONYM_LENGTH)
    return people.actor_at(people.new_account(now, address, name))


def set_up(words: Words, framework: Published, now: datetime) -> Round:
    """Set up a round with words of payloads."""
    held = round_factory.set_up(framework, now)
    official = held.staff.official
    titles = {code: words.line("round title") for code in ("ko", "en")}
    described = words.both("round description", 5_000)
    round_setup.name_round(official, held.ref, titles, described, now)
    missed = groups.add_group(official, framework.ref, group(words), now)
    round_setup.set_targets(official, held.ref, [Target(missed, 5, LEAST_PEOPLE)], now)
    for place, kind in ((-1, Changeability.PARTLY), (-2, Changeability.FIXED)):
        clause = framework.clause_refs[place]
        notes = words.both("changeability note")
        round_setup.say_changeability(official, held.ref, clause, kind, notes, now)
    return held


def group(words: Words) -> Group:
    """Return a group that is called by payloads."""
    names, broader = (
        {code: words.line(field, GROUP_NAME_LENGTH) for code in ("ko", "en")}
        for field in ("group name", "broader group")
    )
    return Group(names, GroupKind.EXPERIENCE, is_under_represented=True, broader=broader)


def announced(words: Words, framework: Published, now: datetime) -> Round:
    """Announce such a round."""
    held = set_up(words, framework, now)
    rounds.announce_round(held.staff.official, held.ref, now)
    return held


def reschedule(words: Words, held: Round, now: datetime) -> None:
    """Let the round end later, and ask that it end earlier after all."""
    later, reasons = held.closes_at + 24 * HOUR, words.both("schedule reason")
    schedules.extend_round(held.staff.official, held.ref, later, reasons, now)
    reasons = words.both("schedule reason")
    schedules.ask_to_shorten(held.staff.second_official, held.ref, later - HOUR, reasons, now)


def cancelled(words: Words, framework: Published, now: datetime) -> Round:
    """Cancel a round with reasons."""
    held = announced(words, framework, now)
    reasons, becomes = words.both("cancelling reason"), words.both("what becomes of it")
    schedules.cancel_round(held.staff.official, held.ref, reasons, becomes, now)
    return held


def say_everything(words: Words, held: Round, now: datetime) -> None:
    """Give every payload as a comment, and in answer to comments."""
    for body in words.all_of("comment", COMMENT_LENGTH):
        ref = comments.comment(person(words, now), held, now, body=body, stance=Stance.CONCERN)
        name = words.line("one-time name", PSEUDONYM_LENGTH)
        told = words.of("reply", COMMENT_LENGTH)
        author = person(words, now)
        comments.comment(author, held, now, body=told, parent_ref=ref, one_time_name=name)


def converse(words: Words, held: Round, author: Actor, organisation: str, now: datetime) -> str:
    """Comment as an organisation, correct and translate that; return the comment's ref."""
    speaking = replace(author, acting_for=organisation)
    ref = comments.comment(speaking, held, now, body=words.of("comment before correction"))
    corrections.correct_comment(author, ref, words.of("corrected comment"), now + HOUR)
    translated = words.of("translated comment")
    comment_translations.translate_comment(author, ref, Locale.KO, translated, now + HOUR)
    for _ in range(5):
        comments.comment(person(words, now), held, now, clause=2, body=LONG_SAME)
    while compare_new_comments(WORKER):
        pass
    return ref


LONG_SAME = (
    "This <b id=pwned0 onclick=pwned(0)> is said by many in very nearly the same words. " * 3
)


def moderate(words: Words, held: Round, mighty: Actor, now: datetime) -> dict[str, str]:
    """Report, redact and hide with reasons, appeal, decide the appeal; return refs by kind."""
    (first, second), author = held.staff.moderators, person(words, now)
    waiting, settled, hidden = (
        comments.comment(author, held, now, body=words.of("moderated comment")) for _ in range(3)
    )
    for ref in (waiting, settled):
        complaint = Complaint(ConductRule.HATE, words.of("report", WORDS_LENGTH), Locale.KO)
        reports.report_content(held.staff.official, ref, complaint, now)
    passage = words.marks["moderated comment"]
    redaction = _decide(words, first, settled, ModerationDecision.REDACT, now, passage)
    appealed = _decide(words, first, hidden, ModerationDecision.HIDE, now)
    for action in (redaction, appealed):
        appeals.appeal(author, action, words.of("appeal", WORDS_LENGTH), Locale.KO, now)
    own = comments.comment(mighty, held, now, body=words.of("moderated comment"))
    statement = _decide(words, first, own, ModerationDecision.REDACT, now, passage)
    reasons = words.both("appeal decision", WORDS_LENGTH)
    appeals.decide_appeal(second, redaction, AppealResult.UPHELD, reasons, now)
    return {
        "other": waiting,
        "redacted": settled,
        "action": redaction,
        "own action": statement,
        "appealed": hidden,
        "appealed_action": appealed,
    }


def _decide(
    words: Words,
    moderator: Actor,
    ref: str,
    decision: ModerationDecision,
    now: datetime,
    passage: str = "",
) -> str:
    facts = words.both("moderation reason", WORDS_LENGTH)
    ruling = Ruling(decision, ConductRule.ATTACK, facts, passage=passage)
    return moderation.decide(moderator, ref, ruling, contributions.seen_now(ref), now)


def proposal(words: Words, body: str, *, heading: bool = False) -> Proposal:
    """Return the words of an amendment."""
    return Proposal(
        words.line("amendment heading", HEADING_LENGTH) if heading else "",
        body,
        words.of("amendment reason", REASON_LENGTH),
        words.of("amendment impact", REASON_LENGTH),
    )


def propose_everything(words: Words, held: Round, now: datetime) -> list[str]:
    """Propose every payload as the words of a clause, and a new clause; return the refs."""
    refs = []
    for body in words.all_of("amendment", LONG):
        proposals = {code: proposal(words, body) for code in ("ko", "en")}
        refs.append(amending.amendment(person(words, now), held, now, proposals=proposals))
    one = {"en": proposal(words, words.of("new clause"), heading=True)}
    author = person(words, now)
    ref = amending.amendment(author, held, now, proposals=one, kind=AmendmentKind.NEW_CLAUSE)
    translated = proposal(words, words.of("translated amendment"), heading=True)
    amendment_translations.translate_amendment(author, ref, Locale.KO, translated, 1, now)
    return [*refs, ref]
