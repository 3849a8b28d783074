"""The desk of the translator: what waits, the oldest first."""

from __future__ import annotations

from flask import render_template

from deliberate.persistence.queries.translation_desk import translation_desk
from deliberate.web.desks import blueprint
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.session import current_actor


@blueprint.get("/desk/translation")
@signed_in
def translation() -> str:
    """Changed clauses to bring together, amendments and comments to put into another language."""
    return render_template("desks/translation.html", desk=translation_desk(current_actor()))
