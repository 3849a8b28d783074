"""Who is heard in a round: the same page for everyone."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from flask import render_template
from flask_babel import gettext as _

from deliberate.domain.contributions import Channel
from deliberate.domain.localized import Locale
from deliberate.domain.votes import SupportBand
from deliberate.persistence.queries.representation import RepresentationPage, representation_page
from deliberate.web.rounds import blueprint
from deliberate.web.shared.access import public
from deliberate.web.shared.headers import fresh_until, shared_cache
from deliberate.web.shared.labels import label
from deliberate.web.shared.session import request_time

HALF_A_MINUTE = 30


@blueprint.get("/rounds/<ref>/representation")
@public
@shared_cache(HALF_A_MINUTE)
def representation(ref: str) -> str:
    """Whom the round has to hear, whom it heard, what groups think, and who is missing."""
    now = request_time()
    page = representation_page(ref, now)
    fresh_until(page.view.schedule.changes_next_at(now), page.view.sealed_until)
    return render_template(
        "rounds/representation.html",
        page=page,
        bands=list(reversed(SupportBand)),
        mixes=[
            (_("By the language in which they took part"), _mix(page, "by_language", Locale)),
            (_("By the way in which they took part"), _mix(page, "by_channel", Channel)),
        ],
    )


def _mix(page: RepresentationPage, key: str, members: Iterable[StrEnum]) -> list[tuple[str, int]]:
    counts = page.mixes.get(key, {})
    return [(label(each), counts.get(each.value, 0)) for each in members]
