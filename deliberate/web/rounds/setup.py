"""Setting up a round as a list of tasks, until it is announced."""

from __future__ import annotations

from collections.abc import Collection

from flask import Response, make_response, render_template, url_for
from flask_babel import gettext as _

from deliberate.domain.errors import DomainError
from deliberate.domain.round_setup import (
    PEOPLE,
    BadPhases,
    Blocker,
    OpeningBlocker,
    RoundNotReady,
    TooFewPeople,
)
from deliberate.domain.rounds import ResultsVisibility
from deliberate.persistence.queries import round_pages
from deliberate.persistence.queries.round_setup import SetupPage, draft_round_of, setup_page
from deliberate.services import round_setup, rounds
from deliberate.web.rounds import blueprint
from deliberate.web.rounds.forms import AnnounceForm, VisibilityForm, WordsForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain, label
from deliberate.web.shared.session import current_actor, request_time

TIMES = {OpeningBlocker.TIMES_MISSING, OpeningBlocker.NOTHING_OPEN, OpeningBlocker.OPENING_PAST}


@blueprint.get("/frameworks/<slug>/rounds/new")
@signed_in
def new(slug: str) -> str:
    """Say what a round is, and offer to begin one or to go on with the one begun."""
    page = round_pages.round_list(slug, request_time())
    draft = draft_round_of(page.framework.ref, current_actor())
    return render_template("rounds/new.html", page=page, draft=draft)


@blueprint.post("/frameworks/<slug>/rounds/new")
@signed_in
def create(slug: str) -> Response:
    """Begin a round on the newest version."""
    page = round_pages.round_list(slug, request_time())
    ref = rounds.create_round(current_actor(), page.framework.ref, request_time())
    return see_other(url_for("rounds.setup", ref=ref))


@blueprint.get("/rounds/<ref>/setup")
@signed_in
def setup(ref: str) -> Response:
    """What is done and what is still to do before the round can be announced."""
    page = setup_page(ref, current_actor(), request_time())
    if page.is_announced:
        return see_other(url_for("rounds.show", ref=ref))
    return make_response(render_template("rounds/setup.html", page=page, tasks=_tasks(page)))


def _tasks(page: SetupPage) -> list[dict[str, str]]:
    """Return the tasks for the macro `task_list`."""
    found = {each.kind: each for each in page.blockers}
    tasks = [
        _task(
            _("Title and description"), _to(page, "words"), found, {OpeningBlocker.WORDS_MISSING}
        ),
        _task(_("Phases, times and activities"), _to(page, "times"), found, TIMES),
        _task(_("When results are seen"), _to(page, "visibility"), found, set()),
        _task(_("What can change"), _to(page, "clauses"), found, {OpeningBlocker.CLAUSES_UNSAID}),
        *_hearing(page, found),
        _task(
            _("Officials and moderators"),
            url_for("participants.framework_roles", slug=page.framework.slug),
            found,
            PEOPLE,
        ),
    ]
    ready = not page.blockers
    announce = {"title": _("Announce the round"), "url": _to(page, "announce") if ready else ""}
    return [*tasks, {**announce, "state": "open" if ready else "blocked", "note": ""}]


def _hearing(page: SetupPage, found: dict[OpeningBlocker, Blocker]) -> list[dict[str, str]]:
    """Whom the round has to hear; a small body has too few people for that."""
    if page.opening.is_small_body:
        return []
    kinds = {OpeningBlocker.TARGETS_MISSING}
    return [_task(_("Who has to be heard"), _to(page, "targets"), found, kinds)]


def _to(page: SetupPage, endpoint: str) -> str:
    return url_for(f"rounds.{endpoint}", ref=page.ref)


def _task(
    title: str, url: str, found: dict[OpeningBlocker, Blocker], kinds: Collection[OpeningBlocker]
) -> dict[str, str]:
    open_ones = [found[kind] for kind in OpeningBlocker if kind in found and kind in kinds]
    note = ", ".join(in_words(each) for each in open_ones)
    return {"title": title, "url": url, "state": "open" if open_ones else "done", "note": note}


