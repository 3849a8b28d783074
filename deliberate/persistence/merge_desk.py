"""The next version of a round in the making: every clause with what officials made of it so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.dispositions import TAKEN_UP
from deliberate.domain.localized import LOCALES
from deliberate.domain.next_version import (
    NextClause,
    NextText,
    Saved,
    Wanted,
    next_text,
    unordered,
)
from deliberate.domain.numbering import number_after
from deliberate.persistence.amendments import Proposal, standing_proposals
from deliberate.persistence.models.dispositions import Disposition
from deliberate.persistence.models.frameworks import (
    Clause,
    VersionClause,
    VersionClauseNumber,
    VersionSection,
    WordingText,
)
from deliberate.persistence.models.next_versions import MergeDraft, NewClause, ParityConfirmation
from deliberate.persistence.models.rounds import ConsultationRound

Key = tuple[int, str]
"""(id of a clause, language)."""


@dataclass(frozen=True)
class TextFacts:
    """How much of the next version is still open."""

    texts_undecided: int
    new_clauses_unordered: int
    languages_differ: int


def next_clauses(session: Session, row: ConsultationRound) -> list[NextClause]:
    """Return the clauses of a round's version in reading order, then those that would be new.

    Ten queries, whatever their number; merges what is accepted, clause by clause.
    """
    taken_up = _taken_up(session, row.id)
    added = _added(session, taken_up)
    drafts, confirmed = _drafts(session, row.id), _confirmed(session, row.id)
    standing = [
        _standing(each, taken_up, drafts, confirmed) for each in _places(session, row.version_id)
    ]
    known = {each.clause_id: each for each in standing}
    new = [
        _new(proposal, identity, clause_ref, known, drafts, confirmed)
        for proposal, identity, clause_ref in added
    ]
    return [*standing, *_numbered(new, standing)]


def text_facts(clauses: Sequence[NextClause]) -> TextFacts:
    """Return how much of the next version is open."""
    return TextFacts(
        texts_undecided=sum(not each.is_settled for each in clauses),
        new_clauses_unordered=len(unordered(clauses)),
        languages_differ=sum(not each.languages_agree for each in clauses if each.is_settled),
    )


def closing_facts(session: Session, row: ConsultationRound) -> TextFacts:
    """Return how much of a round's next version is open."""
    return text_facts(next_clauses(session, row))


def _taken_up(session: Session, round_id: int) -> list[Proposal]:
    proposals = standing_proposals(session, round_id)
    accepted = set(
        session.scalars(
            select(Disposition.amendment_id).where(
                Disposition.amendment_id.in_([each.id for each in proposals]),
                Disposition.change == 0,
                Disposition.outcome.in_(TAKEN_UP),
            )
        )
    )
    return [each for each in proposals if each.id in accepted]


def _added(session: Session, taken_up: Sequence[Proposal]) -> list[tuple[Proposal, NewClause, str]]:
    """Return the amendments that bring a new clause, with its identity."""
    bringing = {each.id: each for each in taken_up if each.kind is AmendmentKind.NEW_CLAUSE}
    rows = session.execute(
        select(NewClause, Clause.ref)
        .join(Clause, Clause.id == NewClause.clause_id)
        .where(NewClause.amendment_id.in_(bringing))
        .order_by(NewClause.clause_id)
    ).all()
    return [(bringing[row.amendment_id], row, ref) for row, ref in rows]


def _drafts(session: Session, round_id: int) -> dict[Key, Saved]:
    newest = (
        select(
            MergeDraft.clause_id, MergeDraft.locale, func.max(MergeDraft.revision).label("revision")
        )
        .where(MergeDraft.round_id == round_id)
        .group_by(MergeDraft.clause_id, MergeDraft.locale)
        .subquery()
    )
    rows = session.scalars(
        select(MergeDraft)
        .join(
            newest,
            (newest.c.clause_id == MergeDraft.clause_id)
            & (newest.c.locale == MergeDraft.locale)
            & (newest.c.revision == MergeDraft.revision),
        )
        .where(MergeDraft.round_id == round_id)
    )
    return {
        (row.clause_id, row.locale.value): Saved(
            row.revision, row.ground, row.body, row.heading, row.number
        )
        for row in rows
    }


def _confirmed(session: Session, round_id: int) -> dict[int, str]:
    rows = session.execute(
        select(ParityConfirmation.clause_id, ParityConfirmation.digest).where(
            ParityConfirmation.round_id == round_id
        )
    )
    return {row.clause_id: row.digest for row in rows}


