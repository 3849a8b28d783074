"""Reading a framework: the list, the whole text, one version, one clause."""

from __future__ import annotations

from flask import render_template, request

from deliberate.domain.localized import LOCALES
from deliberate.domain.rounds import Activity
from deliberate.persistence.queries import clauses, comments, frameworks, provenance, rounds
from deliberate.web.frameworks import blueprint
from deliberate.web.shared.access import public
from deliberate.web.shared.amendment_lists import amendments_on
from deliberate.web.shared.comment_lists import first_comments
from deliberate.web.shared.headers import shared_cache
from deliberate.web.shared.session import request_time

HALF_A_MINUTE = 30
SIDE_BY_SIDE = "both"


@blueprint.get("/frameworks")
@public
@shared_cache(HALF_A_MINUTE)
def index() -> str:
    """Every framework that has been published."""
    return render_template("frameworks/index.html", frameworks=frameworks.published())


@blueprint.get("/frameworks/<slug>")
@public
@shared_cache(HALF_A_MINUTE)
def show(slug: str) -> str:
    """The newest version, whole."""
    return _whole(frameworks.framework_view(slug))


@blueprint.get("/frameworks/<slug>/versions/<int:number>")
@public
@shared_cache(HALF_A_MINUTE)
def version(slug: str, number: int) -> str:
    """A version of its own; its address never changes."""
    return _whole(frameworks.framework_view(slug, number))


def _whole(page: frameworks.FrameworkView) -> str:
    return render_template(
        "frameworks/show.html",
        page=page,
        tongue=_tongue(),
        open_round=rounds.open_round_of(page.ref, request_time()),
        comment_counts=comments.counts_of(page.slug, page.version.number),
        sources=provenance.sources_in(page.slug, page.version.number),
    )


@blueprint.get("/frameworks/<slug>/clauses/<ref>")
@public
@shared_cache(HALF_A_MINUTE)
def clause(slug: str, ref: str) -> str:
    """One clause; its address never changes, through every version."""
    page = clauses.clause_page(slug, ref)
    current = rounds.open_round_of(page.framework_ref, request_time())
    return render_template(
        "frameworks/clause.html",
        page=page,
        tongue=_tongue(),
        voices=first_comments(ref),
        proposed=amendments_on(ref),
        takes_amendments=current is not None and Activity.AMEND in current.activities_now,
        takes_comments=current is not None and Activity.COMMENT in current.activities_now,
        in_round=rounds.clause_in_round(page.framework_ref, ref),
    )


def _tongue() -> str:
    """Return which language of the text is wanted: a code, "both", or "" where nothing is said."""
    wanted = request.args.get("text", "")
    return wanted if wanted in {*LOCALES, SIDE_BY_SIDE} else ""
