"""What a reader can do about a comment: agree, disagree, pass, reply, ask for a translation.

A fragment in the list, or a page of its own without JavaScript; never in a shared cache.
"""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberate.domain.comments import OwnComment
from deliberate.domain.credentials import SessionEnded
from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.localized import LOCALES, Locale
from deliberate.domain.participants import group_receipt_code
from deliberate.domain.rounds import AssuranceTooLow, RoundClosed, RoundNotOpen
from deliberate.domain.votes import CommentChoice, OrganisationsDoNotVote
from deliberate.persistence.queries import comment_pages
from deliberate.services import comment_translations, comment_votes
from deliberate.web.comments import blueprint
from deliberate.web.comments.forms import AnswerForm, LanguageForm
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

ADDRESS = "/comments/<ref>/answer"
UNPROCESSABLE = 422
REFUSALS = (
    AssuranceTooLow,
    Conflict,
    OrganisationsDoNotVote,
    OwnComment,
    RoundClosed,
    RoundNotOpen,
    SessionEnded,
)


@blueprint.get(ADDRESS)
@public
def answer(ref: str) -> Response:
    """Show what the reader can do about a comment, and what they have done."""
    return _answer_panel(ref)


@blueprint.post(ADDRESS)
@public
def vote(ref: str) -> Response:
    """Agree with a comment, disagree or pass; a stranger gets a receipt."""
    form = AnswerForm()
    chosen = form.text("choice")
    if not form.validate_on_submit() or chosen not in set(CommentChoice):
        return make_response(_answer_panel(ref), UNPROCESSABLE)
    seen = form.text("seen")
    language = Locale(seen if seen in set(LOCALES) else current_locale())
    try:
        _ensure_same_person(form)
        welcome = comment_votes.answer_comment(
            current_actor(), ref, CommentChoice(chosen), language, request_time(), newcomer()
        )
    except REFUSALS as refusal:
        return _answer_panel(ref, refusal=refusal)
    said = _("Your answer is saved. You can change it while the round is open.")
    if welcome is None:
        return _done(ref, said)
    begin_session(welcome.token, keeps_forms=True)
    return _answer_panel(ref, said=said, code=group_receipt_code(welcome.code))


@blueprint.post("/comments/<ref>/translation-request")
@public
def ask_for_translation(ref: str) -> Response:
    """Note that a reader would like to read a comment in another language."""
    form = LanguageForm()
    wanted = form.text("locale")
    if not form.validate_on_submit() or wanted not in set(LOCALES):
        return make_response(_answer_panel(ref), UNPROCESSABLE)
    try:
        comment_translations.ask_for_translation(
            current_actor(), ref, Locale(wanted), request_time()
        )
    except Conflict as refusal:
        return _answer_panel(ref, refusal=refusal)
    return _done(ref, _("We have passed your wish on to the translators."))


def _ensure_same_person(form: AnswerForm) -> None:
    """Raise `SessionEnded` where someone would become a new guest without having said so."""
    if session_has_ended() and not form.text("anew"):
        raise SessionEnded


def _done(ref: str, said: str) -> Response:
    if wants_fragment():
        return _answer_panel(ref, said=said)
    flash(said, "done")
    return see_other(url_for("comments.answer", ref=ref))


def _answer_panel(
    ref: str, *, refusal: DomainError | None = None, said: str = "", code: str = ""
) -> Response:
    expect_newcomer()
    panel = comment_pages.answer_panel(ref, current_actor(), request_time())
    template = "comments/_answer.html" if wants_fragment() else "comments/answer.html"
    body = render_template(
        template,
        panel=panel,
        said=said,
        code=code,
        in_place=wants_fragment(),
        visitor=current_user.visitor,
        session_ended=isinstance(refusal, SessionEnded),
        problem=explain(refusal) if refusal else "",
        page_errors=bool(refusal),
    )
    return make_response(body, refusal.status if refusal else 200)
