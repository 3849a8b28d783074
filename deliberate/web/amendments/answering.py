"""What a reader can do about an amendment: vote, stand behind it, step back.

A fragment of its page, or a page of its own without JavaScript; never in a shared cache.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberate.domain.amendments import OwnAmendment
from deliberate.domain.credentials import SessionEnded
from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.participants import group_receipt_code
from deliberate.domain.rounds import AssuranceTooLow, RoundClosed, RoundNotOpen
from deliberate.domain.votes import AmendmentChoice, OrganisationsDoNotVote
from deliberate.persistence.queries import amendment_pages, organisations
from deliberate.services import amendment_votes, signatures
from deliberate.services.amendment_votes import AmendmentBallot
from deliberate.web.amendments import blueprint
from deliberate.web.amendments.forms import BallotForm, SignForm
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.forms import number
from deliberate.web.shared.hypermedia import see_other, wants_fragment
from deliberate.web.shared.labels import explain
from deliberate.web.shared.session import (
    begin_session,
    current_actor,
    expect_newcomer,
    newcomer,
    request_time,
    session_has_ended,
)

REFUSALS = (
    AssuranceTooLow,
    Conflict,
    OrganisationsDoNotVote,
    OwnAmendment,
    RoundClosed,
    RoundNotOpen,
    SessionEnded,
)


@blueprint.get("/amendments/<ref>/vote")
@public
def panel(ref: str) -> Response:
    """Show what the reader can do about an amendment, and what they have done."""
    return _panel(ref, BallotForm(formdata=None))


@blueprint.post("/amendments/<ref>/vote")
@public
def vote(ref: str) -> Response:
    """Vote, or change one's vote; a stranger gets a receipt."""
    form = BallotForm()
    if not form.validate_on_submit():
        return _panel(ref, form)
    ballot = AmendmentBallot(ref, number(form.text("seen")), form.read_in)
    choice = AmendmentChoice(form.text("choice"))
    try:
        if session_has_ended() and not form.text("anew"):
            raise SessionEnded
        welcome = amendment_votes.vote_on_amendment(
            current_actor(), ballot, choice, request_time(), newcomer()
        )
    except REFUSALS as refusal:
        return _panel(ref, form, refusal=refusal)
    said = _("Your vote is saved. The last one counts, and you can change it until voting ends.")
    if welcome is None:
        return _done(ref, said)
    begin_session(welcome.token, keeps_forms=True)
    code = group_receipt_code(welcome.code)
    return _panel(ref, BallotForm(formdata=None), said=said, code=code)


@blueprint.post("/amendments/<ref>/sign")
@signed_in
def sign(ref: str) -> Response:
    """Stand behind an amendment, or step back, for oneself or for an organisation."""
    form = SignForm()
    if not form.validate_on_submit():
        return _panel(ref, BallotForm(formdata=None))
    actor = replace(current_actor(), acting_for=form.text("speaks_for") or None)
    seen, now = number(form.text("seen")), request_time()
    act: Callable[[], None] = lambda: signatures.sign_amendment(actor, ref, seen, now)  # noqa: E731
    said = _("You stand behind this amendment. You can step back until the round closes.")
    if form.text("off"):
        act, said = lambda: signatures.withdraw_signature(actor, ref, now), _("You stepped back.")
    try:
        act()
    except REFUSALS as refusal:
        return _panel(ref, BallotForm(formdata=None), refusal=refusal)
    return _done(ref, said)


def _done(ref: str, said: str) -> Response:
    if wants_fragment():
        return _panel(ref, BallotForm(formdata=None), said=said)
    flash(said, "done")
    return see_other(url_for("amendments.panel", ref=ref))


def _panel(
    ref: str,
    form: BallotForm,
    *,
    refusal: DomainError | None = None,
    said: str = "",
    code: str = "",
) -> Response:
    expect_newcomer()
    found = amendment_pages.amendment_panel(ref, current_actor(), request_time())
    if form.choice.raw_data is None and found.own_choice is not None:
        form.choice.data = found.own_choice
    body = render_template(
        "amendments/_panel.html" if wants_fragment() else "amendments/panel.html",
        panel=found,
        form=form,
        said=said,
        code=code,
        in_place=wants_fragment(),
        visitor=current_user.visitor,
        organisations=organisations.of_delegate(current_actor()),
        session_ended=isinstance(refusal, SessionEnded),
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)
