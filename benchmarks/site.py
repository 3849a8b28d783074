"""A site with an open round, as large as wanted: set up by the use cases, filled in bulk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count, cycle, islice
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from benchmarks import bulk
from benchmarks.sizes import WRITERS, Size
from deliberate import create_app, paths
from deliberate.documents.importing import import_framework
from deliberate.domain.drafts import Draft, DraftClause, DraftSection
from deliberate.domain.localized import LOCALES
from deliberate.persistence.database import db, now
from deliberate.persistence.models.frameworks import Clause, ClauseWording
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.schema import upgrade_schema
from tests.factories import frameworks, people, rounds
from tests.support.sessions import session_cookie, session_token

HOST = "127.0.0.1"
SECRET_KEY = "the key of a benchmark, as long as a real one"
SECTIONS = 10
BEGAN = timedelta(days=3)
NUMBERS = ("제{}조", "Article {}")


@dataclass(frozen=True)
class Place:
    """A clause: its public names, and the id that the floor writes."""

    ref: str
    wording_ref: str
    wording_id: int


@dataclass(frozen=True)
class Writer:
    """Somebody with an account; `cookie` is what their browser sends."""

    participant_id: int
    cookie: str


@dataclass(frozen=True)
class Site:
    """What there is to measure."""

    app: Flask
    settings: dict[str, str]
    slug: str
    round_ref: str
    round_id: int
    hot: Place
    other: Place
    writers: list[Writer]


def production(instance: Path, database_url: str, workers: int) -> dict[str, str]:
    """Return settings with which the server starts for the public; mail goes to a folder."""
    return {
        "instance": str(instance),
        "database_url": database_url,
        "secret_key": SECRET_KEY,
        "public_url": "https://deliberate.example",
        "trusted_hosts": HOST,
        "mail_url": f"file://{instance / 'mail'}",
        "workers": str(workers),
        "limits": "off",
    }


def make_site(instance: Path, database_url: str, size: Size, workers: int = 2) -> Site:
    """Make the tables and everything in them."""
    settings = production(instance, database_url, workers)
    app = create_app(settings)
    with app.app_context():
        upgrade_schema()
        began = now() - BEGAN
        framework = frameworks.new_framework(began, _draft(size.clauses))
        held = rounds.announced(framework, began)
        round_id = db.session.scalars(
            select(ConsultationRound.id).where(ConsultationRound.ref == held.ref)
        ).one()
        places = [_place(ref) for ref in framework.clause_refs]
        crowd = bulk.Crowd(round_id, [each.wording_id for each in places], began, size)
        crowd.fill()
        writers = [_writer(app, began) for _ in range(WRITERS)]
        db.session.remove()
    slug = framework.slug
    return Site(app, settings, slug, held.ref, round_id, places[0], places[1], writers)


def _draft(clauses: int) -> Draft:
    """Return the sample's text, its clauses again and again until there are enough of them."""
    files = {
        locale.value: (paths.SAMPLE_TEXTS / f"framework.{locale}.md").read_bytes()
        for locale in LOCALES
    }
    sample = import_framework(files)
    numbers = count(1)
    words = cycle(clause for section in sample.sections for clause in section.clauses)
    sections = tuple(
        DraftSection(
            {"ko": f"제{number}장 함께 정하는 원칙", "en": f"Chapter {number} Shared rules"},
            tuple(_numbered(each, next(numbers)) for each in islice(words, clauses // SECTIONS)),
        )
        for number in range(1, SECTIONS + 1)
    )
    return replace(sample, sections=sections, left_out=(), guesses=())


def _numbered(clause: DraftClause, number: int) -> DraftClause:
    cells = {
        locale: replace(clause.cells[locale], number=pattern.format(number))
        for locale, pattern in zip(("ko", "en"), NUMBERS, strict=True)
    }
    return DraftClause(cells)


def _place(ref: str) -> Place:
    row = db.session.execute(
        select(ClauseWording.ref, ClauseWording.id)
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(Clause.ref == ref)
    ).one()
    return Place(ref, row.ref, row.id)


def _writer(app: Flask, at: datetime) -> Writer:
    actor = people.actor_at(people.new_account(at))
    name, value = session_cookie(app, session_token(app, actor))
    participant_id = db.session.scalars(
        select(Participant.id).where(Participant.ref == actor.participant_ref)
    ).one()
    return Writer(participant_id, f"{name}={value}")
