"""Taking along what is stored about oneself: as a page to read, as a file for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from deliberate.domain.errors import SignInNeeded
from deliberate.domain.own_data import FORMAT, OwnPart
from deliberate.persistence.queries.own_data import Record
from deliberate.persistence.queries.own_data import own_data as stored
from deliberate.web.participants import blueprint
from deliberate.web.shared.access import public
from deliberate.web.shared.labels import label, moment
from deliberate.web.shared.session import current_actor, request_time
from deliberate.web.shared.words import LABELS

FILE = "deliberate-my-data.json"


@blueprint.get("/mine/data")
@public
def own_data() -> str:
    """Show everything that is stored about this person, a guest's browser too."""
    parts = [
        (label(part), [_in_words(record) for record in records])
        for part, records in _found().items()
        if records
    ]
    return render_template("participants/own_data.html", parts=parts)


@blueprint.get("/mine/data/file")
@public
def own_data_file() -> Response:
    """Hand the same over as JSON; times are ISO 8601 in UTC, absent fields are unknown."""
    body = {
        "format": FORMAT,
        "made_at": request_time().isoformat(),
        "parts": {part.value: [_plain(each) for each in found] for part, found in _found().items()},
    }
    response = make_response(json.dumps(body, ensure_ascii=False, indent=2))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f"attachment; filename={FILE}"
    return response


def _found() -> Mapping[OwnPart, Sequence[Record]]:
    """Return the viewer's records; a stranger has none and is asked who they are."""
    if current_actor().participant_ref is None:
        raise SignInNeeded
    return stored(current_actor())


def _plain(record: Record) -> dict[str, Any]:
    return {
        field.value: value.isoformat() if isinstance(value, datetime) else value
        for field, value in record.items()
    }


def _in_words(record: Record) -> list[tuple[str, str]]:
    return [(label(field), _said(value)) for field, value in record.items()]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, StrEnum) and type(value) in LABELS:
        return label(value)
    return str(value)
