"""Organisations and those who speak for them."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for

from deliberate.domain.organisations import BadOrganisationName, BadWebsite, LastDelegate
from deliberate.domain.participants import UnknownAddress
from deliberate.persistence.queries import organisations as queries
from deliberate.services import organisations
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import DelegateForm, EmptyForm, OrganisationForm
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/organisations")
@public
def organisation_list() -> str:
    """Every organisation that takes part, and whether an official has confirmed it."""
    return render_template("participants/organisations.html", organisations=queries.every_one())


@blueprint.get("/organisations/new")
@signed_in
def new_organisation() -> Response:
    """Ask for the name of an organisation."""
    return _new_page(OrganisationForm())


@blueprint.post("/organisations/new")
@signed_in
def create_organisation() -> Response:
    """Register an organisation with oneself as its first delegate."""
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            ref = organisations.create_organisation(
                current_actor(), form.text("name"), form.text("website"), request_time()
            )
        except BadOrganisationName as error:
            form.refuse(form.name, error)
        except BadWebsite as error:
            form.refuse(form.website, error)
        else:
            return see_other(url_for("participants.organisation", ref=ref))
    return _new_page(form)


def _new_page(form: OrganisationForm) -> Response:
    body = render_template("participants/new_organisation.html", form=form)
    return make_response(body, form.status)


@blueprint.get("/organisations/<ref>")
@public
def organisation(ref: str) -> Response:
    """An organisation; its delegates see and change who they are."""
    return _organisation_page(ref, DelegateForm())


@blueprint.post("/organisations/<ref>/delegates")
@signed_in
def name_delegate(ref: str) -> Response:
    """Let someone speak for the organisation."""
    form = DelegateForm()
    if form.validate_on_submit():
        try:
            organisations.name_delegate(current_actor(), ref, form.text("address"), request_time())
        except UnknownAddress as error:
            form.refuse(form.address, error)
        else:
            return see_other(url_for("participants.organisation", ref=ref))
    return _organisation_page(ref, form)


@blueprint.post("/organisations/<ref>/delegates/<account_ref>/end")
@signed_in
def end_delegate(ref: str, account_ref: str) -> Response:
    """End someone's speaking for the organisation."""
    form = DelegateForm(formdata=None)
    if EmptyForm().validate_on_submit():
        try:
            organisations.end_delegate(current_actor(), ref, account_ref, request_time())
        except LastDelegate as error:
            form.refuse(form.address, error)
            return _organisation_page(ref, form)
    return see_other(url_for("participants.organisation", ref=ref))


@blueprint.post("/organisations/<ref>/verify")
@signed_in
def verify_organisation(ref: str) -> Response:
    """Confirm that an organisation is what it says it is."""
    if EmptyForm().validate_on_submit():
        organisations.verify_organisation(current_actor(), ref, request_time())
    return see_other(url_for("participants.organisation", ref=ref))


def _organisation_page(ref: str, form: DelegateForm) -> Response:
    body = render_template(
        "participants/organisation.html",
        page=queries.organisation_page(ref, current_actor()),
        form=form,
        button=EmptyForm(formdata=None),
    )
    return make_response(body, form.status)
