"""The page on which the words of an amendment are written, with everything that it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, make_response, render_template

from deliberate.domain.amendments import AmendmentKind, IsRemoval, NothingChanged, NothingProposed
from deliberate.domain.errors import DomainError
from deliberate.domain.localized import LOCALES
from deliberate.domain.text import normalise, rebase
from deliberate.persistence.queries import amendment_drafts
from deliberate.persistence.queries.amendment_drafts import OwnAmendmentView
from deliberate.persistence.queries.amendment_rows import AmendmentText
from deliberate.persistence.queries.comment_places import Place
from deliberate.persistence.queries.frameworks import ClauseView
from deliberate.web.amendments.forms import TextForm
from deliberate.web.shared.labels import explain
from deliberate.web.shared.parallel import languages_in_order

AT_THE_WORDS = (IsRemoval, NothingChanged, NothingProposed)
"""Refusals that are shown at the first box of words."""


@dataclass(frozen=True)
class Rebased:
    """What became of one language of a proposal when the clause changed beneath it."""

    lang: str
    state: str
    """Of `RebaseState`."""
    said: str
    """The author's words, as they sent them."""


@dataclass(frozen=True)
class Desk:
    """Where an amendment is written."""

    place: Place
    round_ref: str
    """Of the newest round; empty before the first."""
    is_open: bool
    is_fixed: bool
    is_gone: bool = False
    own: OwnAmendmentView | None = None
    """The draft that is written on; None for one that is not kept yet."""
    read: ClauseView | None = None
    """The words that it was made from, where the clause says something else now."""
    rebased: Sequence[Rebased] = ()
    newer: Mapping[str, AmendmentText] | None = None
    """What stands in the draft by now, where it was saved from another page meanwhile."""

    def locales(self, kind: AmendmentKind) -> list[str]:
        """Return the languages that have a box, the page's own first."""
        wanted = set(LOCALES) if kind is AmendmentKind.NEW_CLAUSE else set(self.place.clause.bodies)
        return [code for code in languages_in_order() if code in wanted]

    def with_stale_base(self, form: TextForm) -> Desk:
        """Return the desk with three ways to see it, and put what fits the words of now into boxes.

        The form goes on from the words of now.
        """
        clause = self.place.clause
        read = amendment_drafts.earlier_words(clause.ref, form.text("base"))
        form.base.data, form.round.data = clause.wording_ref, self.round_ref
        if read is None or self.is_gone:
            return replace(self, read=read)
        rebased = [
            _rebase(form, code, read.bodies.get(code, ""), clause.bodies[code])
            for code in self.locales(form.chosen_kind)
        ]
        return replace(self, read=read, rebased=[each for each in rebased if each is not None])


def _rebase(form: TextForm, code: str, older: str, newer: str) -> Rebased | None:
    """Rebase one box; leave a conflict as it was written, for its author to mend."""
    said = normalise(form.said("body", code))
    if said == older:
        form[f"body_{code}"].data = newer
        return None
    outcome = rebase(older, newer, said)
    if outcome.text is not None:
        form[f"body_{code}"].data = outcome.text
    return Rebased(code, outcome.state.value, said)


def desk_at(slug: str, ref: str, now: datetime) -> Desk:
    """Return the desk for a new amendment to a clause; raises `NotFound`."""
    found = amendment_drafts.amend_place(slug, ref, now)
    return Desk(
        place=found.place,
        round_ref=found.round.ref if found.round else "",
        is_open=found.is_open,
        is_fixed=found.is_fixed,
        is_gone=found.is_gone,
    )


def desk_of(own: OwnAmendmentView, *, is_stale: bool = False) -> Desk:
    """Return the desk for a draft."""
    return Desk(
        place=own.place,
        round_ref=own.round.ref,
        is_open=own.is_open,
        is_fixed=False,
        own=own,
        newer=own.texts if is_stale else None,
    )


def text_page(desk: Desk, form: TextForm, refusal: DomainError | None = None) -> Response:
    """Show the page, with what was sent in the boxes and what was refused above them."""
    locales = desk.locales(form.chosen_kind)
    if desk.newer is not None and desk.own is not None:
        form.seen.data = str(desk.own.number)
    problems = []
    if isinstance(refusal, AT_THE_WORDS):
        form.refuse(form[f"body_{locales[0]}"], refusal)
    elif refusal is not None:
        problems.append((None, explain(refusal)))
    body = render_template(
        "amendments/text.html",
        desk=desk,
        form=form,
        kind=form.chosen_kind,
        headings=form.boxes("heading", locales),
        bodies=form.boxes("body", locales),
        offers_removal=isinstance(refusal, IsRemoval),
        problems=problems,
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)
