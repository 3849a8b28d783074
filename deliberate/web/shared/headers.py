"""What every answer says about itself: security, caching, compression."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, current_app, g, make_response, request
from flask_compress import Compress
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from deliberate.config import Settings
from deliberate.web.shared.session import SAFE_METHODS, request_time

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"

csrf = CSRFProtect()


def shared_cache(seconds: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let caches keep a view's page for people who are not signed in.

    Such a page must carry no form and nothing personal.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def cached(*args: Any, **kwargs: Any) -> Response:
            response = make_response(view(*args, **kwargs))
            if current_user.is_anonymous and request.method in SAFE_METHODS:
                response.cache_control.public = True
                response.cache_control.max_age = _seconds_fresh(seconds)
            return response

        return cached

    return decorate


def fresh_until(*moments: datetime | None) -> None:
    """Let no cache keep this answer past the next of these moments: the clock changes it then.

    Moments that lie behind and None change nothing.
    """
    ahead = [each for each in moments if each is not None and each > request_time()]
    known: datetime | None = g.get("fresh_until")
    if known is not None:
        ahead.append(known)
    g.fresh_until = min(ahead, default=None)


def _seconds_fresh(most: int) -> int:
    ends: datetime | None = g.get("fresh_until")
    return most if ends is None else min(most, int((ends - request_time()).total_seconds()))


def _refuse_other_sites() -> None:
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)


def _describe(response: Response) -> Response:
    for name, value in current_app.extensions["security_headers"].items():
        response.headers.setdefault(name, value)
    if not response.cache_control:
        response.cache_control.no_store = True
    return response


def register(app: Flask, settings: Settings) -> None:
    """Protect every form, and put the headers on every answer."""
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 5
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False  # Fetch Metadata says it; referrers are often cut
    csrf.init_app(app)
    Compress(app)
    app.before_request(_refuse_other_sites)
    app.after_request(_describe)
    https_only = {"Strict-Transport-Security": TWO_YEARS} if settings.https else {}
    app.extensions["security_headers"] = {**SECURITY, **https_only}
