"""Writing an amendment: its words, its reason, the page to check it on, handing it in."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

from deliberate.domain.amendments import AmendmentKind, StaleAmendment, StaleBase, storable
from deliberate.domain.errors import Conflict, DomainError, NotFound
from deliberate.domain.rounds import RoundClosed, RoundNotOpen
from deliberate.persistence.queries import amendment_drafts, organisations
from deliberate.persistence.queries.amendment_drafts import OwnAmendmentView
from deliberate.services import amendments
from deliberate.services.amendments import NewDraft
from deliberate.web.amendments import blueprint
from deliberate.web.amendments.desk import Desk, desk_at, desk_of, text_page
from deliberate.web.amendments.forms import KINDS_OFFERED, ReasonForm, SubmitForm, TextForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.forms import number
from deliberate.web.shared.hypermedia import see_other, wants_fragment
from deliberate.web.shared.labels import explain
from deliberate.web.shared.redlines import changes
from deliberate.web.shared.session import current_actor, request_time

ADDRESS = "/frameworks/<slug>/clauses/<ref>/amend"


@blueprint.get(ADDRESS)
@signed_in
def compose(slug: str, ref: str) -> Response:
    """Show the words of a clause to write over, as they are or as an earlier draft has them."""
    desk = desk_at(slug, ref, request_time())
    form = TextForm(formdata=None)
    form.new_key()
    wanted = request.args.get("kind", "")
    form.kind.data = wanted if wanted in KINDS_OFFERED else AmendmentKind.CHANGE
    form.base.data, form.round.data = desk.place.clause.wording_ref, desk.round_ref
    form.start_with(form.chosen_kind, desk.place.clause.bodies)
    carried = request.args.get("draft", "")
    if carried:
        _carry_over(form, carried)
    return text_page(desk, form)


def _carry_over(form: TextForm, ref: str) -> None:
    """Let a draft of a round that is over be the start, on the words that it was made from."""
    own = amendment_drafts.own_amendment(ref, current_actor(), request_time())
    form.kind.data, form.base.data = own.kind, own.base_ref or form.base.data
    form.fill(own.texts)


@blueprint.post(ADDRESS)
@signed_in
def save(slug: str, ref: str) -> Response:
    """Keep what was written as a draft, and go on to the reason."""
    form, desk = TextForm(), desk_at(slug, ref, request_time())
    if not (form.validate_on_submit() and form.fits()):
        return text_page(desk, form)
    new = NewDraft(
        round_ref=desk.round_ref or form.text("round"),
        clause_ref=ref,
        wording_ref=form.text("base"),
        kind=form.chosen_kind,
        proposals=form.proposals({}),
        form_key=form.text("key"),
    )
    try:
        draft = amendments.save_draft(current_actor(), new, request_time())
    except StaleBase as refusal:
        return text_page(desk.with_stale_base(form), form, refusal)
    except NotFound:
        return text_page(desk, form, RoundNotOpen())
    except DomainError as refusal:
        return text_page(desk, form, refusal)
    return see_other(url_for("amendments.reason", ref=draft))


@blueprint.post(f"{ADDRESS}/preview")
@signed_in
def preview(slug: str, ref: str) -> Response:
    """Show what the words in the boxes change, while they are written; nothing is kept."""
    form, desk = TextForm(), desk_at(slug, ref, request_time())
    if not wants_fragment():
        return text_page(desk, form)
    return make_response(render_template("amendments/_preview.html", sides=_sides(form, desk)))


def _sides(form: TextForm, desk: Desk) -> list[dict[str, object]]:
    form.fits()
    bodies = {} if form.chosen_kind is AmendmentKind.NEW_CLAUSE else desk.place.clause.bodies
    said = ((code, form.said("body", code)) for code in desk.locales(form.chosen_kind))
    return [
        {"lang": code, "segments": changes(bodies.get(code, ""), storable(body))}
        for code, body in said
        if not form[f"body_{code}"].errors and body != bodies.get(code, "")
    ]


@blueprint.get("/amendments/<ref>/text")
@signed_in
def text(ref: str) -> Response:
    """Show the words of one's own draft to write over."""
    own = _own_draft(ref)
    form = TextForm(formdata=None)
    form.kind.data, form.seen.data = own.kind, str(own.number)
    form.start_with(own.kind, own.place.clause.bodies)
    form.fill(own.texts)
    return text_page(desk_of(own), form)