def in_words(blocker: Blocker) -> str:
    """Return why a round cannot be announced, with how many places it concerns."""
    words = label(blocker.kind)
    return words if blocker.count == 1 else f"{words} ({blocker.count})"


@blueprint.get("/rounds/<ref>/setup/words")
@signed_in
def words(ref: str) -> Response:
    """Ask for title and description in each language."""
    page = setup_page(ref, current_actor(), request_time())
    texts = {"title": page.opening.titles, "description": page.opening.descriptions}
    known = {f"{name}_{locale}": text for name in texts for locale, text in texts[name].items()}
    return _words_page(page, WordsForm(data=known))


@blueprint.post("/rounds/<ref>/setup/words")
@signed_in
def save_words(ref: str) -> Response:
    """Save title and description; what is still missing can be written later."""
    form = WordsForm()
    if not form.validate_on_submit():
        return _words_page(setup_page(ref, current_actor(), request_time()), form)
    round_setup.name_round(
        current_actor(), ref, form.texts("title"), form.texts("description"), request_time()
    )
    return see_other(url_for("rounds.setup", ref=ref))


def _words_page(page: SetupPage, form: WordsForm) -> Response:
    body = render_template("rounds/words.html", page=page, form=form)
    return make_response(body, form.status)


@blueprint.get("/rounds/<ref>/setup/visibility")
@signed_in
def visibility(ref: str) -> Response:
    """Ask when results are seen, and whether comments are looked at first."""
    page = setup_page(ref, current_actor(), request_time())
    known = {"results": page.results.value, "premoderated": page.premoderated}
    return _visibility_page(page, VisibilityForm(data=known))


@blueprint.post("/rounds/<ref>/setup/visibility")
@signed_in
def save_visibility(ref: str) -> Response:
    """Save it; nothing of it can change once the round is announced."""
    form = VisibilityForm()
    if not form.validate_on_submit():
        return _visibility_page(setup_page(ref, current_actor(), request_time()), form)
    round_setup.set_visibility(
        current_actor(),
        ref,
        ResultsVisibility(form.text("results")),
        request_time(),
        premoderated=bool(form.premoderated.data),
    )
    return see_other(url_for("rounds.setup", ref=ref))


def _visibility_page(page: SetupPage, form: VisibilityForm) -> Response:
    body = render_template("rounds/visibility.html", page=page, form=form)
    return make_response(body, form.status)


@blueprint.get("/rounds/<ref>/setup/announce")
@signed_in
def announce(ref: str) -> Response:
    """Show everything once more before it becomes public and fixed."""
    return _announce_page(ref, AnnounceForm())


@blueprint.post("/rounds/<ref>/setup/announce")
@signed_in
def confirm_announcement(ref: str) -> Response:
    """Announce the round: from now on the clock opens and closes it."""
    form = AnnounceForm()
    if not form.validate_on_submit():
        return _announce_page(ref, form)
    at_once = bool(form.at_once.data)
    try:
        rounds.announce_round(current_actor(), ref, request_time(), at_once=at_once)
    except (BadPhases, RoundNotReady, TooFewPeople) as error:
        return _announce_page(ref, form, error)
    return see_other(url_for("rounds.show", ref=ref))


def _announce_page(ref: str, form: AnnounceForm, error: DomainError | None = None) -> Response:
    page = setup_page(ref, current_actor(), request_time())
    body = render_template(
        "rounds/announce.html",
        page=page,
        form=form,
        problem=explain(error) if error else None,
        missing=[in_words(each) for each in page.blockers],
        only_late=[each.kind for each in page.blockers] == [OpeningBlocker.OPENING_PAST],
        page_errors=error is not None,
    )
    return make_response(body, error.status if error else form.status)
