"""Writing plain summaries, and what the document is."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _

from deliberate.domain.localized import LOCALES
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.text.plainness import WORDS_AT_MOST, LongSentence, long_sentences
from deliberate.persistence.queries import clauses, frameworks
from deliberate.persistence.queries import summaries as summary_queries
from deliberate.services import publication, summaries
from deliberate.web.frameworks import blueprint
from deliberate.web.frameworks.forms import DescriptionForm, SummaryForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/frameworks/<slug>/summaries")
@signed_in
def summary_list(slug: str) -> str:
    """Every clause of a framework: how its plain summary stands, with a way to it."""
    listed = summary_queries.summary_list(slug)
    authorize(current_actor(), Permission.CLAUSE_SUMMARISE, listed.framework.ref)
    return render_template("frameworks/summaries.html", listed=listed, page=listed.framework)


@blueprint.get("/frameworks/<slug>/clauses/<ref>/summary")
@signed_in
def edit_summary(slug: str, ref: str) -> Response:
    """Show the clause and a box for its plain summary in each language."""
    page = clauses.clause_page(slug, ref)
    authorize(current_actor(), Permission.CLAUSE_SUMMARISE, page.framework_ref)
    return _summary_page(page, SummaryForm(data=dict(page.summaries)))


@blueprint.post("/frameworks/<slug>/clauses/<ref>/summary")
@signed_in
def summarise(slug: str, ref: str) -> Response:
    """Save the plain summaries; whoever wrote long sentences gets to see which, once saved."""
    page = clauses.clause_page(slug, ref)
    form = SummaryForm()
    if not form.validate_on_submit():
        return _summary_page(page, form)
    texts = {"ko": form.text("ko"), "en": form.text("en")}
    summaries.summarise_clause(current_actor(), page.framework_ref, ref, texts, request_time())
    if not any(_advice(form).values()):
        return see_other(url_for("frameworks.clause", slug=slug, ref=ref))
    flash(_("Saved. Some sentences are long: see below."), "done")
    return see_other(url_for("frameworks.edit_summary", slug=slug, ref=ref))


def _summary_page(page: clauses.ClausePage, form: SummaryForm) -> Response:
    body = render_template(
        "frameworks/summary.html", page=page, form=form, advice=_advice(form), at_most=WORDS_AT_MOST
    )
    return make_response(body, form.status)


def _advice(form: SummaryForm) -> dict[str, tuple[LongSentence, ...]]:
    """Return the long sentences by language; an advice, which nobody has to follow."""
    return {each.value: long_sentences(form.text(each), each) for each in LOCALES}


@blueprint.get("/frameworks/<slug>/about")
@signed_in
def edit_description(slug: str) -> Response:
    """Show a box for the description in each language."""
    page = frameworks.framework_view(slug)
    authorize(current_actor(), Permission.FRAMEWORK_DRAFT, page.ref)
    return _description_page(page, DescriptionForm(data=dict(page.descriptions)))


@blueprint.post("/frameworks/<slug>/about")
@signed_in
def describe(slug: str) -> Response:
    """Save the description."""
    page = frameworks.framework_view(slug)
    form = DescriptionForm()
    if not form.validate_on_submit():
        return _description_page(page, form)
    texts = {"ko": form.text("ko"), "en": form.text("en")}
    publication.describe_framework(current_actor(), page.ref, texts, request_time())
    return see_other(url_for("frameworks.show", slug=slug))


def _description_page(page: frameworks.FrameworkView, form: DescriptionForm) -> Response:
    body = render_template("frameworks/description.html", page=page, form=form)
    return make_response(body, form.status)