@blueprint.post("/amendments/<ref>/text")
@signed_in
def save_text(ref: str) -> Response:
    """Keep the words of one's own draft."""
    form, own = TextForm(), _own_draft(ref)
    if not (form.validate_on_submit() and form.fits()):
        return text_page(desk_of(own), form)
    kind, said = form.chosen_kind, form.proposals(own.texts)
    try:
        amendments.revise_amendment(current_actor(), ref, said, form.revision, request_time(), kind)
    except StaleAmendment as refusal:
        return text_page(desk_of(own, is_stale=True), form, refusal)
    except NotFound:
        raise
    except DomainError as refusal:
        return text_page(desk_of(own), form, refusal)
    return see_other(url_for("amendments.reason", ref=ref))


@blueprint.get("/amendments/<ref>/reason")
@signed_in
def reason(ref: str) -> Response:
    """Ask why, and who is affected."""
    own = _own_draft(ref)
    form = ReasonForm(formdata=None)
    form.seen.data = str(own.number)
    form.fill(own.texts)
    return _reason_page(own, form)


@blueprint.post("/amendments/<ref>/reason")
@signed_in
def save_reason(ref: str) -> Response:
    """Keep why, and who is affected."""
    form, own = ReasonForm(), _own_draft(ref)
    if not (form.validate_on_submit() and form.fits()):
        return _reason_page(own, form)
    reasons = form.reasons(list(own.texts))
    try:
        amendments.explain_draft(current_actor(), ref, reasons, form.revision, request_time())
    except NotFound:
        raise
    except DomainError as refusal:
        return _reason_page(own, form, refusal)
    return see_other(url_for("amendments.check", ref=ref))


@blueprint.get("/amendments/<ref>/check")
@signed_in
def check(ref: str) -> Response:
    """Show an amendment to its author as others will see it, before it is handed in."""
    own = _own(ref)
    return _check_page(own) if own.is_draft else see_other(url_for("amendments.show", ref=ref))


@blueprint.post("/amendments/<ref>/submit")
@signed_in
def submit(ref: str) -> Response:
    """Hand one's own amendment in."""
    form = SubmitForm()
    if not form.validate_on_submit():
        return _check_page(_own_draft(ref))
    actor = replace(current_actor(), acting_for=form.text("speaks_for") or None)
    try:
        amendments.submit_amendment(actor, ref, number(form.text("seen")), request_time())
    except NotFound:
        raise
    except DomainError as refusal:
        return _check_page(_own_draft(ref), refusal)
    flash(_("Your amendment is handed in. Everybody can read it now."), "done")
    return see_other(url_for("amendments.panel", ref=ref))


def _own(ref: str) -> OwnAmendmentView:
    return amendment_drafts.own_amendment(ref, current_actor(), request_time())


def _own_draft(ref: str) -> OwnAmendmentView:
    """Return one's own draft; raises `Conflict` once it is handed in or withdrawn."""
    own = _own(ref)
    if not own.is_draft or own.is_withdrawn:
        raise Conflict
    return own


def _reason_page(
    own: OwnAmendmentView, form: ReasonForm, refusal: DomainError | None = None
) -> Response:
    body = render_template(
        "amendments/reason.html",
        own=own,
        form=form,
        newer=own if isinstance(refusal, StaleAmendment) else None,
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    if isinstance(refusal, StaleAmendment):
        form.seen.data = str(own.number)
    return make_response(body, refusal.status if refusal else form.status)


def _check_page(own: OwnAmendmentView, refusal: DomainError | None = None) -> Response:
    if refusal is None and not own.is_open:
        refusal = (
            RoundNotOpen() if own.round.snapshot_at is None else RoundClosed(own.round.closes_at)
        )
    body = render_template(
        "amendments/check.html",
        own=own,
        organisations=organisations.of_delegate(current_actor()),
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal),
    )
    return make_response(body, refusal.status if refusal and own.is_open else 200)
