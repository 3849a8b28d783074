"""Amendments as everybody reads them: one at its own address, and those to a clause."""

from __future__ import annotations

from flask import Response, render_template, request, url_for

from deliberate.domain.errors import NotFound
from deliberate.persistence.queries import amendment_drafts, amendment_pages, comment_places
from deliberate.web.amendments import blueprint
from deliberate.web.shared.access import public
from deliberate.web.shared.amendment_lists import amendments_on
from deliberate.web.shared.headers import fresh_until, shared_cache
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time

HALF_A_MINUTE = 30


@blueprint.get("/frameworks/<slug>/clauses/<ref>/amendments")
@public
@shared_cache(HALF_A_MINUTE)
def index(slug: str, ref: str) -> str:
    """A page of the amendments to a clause."""
    place = comment_places.newest_place(ref, slug)
    wanted = request.args.get("page", 1, type=int)
    return render_template(
        "amendments/index.html", place=place, proposed=amendments_on(ref, wanted)
    )


@blueprint.get("/amendments/<ref>")
@public
@shared_cache(HALF_A_MINUTE)
def show(ref: str) -> Response | str:
    """One amendment, at the address by which it is cited."""
    now = request_time()
    try:
        page = amendment_pages.amendment_page(ref, now)
    except NotFound:
        amendment_drafts.own_amendment(ref, current_actor(), now)
        return see_other(url_for("amendments.check", ref=ref))
    fresh_until(page.round.schedule.changes_next_at(now))
    return render_template("amendments/show.html", page=page)
