"""Flask-Login over the server-side session table: the cookie carries a token, never an id."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from flask import Flask, current_app, g, request, session
from flask_login import AnonymousUserMixin, LoginManager, current_user, login_user, logout_user

from deliberate.config import Settings
from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.credentials import Newcomer, token_hash
from deliberate.domain.permissions import Permission, can
from deliberate.domain.second_factors import in_session
from deliberate.persistence.database import now
from deliberate.persistence.queries.accounts import Visitor, visitor_by_token_hash
from deliberate.web.shared.locale import current_locale

SEED_BYTES = 16
SEED_SECONDS = 3600
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
FORMS = ("csrf_token",)
"""What the session holds for the forms that are open in a browser."""


class SessionUser:
    """A visitor with a session. A guest has one too, but is not authenticated."""

    is_active = True

    def __init__(self, token: str, visitor: Visitor, actor: Actor) -> None:
        self.token = token
        self.visitor = visitor
        self.actor = actor
        self.is_authenticated = visitor.actor.is_known
        self.is_anonymous = False

    def get_id(self) -> str:
        """Return what the signed cookie carries."""
        return self.token


class Stranger(AnonymousUserMixin):  # type: ignore[misc]
    """A visitor without a session."""

    actor = ANONYMOUS
    visitor = None
    token = None


def current_actor() -> Actor:
    """Return the one on whose behalf this request acts."""
    actor: Actor = current_user.actor
    return actor


def begin_session(token: str, *, keeps_forms: bool = False) -> None:
    """Let this browser carry a session that a service has just opened.

    With `keeps_forms` its open pages can still be sent: a stranger became a guest with one of them.
    """
    kept = {name: session[name] for name in FORMS if name in session and keeps_forms}
    session.clear()
    session.update(kept)
    user = _load(token)
    if user is not None:
        login_user(user)


def forget_session() -> None:
    """Take the session off this browser; the service has ended it already."""
    logout_user()
    session.clear()


def session_has_ended() -> bool:
    """Whether this browser carries a session that is over, so that it was someone's until then."""
    return "_user_id" in session and current_user.is_anonymous


def expect_newcomer() -> None:
    """Prepare a stranger's browser for a first contribution; for pages with a form only.

    The seed in the cookie makes one guest of a form that is sent twice. After an hour it is
    renewed, since someone else may sit at the device by then.
    """
    if not current_user.is_anonymous:
        return
    made_at = str(session.get("newcomer", "")).partition("-")[0]
    age = request_time().timestamp() - float(made_at or 0)
    if not 0 <= age < SEED_SECONDS:
        session["newcomer"] = _new_seed()


def newcomer() -> Newcomer | None:
    """Return the stranger who sends something, None for someone whom we know already."""
    if not current_user.is_anonymous:
        return None
    seed = session.get("newcomer") or _new_seed()
    return Newcomer(current_locale(), str(seed), str(current_app.secret_key))


def _new_seed() -> str:
    return f"{request_time().timestamp():.0f}-{secrets.token_urlsafe(SEED_BYTES)}"


def _load(token: str) -> SessionUser | None:
    visitor = visitor_by_token_hash(token_hash(token), request_time())
    return SessionUser(token, visitor, _in_session(visitor)) if visitor else None


def _in_session(visitor: Visitor) -> Actor:
    """Return the actor as far as the second step has been taken; reading asks for none anew."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.asks_second_step:
        return visitor.actor
    actor = in_session(visitor.actor, visitor.confirmed_at, request_time())
    if actor.roles_wait or request.method not in SAFE_METHODS:
        return actor
    return replace(actor, is_confirmed=True)


def load_anew() -> None:
    """Read who this is once more, after the session has changed in this request."""
    if current_user.token and (user := _load(current_user.token)):
        login_user(user)


def request_time() -> datetime:
    """Return the moment at which this request began: the time that every rule is given."""
    moment: datetime | None = g.get("request_time")
    if moment is None:
        moment = g.request_time = now()
    return moment


def _can(permission: str, ref: str | None = None) -> bool:
    return can(current_actor(), Permission(permission), ref)


def register(app: Flask, _settings: Settings) -> None:
    """Load the visitor from the cookie, and give templates `can()`."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = Stranger
    manager.user_loader(_load)
    app.before_request(_fix_time)
    app.jinja_env.globals["can"] = _can


def _fix_time() -> None:
    request_time()
