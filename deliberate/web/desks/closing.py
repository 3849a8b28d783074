"""The closing workbench: what still blocks publication, clause by clause."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from deliberate.domain.closing import PublicationBlocker
from deliberate.domain.permissions import Permission
from deliberate.persistence.queries.closing import ClosingClause, Workbench, workbench
from deliberate.services import merging
from deliberate.web.desks import blueprint
from deliberate.web.desks.forms import ButtonForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import label
from deliberate.web.shared.session import current_actor, request_time

DEALT_WITH = {
    PublicationBlocker.TEXTS_UNDECIDED: "desks.text",
    PublicationBlocker.LANGUAGES_DIFFER: "desks.text",
    PublicationBlocker.COMMENTS_UNANSWERED: "desks.answers",
}


@blueprint.get("/rounds/<ref>/closing")
@signed_in
def closing(ref: str) -> str:
    """What is done and what still blocks publication."""
    bench = workbench(ref, current_actor())
    return render_template("desks/closing.html", bench=bench, tasks=_tasks(bench))


@blueprint.get("/rounds/<ref>/closing/clauses/<clause_ref>")
@signed_in
def clause(ref: str, clause_ref: str) -> str:
    """One clause: its amendments with their answers, its next text, its comments."""
    bench = workbench(ref, current_actor())
    found = bench.clause(clause_ref)
    new = [each for each in bench.clauses if each.next.is_new and each.next.after == clause_ref]
    return render_template("desks/clause.html", bench=bench, clause=found, new=new)


@blueprint.post("/rounds/<ref>/closing/clauses/<clause_ref>/order")
@signed_in
def order(ref: str, clause_ref: str) -> Response:
    """Say in which order the new clauses after one stand: the one named goes first."""
    if ButtonForm().validate_on_submit():
        bench = workbench(ref, current_actor())
        new = [
            each.next
            for each in bench.clauses
            if each.next.is_new and each.next.after == clause_ref
        ]
        ordered = sorted(new, key=lambda each: (each.place is None, each.place or 0, each.ref))
        first = request.form.get("first", "")
        refs = [each.ref for each in sorted(ordered, key=lambda each: each.ref != first)]
        merging.order_new_clauses(current_actor(), ref, clause_ref, refs, request_time())
    return see_other(url_for("desks.clause", ref=ref, clause_ref=clause_ref))


def _tasks(bench: Workbench) -> list[dict[str, Any]]:
    """Return every reason that can block publication, open or done, for the macro `task_list`."""
    found = {each.kind: each.count for each in bench.blockers}
    return [
        {
            "title": label(kind),
            "url": _where(bench, kind) if kind in found else "",
            "state": "open" if kind in found else "done",
            "note": _("%(count)d left", count=found[kind]) if kind in found else "",
        }
        for kind in PublicationBlocker
    ]


def _where(bench: Workbench, kind: PublicationBlocker) -> str:
    """Return where the first open thing of a kind is dealt with."""
    if kind is PublicationBlocker.MODERATION_OPEN:
        return url_for("moderation.queue")
    if kind is PublicationBlocker.GROUPS_UNEXPLAINED:
        return url_for("desks.missed", ref=bench.round.ref)
    if kind is PublicationBlocker.NOT_COUNTED:
        return url_for("rounds.show", ref=bench.round.ref)
    clause = next((each for each in bench.clauses if _is_open(each, kind)), None)
    if clause is None:
        return ""
    endpoint = DEALT_WITH.get(kind, "desks.clause")
    ordering = kind is PublicationBlocker.NEW_CLAUSES_UNORDERED
    clause_ref = clause.next.after if ordering else clause.next.ref
    return url_for(endpoint, ref=bench.round.ref, clause_ref=clause_ref)


def _is_open(clause: ClosingClause, kind: PublicationBlocker) -> bool:
    return {
        PublicationBlocker.AMENDMENTS_UNANSWERED: any(
            not each.disposition for each in clause.amendments
        ),
        PublicationBlocker.COMMENTS_UNANSWERED: bool(clause.comments_open),
        PublicationBlocker.TEXTS_UNDECIDED: not clause.next.is_settled,
        PublicationBlocker.NEW_CLAUSES_UNORDERED: clause.next.is_new and clause.next.place is None,
        PublicationBlocker.LANGUAGES_DIFFER: not clause.next.languages_agree,
    }.get(kind, False)


def next_step(ref: str) -> Response:
    """Send an official on to the next open amendment of a round, else to the workbench."""
    bench = workbench(ref, current_actor(), Permission.AMENDMENT_DISPOSE)
    waiting = bench.next_amendment
    if waiting is not None:
        return see_other(url_for("desks.disposition", ref=waiting.view.ref))
    return see_other(url_for("desks.closing", ref=ref))


def page(template: str, status: int = 200, **context: Any) -> Response:
    """Return a private page of a desk."""
    return make_response(render_template(template, **context), status)
