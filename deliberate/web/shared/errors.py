"""Refusals as pages: what happened, what to do next, and the person's words kept."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from deliberate.config import Settings
from deliberate.domain.errors import DomainError, SignInNeeded
from deliberate.persistence.database import DatabaseAway, give_up
from deliberate.web.shared.hypermedia import leave_for, whole_page
from deliberate.web.shared.labels import explain
from deliberate.web.shared.resending import kept_texts, sent_fields

RETRY_SECONDS = "30"
PAGES = {400, 403, 404, 409, 413, 422, 500, 503}


def _page(status: int, **context: Any) -> Response:
    template = f"errors/{status if status in PAGES else 400}.html"
    return whole_page(make_response(render_template(template, status=status, **context), status))


def _http(error: HTTPException) -> Response | HTTPException:
    if error.response is not None or isinstance(error, SecurityError):
        return error  # a host that is not ours: no page of ours can name its addresses
    return _page(error.code or 500)


def _refused(error: DomainError) -> Response:
    if isinstance(error, SignInNeeded):
        return _ask_to_sign_in()
    response = _page(error.status, explanation=explain(error), kept=kept_texts())
    if error.status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _ask_to_sign_in() -> Response:
    """Send a reader to sign in and back; keep the words of someone who was writing."""
    if request.method in {"GET", "HEAD"}:
        return leave_for(url_for("participants.sign_in", next=request.path))
    return resend(401)


def _expired(_error: CSRFError) -> Response:
    return resend(400)


def resend(status: int, template: str = "errors/resend.html", **context: Any) -> Response:
    """Show what was sent in a form with a fresh token, so that nothing is lost."""
    body = render_template(
        template,
        status=status,
        fields=sent_fields(),
        action=request.path,
        sign_in_needed=status == 401,
        **context,
    )
    return whole_page(make_response(body, status))


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
