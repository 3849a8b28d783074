"""How counted rounds stand to their inclusion quorum."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.representation import Quorum
from deliberate.domain.rounds import ResultsVisibility, Schedule
from deliberate.persistence.models.representation import (
    GroupRelease,
    QuorumJustification,
    StakeholderGroup,
)
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound


def releases_of(session: Session, round_ids: Collection[int]) -> dict[int, Any]:
    """Return all that may be told about the groups of counted rounds, by round."""
    rows = session.execute(
        select(GroupRelease.round_id, GroupRelease.body).where(GroupRelease.round_id.in_(round_ids))
    )
    return {each.round_id: json.loads(each.body) for each in rows}


def justified_in(
    session: Session, round_ids: Collection[int]
) -> Mapping[int, Mapping[str, dict[str, str]]]:
    """Return by round and group why the round closes without the group, by language."""
    rows = session.execute(
        select(QuorumJustification, StakeholderGroup.ref)
        .join(StakeholderGroup, StakeholderGroup.id == QuorumJustification.group_id)
        .where(QuorumJustification.round_id.in_(round_ids))
    )
    found: defaultdict[int, defaultdict[str, dict[str, str]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for each, group_ref in rows:
        found[each.round_id][group_ref][each.locale.value] = each.reason
    return found


def quorums_of(session: Session, ends: Mapping[int, datetime]) -> dict[int, Quorum]:
    """Return the quorums of those rounds that are counted, in two queries.

    `ends`: when the input of each round ended, by its id.
    """
    if not ends:
        return {}
    releases, justified = releases_of(session, ends), justified_in(session, list(ends))
    return {
        round_id: Quorum(ends[round_id], body["missed"], justified.get(round_id, {}))
        for round_id, body in releases.items()
    }


def waiting_quorums(
    session: Session, rows: Sequence[ConsultationRound], schedules: Mapping[int, Schedule]
) -> dict[int, Quorum]:
    """Return the quorums that can keep results sealed: of counted, unpublished, sealed rounds.

    What was live all the time cannot be sealed any more.
    """
    ends = {
        row.id: schedules[row.id].closes_at
        for row in rows
        if row.results is ResultsVisibility.SEALED
        and row.published_at is None
        and schedules[row.id].snapshot_at is not None
    }
    return quorums_of(session, ends)


def take_count_back(session: Session, round_id: int) -> None:
    """Forget what was counted, which nobody has seen: the round is open again."""
    for table in (GroupRelease, ClosingSnapshot):
        session.execute(delete(table).where(table.round_id == round_id))
    session.flush()
