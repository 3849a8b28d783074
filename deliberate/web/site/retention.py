"""For how long records are kept: everybody reads it, operators set it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, make_response, render_template, url_for
from wtforms import IntegerField

from deliberate.domain.retention import TERMS, BadTerm, KeptRecord
from deliberate.persistence.queries.retention import retention
from deliberate.services.retention import set_retention
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.forms import Form, needed
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time
from deliberate.web.shared.words import LABELS
from deliberate.web.shared.words.retention import REASONS
from deliberate.web.site import blueprint


class RetentionForm(Form):
    """A number of days for each kind of record; a field is called like the kind."""


def _name(kind: KeptRecord) -> str:
    return kind.value.replace(" ", "_")


for _kind in KeptRecord:
    _field = IntegerField(LABELS[KeptRecord][_kind], [needed()], render_kw={"inputmode": "numeric"})
    setattr(RetentionForm, _name(_kind), _field)


@blueprint.get("/privacy/kept")
@public
def kept() -> Response:
    """For how long each kind of record is kept, and why so long."""
    days = retention()
    return _page(days, RetentionForm(data={_name(kind): days[kind] for kind in days}))


@blueprint.post("/privacy/kept")
@signed_in
def set_kept() -> Response:
    """Set it anew."""
    form = RetentionForm()
    if form.validate_on_submit():
        try:
            days = {kind: int(form[_name(kind)].data) for kind in KeptRecord}
            set_retention(current_actor(), days, request_time())
        except BadTerm as error:
            form.refuse(form[_name(error.kind)], error)
        else:
            return see_other(url_for("site.kept"))
    return _page(retention(), form)


def _page(days: Mapping[KeptRecord, int], form: RetentionForm) -> Response:
    records = [
        {
            "kind": kind,
            "days": days[kind],
            "why": REASONS[kind],
            "term": TERMS[kind],
            "field": form[_name(kind)],
        }
        for kind in KeptRecord
    ]
    body = render_template("site/kept.html", records=records, form=form)
    return make_response(body, form.status)
