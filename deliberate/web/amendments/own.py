"""One's own amendment after handing it in: changing it, taking it back; and translating one."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _

from deliberate.domain.amendments import StaleAmendment
from deliberate.domain.errors import Conflict, DomainError, NotFound, NotPermitted
from deliberate.domain.localized import Locale
from deliberate.persistence.queries import amendment_drafts, amendment_pages
from deliberate.persistence.queries.amendment_drafts import OwnAmendmentView
from deliberate.persistence.queries.amendment_pages import AmendmentPanel
from deliberate.services import amendment_translations, amendments
from deliberate.web.amendments import blueprint
from deliberate.web.amendments.desk import desk_of
from deliberate.web.amendments.forms import ButtonForm, RevisionForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/amendments/<ref>/edit")
@signed_in
def edit(ref: str) -> Response:
    """Show one's own amendment, whole, to write over; a draft is written step by step."""
    own = _own(ref)
    if own.is_draft:
        return see_other(url_for("amendments.text", ref=ref))
    form = RevisionForm(formdata=None)
    form.kind.data, form.seen.data = own.kind, str(own.number)
    form.start_with(own.kind, own.place.clause.bodies)
    form.fill(own.texts)
    return _edit_page(own, form)


@blueprint.post("/amendments/<ref>/edit")
@signed_in
def revise(ref: str) -> Response:
    """Save the next revision of one's own amendment."""
    form, own = RevisionForm(), _own(ref)
    if not (form.validate_on_submit() and form.fits()):
        return _edit_page(own, form)
    try:
        amendments.revise_amendment(
            current_actor(), ref, form.whole(), form.revision, request_time()
        )
    except NotFound:
        raise
    except DomainError as refusal:
        return _edit_page(own, form, refusal)
    flash(
        _("Your amendment is changed. Those who stood behind it are asked to look again."), "done"
    )
    return see_other(url_for("amendments.panel", ref=ref))


@blueprint.get("/amendments/<ref>/withdraw")
@signed_in
def confirm_withdrawal(ref: str) -> Response:
    """Say what taking an amendment back means."""
    return make_response(render_template("amendments/withdraw.html", own=_own(ref)))


@blueprint.post("/amendments/<ref>/withdraw")
@signed_in
def withdraw(ref: str) -> Response:
    """Take one's own amendment back."""
    if not ButtonForm().validate_on_submit():
        return confirm_withdrawal(ref)
    amendments.withdraw_amendment(current_actor(), ref, request_time())
    flash(_("Your amendment is withdrawn. Only its place is left."), "done")
    return see_other(url_for("participants.mine"))


@blueprint.get("/amendments/<ref>/translate/<any(ko,en):locale>")
@signed_in
def translation(ref: str, locale: str) -> Response:
    """Show an amendment beside boxes for the language that is missing."""
    panel, form = _translatable(ref, locale), RevisionForm(formdata=None)
    form.seen.data = str(panel.amendment.number)
    own_words = {each.locale: each for each in panel.amendment.texts}
    if locale in own_words:
        form.fill({locale: own_words[locale]})
    elif panel.amendment.kind.value == "change":
        form[f"body_{locale}"].data = panel.place.clause.bodies.get(locale, "")
    return _translation_page(panel, locale, form)


@blueprint.post("/amendments/<ref>/translate/<any(ko,en):locale>")
@signed_in
def translate(ref: str, locale: str) -> Response:
    """Save an amendment's words in the language that is missing."""
    panel, form = _translatable(ref, locale), RevisionForm()
    if not (form.validate_on_submit() and form.fits()):
        return _translation_page(panel, locale, form)
    try:
        amendment_translations.translate_amendment(
            current_actor(),
            ref,
            Locale(locale),
            form.proposal_in(locale),
            form.revision,
            request_time(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        return _translation_page(panel, locale, form, refusal)
    flash(_("The translation is saved."), "done")
    return see_other(url_for("amendments.panel", ref=ref))


def _own(ref: str) -> OwnAmendmentView:
    """Return one's own amendment; raises `Conflict` once it is withdrawn."""
    own = amendment_drafts.own_amendment(ref, current_actor(), request_time())
    if own.is_withdrawn:
        raise Conflict
    return own


def _translatable(ref: str, locale: str) -> AmendmentPanel:
    panel = amendment_pages.amendment_panel(ref, current_actor(), request_time())
    if not panel.may_translate or not panel.amendment.is_readable:
        raise NotPermitted
    originals = {each.locale for each in panel.amendment.texts if each.is_original and each.reason}
    if locale in originals:
        raise Conflict
    return panel


def _edit_page(
    own: OwnAmendmentView, form: RevisionForm, refusal: DomainError | None = None
) -> Response:
    is_stale = isinstance(refusal, StaleAmendment)
    if is_stale:
        form.seen.data = str(own.number)
    locales = desk_of(own).locales(own.kind)
    body = render_template(
        "amendments/edit.html",
        own=own,
        form=form,
        locales=locales,
        newer=own.texts if is_stale else None,
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)


def _translation_page(
    panel: AmendmentPanel, locale: str, form: RevisionForm, refusal: DomainError | None = None
) -> Response:
    has_words = any(each.locale == locale and each.is_original for each in panel.amendment.texts)
    body = render_template(
        "amendments/translate.html",
        panel=panel,
        form=form,
        locale=locale,
        has_words=has_words,
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)