def _places(session: Session, version_id: int) -> list[Any]:
    """Return the clauses of a version in reading order, each with its words and numbers."""
    rows = session.execute(
        select(VersionClause.id, VersionClause.clause_id, VersionClause.wording_id, Clause.ref)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(VersionSection, VersionSection.id == VersionClause.version_section_id)
        .where(VersionClause.version_id == version_id)
        .order_by(VersionSection.position, VersionClause.position)
    ).all()
    words: defaultdict[int, dict[str, WordingText]] = defaultdict(dict)
    for text in session.scalars(
        select(WordingText).where(WordingText.wording_id.in_([row.wording_id for row in rows]))
    ):
        words[text.wording_id][text.locale.value] = text
    numbers: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for number in session.scalars(
        select(VersionClauseNumber).where(
            VersionClauseNumber.version_clause_id.in_([row.id for row in rows])
        )
    ):
        numbers[number.version_clause_id][number.locale.value] = number.number
    return [(row, words[row.wording_id], numbers[row.id]) for row in rows]


def _wanted(proposals: Sequence[Proposal], locale: str) -> list[Wanted]:
    """Return what amendments want in one language; a removal wants it in every one."""
    found = []
    for each in proposals:
        text = each.texts.get(locale)
        if each.kind is AmendmentKind.REMOVE:
            found.append(Wanted(each.ref, ""))
        elif text is not None:
            found.append(Wanted(each.ref, text.body, text.heading or ""))
    return found


def _standing(
    place: Any,
    taken_up: Sequence[Proposal],
    drafts: Mapping[Key, Saved],
    confirmed: Mapping[int, str],
) -> NextClause:
    row, words, numbers = place
    mine = [
        each
        for each in taken_up
        if each.clause_id == row.clause_id and each.kind is not AmendmentKind.NEW_CLAUSE
    ]
    headings = {locale: text.heading for locale, text in words.items() if text.heading}
    bases = {locale.value: words[locale.value].body for locale in LOCALES if locale.value in words}
    texts = _texts(row.clause_id, bases, mine, drafts)
    return _with_names(
        NextClause(
            clause_id=row.clause_id,
            ref=row.ref,
            wording_id=row.wording_id,
            texts=texts,
            old_headings=headings,
            old_numbers=numbers,
            confirmed=confirmed.get(row.clause_id),
        ),
        headings,
        numbers,
    )


def _texts(
    clause_id: int,
    bases: Mapping[str, str],
    proposals: Sequence[Proposal],
    drafts: Mapping[Key, Saved],
) -> dict[str, NextText]:
    return {
        locale: next_text(base, _wanted(proposals, locale), drafts.get((clause_id, locale)))
        for locale, base in bases.items()
    }


def _with_names(
    clause: NextClause, headings: Mapping[str, str], numbers: Mapping[str, str]
) -> NextClause:
    """Return a clause with its heading and number: as saved, else as given."""
    saved = {locale: each.saved for locale, each in clause.texts.items() if each.saved}
    named = {k: one.heading for k, one in saved.items() if one.heading is not None}
    counted = {k: one.number for k, one in saved.items() if one.number is not None}
    return replace(
        clause,
        headings={key: text for key, text in {**headings, **named}.items() if text},
        numbers={key: text for key, text in {**numbers, **counted}.items() if text},
    )


def _new(
    proposal: Proposal,
    identity: NewClause,
    clause_ref: str,
    known: Mapping[int, NextClause],
    drafts: Mapping[Key, Saved],
    confirmed: Mapping[int, str],
) -> NextClause:
    bases = {locale.value: "" for locale in LOCALES}
    anchor = known.get(proposal.clause_id or 0)
    headings = {key: text.heading for key, text in proposal.texts.items() if text.heading}
    clause = NextClause(
        clause_id=identity.clause_id,
        ref=clause_ref,
        wording_id=None,
        texts=_texts(identity.clause_id, bases, [proposal], drafts),
        old_headings={},
        old_numbers={},
        after=anchor.ref if anchor else None,
        place=identity.place,
        amendment_ref=proposal.ref,
        confirmed=confirmed.get(identity.clause_id),
    )
    return _with_names(clause, headings, {})


def _numbered(new: Sequence[NextClause], standing: Sequence[NextClause]) -> list[NextClause]:
    """Give new clauses the numbers that follow from where they stand, unless they have one."""
    last = {each.ref: dict(each.numbers) for each in standing}
    found = []
    for each in sorted(new, key=lambda one: (one.place or 0, one.clause_id)):
        before = last.get(each.after or "", {})
        suggested = {key: number_after(number) for key, number in before.items()}
        numbers = {key: text for key, text in {**suggested, **each.numbers}.items() if text}
        last[each.after or ""] = numbers or before
        found.append(replace(each, numbers=numbers))
    return found
