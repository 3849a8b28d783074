"""What is stored about a person, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_pgettext as pgettext

from deliberate.domain.own_data import OwnField, OwnPart

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    OwnPart: {
        OwnPart.PERSON: pgettext("own data", "Your pseudonyms"),
        OwnPart.ACCOUNT: pgettext("own data", "Your account"),
        OwnPart.ADDRESSES: pgettext("own data", "Where we can reach you"),
        OwnPart.ASSURANCE: pgettext("own data", "How sure we are who you are"),
        OwnPart.SESSIONS: pgettext("own data", "Where you are signed in"),
        OwnPart.RECEIPTS: pgettext("own data", "Receipts"),
        OwnPart.ROLES: pgettext("own data", "Your roles"),
        OwnPart.ORGANISATIONS: pgettext("own data", "Organisations for which you speak"),
        OwnPart.NEWS: pgettext("own data", "Mail about rounds"),
        OwnPart.PASSKEYS: pgettext("own data", "Your passkeys"),
        OwnPart.AUTHENTICATORS: pgettext("own data", "Your app for one-time codes"),
        OwnPart.RECOVERY_CODES: pgettext("own data", "Recovery codes"),
        OwnPart.ADDRESS_CHANGES: pgettext("own data", "A new address that waits"),
        OwnPart.INVITATIONS: pgettext("own data", "Roles that are offered to you"),
        OwnPart.OPERATOR_PROPOSALS: pgettext("own data", "Proposals that you become an operator"),
        OwnPart.COMMENTS: pgettext("own data", "Comments"),
        OwnPart.EARLIER_WORDS: pgettext("own data", "Comments before you corrected them"),
        OwnPart.AMENDMENTS: pgettext("own data", "Amendments"),
        OwnPart.SIGNATURES: pgettext("own data", "Amendments that you co-signed"),
        OwnPart.CLAUSE_VOTES: pgettext("own data", "Votes on clauses"),
        OwnPart.UNCLEAR_MARKS: pgettext("own data", "Words that you found unclear"),
        OwnPart.AMENDMENT_VOTES: pgettext("own data", "Votes on amendments"),
        OwnPart.COMMENT_VOTES: pgettext("own data", "Comments with which you agreed or not"),
        OwnPart.DECLARATIONS: pgettext(
            "own data", "That you said something about yourself; what, is sealed"
        ),
        OwnPart.REPORTS: pgettext("own data", "What you reported"),
        OwnPart.DECISIONS: pgettext("own data", "What moderators decided about your words"),
        OwnPart.APPEALS: pgettext("own data", "Your appeals"),
        OwnPart.ACTS: pgettext("own data", "What the journal says of you"),
    },
    OwnField: {
        OwnField.NAME: pgettext("own data", "Pseudonym"),
        OwnField.ADDRESS: pgettext("own data", "Address"),
        OwnField.KIND: pgettext("own data", "Kind"),
        OwnField.LEVEL: pgettext("own data", "Level"),
        OwnField.ROLE: pgettext("own data", "Role"),
        OwnField.ORGANISATION: pgettext("own data", "Organisation"),
        OwnField.FRAMEWORK: pgettext("own data", "Framework"),
        OwnField.ROUND: pgettext("own data", "Round"),
        OwnField.CLAUSE: pgettext("own data", "Clause"),
        OwnField.REFERENCE: pgettext("own data", "Reference"),
        OwnField.REVISION: pgettext("own data", "Revision"),
        OwnField.STANCE: pgettext("own data", "Meant as"),
        OwnField.CHOICE: pgettext("own data", "Choice"),
        OwnField.LANGUAGE: pgettext("own data", "Language"),
        OwnField.HEADING: pgettext("own data", "Heading"),
        OwnField.TEXT: pgettext("own data", "Words"),
        OwnField.IS_ORIGINAL: pgettext("own data", "In your own words"),
        OwnField.REASON: pgettext("own data", "Reason"),
        OwnField.IMPACT: pgettext("own data", "Who is affected"),
        OwnField.RULE: pgettext("own data", "Rule"),
        OwnField.DECISION: pgettext("own data", "Decision"),
        OwnField.RESULT: pgettext("own data", "Result"),
        OwnField.VERB: pgettext("own data", "Act"),
        OwnField.VIA: pgettext("own data", "Door"),
        OwnField.IS_WANTED: pgettext("own data", "Wanted"),
        OwnField.HAS_PASSWORD: pgettext("own data", "A password is set"),
        OwnField.SINCE: pgettext("own data", "Since"),
        OwnField.UNTIL: pgettext("own data", "Until"),
        OwnField.GIVEN: pgettext("own data", "On"),
        OwnField.CONFIRMED: pgettext("own data", "Confirmed"),
        OwnField.USED: pgettext("own data", "Used"),
        OwnField.CORRECTED: pgettext("own data", "Corrected"),
        OwnField.WITHDRAWN: pgettext("own data", "Withdrawn"),
        OwnField.HIDDEN: pgettext("own data", "Hidden"),
    },
}
