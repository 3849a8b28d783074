"""The outcome report of a published round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from deliberate.domain.contributions import Channel
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.persistence.queries.frameworks import ClauseView
from deliberate.persistence.queries.report_preview import report_preview
from deliberate.persistence.queries.reports import Report, ReportClause, report
from deliberate.web.reports import blueprint
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.headers import shared_cache
from deliberate.web.shared.labels import label, moment
from deliberate.web.shared.parallel import languages_in_order
from deliberate.web.shared.redlines import changes
from deliberate.web.shared.session import current_actor, request_time

HALF_A_MINUTE = 30


@blueprint.get("/rounds/<ref>/report")
@public
@shared_cache(HALF_A_MINUTE)
def show(ref: str) -> str:
    """What was heard, what changed, what did not and why, who was missing, how it was decided."""
    return _page(report(ref, request_time()))


@blueprint.get("/rounds/<ref>/report/preview")
@signed_in
def preview(ref: str) -> str:
    """Show officials the report as it would read now; no cache keeps it."""
    return _page(report_preview(ref, current_actor(), request_time()))


def _page(found: Report) -> str:
    return render_template(
        "reports/show.html",
        report=found,
        sides={each.clause.ref: sides(each) for each in found.clauses if each.is_changed},
        mixes=_mixes(found.figures.get("participants", {})),
        steps=_steps(found),
    )


def sides(clause: ReportClause) -> list[dict[str, Any]]:
    """Return the redline of a clause in each language that changes, the page's own first."""
    before, after = clause.before, clause.after
    renamed = bool(before and after and dict(before.headings) != dict(after.headings))
    found = [
        (code, _words(before, code, named=renamed), _words(after, code, named=renamed))
        for code in languages_in_order()
    ]
    return [
        {"lang": code, "segments": changes(old, new, whole=False)}
        for code, old, new in found
        if old != new
    ]


def _words(clause: ClauseView | None, code: str, *, named: bool) -> str:
    """Return what a clause says in one language; its heading stands above where that changed."""
    if clause is None:
        return ""
    parts = [clause.headings.get(code, "")] if named else []
    return "\n".join(part for part in (*parts, clause.bodies.get(code, "")) if part)


def _mixes(participants: Mapping[str, Any]) -> Sequence[tuple[str, list[tuple[str, int]]]]:
    """Return who took part, by what the snapshot knows: how sure we are, language, channel."""
    kinds: list[tuple[str, str, Iterable[StrEnum]]] = [
        (_("By how sure we are of them"), "by_assurance", Assurance),
        (_("By the language in which they took part"), "by_language", Locale),
        (_("By the way in which they took part"), "by_channel", Channel),
    ]
    return [
        (title, [(label(each), participants.get(key, {}).get(each.value, 0)) for each in members])
        for title, key, members in kinds
    ]


def _steps(found: Report) -> list[dict[str, str]]:
    schedule = found.page.view.schedule
    stations = [
        (_("Opened"), schedule.opens_at),
        (_("Input ended"), schedule.closes_at),
        (_("Counted"), schedule.snapshot_at),
        (_("Published"), found.published_at),
    ]
    return [{"title": title, "when": moment(at)} for title, at in stations if at is not None]
