"""Setting up a round, task by task, until it is announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.frameworks import Changeability
from deliberate.domain.localized import Locale, Localized
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.representation import Target, ensure_target
from deliberate.domain.round_setup import ensure_note, ensure_phases
from deliberate.domain.rounds import Phase, ResultsVisibility, asked_for
from deliberate.domain.text import normalise
from deliberate.persistence.database import transaction
from deliberate.persistence.groups import groups_of
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import Clause, Framework, VersionClause
from deliberate.persistence.models.representation import GroupTarget
from deliberate.persistence.models.rounds import (
    ConsultationRound,
    PhaseActivity,
    RoundClause,
    RoundClauseText,
    RoundPhase,
    RoundText,
)
from deliberate.persistence.round_setup import round_in_setup


def name_round(
    actor: Actor, ref: str, titles: Localized, descriptions: Localized, now: datetime
) -> None:
    """Say in each language what the round is called and what it is about.

    Raises `RoundAnnounced`, `NotFound`, `NotPermitted`, `SignInNeeded`; so do all below.
    """
    with transaction() as session:
        row, framework_ref = round_in_setup(session, actor, ref)
        session.execute(delete(RoundText).where(RoundText.round_id == row.id))
        title_of, words_of = _written(titles), _written(descriptions)
        session.add_all(
            RoundText(
                round_id=row.id,
                locale=locale,
                title=title_of.get(locale, ""),
                description=words_of.get(locale, ""),
            )
            for locale in Locale
            if locale in title_of or locale in words_of
        )
        record(session, actor, "name", Thing("round", ref), now, framework_ref=framework_ref)


def _written(texts: Localized) -> dict[str, str]:
    """Return the texts that say something, normalised; blank ones are absent."""
    words = {locale: normalise(text).strip() for locale, text in texts.items()}
    return {locale: text for locale, text in words.items() if text}


def set_phases(actor: Actor, ref: str, phases: Sequence[Phase], now: datetime) -> None:
    """Replace the phases of a round; they are put in order. Also raises `BadPhases`."""
    in_order = sorted(phases, key=lambda phase: phase.opens_at)
    ensure_phases(in_order)
    with transaction() as session:
        row, framework_ref = round_in_setup(session, actor, ref)
        old = select(RoundPhase.id).where(RoundPhase.round_id == row.id)
        session.execute(delete(PhaseActivity).where(PhaseActivity.phase_id.in_(old)))
        session.execute(delete(RoundPhase).where(RoundPhase.round_id == row.id))
        for position, phase in enumerate(in_order):
            _add_phase(session, row.id, position, phase)
        record(session, actor, "set times", Thing("round", ref), now, framework_ref=framework_ref)


def _add_phase(session: Session, round_id: int, position: int, phase: Phase) -> None:
    row = RoundPhase(
        round_id=round_id,
        position=position,
        opens_at=phase.opens_at,
        closes_at=phase.closes_at,
    )
    session.add(row)
    session.flush()
    session.add_all(
        PhaseActivity(phase_id=row.id, activity=activity, assurance=asked_for(activity, assurance))
        for activity, assurance in phase.activities.items()
    )


def set_visibility(
    actor: Actor, ref: str, results: ResultsVisibility, now: datetime, *, premoderated: bool
) -> None:
    """Say whether results are sealed until closing, and whether comments are looked at first."""
    with transaction() as session:
        row, framework_ref = round_in_setup(session, actor, ref)
        row.results = results
        row.premoderated = premoderated
        thing = Thing("round", ref)
        record(session, actor, "set visibility", thing, now, framework_ref=framework_ref)


def say_changeability(
    actor: Actor,
    ref: str,
    clause_ref: str,
    changeability: Changeability,
    notes: Mapping[str, str],
    now: datetime,
) -> None:
    """Say what can change in a clause, and in each language what is fixed and by what.

    Also raises `NoteMissing`.
    """
    words = _written(notes) if changeability is not Changeability.OPEN else {}
    ensure_note(changeability, words)
    with transaction() as session:
        row, framework_ref = round_in_setup(session, actor, ref)
        clause_id = _clause_id(session, row, clause_ref)
        _forget(session, row.id, clause_id)
        _say(session, row, clause_id, changeability)
        session.flush()
        session.add_all(
            RoundClauseText(round_id=row.id, clause_id=clause_id, locale=Locale(locale), note=note)
            for locale, note in words.items()
        )
        thing = Thing("round", ref)
        record(session, actor, "say changeability", thing, now, framework_ref=framework_ref)


def _clause_id(session: Session, row: ConsultationRound, clause_ref: str) -> int:
    found = session.scalar(
        select(VersionClause.clause_id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .where(Clause.ref == clause_ref, VersionClause.version_id == row.version_id)
    )
    if found is None:
        raise NotFound
    return found


def _forget(session: Session, round_id: int, clause_id: int) -> None:
    for table in (RoundClauseText, RoundClause):
        here: ColumnElement[bool] = table.round_id == round_id
        session.execute(delete(table).where(here, table.clause_id == clause_id))


def _say(
    session: Session, row: ConsultationRound, clause_id: int, changeability: Changeability
) -> None:
    session.add(
        RoundClause(
            round_id=row.id,
            clause_id=clause_id,
            version_id=row.version_id,
            changeability=changeability,
        )
    )


def leave_the_rest_open(actor: Actor, ref: str, now: datetime) -> None:
    """Say of every clause of which nothing has been said that it can change."""
    with transaction() as session:
        row, framework_ref = round_in_setup(session, actor, ref)
        said = select(RoundClause.clause_id).where(RoundClause.round_id == row.id)
        rest = session.scalars(
            select(VersionClause.clause_id).where(
                VersionClause.version_id == row.version_id, VersionClause.clause_id.not_in(said)
            )
        ).all()
        for clause_id in rest:
            _say(session, row, clause_id, Changeability.OPEN)
        thing = Thing("round", ref)
        record(session, actor, "say changeability", thing, now, framework_ref=framework_ref)


def set_targets(actor: Actor, ref: str, targets: Sequence[Target], now: datetime) -> None:
    """Fix what a round owes its priority groups; those that are not named have to be fixed yet.

    Also raises `FloorTooLow`, `BadShare`, `NotFound` for what is no priority group.
    """
    with transaction() as session:
        row, framework_ref = round_in_setup(session, actor, ref)
        listed = {each.ref: each for each in groups_of(session, row.framework_id)}
        session.execute(delete(GroupTarget).where(GroupTarget.round_id == row.id))
        for target in targets:
            found = listed.get(target.group)
            if found is None or not found.group.is_under_represented:
                raise NotFound
            ensure_target(target, is_sensitive=found.group.is_sensitive)
            owed = GroupTarget(round_id=row.id, group_id=found.id)
            owed.share, owed.floor = target.share, target.floor
            session.add(owed)
        thing = Thing("round", ref)
        record(session, actor, "set targets", thing, now, framework_ref=framework_ref)


def mark_small_body(actor: Actor, framework_ref: str, now: datetime, *, is_small: bool) -> None:
    """Say whether a framework is a small body's; its public page says so too."""
    authorize(actor, Permission.FRAMEWORK_SMALL_BODY, framework_ref)
    with transaction() as session:
        framework = session.scalar(select(Framework).where(Framework.ref == framework_ref))
        if framework is None:
            raise NotFound
        framework.is_small_body = is_small
        verb = "mark small body" if is_small else "unmark small body"
        thing = Thing("framework", framework_ref)
        record(session, actor, verb, thing, now, framework_ref=framework_ref)
