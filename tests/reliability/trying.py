"""Work for other processes: wrong passwords from many addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from deliberate import create_app
from deliberate.persistence.database import db

PATIENCE_SECONDS = 240
WRONG = "not the password at all"
VARIES = re.compile(r'name="csrf_token" value="[^"]*"|Wait \d+ minutes?|data-\w+-at="[^"]*"')


def try_passwords(
    config: Mapping[str, Any], tries: Sequence[tuple[str, str]], ready: Any, answers: Any
) -> None:
    """Try a wrong password for each (mailbox, IP address).

    Puts (mailbox, status, page without what belongs to this try, Retry-After) of every answer into
    the queue.
    """
    app = create_app(dict(config))
    found = []
    ready.wait(PATIENCE_SECONDS)
    for mailbox, address in tries:
        answer = app.test_client().post(
            "/en/sign-in/password",
            data={"address": mailbox, "password": WRONG, "next": ""},
            environ_base={"REMOTE_ADDR": address},
        )
        page = VARIES.sub("", answer.text.replace(mailbox, "MAILBOX"))
        found.append((mailbox, answer.status_code, page, answer.headers.get("Retry-After")))
    answers.put(found)
    with app.app_context():
        db.engine.dispose()
