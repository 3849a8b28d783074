"""Publishing the outcome of a round with the next version."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from deliberate.domain.closing import PublicationBlocked
from deliberate.persistence.queries.closing import Workbench, workbench
from deliberate.services import next_versions
from deliberate.web.desks import blueprint
from deliberate.web.desks.closing import page
from deliberate.web.desks.forms import ButtonForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import label
from deliberate.web.shared.redlines import changes
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/rounds/<ref>/closing/publish")
@signed_in
def publish(ref: str) -> Response:
    """Show everything once more, or what still blocks it."""
    return _page(workbench(ref, current_actor()))


@blueprint.post("/rounds/<ref>/closing/publish")
@signed_in
def confirm_publication(ref: str) -> Response:
    """Publish; what blocks it is listed."""
    bench = workbench(ref, current_actor())
    if not ButtonForm().validate_on_submit():
        return _page(bench)
    try:
        next_versions.publish_outcome(current_actor(), ref, request_time())
    except PublicationBlocked as refusal:
        return _page(workbench(ref, current_actor()), refusal.status)
    flash(_("The outcome is published."), "done")
    return see_other(url_for("reports.show", ref=ref))


def _page(bench: Workbench, status: int = 200) -> Response:
    changed = [each.next for each in bench.clauses if each.next.is_changed]
    return page(
        "desks/publish.html",
        status,
        bench=bench,
        blockers=[(label(each.kind), each.count) for each in bench.blockers],
        changed=[
            (
                each,
                [
                    {"lang": locale, "segments": changes(text.base, text.body)}
                    for locale, text in each.texts.items()
                    if text.is_changed
                ],
            )
            for each in changed
        ],
        citing=[each for each in bench.clauses if each.next.ref in bench.moved_citations],
        page_errors=bool(bench.blockers) and status != 200,
    )
