"""The queue of a moderator: what waits, how much is left, what comes next."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

from deliberate.persistence.queries import moderation_queue as queries
from deliberate.persistence.queries.waves import waves as waves_of
from deliberate.web.moderation import blueprint
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time

SHOWN = 20


@blueprint.get("/moderation")
@signed_in
def queue() -> Response:
    """What waits on the frameworks that the viewer moderates."""
    found = queries.queue(current_actor(), request_time())
    body = render_template(
        "moderation/queue.html",
        queue=found,
        shown=found.entries[:SHOWN],
        wave_count=len(waves_of(current_actor())),
    )
    return make_response(body)


@blueprint.get("/moderation/waves")
@signed_in
def waves() -> str:
    """Comments that say nearly the same, for a person to look at."""
    return render_template("moderation/waves.html", waves=waves_of(current_actor()))


@blueprint.get("/moderation/next")
@signed_in
def next_item() -> Response:
    """Go to what comes next, the first of all without `after`; to the queue at its end."""
    found = queries.queue(current_actor(), request_time())
    entry = found.after(request.args.get("after", ""))
    if entry is None:
        flash(_("You are at the end of the queue."), "done")
        return see_other(url_for("moderation.queue"))
    return see_other(url_for("moderation.item", ref=entry.ref))
