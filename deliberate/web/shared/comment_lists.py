"""Reading comments: the list that the page of a clause and the list's own pages share."""

from __future__ import annotations

from flask import Flask, current_app, request

from deliberate.config import Settings
from deliberate.domain.comments import CommentOrder
from deliberate.domain.votes import CommentChoice
from deliberate.persistence.queries import comments
from deliberate.persistence.queries.comments import CommentList, Reading
from deliberate.web.shared.session import current_actor, request_time


def first_comments(clause_ref: str) -> CommentList:
    """Return the first page of a clause's comments, in the reader's default order."""
    return comments.comments_of(clause_ref, current_actor(), _reading(CommentOrder.MIXED, 1))


def wanted_comments(clause_ref: str) -> CommentList:
    """Return the page that the address asks for; raises `NotFound` where there is none."""
    return comments.comments_of(clause_ref, current_actor(), wanted_reading())


def wanted_reading() -> Reading:
    """Return the order and the page that the address asks for."""
    order = request.args.get("order", "")
    page = request.args.get("page", 1, type=int)
    known = order in set(CommentOrder)
    return _reading(CommentOrder(order) if known else CommentOrder.MIXED, page)


def _reading(order: CommentOrder, page: int) -> Reading:
    zone = str(current_app.extensions["settings"].time_zone)
    return Reading(request_time(), zone, order, page)


def register(app: Flask, _settings: Settings) -> None:
    """Give templates the orders in which comments can be read, and the answers to them."""
    app.jinja_env.globals.update(
        comment_orders=tuple(CommentOrder), comment_choices=tuple(CommentChoice)
    )
