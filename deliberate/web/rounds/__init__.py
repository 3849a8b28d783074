"""Consultation rounds: reading them, setting them up, changing their times."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("rounds", __name__)

from deliberate.web.rounds import (  # noqa: E402
    clauses,  # noqa: F401
    hearing,  # noqa: F401
    news,  # noqa: F401
    reading,  # noqa: F401
    schedule,  # noqa: F401
    setup,  # noqa: F401
    targets,  # noqa: F401
    times,  # noqa: F401
)
from deliberate.web.rounds.moments import zone_name  # noqa: E402

blueprint.context_processor(lambda: {"zone_name": zone_name})
