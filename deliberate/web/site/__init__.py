"""Home, help, the small print, the health of the service."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("site", __name__)
unlocalized = Blueprint("root", __name__)

from deliberate.web.site import journal, retention, views  # noqa: E402, F401
