"""Comments as everybody reads them: the list of a clause, one comment at its own address."""

from __future__ import annotations

from flask import Response, render_template, url_for

from deliberate.domain.errors import NotFound
from deliberate.persistence.queries import comment_pages, comment_places
from deliberate.web.comments import blueprint
from deliberate.web.shared.access import public
from deliberate.web.shared.comment_lists import wanted_comments, wanted_reading
from deliberate.web.shared.headers import shared_cache
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor

HALF_A_MINUTE = 30


@blueprint.get("/frameworks/<slug>/clauses/<ref>/comments")
@public
@shared_cache(HALF_A_MINUTE)
def index(slug: str, ref: str) -> str:
    """A page of the comments on a clause, in the order that the address asks for."""
    place = comment_places.newest_place(ref, slug)
    return render_template("comments/index.html", place=place, voices=wanted_comments(ref))


@blueprint.get("/comments/<ref>")
@public
@shared_cache(HALF_A_MINUTE)
def show(ref: str) -> Response | str:
    """One comment with its replies, at the address by which it is cited."""
    reading = wanted_reading()
    try:
        page = comment_pages.comment_page(ref, reading)
    except NotFound:
        if not comment_pages.awaits_moderator(ref, current_actor()):
            raise
        return see_other(url_for("comments.answer", ref=ref))
    return render_template("comments/show.html", page=page)
