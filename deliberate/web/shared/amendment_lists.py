"""Reading amendments: the list that the page of a clause and the list's own pages share."""

from __future__ import annotations

from flask import current_app

from deliberate.persistence.queries import amendments
from deliberate.persistence.queries.amendments import AmendmentList


def amendments_on(clause_ref: str, page: int = 1) -> AmendmentList:
    """Return a page of the amendments to a clause; raises `NotFound` where there is none."""
    zone = str(current_app.extensions["settings"].time_zone)
    return amendments.amendments_of(clause_ref, zone, page)
