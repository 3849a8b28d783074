"""People, comments and votes in bulk, with everything that the product writes beside them."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, String, case, cast, func, insert, literal, select, text, type_coerce
from sqlalchemy.orm import Session

from benchmarks.sizes import Size
from deliberate.domain.actors import Via
from deliberate.domain.comments import PLACES, Stance
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.domain.votes import ClauseChoice, CommentChoice
from deliberate.persistence.database import transaction
from deliberate.persistence.models.comments import CommentStanding, Submission
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.frameworks import Clause, ClauseWording
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import AssuranceFact, Participant
from deliberate.persistence.models.votes import ClauseVote, CommentVote

WORDS = (
    "우리 동네 주민센터에서는 화면의 점수만 보고 돌려보냈습니다. 사람이 다시 살펴 주면 좋겠습니다.",
    "“담당자”가 누구인지 분명하지 않습니다.\n\n이름과 연락처를 적어 두도록 고쳐 주세요.",
    "I waited eleven weeks for an answer. Please write down how long an official may take.",
    "이 조항을 지지합니다. 다만 쉬운 말로 된 안내문이 함께 있어야 합니다. 어르신들께는 어렵습니다.",
)
EVERY_REPLY = 5
"""Each fifth comment answers the one before it."""
ANSWERS = 20
"""A comment has fewer than so many answers, ten on average."""
TABLES_WITH_KEYS = (Participant, AssuranceFact, Contribution, ClauseVote, CommentVote, JournalEntry)


@dataclass(frozen=True)
class Crowd:
    """Everybody in a round; the first of the wordings is the hot clause's."""

    round_id: int
    wording_ids: list[int]
    began: datetime
    size: Size

    def fill(self) -> None:
        """Add people, comments and votes in one transaction."""
        with transaction() as session:
            people = self._add_people(session)
            self._add_comments(session, people)
            self._add_votes(session, people)
            _move_sequences(session)
        with transaction() as session:
            if session.get_bind().dialect.name == "postgresql":
                session.execute(text("ANALYZE"))

    def _add_people(self, session: Session) -> range:
        first = (session.scalar(select(func.max(Participant.id))) or 0) + 1
        people = range(first, first + self.size.participants)
        rows = [{"id": each, "pseudonym": f"맑은 나루 {each}"} for each in people]
        session.execute(insert(Participant).values(created_at=self.began), rows)
        facts = [
            {"participant_id": each, "level": Assurance.KNOWN, "established_at": self.began}
            for each in people
            if each % 3
        ]
        session.execute(insert(AssuranceFact), facts)
        return people

    def _add_comments(self, session: Session, people: range) -> None:
        comments = list(self._comments(session, people))
        for table in (Contribution, ContributionText, Comment, CommentStanding, Submission):
            session.execute(insert(table), [each[table.__tablename__] for each in comments])
        answers = [row for each in comments for row in each["answers"]]
        session.execute(insert(CommentVote), answers)
        refs = select(
            literal("comment").label("verb"),
            literal("comment").label("kind"),
            Contribution.ref,
            Contribution.created_at,
        )
        _journal(session, refs)

    def _comments(self, session: Session, people: range) -> Iterator[dict[str, Any]]:
        first = (session.scalar(select(func.max(Contribution.id))) or 0) + 1
        cold = self.wording_ids[1:]
        for order in range(self.size.comments):
            is_hot = order < self.size.hot_comments
            replies = is_hot and order % EVERY_REPLY == EVERY_REPLY - 1
            answers = list(self._answers(first + order, order, people))
            yield {
                **_words(first + order, order),
                "contribution": {
                    "id": first + order,
                    "kind": ContributionKind.COMMENT,
                    "round_id": self.round_id,
                    "participant_id": people[order % len(people)],
                    "channel": Channel.WEB,
                    "created_at": self.began + timedelta(minutes=order % 4_000),
                    "submitted_at": self.began + timedelta(minutes=order % 4_000),
                },
                "comment": {
                    "contribution_id": first + order,
                    "wording_id": self.wording_ids[0] if is_hot else cold[order % len(cold)],
                    "parent_id": first + order - 1 if replies else None,
                    "stance": list(Stance)[order % len(Stance)],
                },
                "comment_standing": _standing(first + order, answers),
                "answers": answers,
            }

    def _answers(self, comment_id: int, order: int, people: range) -> Iterator[dict[str, Any]]:
        for each in range(order % ANSWERS):
            yield {
                "comment_id": comment_id,
                "participant_id": people[(order * 7 + each) % len(people)],
                "choice": list(CommentChoice)[each % len(CommentChoice)],
                "locale": Locale.KO,
                "cast_at": self.began,
            }

    def _add_votes(self, session: Session, people: range) -> None:
        """Let everybody vote on the hot clause, and on as many others as they have votes left."""
        cold = len(self.wording_ids) - 1
        place = ClauseWording.id - self.wording_ids[1]
        hot = ClauseWording.id == self.wording_ids[0]
        mine = (place + Participant.id) % cold < self.size.votes_each - 1
        others = ClauseWording.id.in_(self.wording_ids[1:]) & mine
        voters = Participant.id.between(people[0], people[-1])
        if self.size.votes_each == 0:
            voters = Participant.id.between(people[0], people[self.size.votes - 1])
        choices = {number: literal(each.value) for number, each in enumerate(ClauseChoice)}
        chosen = case(choices, value=(Participant.id * 7 + ClauseWording.id * 3) % len(choices))
        rows = (
            select(
                cast(literal(self.round_id), Integer),
                ClauseWording.id,
                Participant.id,
                type_coerce(chosen, String),
                type_coerce(literal(Locale.KO.value), String),
                literal(self.began, ClauseVote.cast_at.type),
            )
            .select_from(Participant)
            .join(ClauseWording, hot if self.size.votes_each <= 1 else hot | others)
            .where(voters)
        )
        columns = ["round_id", "wording_id", "participant_id", "choice", "locale", "cast_at"]
        session.execute(insert(ClauseVote).from_select(columns, rows))
        _journal_votes(session)


