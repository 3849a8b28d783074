"""Limits on what is sent, by Flask-Limiter: which view counts as what, and on whose account.

The view of a form says `@limited(Limit.SIGN_IN)`; one that says nothing counts as writing. Reading
is never limited. The rules stand in `domain/limits.py`, the counts in `persistence/limits.py`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from math import ceil
from typing import Any, TypeVar

import flask_limiter
from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter, RateLimitExceeded, RequestLimit
from flask_login import current_user

from deliberate.config import Settings
from deliberate.domain.credentials import keyed_hash
from deliberate.domain.limits import (
    FAIL_CLOSED,
    RULES,
    Counted,
    Limit,
    LimitsAway,
    Rule,
    network_of,
)
from deliberate.domain.participants import BadAddress
from deliberate.persistence.addresses import ensure_address
from deliberate.persistence.limits import counts_address
from deliberate.web.shared.errors import resend
from deliberate.web.shared.session import SAFE_METHODS, current_actor

log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., Any])
MINUTE = 60
FIRST_REFUSAL = 400
HASH_SHOWN = 12
SECRETS = ("password", "new_password", "code", "confirmation")
"""Fields that are asked for anew: no page gives a secret back."""
UNNAMED = "nowhere"
"""Where a request comes from that names no address: one that came through a local socket."""


def limited(limit: Limit) -> Callable[[View], View]:
    """Count requests for this view as `limit`."""

    def declare(view: View) -> View:
        view.limit = limit  # type: ignore[attr-defined]
        return view

    return declare


def limit_of(app: Flask, endpoint: str | None, method: str) -> Limit | None:
    """Return what a request counts as: nothing where it reads, else what its view says."""
    if endpoint is None or method in SAFE_METHODS:
        return None
    declared: Limit = getattr(app.view_functions[endpoint], "limit", Limit.WRITING)
    return declared


def _prepare() -> None:
    """Find out what this request counts as and on whose accounts; addresses go no further."""
    limit = g.limit = limit_of(current_app, request.endpoint, request.method)
    g.limit_accounts = {} if limit is None else _accounts(limit)


def _accounts(limit: Limit) -> dict[Counted, str]:
    network = network_of(request.remote_addr or UNNAMED)
    actor = current_actor()
    found = {Counted.NETWORK: network, Counted.PERSON: actor.account_ref or actor.participant_ref}
    if current_user.is_anonymous:
        found[Counted.STRANGERS] = network
    if limit in FAIL_CLOSED and "address" in request.form:
        mailbox = _mailbox(request.form["address"])
        found[Counted.MAILBOX] = mailbox
        found[Counted.MAILBOX_AND_NETWORK] = f"{mailbox} {network}"
    key = str(current_app.secret_key)
    return {
        counted: keyed_hash("limit", f"{counted}:{who}", key)
        for counted, who in found.items()
        if who
    }


def _mailbox(typed: str) -> str:
    """Return the address as accounts store it, so that no spelling of it is counted anew."""
    try:
        return ensure_address(typed)
    except BadAddress:
        return typed.strip().casefold()


def _does_not_count(limit: Limit, counted: Counted) -> bool:
    return g.limit is not limit or counted not in g.limit_accounts


def _account(counted: Counted) -> str:
    found: str = g.limit_accounts[counted]
    return found


def _as_flask_limiter_says_it(limit: Limit, rule: Rule, people: int) -> flask_limiter.Limit:
    return flask_limiter.Limit(
        f"{rule.most(people)} per {rule.minutes} minutes",
        key_function=partial(_account, rule.counted),
        scope=f"{limit.value} by {rule.counted.value}",
        shared=True,
        exempt_when=partial(_does_not_count, limit, rule.counted),
    )


def _limiter(settings: Settings, *, fails_open: bool) -> Limiter:
    rules = [
        _as_flask_limiter_says_it(limit, rule, settings.people_per_address)
        for limit, own in RULES.items()
        for rule in own
        if (limit not in FAIL_CLOSED) is fails_open
    ]
    return Limiter(
        partial(_account, Counted.NETWORK),
        default_limits=list(rules),
        strategy="fixed-window",
        storage_uri=counts_address(),
        storage_options={"fails_open": fails_open},
        on_breach=_remember,
    )


def _remember(refused: RequestLimit) -> None:
    g.limit_refused = refused


def _too_much(_error: RateLimitExceeded) -> Response:
    """Give back what was sent, with the time to wait."""
    seconds = _seconds_to_wait(g.limit_refused)
    response = resend(
        429,
        "errors/429.html",
        minutes=ceil(seconds / MINUTE),
        limit=g.limit,
        secrets=[name for name in SECRETS if name in request.form],
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def _note_refusal(response: Response) -> Response:
    """Leave a line where somebody was not let in, for those who watch the server.

    Who it was stands in it as the keyed hash under which it is counted, so that lines of one
    mailbox or one network can be told from others, and nothing else.
    """
    limit: Limit | None = g.get("limit")
    if limit in FAIL_CLOSED and response.status_code >= FIRST_REFUSAL:
        whose = (Counted.MAILBOX, Counted.PERSON, Counted.NETWORK)
        hashes = (g.limit_accounts.get(each, "")[:HASH_SHOWN] for each in whose)
        told = " ".join(
            f"{each}={short}" for each, short in zip(whose, hashes, strict=True) if short
        )
        log.warning("refused %s: status=%s %s", limit, response.status_code, told)
    return response


def _seconds_to_wait(refused: RequestLimit) -> int:
    try:
        return max(1, ceil(refused.window.reset_time - time.time()))
    except LimitsAway:
        return MINUTE


def register(app: Flask, settings: Settings) -> None:
    """Count what is sent, after it is known who sends it and that it came from a page of ours."""
    if not settings.limits:
        return
    app.before_request(_prepare)
    app.after_request(_note_refusal)
    with app.app_context():
        app.extensions["limiters"] = [
            _limiter(settings, fails_open=fails_open) for fails_open in (False, True)
        ]
    for limiter in app.extensions["limiters"]:
        limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, _too_much)
