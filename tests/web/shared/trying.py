"""Trying passwords until it is too much, from addresses of one's choice."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from deliberate.domain.actors import Actor
from deliberate.domain.limits import RULES, Counted, Limit
from tests.support.sessions import session_token

ADDRESS = "198.51.100.23"
ANY = "someone@example.org"


def most(limit: Limit, counted: Counted) -> int:
    """Return the number in a rule."""
    (found,) = [rule.amount for rule in RULES[limit] if rule.counted is counted]
    return found


def browser(app: Flask, address: str = ADDRESS, who: Actor | None = None) -> FlaskClient:
    """Return a browser at an address, of someone signed in where an actor is given."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    if who is not None:
        with client.session_transaction() as cookie:
            cookie["_user_id"] = session_token(app, who)
            cookie["_fresh"] = True
    return client


def try_password(
    client: FlaskClient, mailbox: str = ANY, password: str = "wrong, wrong, wrong", lang: str = "en"
) -> TestResponse:
    """Send the form of signing in."""
    sent = {"address": mailbox, "password": password, "next": f"/{lang}/"}
    return client.post(f"/{lang}/sign-in/password", data=sent)


def try_until_refused(client: FlaskClient) -> None:
    """Use up what one network may try for a mailbox."""
    for _ in range(most(Limit.SIGN_IN, Counted.MAILBOX_AND_NETWORK)):
        assert try_password(client).status_code == 422
