"""Rounds that are counted, answered and published in words made of payloads."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from deliberate.domain.actors import COMMAND_LINE, Role
from deliberate.domain.amendments import TEXT_LENGTH, AmendmentKind
from deliberate.domain.dispositions import REASON_LENGTH, Outcome
from deliberate.domain.frameworks import NUMBER_LENGTH
from deliberate.domain.merging import text_mark
from deliberate.domain.next_version import NextClause
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.queries.representation import missed_page, representation_page
from deliberate.services import answers, dispositions, merging
from deliberate.services.merging import Written
from deliberate.services.quorum import justify_missing
from deliberate.services.roles import grant_role
from tests.factories import amending, comments, frameworks, votes
from tests.factories.rounds import DAYS_OPEN
from tests.security.hostile_voices import announced, person, proposal
from tests.security.hostile_words import LOCALES, Words
from tests.services.desk import Desk


def counted(words: Words, slug: str, mighty: str, now: datetime) -> tuple[Desk, dict[str, str]]:
    """Count a round and answer what was given in it; return the desk and refs by kind."""
    began = now - timedelta(days=DAYS_OPEN + 1)
    held = announced(words, frameworks.new_framework(began, slug=slug), began)
    grant_role(COMMAND_LINE, mighty, Role.OFFICIAL, held.framework.ref, began)
    desk = Desk(held, person(words, began), began)
    changes = {
        code: replace(proposal(words, ""), body=f"{body} {words.of('taken up')}")
        for code, body in desk.words().items()
    }
    taken = amending.amendment(desk.author, held, began, proposals=changes)
    others = {"en": proposal(words, words.of("not taken up"))}
    refused = amending.amendment(desk.author, held, began, clause=1, proposals=others)
    added = {code: proposal(words, words.of("added"), heading=True) for code in LOCALES}
    new = amending.amendment(
        desk.author, held, began, clause=2, proposals=added, kind=AmendmentKind.NEW_CLAUSE
    )
    said = [
        comments.comment(desk.author, held, began, body=words.of("answered comment"))
        for _ in range(2)
    ]
    votes.vote(held, desk.author, ClauseChoice.AGREE, began)
    desk.close()
    _explain_missing(words, desk)
    outcomes = {taken: Outcome.ACCEPTED, refused: Outcome.NOT_ACCEPTED, new: Outcome.ACCEPTED}
    for ref, outcome in outcomes.items():
        reasons = words.both("disposition reason", REASON_LENGTH)
        dispositions.record_disposition(desk.official, ref, outcome, reasons, 0, desk.later)
    told = words.both("official answer", REASON_LENGTH)
    answer = answers.answer_comments(desk.official, held.ref, said[:1], told, desk.later)
    _write(words, desk)
    return desk, {
        "closing": held.ref,
        "closing clause": held.framework.clause_refs[0],
        "closing amendment": taken,
        "answer": answer,
        "answered": said[0],
        "unanswered": said[1],
        "added": new,
    }


def missed_group(round_ref: str, now: datetime) -> str:
    """Return the ref of the group that a counted round missed."""
    return representation_page(round_ref, now).missed[0].group


def _explain_missing(words: Words, desk: Desk) -> None:
    for each in missed_page(desk.held.ref, desk.official, desk.later).missed:
        reasons = words.both("quorum reason", REASON_LENGTH)
        justify_missing(desk.official, desk.held.ref, each.group, reasons, desk.later)


def _write(words: Words, desk: Desk) -> None:
    for clause in desk.clauses():
        if clause.is_changed or not clause.is_settled:
            texts = {code: _written(words, clause, code) for code in clause.texts}
            merging.save_text(desk.official, desk.held.ref, clause.ref, texts, desk.later)


def _written(words: Words, clause: NextClause, code: str) -> Written:
    text = clause.texts[code]
    body, mark = words.of("merged text", TEXT_LENGTH), text_mark(text.merged.partial)
    if not clause.is_new:
        return Written(body, text.revision, mark)
    heading = words.line("merged heading")
    return Written(body, text.revision, mark, heading, words.line("merged number", NUMBER_LENGTH))


def published(words: Words, slug: str, mighty: str, now: datetime) -> dict[str, str]:
    """Publish the outcome of such a round; return refs by kind."""
    desk, refs = counted(words, slug, mighty, now)
    for clause in desk.clauses():
        if clause.is_changed:
            desk.confirm(clause.ref)
    told = words.both("official answer", REASON_LENGTH)
    answers.answer_comments(desk.official, desk.held.ref, [refs["unanswered"]], told, desk.later)
    desk.publish()
    return refs
