"""Work for a second process: read a number, add one, write it, many times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from deliberate import create_app
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.journal import OutboxMessage


def count_up(config: Mapping[str, Any], times: int) -> None:
    """Add `times` to the attempts of the only message, in one transaction each."""
    app = create_app(dict(config))
    with app.app_context():
        for _ in range(times):
            with transaction() as session:
                message = session.scalars(select(OutboxMessage).with_for_update()).one()
                message.attempts += 1
        db.engine.dispose()
