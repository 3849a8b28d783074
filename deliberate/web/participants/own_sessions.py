"""Where one is signed in, and leaving: everywhere, elsewhere, quickly."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, request, session, url_for
from flask_login import current_user

from deliberate.config import Settings
from deliberate.domain.credentials import token_hash
from deliberate.persistence.queries.accounts import sessions_of
from deliberate.services import own_sessions
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import EmptyForm
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time

EVERYTHING = '"cache", "cookies", "storage"'


@blueprint.get("/account/sessions")
@signed_in
def session_list() -> str:
    """Show where this account is signed in."""
    found = sessions_of(current_actor().account_ref, token_hash(current_user.token), request_time())
    return render_template("participants/sessions.html", sessions=found)


@blueprint.post("/account/sessions/<ref>/end")
@signed_in
def end_session(ref: str) -> Response:
    """End one session."""
    if EmptyForm().validate_on_submit():
        own_sessions.end_own_session(current_actor(), ref, request_time())
    return see_other(url_for("participants.session_list"))


@blueprint.post("/account/sessions/end-others")
@signed_in
def end_other_sessions() -> Response:
    """End all sessions but this one."""
    if EmptyForm().validate_on_submit():
        own_sessions.end_other_sessions(current_actor(), current_user.token, request_time())
    return see_other(url_for("participants.session_list"))


@blueprint.get("/leave")
@public
def leave() -> Response:
    """Leave at once for a harmless page, and take everything of ours off this browser.

    A link, so that it is one tap on every page, also on those that a cache keeps; it writes
    nothing here. Another site cannot use it to sign people out.
    """
    settings: Settings = current_app.extensions["settings"]
    response = make_response("", 200)
    response.headers["Refresh"] = f"0; url={settings.exit_url}"
    response.headers["Referrer-Policy"] = "no-referrer"
    if request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}:
        session.clear()
        response.headers["Clear-Site-Data"] = EVERYTHING
    return response
