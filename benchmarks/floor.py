"""The floor: a bare Flask application that sends the same bytes or stores the same rows.

It reads what to send and where to write from `floor.json` in its instance folder.
"""

from __future__ import annotations

import json
import secrets
import sys
from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import Flask, Response, redirect, request

from benchmarks.store import Insert, Store, open_store
from deliberate.commands.serving import serve
from deliberate.config import read_settings
from deliberate.domain.comments import PLACES
from deliberate.domain.participants import new_ref

VOTE_KEYS = ("participant_id", "wording_id", "round_id")
VOTED = ("choice", "locale", "cast_at")
READY = "ready\n"


def create_app() -> Flask:
    """Build the floor."""
    settings = read_settings()
    facts = json.loads((settings.instance / "floor.json").read_text(encoding="utf-8"))
    store = open_store(settings.database)
    app = Flask("floor", static_folder=None)
    app.add_url_rule("/readyz", "readyz", lambda: READY)
    _add_pages(app, facts["pages"])
    app.add_url_rule("/vote", "vote", lambda: _vote(store, facts), methods=["POST"])
    app.add_url_rule("/comment", "comment", lambda: _comment(store, facts), methods=["POST"])
    return app


def _add_pages(app: Flask, pages: dict[str, Any]) -> None:
    kept = {name: (b64decode(each["body"]), each["headers"]) for name, each in pages.items()}

    @app.get("/page/<name>")
    def page(name: str) -> Response:
        body, headers = kept[name]
        return Response(body, headers=headers)


def _vote(store: Store, facts: dict[str, Any]) -> Any:
    at = datetime.now(UTC)
    vote = {
        "round_id": facts["round_id"],
        "wording_id": facts["hot_wording_id"],
        "participant_id": int(request.form["participant"]),
        "choice": request.form["choice"],
        "locale": "ko",
        "cast_at": at,
    }
    with store.transaction() as write:
        write(Insert("clause_vote", vote, VOTE_KEYS, VOTED))
        write(_entry("vote", "clause", facts["hot_ref"], at))
    return redirect("/voted", 303)


def _comment(store: Store, facts: dict[str, Any]) -> Any:
    at = datetime.now(UTC)
    contribution = {
        "ref": new_ref(),
        "kind": "comment",
        "round_id": facts["round_id"],
        "participant_id": int(request.form["participant"]),
        "channel": "web",
        "created_at": at,
        "submitted_at": at,
    }
    with store.transaction() as write:
        made = write(Insert("contribution", contribution, returning="id"))
        for each in _belongings(made, facts["other_wording_id"]):
            write(each)
        write(_entry("comment", "comment", contribution["ref"], at))
    return redirect("/sent", 303)


def _belongings(contribution_id: int, wording_id: int) -> list[Insert]:
    """Return what the product stores beside a contribution that is a comment."""
    own = {"contribution_id": contribution_id}
    words = {"locale": "ko", "body": request.form["body"], "is_original": True}
    lot = secrets.randbelow(PLACES - 1) + 1
    counts = {"agreed": 0, "disagreed": 0, "passed": 0}
    return [
        Insert("comment", {**own, "wording_id": wording_id, "stance": "concern"}),
        Insert("contribution_text", {**own, **words}),
        Insert("comment_standing", {"comment_id": contribution_id, "lot": lot, **counts}),
        Insert("submission", {**own, "key_hash": sha256(request.form["key"].encode()).hexdigest()}),
    ]


def _entry(verb: str, kind: str, ref: str, at: datetime) -> Insert:
    done = {"verb": verb, "object_kind": kind, "object_ref": ref, "at": at}
    return Insert("journal_entry", {**done, "role": "participant", "via": "page"})


def main() -> None:
    """Serve as the product is served."""
    host, port = sys.argv[1], int(sys.argv[2])
    serve(host, port, read_settings(), "benchmarks.floor:create_app")


if __name__ == "__main__":
    main()
