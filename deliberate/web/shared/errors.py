"""Refusals as pages: what happened, what to do next, and the person's words kept."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from deliberate.config import Settings
from deliberate.domain.errors import DomainError, SignInNeeded
from deliberate.persistence.database import DatabaseAway, give_up
from deliberate.web.shared.hypermedia import see_other, wants_fragment
from deliberate.web.shared.labels import explain

LONG_TEXT = 80
SECRET_FIELDS = {"csrf_token", "password", "new_password", "code"}
RETRY_SECONDS = "30"
PAGES = {400, 403, 404, 409, 413, 422, 500, 503}


def _page(status: int, **context: Any) -> Response:
    template = f"errors/{status if status in PAGES else 400}.html"
    return _whole(render_template(template, status=status, **context), status)


def _whole(body: str, status: int) -> Response:
    """Answer with a whole page, which never lands inside a panel."""
    response = make_response(body, status)
    if wants_fragment():
        response.headers["HX-Retarget"] = "body"
    return response


def _http(error: HTTPException) -> Response | HTTPException:
    if error.response is not None or isinstance(error, SecurityError):
        return error  # a host that is not ours: no page of ours can name its addresses
    return _page(error.code or 500)


def _refused(error: DomainError) -> Response:
    if isinstance(error, SignInNeeded):
        return _ask_to_sign_in()
    return _page(error.status, explanation=explain(error), kept=_kept_texts())


def _kept_texts() -> list[str]:
    """Return the texts that a refused request carried, for its author to copy."""
    sent = [(name, value) for name, values in request.form.lists() for value in values]
    return [value for name, value in sent if name not in SECRET_FIELDS and _is_text(value)]


def _is_text(value: str) -> bool:
    return len(value) > LONG_TEXT or "\n" in value


def _ask_to_sign_in() -> Response:
    """Send a reader to sign in and back; keep the words of someone who was writing."""
    if request.method in {"GET", "HEAD"}:
        return _leave_for(url_for("participants.sign_in", next=request.path))
    return _resend(401)


def _leave_for(url: str) -> Response:
    if not wants_fragment():
        return see_other(url)
    response = make_response("")
    response.headers["HX-Redirect"] = url
    return response


def _expired(_error: CSRFError) -> Response:
    return _resend(400)


def _resend(status: int) -> Response:
    """Show what was sent in a form with a fresh token, so that nothing is lost."""
    fields = [
        (name, value, _is_text(value))
        for name, values in request.form.lists()
        if name not in SECRET_FIELDS
        for value in values
    ]
    body = render_template(
        "errors/resend.html",
        status=status,
        fields=fields,
        action=request.path,
        sign_in_needed=status == 401,
    )
    return _whole(body, status)


def _database_away(_error: Exception) -> Response:
    give_up()
    response = _page(503)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def register(app: Flask, _settings: Settings) -> None:
    """Answer every refusal with a page; a fault shows no trace of the code."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(DatabaseAway, _database_away)
