"""The panel in which people vote on a clause: a fragment of its page, or a page of its own."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberate.domain.credentials import SessionEnded
from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.localized import LOCALES, Locale
from deliberate.domain.participants import group_receipt_code
from deliberate.domain.rounds import AssuranceTooLow, RoundClosed, RoundNotOpen
from deliberate.domain.votes import ClauseChoice, OrganisationsDoNotVote
from deliberate.persistence.queries import votes as queries
from deliberate.services import votes
from deliberate.services.votes import Entry
from deliberate.web.shared.access import public
from deliberate.web.shared.hypermedia import see_other, wants_fragment
from deliberate.web.shared.labels import explain
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.session import (
    begin_session,
    current_actor,
    expect_newcomer,
    newcomer,
    request_time,
    session_has_ended,
)
from deliberate.web.votes import blueprint
from deliberate.web.votes.forms import BallotForm, UnclearForm, VoteForm

PANEL = "/frameworks/<slug>/clauses/<ref>/vote"
REFUSALS = (
    AssuranceTooLow,
    Conflict,
    OrganisationsDoNotVote,
    RoundClosed,
    RoundNotOpen,
    SessionEnded,
)
Send = Callable[[], Entry | None]


@blueprint.get(PANEL)
@public
def panel(slug: str, ref: str) -> Response:
    """Where the viewer stands, and the four answers while voting is open."""
    wanted = request.args.get("text", "")
    seen = Locale(wanted if wanted in set(LOCALES) else current_locale())
    return _panel(slug, ref, VoteForm(formdata=None), seen)


@blueprint.post(PANEL)
@public
def cast(slug: str, ref: str) -> Response:
    """Vote, or change one's vote; a stranger gets a receipt."""
    form = VoteForm()
    if not form.validate_on_submit():
        return _panel(slug, ref, form, form.language())
    ballot, choice = form.ballot(ref), ClauseChoice(form.text("choice"))
    return _send(
        (slug, ref),
        form,
        lambda: votes.cast_vote(current_actor(), ballot, choice, request_time(), newcomer()),
        _("Your vote is saved. The last one counts, and you can change it until voting ends."),
    )


@blueprint.post("/frameworks/<slug>/clauses/<ref>/unclear")
@public
def unclear(slug: str, ref: str) -> Response:
    """Say that the words are unclear, or that they are clear after all."""
    form = UnclearForm()
    if not form.validate_on_submit():
        return _panel(slug, ref, VoteForm(formdata=None), form.language())
    ballot = form.ballot(ref)
    use_case, said = votes.mark_unclear, _("We have noted that these words are unclear to you.")
    if form.text("off"):
        use_case, said = votes.unmark_unclear, _("We have noted that this is clear to you.")
    return _send(
        (slug, ref),
        form,
        lambda: use_case(current_actor(), ballot, request_time(), newcomer()),
        said,
    )


def _send(place: tuple[str, str], form: BallotForm, send: Send, said: str) -> Response:
    """Send something for someone, and show what came of it; what they chose is kept."""
    slug, ref = place
    try:
        if session_has_ended() and not form.text("anew"):
            raise SessionEnded
        entry = send()
    except REFUSALS as refusal:
        shown = form if isinstance(form, VoteForm) else VoteForm(formdata=None)
        return _panel(slug, ref, shown, form.language(), refusal=refusal)
    if entry is not None:
        return _receipt(slug, ref, form, entry, said)
    if wants_fragment():
        return _panel(slug, ref, VoteForm(formdata=None), form.language(), said=said)
    flash(said, "done")
    return see_other(url_for("votes.panel", slug=slug, ref=ref, text=form.language()))


def _panel(
    slug: str,
    ref: str,
    form: VoteForm,
    seen: Locale,
    *,
    refusal: DomainError | None = None,
    said: str = "",
) -> Response:
    expect_newcomer()
    found = queries.vote_panel(slug, ref, current_actor(), request_time())
    if form.choice.raw_data is None and found.own is not None and found.own.on_these_words:
        form.choice.data = found.own.choice
    template = "votes/_panel.html" if wants_fragment() else "votes/show.html"
    body = render_template(
        template,
        panel=found,
        form=form,
        seen=seen,
        said=said,
        in_place=wants_fragment(),
        visitor=current_user.visitor,
        session_ended=isinstance(refusal, SessionEnded),
        unsaved=_choice(form) if refusal else None,
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)


def _choice(form: VoteForm) -> ClauseChoice | None:
    sent = form.text("choice")
    return ClauseChoice(sent) if sent in set(ClauseChoice) else None


def _receipt(slug: str, ref: str, form: BallotForm, entry: Entry, said: str) -> Response:
    """Let the new guest in and show their code, this once."""
    begin_session(entry.token, keeps_forms=True)
    body = render_template(
        "votes/_receipt.html" if wants_fragment() else "votes/receipt.html",
        slug=slug,
        ref=ref,
        round_ref=form.ballot(ref).round_ref,
        said=said,
        code=group_receipt_code(entry.code),
        pseudonym=current_user.visitor.pseudonym,
    )
    return make_response(body)
