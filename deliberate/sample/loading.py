"""Loading the sample through the same doors that everyone uses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from deliberate import paths
from deliberate.domain.actors import COMMAND_LINE, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.frameworks import FrameworkKind
from deliberate.domain.localized import LOCALES
from deliberate.persistence.queries import frameworks
from deliberate.persistence.queries.accounts import actor_by_address
from deliberate.persistence.queries.drafts import draft_page
from deliberate.sample.people import PASSWORD, PEOPLE, Person, by_name, read_json, someone
from deliberate.services import (
    accounts,
    concerns,
    drafts,
    organisations,
    publication,
    roles,
    summaries,
)


def load_sample(now: datetime) -> None:
    """Load people and framework; what is there already stays. Needs an application context."""
    about = read_json("framework.json")
    if not _is_published(about["slug"]):
        for person in PEOPLE:
            _add_person(person, now)
        ref = _publish(about, now)
        _explain(about["slug"], ref, now)


def _is_published(slug: str) -> bool:
    try:
        frameworks.framework_view(slug)
    except NotFound:
        return False
    return True


def _add_person(person: Person, now: datetime) -> None:
    if actor_by_address(person.address) is not None:
        return
    locale = "en" if person.pseudonym.isascii() else "ko"
    accounts.create_account(
        COMMAND_LINE, person.address, person.pseudonym, locale, now, password=PASSWORD
    )
    if person.role is Role.OPERATOR:
        roles.grant_role(COMMAND_LINE, person.address, person.role, None, now)
    if person.organisation is not None:
        card, delegate = person.organisation, by_name(person.name)
        ref = organisations.create_organisation(delegate, card.name, card.website, now)
        organisations.verify_organisation(someone(Role.OPERATOR), ref, now)


def _publish(about: dict[str, Any], now: datetime) -> str:
    files = {
        locale.value: (paths.SAMPLE_TEXTS / f"framework.{locale}.md").read_bytes()
        for locale in LOCALES
    }
    slug = about["slug"]
    ref = drafts.import_texts(COMMAND_LINE, slug, FrameworkKind.STANDARDS, files, now)
    for person in PEOPLE:
        if person.role not in {None, Role.OPERATOR}:
            roles.grant_role(COMMAND_LINE, person.address, Role(person.role), ref, now)
    official = someone(Role.OFFICIAL)
    revision = draft_page(slug, official).revision
    publication.publish_first_version(official, ref, revision, now)
    publication.describe_framework(official, ref, about["description"], now)
    return ref


def _explain(slug: str, ref: str, now: datetime) -> None:
    official, view = someone(Role.OFFICIAL), frameworks.framework_view(slug)
    clauses = [clause for section in view.sections for clause in section.clauses]
    by_number = {str(order): clause.ref for order, clause in enumerate(clauses, start=1)}
    for number, words in read_json("summaries.json").items():
        summaries.summarise_clause(official, ref, by_number[number], words, now)
    worries = [
        concerns.Worry(
            {"ko": card["ko"], "en": card["en"]},
            [by_number[number] for number in card["articles"]],
        )
        for card in read_json("concerns.json")
    ]
    concerns.set_concerns(official, ref, worries, now)
