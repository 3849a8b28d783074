"""Reading about rounds: the list of a framework, and the page of one."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for

from deliberate.domain.errors import NotFound
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity
from deliberate.persistence.queries import round_pages
from deliberate.persistence.queries.amendments import standing_in
from deliberate.persistence.queries.rounds import RoundView
from deliberate.web.rounds import blueprint
from deliberate.web.rounds.timeline import days_of, timeline_of
from deliberate.web.shared.access import public
from deliberate.web.shared.headers import fresh_until, shared_cache
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time

HALF_A_MINUTE = 30


@blueprint.get("/frameworks/<slug>/rounds")
@public
@shared_cache(HALF_A_MINUTE)
def index(slug: str) -> str:
    """Every round of a framework, the newest first."""
    now = request_time()
    page = round_pages.round_list(slug, now)
    fresh_until(*(each.schedule.changes_next_at(now) for each in page.rounds))
    return render_template("rounds/index.html", page=page)


@blueprint.get("/rounds/<ref>")
@public
@shared_cache(HALF_A_MINUTE)
def show(ref: str) -> Response:
    """One round: where it stands, what is open, what was changed and why."""
    now = request_time()
    try:
        page = round_pages.round_page(ref, now)
    except NotFound:
        if round_pages.is_being_set_up(ref, current_actor()):
            return see_other(url_for("rounds.setup", ref=ref))
        raise
    next_at = page.view.schedule.changes_next_at(now)
    fresh_until(next_at)
    return make_response(
        render_template(
            "rounds/show.html",
            page=page,
            amendments=standing_in(ref),
            open_now=_open_now(page.view),
            timeline=timeline_of(page, now),
            days=days_of(page, now),
            next_at=next_at,
        )
    )


def _open_now(view: RoundView) -> list[tuple[Activity, Assurance]]:
    """Return what is open and to whom, in the order in which one does it."""
    return [(each, view.activities_now[each]) for each in Activity if each in view.activities_now]
