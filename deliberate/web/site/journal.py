"""The public journal: what officials, moderators and operators did, as a page and as a feed."""

from __future__ import annotations

import re

from flask import Response, current_app, make_response, render_template, request

from deliberate.domain.acts import ActKind
from deliberate.domain.errors import NotFound
from deliberate.persistence.queries.public_journal import Filters, JournalPage, public_journal
from deliberate.web.shared.access import public
from deliberate.web.shared.headers import shared_cache
from deliberate.web.site import blueprint

A_MINUTE = 60
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2, Char) cannot hold, not even escaped: one form feed would end the feed."""


@blueprint.get("/journal")
@public
@shared_cache(A_MINUTE)
def journal() -> str:
    """Every public act of office, for everybody: date, role, act, what it was about."""
    filters, before = _filters(), request.args.get("before")
    return render_template(
        "site/journal.html",
        journal=_asked(filters, before),
        kinds=list(ActKind),
        kind=filters.kind,
        framework=filters.framework_slug,
        is_first=not before,
        filters=_in_address(filters),
    )


@blueprint.get("/journal.atom")
@public
@shared_cache(A_MINUTE)
def journal_feed() -> Response:
    """The newest acts for a feed reader, with the page's filters."""
    filters = _filters()
    feed = render_template(
        "site/journal.xml", journal=_asked(filters), filters=_in_address(filters)
    )
    response = make_response(NOT_IN_XML.sub("", feed))
    response.content_type = "application/atom+xml; charset=utf-8"
    return response


def _asked(filters: Filters, before: str | None = None) -> JournalPage:
    return public_journal(filters, str(current_app.secret_key), before)


def _filters() -> Filters:
    named = request.args.get("kind")
    if named and named not in set(ActKind):
        raise NotFound
    return Filters(ActKind(named) if named else None, request.args.get("framework") or None)


def _in_address(filters: Filters) -> dict[str, str]:
    asked = {"kind": filters.kind, "framework": filters.framework_slug}
    return {name: str(value) for name, value in asked.items() if value}
