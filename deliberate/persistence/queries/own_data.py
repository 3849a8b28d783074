"""Everything that is stored about one person, for their eyes only, part by part.

No secrets (hashes of tokens, codes and passwords) and nobody else: not who moderated, who is
answered, who else stands behind an amendment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from deliberate.domain.actors import Actor
from deliberate.domain.own_data import OwnField, OwnPart
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import Account
from deliberate.persistence.queries import own_account, own_given, own_trust
from deliberate.persistence.queries.mine import people_of
from deliberate.persistence.queries.own_account import Me

Record = Mapping[OwnField, Any]
"""What is known; what is not is absent."""

PARTS: Mapping[OwnPart, Callable[[Me], Select[*tuple[Any, ...]]]] = {
    OwnPart.PERSON: own_account.person,
    OwnPart.ACCOUNT: own_account.account,
    OwnPart.ADDRESSES: own_account.addresses,
    OwnPart.ASSURANCE: own_account.assurance,
    OwnPart.SESSIONS: own_account.sessions,
    OwnPart.RECEIPTS: own_account.receipts,
    OwnPart.ROLES: own_account.roles,
    OwnPart.ORGANISATIONS: own_account.organisations,
    OwnPart.NEWS: own_account.news,
    OwnPart.PASSKEYS: own_trust.passkeys,
    OwnPart.AUTHENTICATORS: own_trust.authenticators,
    OwnPart.RECOVERY_CODES: own_trust.recovery_codes,
    OwnPart.ADDRESS_CHANGES: own_trust.address_changes,
    OwnPart.INVITATIONS: own_trust.invitations,
    OwnPart.OPERATOR_PROPOSALS: own_trust.operator_proposals,
    OwnPart.COMMENTS: own_given.comments,
    OwnPart.EARLIER_WORDS: own_given.earlier_words,
    OwnPart.AMENDMENTS: own_given.amendments,
    OwnPart.SIGNATURES: own_given.signatures,
    OwnPart.CLAUSE_VOTES: own_given.clause_votes,
    OwnPart.UNCLEAR_MARKS: own_given.unclear_marks,
    OwnPart.AMENDMENT_VOTES: own_given.amendment_votes,
    OwnPart.COMMENT_VOTES: own_given.comment_votes,
    OwnPart.DECLARATIONS: own_given.declarations,
    OwnPart.REPORTS: own_given.reports,
    OwnPart.DECISIONS: own_given.decisions,
    OwnPart.APPEALS: own_given.appeals,
    OwnPart.ACTS: own_account.acts,
}
"""What is stored about a person; a test finds a table that is missing here."""


def own_data(viewer: Actor) -> Mapping[OwnPart, Sequence[Record]]:
    """Return every record about the viewer, a stranger's none; one query for each part."""
    people = people_of(viewer)
    if not people:
        return {}
    account_id = db.session.scalar(select(Account.id).where(Account.ref == viewer.account_ref))
    me = Me(people, account_id, viewer.account_ref)
    return {part: _records(wanted(me)) for part, wanted in PARTS.items()}


def _records(wanted: Select[*tuple[Any, ...]]) -> list[Record]:
    rows = db.session.execute(wanted).mappings()
    return [
        {OwnField(name): value for name, value in row.items() if value is not None} for row in rows
    ]
