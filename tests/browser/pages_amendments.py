"""The pages of amendments, and what they need to have something to show."""

from __future__ import annotations

from flask import Flask

from deliberate.domain.localized import Locale
from deliberate.domain.votes import AmendmentChoice
from deliberate.persistence.database import now
from deliberate.services import amendment_votes, amendments, signatures
from deliberate.services.amendment_votes import AmendmentBallot
from tests.browser.cases import Case, send
from tests.factories import amending, frameworks, people
from tests.factories import rounds as round_factory
from tests.support.sessions import session_token

AUTHOR, READER = "mending_author", "mending_reader"
CLAUSE = "frameworks/{mending}/clauses/{mending_clause}"
PROPOSED, DRAFT = "amendments/{mending_amendment}", "amendments/{mending_draft}"

CASES: tuple[Case, ...] = (
    Case("mend-clause", "frameworks.clause", CLAUSE, is_steady=False),
    Case("mend-list", "amendments.index", f"{CLAUSE}/amendments"),
    Case("mend-write", "amendments.compose", f"{CLAUSE}/amend", AUTHOR, is_steady=False),
    Case(
        "mend-unchanged",
        "amendments.save",
        f"{CLAUSE}/amend",
        AUTHOR,
        status=422,
        step=send("main form"),
        is_wrong=True,
        is_steady=False,
    ),
    Case("mend-remove", "amendments.compose", f"{CLAUSE}/amend?kind=remove", AUTHOR),
    Case("mend-text", "amendments.text", f"{DRAFT}/text", AUTHOR),
    Case("mend-reason", "amendments.reason", f"{DRAFT}/reason", AUTHOR),
    Case("mend-check", "amendments.check", f"{DRAFT}/check", AUTHOR),
    Case("mend-show", "amendments.show", PROPOSED, is_steady=False),
    Case("mend-vote", "amendments.panel", f"{PROPOSED}/vote", READER),
    Case("mend-own", "amendments.panel", f"{PROPOSED}/vote", AUTHOR),
    Case("mend-edit", "amendments.edit", f"{PROPOSED}/edit", AUTHOR),
    Case("mend-withdraw", "amendments.confirm_withdrawal", f"{PROPOSED}/withdraw", AUTHOR),
    Case("mend-translate", "amendments.translation", f"{PROPOSED}/translate/ko", AUTHOR),
)


def furnish(app: Flask) -> tuple[dict[str, str], dict[str, str]]:
    """Return places for addresses and session tokens by name; needs an application context."""
    began = now()
    held = round_factory.announced(frameworks.new_framework(began, slug="mending"), began)
    author = people.actor_at(people.new_account(began, pseudonym="고요한 돌담 5"))
    reader = people.actor_at(people.new_account(began, pseudonym="맑은 여울 3"))
    proposed = amending.amendment(author, held, began)
    amendments.revise_amendment(
        author, proposed, amending.proposals(en="Reasons come in plain words."), 1, now()
    )
    signatures.sign_amendment(reader, proposed, 2, now())
    ballot = AmendmentBallot(proposed, 2, Locale.EN)
    amendment_votes.vote_on_amendment(reader, ballot, AmendmentChoice.FOR, now())
    places = {
        "mending": held.framework.slug,
        "mending_clause": held.framework.clause_refs[0],
        "mending_amendment": proposed,
        "mending_draft": amending.draft(author, held, began),
    }
    who = {AUTHOR: author, READER: reader}
    return places, {name: session_token(app, actor) for name, actor in who.items()}
