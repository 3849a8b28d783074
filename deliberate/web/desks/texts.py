"""Writing the next text of a clause from the amendments that were taken up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from deliberate.domain.errors import DomainError
from deliberate.domain.merging import StaleGround, StaleText, text_mark
from deliberate.domain.next_version import Choice, NextClause, NextText, choices, resolved
from deliberate.domain.permissions import Permission, can
from deliberate.domain.text import Conflict
from deliberate.persistence.queries.closing import Workbench, workbench
from deliberate.services import merging, parity
from deliberate.services.merging import Written
from deliberate.web.desks import blueprint
from deliberate.web.desks.closing import page
from deliberate.web.desks.forms import NextTextForm, ParityForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.forms import number
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.parallel import languages_in_order
from deliberate.web.shared.redlines import changes
from deliberate.web.shared.session import current_actor, request_time

PLACE = "/rounds/<ref>/closing/clauses/<clause_ref>/text"


@dataclass(frozen=True)
class Place:
    """A place in the text where amendments want different words."""

    name: str
    """Of the field."""
    number: int
    conflict: Conflict
    choices: tuple[Choice, ...]
    picked: str


@blueprint.get(PLACE)
@signed_in
def text(ref: str, clause_ref: str) -> Response:
    """Show what merges, what conflicts, and the text that comes of it."""
    bench = _bench(ref)
    clause = bench.clause(clause_ref).next
    return _page(bench, clause, _fresh(clause))


@blueprint.post(PLACE)
@signed_in
def save_text(ref: str, clause_ref: str) -> Response:
    """Put the choices into the text, or save it."""
    form, bench = NextTextForm(), _bench(ref)
    clause = bench.clause(clause_ref).next
    if not form.validate_on_submit():
        return _page(bench, clause, form)
    if request.form.get("apply"):
        for locale, each in clause.texts.items():
            form[f"body_{locale}"].data = resolved(each.merged, _picked(locale, each))
        return _page(bench, clause, form)
    try:
        _save(ref, bench, clause, form)
    except (StaleText, StaleGround) as refusal:
        bench = _bench(ref)
        clause = bench.clause(clause_ref).next
        _carry(clause, form)
        return _page(bench, clause, form, refusal)
    except DomainError as refusal:
        return _page(bench, clause, form, refusal)
    flash(_("The text is saved. It is published with the outcome of the round."), "done")
    return see_other(url_for("desks.text", ref=ref, clause_ref=clause_ref))


def _save(ref: str, bench: Workbench, clause: NextClause, form: NextTextForm) -> None:
    may_merge = can(current_actor(), Permission.VERSION_MERGE, bench.round.framework.ref)
    use_case = merging.save_text if may_merge else merging.translate_text
    written = {
        locale: Written(
            body=form.text(f"body_{locale}"),
            seen=form.seen(locale),
            ground=form.text(f"ground_{locale}"),
            heading=form.text(f"heading_{locale}"),
            number=form.text(f"number_{locale}"),
        )
        for locale in clause.texts
    }
    use_case(current_actor(), ref, clause.ref, written, request_time())


@blueprint.post(f"{PLACE}/same")
@signed_in
def confirm_parity(ref: str, clause_ref: str) -> Response:
    """Say that the languages of a clause say the same."""
    form, bench = ParityForm(), _bench(ref)
    clause = bench.clause(clause_ref).next
    if not form.validate_on_submit():
        return _page(bench, clause, _fresh(clause))
    try:
        parity.confirm_parity(current_actor(), ref, clause_ref, form.text("digest"), request_time())
    except DomainError as refusal:
        return _page(bench, clause, _fresh(clause), refusal)
    flash(_("You have confirmed that both languages say the same."), "done")
    return see_other(_after(bench))


def _after(bench: Workbench) -> str:
    """Return where to go on: to the workbench, or to the desk of a translator."""
    if can(current_actor(), Permission.ROUND_PUBLISH, bench.round.framework.ref):
        return url_for("desks.closing", ref=bench.round.ref)
    return url_for("desks.translation")


def _bench(ref: str) -> Workbench:
    return workbench(ref, current_actor(), Permission.VERSION_TRANSLATE)


def _fresh(clause: NextClause) -> NextTextForm:
    form = NextTextForm(formdata=None)
    for locale, each in clause.texts.items():
        form[f"body_{locale}"].data = each.body
        form[f"heading_{locale}"].data = clause.headings.get(locale, "")
        form[f"number_{locale}"].data = clause.numbers.get(locale, "")
    _carry(clause, form)
    return form


def _carry(clause: NextClause, form: NextTextForm) -> None:
    """Let a form go on from what stands now; what was typed into it stays."""
    for locale, each in clause.texts.items():
        form[f"seen_{locale}"].data = str(each.revision)
        form[f"ground_{locale}"].data = text_mark(each.merged.partial)


def _name(locale: str, place: int) -> str:
    return f"pick_{locale}_{place}"


def _picked(locale: str, each: NextText) -> list[str]:
    """Return the words that were picked for each conflict, the base's where none were."""
    found = []
    for place, conflict in enumerate(each.merged.conflicts):
        offered = choices(each, conflict)
        last = len(offered) - 1
        wanted = request.form.get(_name(locale, place), str(last))
        found.append(offered[min(number(wanted), last)].text)
    return found


def _places(clause: NextClause, locale: str) -> list[Place]:
    each = clause.texts[locale]
    return [
        Place(
            _name(locale, place),
            place + 1,
            conflict,
            choices(each, conflict),
            request.form.get(_name(locale, place), ""),
        )
        for place, conflict in enumerate(each.merged.conflicts)
    ]


def _sides(clause: NextClause) -> list[Mapping[str, Any]]:
    """Return what each language shows, the page's own first."""
    return [
        {
            "lang": locale,
            "text": clause.texts[locale],
            "changes": changes(clause.texts[locale].base, clause.texts[locale].body),
            "places": _places(clause, locale),
        }
        for locale in languages_in_order()
        if locale in clause.texts
    ]


def _page(
    bench: Workbench, clause: NextClause, form: NextTextForm, refusal: DomainError | None = None
) -> Response:
    return page(
        "desks/text.html",
        refusal.status if refusal else form.status,
        bench=bench,
        clause=clause,
        amendments={each.view.ref: each.view for one in bench.clauses for each in one.amendments},
        sides=_sides(clause),
        now=[
            {"lang": locale, "body": clause.texts[locale].base}
            for locale in languages_in_order()
            if locale in clause.texts
        ],
        form=form,
        moved=bench.moved_citations.get(clause.ref, {}),
        is_stale=isinstance(refusal, StaleText),
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
