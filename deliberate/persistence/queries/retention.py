"""For how long records are kept, for everybody to read."""

from __future__ import annotations

from collections.abc import Mapping

from deliberate.domain.retention import KeptRecord
from deliberate.persistence.database import db
from deliberate.persistence.retention import days_kept


def retention() -> Mapping[KeptRecord, int]:
    """Return the number of days of each kind; one query."""
    return days_kept(db.session())
