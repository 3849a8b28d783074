"""Mending the pairing of an imported text, and publishing it."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

from deliberate.domain.draft_edits import split_places
from deliberate.domain.drafts import DraftClause, in_order
from deliberate.domain.errors import DomainError, NotFound, StaleDraft
from deliberate.domain.frameworks import (
    LanguagesIncomplete,
    NothingToPublish,
    TitleTooLong,
    opening_words,
)
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.publication import gaps
from deliberate.persistence.queries import drafts as queries
from deliberate.persistence.queries.drafts import DraftPage
from deliberate.services import drafts, publication
from deliberate.web.frameworks import blueprint
from deliberate.web.frameworks.bench import bench_page
from deliberate.web.frameworks.edits import POSITION, Asked, edit_of
from deliberate.web.frameworks.forms import ButtonForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other, wants_fragment
from deliberate.web.shared.labels import explain
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/frameworks/<slug>/draft")
@signed_in
def draft(slug: str) -> Response:
    """The whole draft side by side, with everything that wants a look."""
    return _bench(queries.draft_page(slug, current_actor()))


@blueprint.get("/frameworks/<slug>/draft/clauses/<int:section>/<int:clause>")
@signed_in
def mend(slug: str, section: int, clause: int) -> Response:
    """The tools for one clause: a panel in the page, or a page of its own."""
    return _mend_page(queries.draft_page(slug, current_actor()), section, clause)


@blueprint.get("/frameworks/<slug>/draft/names")
@signed_in
def names(slug: str) -> Response:
    """The titles of the document and its sections."""
    page = queries.draft_page(slug, current_actor())
    return _render("frameworks/names.html", page)


@blueprint.get("/frameworks/<slug>/draft/left-out")
@signed_in
def left_out(slug: str) -> Response:
    """The words that are not part of the framework, each with its reason."""
    page = queries.draft_page(slug, current_actor())
    return _render("frameworks/left_out.html", page)


@blueprint.post("/frameworks/<slug>/draft")
@signed_in
def edit(slug: str) -> Response:
    """Apply one operation and save the result."""
    page = queries.draft_page(slug, current_actor())
    asked = Asked(request.form)
    if not ButtonForm().validate_on_submit():
        abort(400)
    try:
        drafts.mend_draft(
            current_actor(),
            page.framework_ref,
            asked.number("revision"),
            edit_of(request.form),
            request_time(),
        )
    except DomainError as error:
        return _refused(page, error)
    flash(_("Saved. You can undo this step."), "done")
    return see_other(_back_to(slug, asked))


@blueprint.post("/frameworks/<slug>/draft/undo")
@signed_in
def undo(slug: str) -> Response:
    """Take the last step back."""
    page = queries.draft_page(slug, current_actor())
    asked = Asked(request.form)
    if not ButtonForm().validate_on_submit():
        abort(400)
    try:
        revision = drafts.undo_mending(
            current_actor(), page.framework_ref, asked.number("revision"), request_time()
        )
    except StaleDraft as error:
        return _refused(page, error)
    if revision != page.revision:
        flash(_("The last step is undone."), "done")
    return see_other(url_for("frameworks.draft", slug=slug))


@blueprint.get("/frameworks/<slug>/draft/publish")
@signed_in
def confirm_publication(slug: str) -> Response:
    """Say what publishing means and what still prevents it."""
    page = queries.draft_page(slug, current_actor())
    authorize(current_actor(), Permission.FRAMEWORK_PUBLISH, page.framework_ref)
    return _render("frameworks/publish.html", page, gaps=gaps(page.draft))


@blueprint.post("/frameworks/<slug>/draft/publish")
@signed_in
def publish(slug: str) -> Response:
    """Publish the draft as version 1."""
    page = queries.draft_page(slug, current_actor())
    if not ButtonForm().validate_on_submit():
        abort(400)
    revision = Asked(request.form).number("revision")
    try:
        publication.publish_first_version(
            current_actor(), page.framework_ref, revision, request_time()
        )
    except (LanguagesIncomplete, NothingToPublish, TitleTooLong) as error:
        return _render(
            "frameworks/publish.html",
            page,
            gaps=gaps(page.draft),
            problem=explain(error),
            status=error.status,
        )
    except StaleDraft as error:
        return _refused(page, error)
    return see_other(url_for("frameworks.show", slug=slug))


def _refused(page: DraftPage, error: DomainError) -> Response:
    """Show the newest state with the reason on top; a refused edit has changed nothing."""
    if isinstance(error, NotFound):
        raise error
    newest = queries.draft_page(page.slug, current_actor())
    return _bench(newest, problem=explain(error), status=error.status)


def _back_to(slug: str, asked: Asked) -> str:
    back = asked.text("back")
    if back in {"names", "left_out"}:
        return url_for(f"frameworks.{back}", slug=slug)
    anchor = f"r-{asked.text('section')}-{asked.text('clause')}"
    page = asked.text("page")
    return url_for("frameworks.draft", slug=slug, page=page or None, _anchor=anchor)


def _bench(page: DraftPage, problem: str = "", status: int = 200) -> Response:
    wanted = request.values.get("page", "")
    number = int(wanted) if POSITION.fullmatch(wanted) else 1
    bench = bench_page(page.draft, number)
    return _render("frameworks/draft.html", page, bench=bench, problem=problem, status=status)


def _mend_page(page: DraftPage, section: int, clause: int) -> Response:
    row = _clause(page, section, clause)
    places = {locale: split_places(cell) for locale, cell in row.cells.items()}
    template = "frameworks/_mend.html" if wants_fragment() else "frameworks/mend.html"
    neighbours = [_called(each) for each in page.draft.sections[section].clauses]
    return _render(
        template,
        page,
        row=row,
        at={"section": section, "clause": clause},
        places=places,
        neighbours=neighbours,
    )


def _clause(page: DraftPage, section: int, clause: int) -> DraftClause:
    try:
        return page.draft.sections[section].clauses[clause]
    except IndexError:
        raise NotFound from None


def _called(clause: DraftClause) -> str:
    """Return how a clause is called where it can be chosen."""
    cells = [clause.cells[locale] for locale in in_order(clause.cells)]
    names = [opening_words(cell.heading or cell.text) for cell in cells]
    return next((name for name in names if name), "")


def _render(template: str, page: DraftPage, status: int = 200, **context: Any) -> Response:
    body = render_template(template, page=page, draft=page.draft, **context)
    return make_response(body, status)
