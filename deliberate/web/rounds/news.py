"""Mail about the rounds of a framework: whether one wants it, and the way out of it."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, request, url_for

from deliberate.persistence.queries.news import news_choice
from deliberate.services import round_news
from deliberate.web.rounds import blueprint
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/frameworks/<slug>/news")
@signed_in
def news(slug: str) -> str:
    """Whether this account is told by mail about the rounds of a framework."""
    return render_template("rounds/news.html", choice=news_choice(current_actor(), slug))


@blueprint.post("/frameworks/<slug>/news")
@signed_in
def choose_news(slug: str) -> Response:
    """Ask for mail about the rounds of a framework, or for no more of it."""
    actor = current_actor()
    choice = news_choice(actor, slug)
    is_wanted = request.form.get("wanted") == "yes"
    round_news.wish_for_news(actor, choice.ref, request_time(), is_wanted=is_wanted)
    return see_other(url_for("rounds.news", slug=slug))


@blueprint.get("/news/stop/<token>")
@public
def stop_news(token: str) -> str:
    """Show the button that ends the mail: programs that fetch links in mail end nothing."""
    return render_template("rounds/stop_news.html", is_done=False)


@blueprint.post("/news/stop/<token>")
@public
def end_news(token: str) -> Response:
    """End the mail that brought this link, without a sign-in."""
    round_news.stop_news(token, str(current_app.secret_key), request_time())
    return make_response(render_template("rounds/stop_news.html", is_done=True))
