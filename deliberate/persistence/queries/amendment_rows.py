"""Amendments as rows: what a reader may see of each, gathered in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from deliberate.domain.amendments import AmendmentKind, Proposal, missing_locales
from deliberate.domain.dispositions import Outcome
from deliberate.domain.localized import LOCALES
from deliberate.domain.moderation import ConductRule
from deliberate.domain.visibility import EVERYBODY, Action, Viewer, Visibility, standing_of
from deliberate.persistence.amendments import (
    is_held,
    newest_revisions,
    revision_texts,
    signatures_by_revision,
)
from deliberate.persistence.database import db
from deliberate.persistence.models.amendments import (
    Amendment,
    AmendmentRevisionText,
)
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import Disposition, DispositionText
from deliberate.persistence.models.frameworks import Clause
from deliberate.persistence.models.organisations import Organisation
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.texts import Texts, texts_of, words_of
from deliberate.persistence.visibility import latest_actions


@dataclass(frozen=True)
class AmendmentText:
    """What an amendment says in one language."""

    locale: str
    base: str
    """The words that it was made from; empty for a new clause."""
    heading: str
    """Of a new clause."""
    body: str
    reason: str
    impact: str
    is_original: bool
    """Whether its author wrote it; otherwise a translator did."""


@dataclass(frozen=True)
class Signatures:
    """How many stand behind an amendment as it reads now."""

    people: int = 0
    organisations: int = 0

    @property
    def total(self) -> int:
        """People and organisations, each counted once."""
        return self.people + self.organisations


@dataclass(frozen=True)
class DispositionView:
    """The official answer, with its public reason by language."""

    outcome: Outcome
    reasons: Texts
    decided_at: datetime


@dataclass(frozen=True)
class AmendmentView:
    """An amendment as everybody may see it."""

    ref: str
    kind: AmendmentKind
    clause_ref: str
    """The clause that it changes or removes, or after which a new one stands."""
    number: int
    """Of its newest revision."""
    author: str
    organisation: str | None
    is_verified: bool
    """Whether an official has confirmed the organisation."""
    submitted_at: datetime
    """Shown as a date."""
    visibility: Visibility
    texts: Sequence[AmendmentText]
    """In the order of the site's languages; empty where it can be read no more."""
    missing: Sequence[str]
    """Languages in which it cannot be read yet."""
    signatures: Signatures
    disposition: DispositionView | None
    """None until the outcome of its round is published."""
    rule: ConductRule | None = None
    """The rule under which a moderator has hidden it."""
    action_ref: str | None = None
    """The address of the statement of reasons."""

    @property
    def is_readable(self) -> bool:
        """Whether there are words to read."""
        return bool(self.texts)


def all_amendments() -> Select[*tuple[Any, ...]]:
    """Select amendments with their newest revision, drafts too, as `views_of` wants its rows."""
    return (
        newest_revisions()
        .add_columns(
            Clause.ref.label("clause_ref"),
            Participant.pseudonym.label("usual_name"),
            Organisation.name.label("organisation"),
            Organisation.verified_at.label("verified_at"),
            ConsultationRound.published_at.label("published_at"),
            is_held().label("is_held"),
        )
        .join(Participant, Participant.id == Contribution.participant_id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .outerjoin(Clause, Clause.id == Amendment.clause_id)
        .outerjoin(Organisation, Organisation.id == Contribution.organisation_id)
    )


def views_of(
    rows: Sequence[Any], viewer: Viewer = EVERYBODY, *, before_publication: bool = False
) -> list[AmendmentView]:
    """Return what a viewer may see of amendments, in the order given. Six queries at most.

    `before_publication` shows the answers already: for officials alone.
    """
    if not rows:
        return []
    texts = revision_texts(db.session(), [row.AmendmentRevision.id for row in rows])
    _headings, bases = words_of({row.Amendment.base_wording_id for row in rows} - {None})
    signatures = signature_counts([row.AmendmentRevision.id for row in rows])
    shown = [row for row in rows if row.published_at or before_publication]
    answers = dispositions_of([row.Contribution.id for row in shown])
    hidden = [row.Contribution.id for row in rows if row.Contribution.hidden_at]
    actions = latest_actions(hidden) if hidden else {}
    return [
        _view(
            row,
            viewer,
            standing_of(actions.get(row.Contribution.id, [])).newest,
            texts_in_order(texts[row.AmendmentRevision.id], bases[row.Amendment.base_wording_id]),
            signatures[row.AmendmentRevision.id],
            answers.get(row.Contribution.id),
        )
        for row in rows
    ]


def texts_in_order(
    rows: Mapping[str, AmendmentRevisionText], base: Mapping[str, str]
) -> list[AmendmentText]:
    """Return the texts of a revision in the order of the site's languages."""
    return [
        AmendmentText(
            locale=locale.value,
            base=base.get(locale, ""),
            heading=rows[locale].heading or "",
            body=rows[locale].body,
            reason=rows[locale].reason,
            impact=rows[locale].impact,
            is_original=rows[locale].translator_id is None,
        )
        for locale in LOCALES
        if locale in rows
    ]


def _view(
    row: Any,
    viewer: Viewer,
    hiding: Action | None,
    texts: Sequence[AmendmentText],
    signatures: Signatures,
    disposition: DispositionView | None,
) -> AmendmentView:
    given: Contribution = row.Contribution
    visibility = visibility_of(given, is_held=row.is_held)
    readable = visibility is Visibility.VISIBLE or (
        viewer.is_moderator and visibility is not Visibility.WITHDRAWN
    )
    said = {each.locale: Proposal(reason=each.reason) for each in texts}
    return AmendmentView(
        ref=given.ref,
        kind=row.Amendment.kind,
        clause_ref=row.clause_ref,
        number=row.AmendmentRevision.number,
        author=(given.pseudonym or row.usual_name) if readable else "",
        organisation=row.organisation if readable else None,
        is_verified=row.verified_at is not None,
        submitted_at=given.submitted_at or given.created_at,
        visibility=visibility,
        texts=texts if readable else [],
        missing=missing_locales(said) if readable else (),
        signatures=signatures,
        disposition=disposition,
        rule=hiding.rule if hiding else None,
        action_ref=hiding.ref if hiding else None,
    )


def visibility_of(given: Contribution, *, is_held: bool) -> Visibility:
    """Return whether everybody may read an amendment."""
    if given.withdrawn_at is not None:
        return Visibility.WITHDRAWN
    if given.hidden_at is not None:
        return Visibility.HIDDEN
    return Visibility.HELD if is_held else Visibility.VISIBLE


def signature_counts(revision_ids: Sequence[int]) -> defaultdict[int, Signatures]:
    """Return who stands behind revisions, an organisation once however many sign for it."""
    rows = db.session.execute(signatures_by_revision(revision_ids))
    found: defaultdict[int, Signatures] = defaultdict(Signatures)
    found.update({row.revision_id: Signatures(row.people, row.organisations) for row in rows})
    return found


def dispositions_of(amendment_ids: Sequence[int]) -> dict[int, DispositionView]:
    """Return the official answers to amendments whose round is published; two queries at most."""
    if not amendment_ids:
        return {}
    rows = db.session.scalars(
        select(Disposition).where(
            Disposition.amendment_id.in_(amendment_ids), Disposition.change == 0
        )
    ).all()
    owner, ids = DispositionText.disposition_id, [row.id for row in rows]
    reasons = texts_of(owner, DispositionText.reason, ids)
    return {
        row.amendment_id: DispositionView(row.outcome, reasons[row.id], row.decided_at)
        for row in rows
    }
