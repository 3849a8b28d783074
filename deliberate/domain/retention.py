"""How long records are kept that have done their duty; the operator says it, within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deliberate.domain.errors import DomainError


class KeptRecord(StrEnum):
    """A kind of record that is forgotten some time after it was of use."""

    SENT_MAILS = "sent mails"
    """Addresses of mails, counted from when they were sent."""
    SPENT_LINKS = "spent links"
    """Sign-in links with their addresses, counted from their end."""
    WITHDRAWN_WORDS = "withdrawn words"
    """The words of comments, counted from their withdrawal; the place stays."""
    REPORT_WORDS = "report words"
    """What people wrote in reports, counted from the decision; that they reported stays."""
    DECISION_WORDS = "decision words"
    """Facts, appeals and their reasons, counted from the decision; the decision stays."""
    UNUSED_DRAFTS = "unused drafts"
    """Amendments that were never handed in, counted from their last change."""
    GUEST_CODES = "guest codes"
    """Ways back of guests, counted from when they were given; what was given stays."""


@dataclass(frozen=True)
class Term:
    """A number of days, and between which others an operator may choose."""

    default: int
    least: int
    most: int


TERMS: Mapping[KeptRecord, Term] = {
    KeptRecord.SENT_MAILS: Term(7, 1, 90),
    KeptRecord.SPENT_LINKS: Term(1, 1, 30),
    KeptRecord.WITHDRAWN_WORDS: Term(30, 1, 365),
    KeptRecord.REPORT_WORDS: Term(180, 30, 1095),
    KeptRecord.DECISION_WORDS: Term(730, 180, 3650),
    KeptRecord.UNUSED_DRAFTS: Term(730, 180, 3650),
    KeptRecord.GUEST_CODES: Term(1095, 180, 3650),
}
"""Why each default is what it is stands on the page that shows them."""


class BadTerm(DomainError):
    """So many days cannot be kept: fewer than `least`, or more than `most`."""

    def __init__(self, kind: KeptRecord, term: Term) -> None:
        super().__init__()
        self.kind = kind
        self.least = term.least
        self.most = term.most


def ensure_term(kind: KeptRecord, days: int) -> int:
    """Return the number of days; raises `BadTerm`."""
    term = TERMS[kind]
    if not term.least <= days <= term.most:
        raise BadTerm(kind, term)
    return days


def kept_since(days: int, now: datetime) -> datetime:
    """Return the moment up to which what has done its duty is forgotten."""
    return now - timedelta(days=days)
