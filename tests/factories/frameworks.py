"""Drafts and published frameworks of any size. Every function needs an application context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.drafts import Cell, Draft, DraftClause, DraftSection
from deliberate.domain.frameworks import FrameworkKind
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.frameworks import (
    Clause,
    Framework,
    FrameworkDraft,
    VersionClause,
    VersionSection,
)
from deliberate.services import publication
from deliberate.services.drafts import dump
from tests.factories import people

_numbers = count(1)


@dataclass(frozen=True)
class Published:
    """A framework with version 1, and the official who published it."""

    ref: str
    slug: str
    official: Actor
    official_address: str
    clause_refs: tuple[str, ...]
    """In the order of the text."""


@dataclass(frozen=True)
class Drafted:
    """A framework that is still a draft, and an official of it."""

    ref: str
    slug: str
    official: Actor
    official_address: str
    revision: int


def sample_draft(sections: int = 2, clauses: int = 3) -> Draft:
    """Return a whole draft in both languages: `sections` × `clauses` clauses, numbered through."""
    numbers = count(1)
    return Draft(
        locales=("ko", "en"),
        titles={"ko": "시험용 윤리기준", "en": "Standards for a test"},
        sections=tuple(
            DraftSection(
                {"ko": f"제{number}장 함께 정하는 원칙", "en": f"Chapter {number} Shared rules"},
                tuple(_clause(next(numbers)) for _ in range(clauses)),
            )
            for number in range(1, sections + 1)
        ),
    )


def _clause(number: int) -> DraftClause:
    ko = Cell(
        f"제{number}조",
        f"설명할 책임 {number}",
        f"행정기관은 자동화된 판단 {number}의 까닭을 쉬운 말로 알린다.",
    )
    en = Cell(
        f"Article {number}",
        f"Duty to explain {number}",
        f"A public body gives the reasons for automated decision {number} in plain words.",
    )
    return DraftClause({"ko": ko, "en": en})


def new_draft(now: datetime, draft: Draft | None = None, slug: str = "") -> Drafted:
    """Store a draft as an import would, with an official of its own."""
    slug = slug or f"framework-{next(_numbers)}"
    with transaction() as session:
        framework = Framework(slug=slug, kind=FrameworkKind.STANDARDS, created_at=now)
        session.add(framework)
        session.flush()
        step = FrameworkDraft(
            framework_id=framework.id,
            revision=1,
            body=dump(draft or sample_draft()),
            made_at=now,
        )
        session.add(step)
        ref = framework.ref
    address = people.new_account(now)
    people.grant(address, Role.OFFICIAL, ref, now)
    return Drafted(ref, slug, people.actor_at(address), address, revision=1)


def new_framework(now: datetime, draft: Draft | None = None, slug: str = "") -> Published:
    """Publish a draft as version 1."""
    drafted = new_draft(now, draft, slug)
    publication.publish_first_version(drafted.official, drafted.ref, drafted.revision, now)
    return Published(
        drafted.ref,
        drafted.slug,
        drafted.official,
        drafted.official_address,
        _clause_refs(drafted.ref),
    )


def _clause_refs(framework_ref: str) -> tuple[str, ...]:
    return tuple(
        db.session.scalars(
            select(Clause.ref)
            .join(VersionClause, VersionClause.clause_id == Clause.id)
            .join(VersionSection, VersionSection.id == VersionClause.version_section_id)
            .join(Framework, Framework.id == Clause.framework_id)
            .where(Framework.ref == framework_ref)
            .order_by(VersionSection.position, VersionClause.position)
        )
    )
