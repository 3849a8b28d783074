"""The pages of comments and moderation, and what they need to have something to show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Flask
from playwright.sync_api import Page, Response

from deliberate.domain.actors import WORKER, Actor, Role
from deliberate.domain.comments import Stance
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule, ModerationDecision
from deliberate.domain.votes import CommentChoice
from deliberate.domain.waves import WAVE
from deliberate.persistence.database import now
from deliberate.services import appeals, comment_translations, comment_votes, corrections
from deliberate.services.waves import compare_new_comments
from tests.browser.cases import Case, send
from tests.factories import contributions, frameworks, people
from tests.factories import rounds as round_factory
from tests.factories.comments import comment
from tests.factories.rounds import Round
from tests.support.sessions import session_token

NOT_PAGES: Mapping[str, str] = {
    "moderation.next_item": "sends the moderator on to an item",
    "site.journal_feed": "an Atom feed",
}

OPEN_FOR = timedelta(days=3)
HOUR = timedelta(hours=1)
QUIET, LOUD = 1, 2
"""Place of the clause on which nobody has spoken; on the first of all, everybody has."""
DIRECT = "전화로 물어도 아무도 까닭을 말해 주지 않았어요.\n\n편지에는 결과만 있었습니다."
LATER = "전화로 세 번 물어도 아무도 까닭을 말해 주지 않았어요.\n\n편지에는 결과만 있었습니다."
IN_ENGLISH = "I called three times and nobody told me why.\n\nThe letter held only the result."
REPLY = "The same happened to my mother. Her case worker could not explain it either."
SHORT = "왜 안 돼요? Why?"
"""Fits either language: a form is in the language of its page."""
UNKIND = "Whoever wrote this clause is a fool and should be dismissed."
PRIVATE = "Mrs Kim of 12 Harbour Street was refused as well. Plain words would have helped her."
PASSAGE = "Mrs Kim of 12 Harbour Street"
LONG_WORD = "Verwaltungsverfahrensbeschleunigungsgesetzesentwurf" * 2
APPEAL = "담당자를 욕한 것이 아니라 제도를 비판했습니다. 다시 읽어 주세요."
COMPLAINT = "이 사람은 글쓴이를 바보라고 불렀어요."


def _open_first_answer(page: Page) -> None:
    page.locator("#voices .voice .go.light, .voices-list .go.light").first.click()
    page.locator(".voice-panel").wait_for()


def _send_first_comment(page: Page) -> Response | None:
    send("main form", {"body": SHORT})(page)
    with page.expect_navigation() as navigation:
        page.locator("main form button").first.click()
    return navigation.value


CLAUSE = "frameworks/{harbour}/clauses/{harbour_clause}"
WRITE = "frameworks/{harbour}/clauses/{harbour_quiet_clause}/comment"
TALKED_OF = "comments/{harbour_comment}"
REPORT = "moderation/report/{harbour_comment}"
AUTHOR, MODERATOR = "harbour_author", "harbour_moderator"

COMMENTS = (
    Case("voices-clause", "frameworks.clause", CLAUSE, step=_open_first_answer, is_steady=False),
    Case("voices", "comments.index", f"{CLAUSE}/comments"),
    Case("voice", "comments.show", TALKED_OF),
    Case("voice-reply", "comments.write", f"{CLAUSE}/comment?reply_to={{harbour_comment}}", AUTHOR),
    Case(
        "voice-empty",
        "comments.check",
        WRITE,
        status=422,
        step=send("main form"),
        is_wrong=True,
    ),
    Case("voice-check", "comments.check", WRITE, step=send("main form", {"body": SHORT})),
    Case(
        "voice-receipt",
        "comments.send",
        WRITE,
        step=_send_first_comment,
        is_steady=False,
        leaves_traces=True,
    ),
    Case("voice-sent", "comments.sent", f"{TALKED_OF}/sent", AUTHOR),
    Case("voice-answer-own", "comments.answer", f"{TALKED_OF}/answer", AUTHOR),
    Case("voice-correct", "comments.edit", f"{TALKED_OF}/correct", AUTHOR),
    Case("voice-withdraw", "comments.confirm_withdrawal", f"{TALKED_OF}/withdraw", AUTHOR),
    Case("voice-translate", "comments.translation", f"{TALKED_OF}/translate/en", AUTHOR),
)

MODERATION = (
    Case("queue", "moderation.queue", "moderation", MODERATOR),
    Case("waves", "moderation.waves", "moderation/waves", MODERATOR),
    Case("waves-none", "moderation.waves", "moderation/waves", "harbour_idle"),
    Case("queue-empty", "moderation.queue", "moderation", "harbour_idle"),
    Case("item", "moderation.item", "moderation/items/{harbour_reported}", MODERATOR),
    Case("item-appeal", "moderation.item", "moderation/items/{harbour_hidden}", MODERATOR),
    Case(
        "item-undecided",
        "moderation.decide",
        "moderation/items/{harbour_reported}",
        MODERATOR,
        status=422,
        step=send("main form"),
        is_wrong=True,
    ),
    Case(
        "report-without-rule",
        "moderation.report",
        REPORT,
        status=422,
        step=send("main form"),
        is_wrong=True,
    ),
    Case("report-words", "moderation.report", f"{REPORT}?rule={ConductRule.ATTACK}"),
    Case("reported", "moderation.reported", f"{REPORT}/done"),
    Case("statement", "moderation.statement", "moderation/statements/{harbour_hiding}"),
    Case(
        "statement-author",
        "moderation.statement",
        "moderation/statements/{harbour_redaction}",
        AUTHOR,
    ),
    Case(
        "appeal",
        "moderation.write_appeal",
        "moderation/statements/{harbour_redaction}/appeal",
        AUTHOR,
    ),
    Case("moderation-log", "moderation.log", "moderation/log"),
    Case("journal", "site.journal", "journal"),
)
CASES: tuple[Case, ...] = (*COMMENTS, *MODERATION)


def furnish(app: Flask) -> tuple[dict[str, str], dict[str, str]]:
    """Return places for addresses and session tokens by name; needs an application context."""
    began = now() - OPEN_FOR
    harbour = round_factory.announced(frameworks.new_framework(began, slug="harbour"), began)
    author = people.actor_at(people.new_account(began, pseudonym="조용한 부두 8"))
    guest, _code = people.new_guest(began, str(app.secret_key))
    clause, quiet = (harbour.framework.clause_refs[place] for place in (0, QUIET))
    _come_in_a_wave(app, harbour, began)
    places = {
        "harbour": harbour.framework.slug,
        "harbour_clause": clause,
        "harbour_quiet_clause": quiet,
        "harbour_comment": _talked_of(harbour, author, guest, began),
        "harbour_reported": _reported(harbour, guest, author, began),
        **_moderated(harbour, author, guest, began),
    }
    who = {
        AUTHOR: author,
        MODERATOR: harbour.staff.moderators[0],
        "harbour_guest": guest,
        "harbour_idle": _idle(began),
    }
    return places, {name: session_token(app, actor) for name, actor in who.items()}


def _idle(began: datetime) -> Actor:
    """Return a moderator for whom nothing waits."""
    drafted = frameworks.new_draft(began, slug="harbour-quiet")
    address = people.new_account(began)
    people.grant(address, Role.MODERATOR, drafted.ref, began)
    return people.actor_at(address)


def _talked_of(harbour: Round, author: Actor, guest: Actor, began: datetime) -> str:
    """Add a comment that was corrected, that others answered, and a reply in a one-time name."""
    ref = comment(author, harbour, began, body=DIRECT, locale=Locale.KO, stance=Stance.CONCERN)
    corrections.correct_comment(author, ref, LATER, began + HOUR)
    comment(guest, harbour, began + HOUR, body=REPLY, parent_ref=ref)
    comment(
        guest, harbour, began + HOUR, body=LONG_WORD, parent_ref=ref, one_time_name="Grey Gull 3"
    )
    comment_votes.answer_comment(guest, ref, CommentChoice.AGREE, Locale.KO, began + HOUR)
    told = comment(author, harbour, began, body=DIRECT, locale=Locale.KO)
    comment_translations.translate_comment(author, told, Locale.EN, IN_ENGLISH, began + HOUR)
    return ref


def _come_in_a_wave(app: Flask, harbour: Round, began: datetime) -> None:
    """Let several people say the same of a clause."""
    for _ in range(WAVE):
        guest, _code = people.new_guest(began, str(app.secret_key))
        comment(guest, harbour, began, clause=LOUD, body=LATER * 3, locale=Locale.KO)
    while compare_new_comments(WORKER):
        pass


def _reported(harbour: Round, by: Actor, reader: Actor, began: datetime) -> str:
    """Add a comment in two languages under a one-time name, which two people have reported."""
    ref = comment(
        by, harbour, began, body=UNKIND, stance=Stance.QUESTION, one_time_name="Salty Rope 5"
    )
    contributions.report(reader, ref, began + HOUR, words=COMPLAINT)
    contributions.report(harbour.staff.official, ref, began + 2 * HOUR, rule=ConductRule.OFF_TOPIC)
    return ref


def _moderated(harbour: Round, author: Actor, guest: Actor, began: datetime) -> dict[str, str]:
    """Add a hidden comment whose author appeals, and one with a passage removed."""
    other = harbour.staff.moderators[1]
    hidden = comment(author, harbour, began, body=UNKIND, one_time_name="Loud Anchor 2")
    hiding = contributions.decide(
        other, hidden, ModerationDecision.HIDE, began + HOUR, rule=ConductRule.ATTACK
    )
    appeals.appeal(author, hiding, APPEAL, Locale.KO, began + 2 * HOUR)
    redacted = comment(author, harbour, began, body=PRIVATE, stance=Stance.SUGGESTION)
    redaction = contributions.decide(
        other, redacted, ModerationDecision.REDACT, began + HOUR, passage=PASSAGE
    )
    return {
        "harbour_hidden": hidden,
        "harbour_hiding": hiding,
        "harbour_redaction": redaction,
    }
