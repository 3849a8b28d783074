"""What a database holds after a run: whether everything that was acknowledged is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select

from benchmarks.load import Outcome
from benchmarks.site import Site
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.comments import CommentStanding, Submission
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.votes import ClauseVote

Counts = dict[str, int]
OF_A_COMMENT = (Comment, Contribution, ContributionText, CommentStanding, Submission)


@contextmanager
def _session(site: Site) -> Iterator[Any]:
    with site.app.app_context():
        yield db.session
        db.session.remove()


def votes_cast(site: Site) -> Counts:
    """Count the votes in the journal, which keeps changed ones too."""
    with _session(site) as session:
        return {"journal": _entries(session, "vote")}


def comments_stored(site: Site) -> Counts:
    """Count comments in each table that holds a part of one."""
    with _session(site) as session:
        counts = {
            table.__tablename__: session.scalar(select(func.count()).select_from(table))
            for table in OF_A_COMMENT
        }
        return {**counts, "journal": _entries(session, "comment")}


def _entries(session: Any, verb: str) -> int:
    wanted = select(func.count()).select_from(JournalEntry).where(JournalEntry.verb == verb)
    return int(session.scalar(wanted))


def ensure_added(before: Counts, after: Counts, outcome: Outcome) -> None:
    """End the benchmark where other than the acknowledged rows were stored."""
    added = {name: after[name] - before[name] for name in before}
    if set(added.values()) != {outcome.answered}:
        raise SystemExit(f"{outcome.answered} were acknowledged, but these were stored: {added}")


def ensure_last_choices(site: Site, outcome: Outcome) -> None:
    """End the benchmark where a voter's last vote is not the one that is stored."""
    voters = [each.participant_id for each in site.writers[: len(outcome.sent)]]
    with _session(site) as session:
        rows = session.execute(
            select(ClauseVote.participant_id, ClauseVote.choice).where(
                ClauseVote.participant_id.in_(voters),
                ClauseVote.wording_id == site.hot.wording_id,
            )
        )
        stored = {row.participant_id: row.choice for row in rows}
    choices = list(ClauseChoice)
    sent = zip(voters, outcome.sent, strict=True)
    expected = {voter: choices[(number - 1) % len(choices)] for voter, number in sent if number}
    if any(stored.get(voter) != choice for voter, choice in expected.items()):
        raise SystemExit(f"the last votes were {expected}, but these are stored: {stored}")