def _words(contribution_id: int, order: int) -> dict[str, Any]:
    body = WORDS[order % len(WORDS)]
    return {
        "contribution_text": {
            "contribution_id": contribution_id,
            "locale": Locale.EN if body.isascii() else Locale.KO,
            "body": body,
            "is_original": True,
        },
        "submission": {"contribution_id": contribution_id, "key_hash": secrets.token_hex(32)},
    }


def _standing(comment_id: int, answers: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the counts that the product keeps beside a comment."""
    counted = Counter(each["choice"] for each in answers)
    return {
        "comment_id": comment_id,
        "lot": secrets.randbelow(PLACES - 1) + 1,
        "agreed": counted[CommentChoice.AGREE],
        "disagreed": counted[CommentChoice.DISAGREE],
        "passed": counted[CommentChoice.PASS],
    }


def _journal_votes(session: Session) -> None:
    votes = (
        select(
            literal("vote").label("verb"),
            literal("clause").label("kind"),
            Clause.ref,
            ClauseVote.cast_at.label("created_at"),
        )
        .join(ClauseWording, ClauseWording.id == ClauseVote.wording_id)
        .join(Clause, Clause.id == ClauseWording.clause_id)
    )
    _journal(session, votes)


def _journal(session: Session, entries: Any) -> None:
    """Enter what was done as the journal does for guests, who have no account."""
    each = entries.subquery()
    rows = select(
        each.c.verb,
        each.c.kind,
        each.c.ref,
        each.c.created_at,
        literal("guest"),
        type_coerce(literal(Via.PAGE.value), String),
    )
    columns = ["verb", "object_kind", "object_ref", "at", "role", "via"]
    session.execute(insert(JournalEntry).from_select(columns, rows))


def _move_sequences(session: Session) -> None:
    """Let PostgreSQL go on behind the keys that were given."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES_WITH_KEYS:
        name = table.__tablename__
        newest = f"(SELECT max(id) FROM {name})"
        session.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {newest})"))
