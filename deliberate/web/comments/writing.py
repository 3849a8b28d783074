"""Writing a comment: the box, the page to check it on, the receipt or the news that it came."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from deliberate.domain.comments import NameNotFresh
from deliberate.domain.credentials import SessionEnded
from deliberate.domain.errors import DomainError, NotFound
from deliberate.domain.limits import Limit
from deliberate.domain.participants import BadPseudonym, group_receipt_code
from deliberate.domain.rounds import RoundClosed, RoundNotOpen
from deliberate.domain.votes import StaleWording
from deliberate.persistence.queries import comment_pages, comment_places
from deliberate.persistence.queries.comment_places import OpenPlace
from deliberate.persistence.queries.comment_rows import CommentView
from deliberate.services import comments
from deliberate.services.comments import Posted
from deliberate.web.comments import blueprint
from deliberate.web.comments.forms import CommentForm
from deliberate.web.shared.access import public
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.limits import limited
from deliberate.web.shared.session import (
    begin_session,
    current_actor,
    expect_newcomer,
    newcomer,
    request_time,
    session_has_ended,
)

ADDRESS = "/frameworks/<slug>/clauses/<ref>/comment"


@blueprint.get(ADDRESS)
@public
def write(slug: str, ref: str) -> Response:
    """Show the box for a comment, or for a reply to the comment that the address names."""
    place = _place(slug, ref)
    form = CommentForm(formdata=None)
    round_ref = place.round.ref if place.round else ""
    form.prepare(round_ref, place.place.clause.wording_ref, request.args.get("reply_to", ""))
    return _write_page(place, form)


@blueprint.post(ADDRESS)
@public
def check(slug: str, ref: str) -> Response:
    """Show what was written as it will be shown, before it is sent."""
    form = CommentForm()
    if not form.words_are_fine():
        return _write_page(_place(slug, ref), form)
    form.name_once()
    place = _place(slug, ref)
    refusal = _not_now(place, form)
    return _write_page(place, form, refusal) if refusal else _check_page(place, form)


def _not_now(place: OpenPlace, form: CommentForm) -> DomainError | None:
    """Return why nothing can be sent at this moment, so that nobody hears it only after sending."""
    if place.assurance is not None:
        return None
    has_ended = place.round is None and form.text("round")
    return RoundClosed(request_time()) if has_ended else RoundNotOpen()


@blueprint.post(f"{ADDRESS}/send")
@public
@limited(Limit.COMMENT)
def send(slug: str, ref: str) -> Response:
    """Send a comment, or go back to the box with it."""
    form = CommentForm()
    if request.form.get("change") or not form.words_are_fine():
        return _write_page(_place(slug, ref), form)
    form.name_once()
    try:
        _ensure_same_person(form)
        new = form.comment(ref)
        posted = comments.post_comment(current_actor(), new, request_time(), newcomer())
    except (BadPseudonym, NameNotFresh) as refusal:
        form.refuse(form.one_time_name, refusal)
        return _write_page(_place(slug, ref), form)
    except StaleWording as refusal:
        return _stale_page(_place(slug, ref), form, refusal)
    except SessionEnded as refusal:
        return _check_page(_place(slug, ref), form, refusal)
    except NotFound:
        raise
    except DomainError as refusal:
        return _write_page(_place(slug, ref), form, refusal)
    return _arrived(posted)


def _ensure_same_person(form: CommentForm) -> None:
    """Raise `SessionEnded` where someone would become a new guest without having said so."""
    if session_has_ended() and not form.text("anew"):
        raise SessionEnded


def _place(slug: str, ref: str) -> OpenPlace:
    return comment_places.open_place(slug, ref, request_time())


def _write_page(
    place: OpenPlace, form: CommentForm, refusal: DomainError | None = None
) -> Response:
    expect_newcomer()
    if refusal is not None and place.round is not None:
        form.round.data = place.round.ref
    body = render_template(
        "comments/write.html",
        place=place,
        form=form,
        parent=_parent(form),
        visitor=current_user.visitor,
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)


def _parent(form: CommentForm) -> CommentView | None:
    """Return the comment that this replies to; raises `NotFound` for one that there is not."""
    ref = form.text("parent")
    return comment_pages.comment_view(ref) if ref else None


def _check_page(
    place: OpenPlace, form: CommentForm, refusal: DomainError | None = None
) -> Response:
    expect_newcomer()
    body = render_template(
        "comments/check.html",
        place=place,
        form=form,
        parent=_parent(form),
        visitor=current_user.visitor,
        session_ended=isinstance(refusal, SessionEnded),
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal),
    )
    return make_response(body, refusal.status if refusal else 200)


def _stale_page(place: OpenPlace, form: CommentForm, refusal: StaleWording) -> Response:
    """Show both wordings beside what was written, which goes on with the words of now."""
    clause = place.place.clause
    read = comment_places.words_of_wording(clause.ref, form.text("wording"))
    form.wording.data = clause.wording_ref
    form.round.data = place.round.ref if place.round else ""
    body = render_template(
        "comments/stale.html",
        place=place,
        form=form,
        parent=_parent(form),
        visitor=current_user.visitor,
        read=read,
        problems=[(None, explain(refusal))],
        page_errors=True,
    )
    return make_response(body, refusal.status)


def _arrived(posted: Posted) -> Response:
    """Show a new guest's receipt, this once; send everyone else on to a page of their own."""
    if posted.token is None or posted.code is None:
        return see_other(url_for("comments.sent", ref=posted.ref))
    begin_session(posted.token, keeps_forms=True)
    body = render_template(
        "comments/receipt.html",
        panel=_panel(posted.ref),
        code=group_receipt_code(posted.code),
        visitor=current_user.visitor,
    )
    return make_response(body)


@blueprint.get("/comments/<ref>/sent")
@public
def sent(ref: str) -> Response:
    """Say to its author that a comment has arrived; everyone else goes to the comment."""
    panel = _panel(ref)
    if not panel.is_own:
        return see_other(url_for("comments.show", ref=ref))
    return make_response(render_template("comments/sent.html", panel=panel))


def _panel(ref: str) -> comment_pages.AnswerPanel:
    return comment_pages.answer_panel(ref, current_actor(), request_time())
