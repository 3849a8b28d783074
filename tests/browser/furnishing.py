"""A site on which every page has something to show, and one on which nothing has happened yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from flask import Flask, abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.commands.demo import DEMO_SETTINGS
from deliberate.domain import draft_edits
from deliberate.domain.actors import COMMAND_LINE, Role
from deliberate.domain.credentials import token_hash
from deliberate.domain.draft_edits import Place
from deliberate.domain.drafts import Draft
from deliberate.domain.frameworks import FrameworkKind
from deliberate.persistence.database import db, now, transaction
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    FrameworkVersion,
    VersionClause,
    VersionClauseNumber,
    VersionSection,
    VersionSectionText,
    VersionText,
    WordingText,
)
from deliberate.persistence.queries.accounts import visitor_by_token_hash
from deliberate.persistence.queries.drafts import draft_page
from deliberate.sample.loading import load_sample
from deliberate.sample.people import PEOPLE, Person
from deliberate.services import drafts, organisations
from deliberate.web.shared.access import public
from tests.browser import (
    pages_amendments,
    pages_desks,
    pages_hearing,
    pages_rounds,
    pages_voices,
)
from tests.factories import frameworks, people
from tests.support.servers import Served
from tests.support.sessions import session_cookie, session_token

CORPUS = Path(__file__).parents[1] / "documents" / "corpus"
SLUG = "hanbit-ai"
OFFICIAL = "official@hanbit.example"
OPERATOR = "operator@hanbit.example"
PARTICIPANT = "citizen@hanbit.example"
NEWCOMER = "newcomer@example.org"
ORGANISATIONS = ("배움공동체", "Citizens for Open AI")


@dataclass(frozen=True)
class Site:
    """A running server, the same application in this process, and where its things are."""

    served: Served
    app: Flask
    places: Mapping[str, str]
    """What the addresses of pages are made of: "slug", "clause", "organisation" …"""
    people: Mapping[str, str]
    """Session tokens by who they belong to."""
    names: frozenset[str]
    """Words in a language of their own: pseudonyms, organisations, what a source said in both."""

    def cookies(self, who: str) -> list[dict[str, Any]]:
        """Return the cookies of a browser in which someone is signed in; none for a visitor."""
        if who not in self.people:
            return []
        name, value = session_cookie(self.app, self.people[who])
        return [{"name": name, "value": value, "url": self.served.url}]


def demo_settings(url: str) -> dict[str, str]:
    """Return the settings of the demo at an address."""
    return {**DEMO_SETTINGS, "public_url": url, "limits": "off"}


@public
def _broken(status: int) -> NoReturn:
    """Refuse, in a way that a healthy site never does."""
    abort(status)


def break_on_demand(app: Flask) -> None:
    """Add an address to the application of this process at which it refuses as asked."""
    app.add_url_rule("/<any(ko,en):lang>/broken/<int:status>", "broken", _broken)


def furnish(app: Flask, served: Served) -> Site:
    """Fill a site: the sample in two versions, four drafts, two organisations, a guest."""
    break_on_demand(app)
    with app.app_context():
        load_sample(now())
        places = {"slug": SLUG, **_second_version(SLUG), **_drafts(), **_organisations()}
        guest, _code = people.new_guest(now(), str(app.secret_key))
        people.new_account(now(), NEWCOMER, "Quiet Harbour 4", "en")
        left_out = [
            each.text for each in draft_page("galaxy", people.actor_at(OFFICIAL)).draft.left_out
        ]
        more_places, more_tokens = {}, {}
        for part in (pages_rounds, pages_voices, pages_amendments, pages_desks, pages_hearing):
            found, tokens_of_part = part.furnish(app)
            more_places.update(found)
            more_tokens.update(tokens_of_part)
        db.session.remove()
    tokens = {
        **more_tokens,
        "guest": session_token(app, guest),
        "newcomer": session_token(app, NEWCOMER),
        "participant": session_token(app, PARTICIPANT),
        "official": session_token(app, OFFICIAL),
        "operator": session_token(app, OPERATOR),
    }
    return Site(served, app, {**places, **more_places}, tokens, _names(app, tokens, *left_out))


def leave_empty(app: Flask, served: Served) -> Site:
    """Leave a site as it is on its first day: an operator, and nobody else."""
    with app.app_context():
        people.new_account(now(), OPERATOR)
        people.grant(OPERATOR, Role.OPERATOR, None, now())
        db.session.remove()
    tokens = {
        "operator": session_token(app, OPERATOR),
        "half": session_token(app, OPERATOR, is_confirmed=False),
    }
    return Site(served, app, {}, tokens, _names(app, tokens))


def _names(app: Flask, tokens: Mapping[str, str], *more: str) -> frozenset[str]:
    with app.app_context():
        found = [visitor_by_token_hash(token_hash(token), now()) for token in tokens.values()]
        pseudonyms = {each.pseudonym for each in found if each is not None}
        db.session.remove()
    sample = {name for each in PEOPLE for name in (each.pseudonym, _organisation(each)) if name}
    return frozenset({*pseudonyms, *ORGANISATIONS, *sample, *more})


def _organisation(person: Person) -> str:
    return person.organisation.name if person.organisation else ""


def _second_version(slug: str) -> dict[str, str]:
    """Publish version 2 of a framework: its last clause removed, its first clause reworded."""
    with transaction() as session:
        framework_id = session.scalars(select(Framework.id).where(Framework.slug == slug)).one()
        first = session.scalars(
            select(FrameworkVersion).where(FrameworkVersion.framework_id == framework_id)
        ).one()
        second = FrameworkVersion(framework_id=framework_id, number=2, published_at=now())
        session.add(second)
        session.flush()
        for text in session.scalars(select(VersionText).filter_by(version_id=first.id)):
            session.add(VersionText(version_id=second.id, locale=text.locale, title=text.title))
        sections = _copy_sections(session, first.id, second.id)
        clauses = session.execute(
            select(VersionClause, Clause.ref)
            .join(Clause, Clause.id == VersionClause.clause_id)
            .join(VersionSection, VersionSection.id == VersionClause.version_section_id)
            .where(VersionClause.version_id == first.id)
            .order_by(VersionSection.position, VersionClause.position)
        ).all()
        for order, (placed, _ref) in enumerate(clauses[:-1]):
            copy = VersionClause(
                version_id=second.id,
                version_section_id=sections[placed.version_section_id],
                clause_id=placed.clause_id,
                wording_id=placed.wording_id if order else _reworded(session, placed),
                position=placed.position,
            )
            session.add(copy)
            session.flush()
            _copy_numbers(session, placed.id, copy.id)
        return {"reworded": clauses[0][1], "clause": clauses[3][1], "removed": clauses[-1][1]}


def _copy_sections(session: Session, first: int, second: int) -> dict[int, int]:
    copies = {}
    for placed in session.scalars(select(VersionSection).filter_by(version_id=first)).all():
        copy = VersionSection(
            version_id=second, section_id=placed.section_id, position=placed.position
        )
        session.add(copy)
        session.flush()
        copies[placed.id] = copy.id
        texts = select(VersionSectionText).filter_by(version_section_id=placed.id)
        for text in session.scalars(texts).all():
            session.add(
                VersionSectionText(version_section_id=copy.id, locale=text.locale, title=text.title)
            )
    return copies


def _copy_numbers(session: Session, first: int, second: int) -> None:
    numbers = select(VersionClauseNumber).filter_by(version_clause_id=first)
    for each in session.scalars(numbers).all():
        session.add(
            VersionClauseNumber(version_clause_id=second, locale=each.locale, number=each.number)
        )


def _reworded(session: Session, placed: VersionClause) -> int:
    """Give a clause a wording whose languages have different numbers of paragraphs."""
    wording = ClauseWording(clause_id=placed.clause_id, created_at=now())
    session.add(wording)
    session.flush()
    old = select(WordingText).filter_by(wording_id=placed.wording_id)
    for text in session.scalars(old).all():
        body = " ".join(text.body.split()) if text.locale == "en" else text.body
        session.add(
            WordingText(wording_id=wording.id, locale=text.locale, heading=text.heading, body=body)
        )
    return int(wording.id)


def _drafts() -> dict[str, str]:
    """Make a messy draft with a gap, a whole one, a long one and one without a clause."""
    files = {code: (CORPUS / f"mess.{code}.txt").read_bytes() for code in ("ko", "en")}
    messy = drafts.import_texts(COMMAND_LINE, "galaxy", FrameworkKind.MANIFESTO, files, now())
    made = {
        "whole": frameworks.new_draft(now(), slug="whole"),
        "long": frameworks.new_draft(now(), frameworks.sample_draft(5, 9), slug="long"),
        "bare": frameworks.new_draft(now(), Draft(("ko", "en")), slug="bare"),
    }
    for ref in (messy, *(each.ref for each in made.values())):
        people.grant(OFFICIAL, Role.OFFICIAL, ref, now())
    official = people.actor_at(OFFICIAL)
    leave_out = partial(draft_edits.leave_out, at=Place(2, 1), locale="en")
    drafts.mend_draft(official, messy, draft_page("galaxy", official).revision, leave_out, now())
    return {"messy": "galaxy", **{name: each.slug for name, each in made.items()}}


def _organisations() -> dict[str, str]:
    delegate, official = people.actor_at(PARTICIPANT), people.actor_at(OFFICIAL)
    mine, confirmed = (people.new_organisation(delegate, now(), name) for name in ORGANISATIONS)
    organisations.verify_organisation(official, confirmed, now())
    return {"organisation": mine, "confirmed": confirmed}
