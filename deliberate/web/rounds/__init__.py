"""Consultation rounds: reading them, setting them up, changing their times."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("rounds", __name__)

from deliberate.web.rounds import clauses, news, reading, schedule, setup, times  # noqa: E402, F401
from deliberate.web.rounds.moments import zone_name  # noqa: E402

blueprint.context_processor(lambda: {"zone_name": zone_name})
