"""Asking staff for the second step, on the way to what they were doing.

A form that waits for it comes back with what was sent and one more field, `confirmation`; every
form may carry that field, and it is looked at before the view runs.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, make_response, render_template, request, url_for
from flask_login import current_user

from deliberate.config import Settings
from deliberate.domain.second_factors import (
    ConfirmationNeeded,
    SessionStopped,
    Site,
    WrongAnswer,
    origin_of,
)
from deliberate.persistence.queries.second_factors import second_steps_of
from deliberate.services import second_factors
from deliberate.web.shared.hypermedia import leave_for, whole_page
from deliberate.web.shared.imprint import imprint
from deliberate.web.shared.labels import explain
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.resending import sent_fields
from deliberate.web.shared.session import (
    SAFE_METHODS,
    current_actor,
    forget_session,
    load_anew,
    request_time,
)

FIELD = "confirmation"


def this_site() -> Site:
    """Return the site as passkeys know it."""
    settings: Settings = current_app.extensions["settings"]
    name = imprint(settings, current_locale()).name
    return Site(name or "deliberate", origin_of(settings.public_url), str(current_app.secret_key))


def ask_for_second_step(error: WrongAnswer | None = None) -> Response:
    """Answer with the page that takes the second step and then goes on with what was sent."""
    if request.method in SAFE_METHODS:
        return leave_for(url_for("participants.confirm", next=request.full_path.rstrip("?")))
    steps = second_steps_of(current_actor().account_ref, this_site().key)
    body = render_template(
        "errors/confirm.html",
        steps=steps,
        fields=sent_fields(),
        action=request.path,
        wrong=explain(error) if error else None,
        page_errors=error is not None,
    )
    return whole_page(make_response(body, ConfirmationNeeded.status))


def _take_second_step() -> Response | None:
    answer = request.form.get(FIELD) if request.method == "POST" else None
    if answer is None or not current_user.is_authenticated:
        return None
    try:
        second_factors.take_second_step(current_user.token, answer, this_site(), request_time())
    except WrongAnswer as error:
        return ask_for_second_step(error)
    except SessionStopped:
        forget_session()
        raise
    load_anew()
    return None


def register(app: Flask, _settings: Settings) -> None:
    """Take the second step wherever a form carries it, and ask where it is missing."""
    app.before_request(_take_second_step)
    app.register_error_handler(ConfirmationNeeded, lambda _error: ask_for_second_step())
