"""Pages: shape of the input, one service or query, one template."""

from __future__ import annotations

from flask import Flask

from deliberate.config import Settings
from deliberate.web import (
    amendments,
    comments,
    desks,
    frameworks,
    moderation,
    participants,
    reports,
    rounds,
    site,
    votes,
)
from deliberate.web.shared import (
    access,
    arriving,
    assets,
    comment_lists,
    errors,
    headers,
    hypermedia,
    imprint,
    kept_pages,
    labels,
    limits,
    locale,
    parallel,
    redlines,
    second_step,
    session,
    sources,
)

SHARED = (
    kept_pages,
    arriving,
    locale,
    session,
    hypermedia,
    labels,
    parallel,
    redlines,
    sources,
    imprint,
    assets,
    comment_lists,
    errors,
    headers,
    second_step,
)
LOCALIZED = (
    site.blueprint,
    frameworks.blueprint,
    amendments.blueprint,
    comments.blueprint,
    desks.blueprint,
    moderation.blueprint,
    participants.blueprint,
    reports.blueprint,
    rounds.blueprint,
    votes.blueprint,
)


def register_web(app: Flask, settings: Settings) -> None:
    """Put the pages and everything they share onto the application."""
    for shared in SHARED:
        shared.register(app, settings)
    app.register_blueprint(site.unlocalized)
    for blueprint in LOCALIZED:
        app.register_blueprint(blueprint, url_prefix=locale.URL_PREFIX)
    access.register(app)
    limits.register(app, settings)
