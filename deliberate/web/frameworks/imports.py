"""Bringing a framework's text in."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for
from wtforms import Field

from deliberate.documents.errors import DocumentUnreadable
from deliberate.domain.frameworks import BadSlug, FrameworkKind, SlugTaken
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.services import drafts
from deliberate.web.frameworks import blueprint
from deliberate.web.frameworks.forms import ImportForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/frameworks/new")
@signed_in
def new() -> Response:
    """Ask for one file per language."""
    authorize(current_actor(), Permission.FRAMEWORK_CREATE)
    return _import_page(ImportForm())


@blueprint.post("/frameworks/new")
@signed_in
def import_texts() -> Response:
    """Read the files into a draft and go on to its pairing."""
    authorize(current_actor(), Permission.FRAMEWORK_CREATE)
    form = ImportForm()
    if form.validate_on_submit():
        try:
            drafts.import_texts(
                current_actor(),
                form.text("slug"),
                FrameworkKind(form.text("kind")),
                form.files(),
                request_time(),
            )
        except (BadSlug, SlugTaken) as error:
            form.refuse(form.slug, error)
        except DocumentUnreadable as error:
            form.refuse(_field_of(form, error), error)
        else:
            return see_other(url_for("frameworks.draft", slug=form.text("slug").strip()))
    return _import_page(form)


def _field_of(form: ImportForm, error: DocumentUnreadable) -> Field:
    field: Field = form.file_en if error.locale == Locale.EN else form.file_ko
    return field


def _import_page(form: ImportForm) -> Response:
    return make_response(render_template("frameworks/import.html", form=form), form.status)
