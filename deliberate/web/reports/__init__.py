"""What came of rounds."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reports", __name__)

from deliberate.web.reports import views  # noqa: E402, F401
