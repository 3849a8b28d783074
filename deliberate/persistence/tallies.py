"""Counting what was given in a round, by SQL and in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, literal, select, union
from sqlalchemy.orm import Session

from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.participants import Assurance
from deliberate.domain.votes import AmendmentChoice, ClauseChoice
from deliberate.persistence.amendments import newest_revisions, signatures_by_revision
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    VersionClause,
    VersionSection,
    WordingText,
)
from deliberate.persistence.models.participants import AssuranceFact
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import AmendmentVote, ClauseVote, UnclearMark
from deliberate.persistence.taking_part import who_took_part

LEVELS = tuple(Assurance)
Counts = dict[str, int]


def clause_tallies(session: Session, row: ConsultationRound) -> list[dict[str, Any]]:
    """Return an entry for each clause, in the order of the text, and for each older wording.

    A vote or a mark on words that the round's version does not hold keeps an entry of its own,
    so that nothing acknowledged is missing from the snapshot.
    """
    votes, marks = _votes(session, row.id), _marks(session, row.id)
    placed = _wordings(session, row.version_id)
    older = _named(session, (set(votes) | set(marks)) - {each.id for each in placed})
    wordings = [*placed, *older]
    revisions = _revisions(session, [each.id for each in wordings])
    return [
        {
            "clause": each.clause_ref,
            "wording": each.wording_ref,
            "revisions": revisions[each.id],
            "votes": {choice.value: votes[each.id].get(choice, {}) for choice in ClauseChoice},
            "unclear_marks": marks.get(each.id, 0),
        }
        for each in wordings
    ]


def _wordings(session: Session, version_id: int) -> list[Any]:
    return list(
        session.execute(
            _names()
            .join(VersionClause, VersionClause.wording_id == ClauseWording.id)
            .join(VersionSection, VersionSection.id == VersionClause.version_section_id)
            .where(VersionClause.version_id == version_id)
            .order_by(VersionSection.position, VersionClause.position)
        )
    )


def _named(session: Session, wording_ids: set[int]) -> list[Any]:
    chosen = _names().where(ClauseWording.id.in_(wording_ids)).order_by(ClauseWording.id)
    return list(session.execute(chosen))


def _names() -> Any:
    return select(
        ClauseWording.id, Clause.ref.label("clause_ref"), ClauseWording.ref.label("wording_ref")
    ).join(Clause, Clause.id == ClauseWording.clause_id)


def _revisions(session: Session, wording_ids: list[int]) -> defaultdict[int, Counts]:
    rows = session.execute(
        select(WordingText.wording_id, WordingText.locale, WordingText.revision).where(
            WordingText.wording_id.in_(wording_ids)
        )
    )
    found: defaultdict[int, Counts] = defaultdict(dict)
    for each in rows:
        found[each.wording_id][each.locale.value] = each.revision
    return found


def _strongest() -> Subquery:
    """Select each participant's strongest assurance as its place in the order."""
    rank = case({level: LEVELS.index(level) for level in LEVELS}, value=AssuranceFact.level)
    return (
        select(AssuranceFact.participant_id, func.max(rank).label("rank"))
        .group_by(AssuranceFact.participant_id)
        .subquery()
    )


def _rank(strongest: Subquery) -> ColumnElement[int]:
    return func.coalesce(strongest.c.rank, LEVELS.index(Assurance.GUEST))


def _votes(session: Session, round_id: int) -> defaultdict[int, dict[ClauseChoice, Counts]]:
    strongest = _strongest()
    rank = _rank(strongest).label("rank")
    rows = session.execute(
        select(ClauseVote.wording_id, ClauseVote.choice, rank, func.count().label("votes"))
        .outerjoin(strongest, strongest.c.participant_id == ClauseVote.participant_id)
        .where(ClauseVote.round_id == round_id)
        .group_by(ClauseVote.wording_id, ClauseVote.choice, rank)
    )
    found: defaultdict[int, dict[ClauseChoice, Counts]] = defaultdict(dict)
    for each in rows:
        by_level = found[each.wording_id].setdefault(each.choice, {})
        by_level[LEVELS[each.rank].value] = each.votes
    return found


def _marks(session: Session, round_id: int) -> dict[int, int]:
    rows = session.execute(
        select(UnclearMark.wording_id, func.count().label("marks"))
        .where(UnclearMark.round_id == round_id)
        .group_by(UnclearMark.wording_id)
    )
    return {each.wording_id: each.marks for each in rows}


def participant_counts(session: Session, round_id: int) -> dict[str, Any]:
    """Return how many people took part: in all, by assurance, by channel, by language.

    Someone who used two channels or languages is counted under both, and once in the total.
    """
    people = who_took_part([round_id]).subquery()
    strongest = _strongest()
    rank = _rank(strongest).label("rank")
    rows = session.execute(
        select(rank, func.count().label("people"))
        .select_from(people)
        .outerjoin(strongest, strongest.c.participant_id == people.c.participant_id)
        .group_by(rank)
    )
    by_assurance = {LEVELS[each.rank].value: each.people for each in rows}
    return {
        "total": sum(by_assurance.values()),
        "by_assurance": by_assurance,
        "by_channel": _people_by(session, _channels(round_id)),
        "by_language": _people_by(session, _languages(round_id)),
    }


def _people_by(session: Session, pairs: Any) -> Counts:
    """Count distinct people by the first of each pair (thing, participant)."""
    each = pairs.subquery()
    rows = session.execute(
        select(each.c.thing, func.count().label("people")).group_by(each.c.thing)
    )
    return {str(row.thing): row.people for row in rows}


def _channels(round_id: int) -> Any:
    web = literal(Channel.WEB.value, type_=Contribution.channel.type)
    return union(
        select(Contribution.channel.label("thing"), Contribution.participant_id).where(
            *_handed_in(round_id)
        ),
        select(web.label("thing"), ClauseVote.participant_id).where(
            ClauseVote.round_id == round_id
        ),
    )


def _languages(round_id: int) -> Any:
    return union(
        select(ContributionText.locale.label("thing"), Contribution.participant_id)
        .join(Contribution, Contribution.id == ContributionText.contribution_id)
        .where(*_handed_in(round_id), ContributionText.is_original),
        select(ClauseVote.locale.label("thing"), ClauseVote.participant_id).where(
            ClauseVote.round_id == round_id
        ),
    )


def _handed_in(round_id: int) -> tuple[Any, ...]:
    return Contribution.round_id == round_id, Contribution.submitted_at.is_not(None)


def comment_counts(session: Session, round_id: int) -> dict[str, Any]:
    """Return how many comments were handed in: in all, withdrawn, hidden, by channel, language."""
    rows = session.execute(
        select(
            Contribution.channel,
            ContributionText.locale,
            func.count().label("comments"),
            func.count(Contribution.withdrawn_at).label("withdrawn"),
            func.count(Contribution.hidden_at).label("hidden"),
        )
        .outerjoin(
            ContributionText,
            (ContributionText.contribution_id == Contribution.id) & ContributionText.is_original,
        )
        .where(*_handed_in(round_id), Contribution.kind == ContributionKind.COMMENT)
        .group_by(Contribution.channel, ContributionText.locale)
    ).all()
    return {
        "total": sum(each.comments for each in rows),
        "withdrawn": sum(each.withdrawn for each in rows),
        "hidden": sum(each.hidden for each in rows),
        "by_channel": _summed((each.channel.value, each.comments) for each in rows),
        "by_language": _summed((str(each.locale or ""), each.comments) for each in rows),
    }


def _summed(pairs: Any) -> Mapping[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for name, count in pairs:
        sums[name] += count
    return dict(sums)


def amendment_tallies(session: Session, round_id: int) -> list[dict[str, Any]]:
    """Return an entry for each amendment that was handed in, with what its last revision got."""
    rows = session.execute(newest_revisions().where(*_handed_in(round_id))).all()
    revision_ids = [row.AmendmentRevision.id for row in rows]
    votes = amendment_votes(session, revision_ids)
    signed = _signatures(session, revision_ids)
    return [
        {
            "amendment": row.Contribution.ref,
            "revision": row.AmendmentRevision.number,
            "withdrawn": row.Contribution.withdrawn_at is not None,
            "hidden": row.Contribution.hidden_at is not None,
            "votes": {
                choice.value: votes[row.AmendmentRevision.id].get(choice, {})
                for choice in AmendmentChoice
            },
            "signatures": signed.get(row.AmendmentRevision.id, {"people": 0, "organisations": 0}),
        }
        for row in rows
    ]


def amendment_votes(
    session: Session, revision_ids: Collection[int]
) -> defaultdict[int, dict[AmendmentChoice, Counts]]:
    """Return by revision and choice how many voted at each assurance, in one query."""
    strongest = _strongest()
    rank = _rank(strongest).label("rank")
    rows = session.execute(
        select(AmendmentVote.revision_id, AmendmentVote.choice, rank, func.count().label("votes"))
        .outerjoin(strongest, strongest.c.participant_id == AmendmentVote.participant_id)
        .where(AmendmentVote.revision_id.in_(revision_ids))
        .group_by(AmendmentVote.revision_id, AmendmentVote.choice, rank)
    )
    found: defaultdict[int, dict[AmendmentChoice, Counts]] = defaultdict(dict)
    for each in rows:
        by_level = found[each.revision_id].setdefault(each.choice, {})
        by_level[LEVELS[each.rank].value] = each.votes
    return found


def _signatures(session: Session, revision_ids: Collection[int]) -> dict[int, Counts]:
    rows = session.execute(signatures_by_revision(revision_ids))
    return {
        each.revision_id: {"people": each.people, "organisations": each.organisations}
        for each in rows
    }
