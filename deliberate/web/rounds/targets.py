"""Fixing, before a round is announced, whom it has to hear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, make_response, render_template, url_for
from flask_babel import lazy_gettext as _
from wtforms import StringField

from deliberate.domain.disclosure import least_people
from deliberate.domain.representation import BadShare, FloorTooLow, Target, ensure_target
from deliberate.persistence.groups import ListedGroup
from deliberate.persistence.queries.groups import TargetsPage, targets_page
from deliberate.services import round_setup
from deliberate.web.rounds import blueprint
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.forms import Expected, Form, number
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


class TargetsForm(Form):
    """For each priority group a share and a floor; made for the groups of one framework."""

    def targets(self, groups: Sequence[ListedGroup]) -> Sequence[Target]:
        """Return the targets that were typed; refusals stand at their fields.

        Without a share nothing is fixed: the floor stands there before anybody typed.
        """
        typed = [each for each in groups if self._share(each)]
        return [target for each in typed if (target := self._target(each))]

    def _share(self, listed: ListedGroup) -> str:
        return self.text(f"share_{listed.ref}").strip()

    def _floor(self, listed: ListedGroup) -> str:
        return self.text(f"floor_{listed.ref}").strip()

    def _target(self, listed: ListedGroup) -> Target | None:
        share, floor = number(self._share(listed)), number(self._floor(listed))
        target = Target(listed.ref, share, floor)
        try:
            ensure_target(target, is_sensitive=listed.group.is_sensitive)
        except FloorTooLow as error:
            self.refuse(self[f"floor_{listed.ref}"], error)
        except BadShare as error:
            self.refuse(self[f"share_{listed.ref}"], error)
        else:
            return target
        return None


def _form(page: TargetsPage, known: Mapping[str, object] | None = None) -> TargetsForm:
    fields = {
        f"{name}_{each.ref}": StringField(words, [Expected()])
        for each in page.groups
        for name, words in (("share", _("Share in percent")), ("floor", _("People at least")))
    }
    made: TargetsForm = type("TargetsForm", (TargetsForm,), fields)(data=known)
    return made


@blueprint.get("/rounds/<ref>/setup/hearing")
@signed_in
def targets(ref: str) -> Response:
    """Ask how many people of each priority group have to be heard."""
    page = targets_page(ref, current_actor())
    known: dict[str, object] = {}
    for each in page.groups:
        fixed = page.targets.get(each.ref)
        least = least_people(is_sensitive=each.group.is_sensitive)
        known[f"share_{each.ref}"] = fixed.share if fixed else ""
        known[f"floor_{each.ref}"] = fixed.floor if fixed else least
    return _targets_page(page, _form(page, known))


@blueprint.post("/rounds/<ref>/setup/hearing")
@signed_in
def save_targets(ref: str) -> Response:
    """Save it; a group of which only the floor is filled in waits for its share."""
    page = targets_page(ref, current_actor())
    form = _form(page)
    if not form.validate_on_submit():
        return _targets_page(page, form)
    typed = form.targets(page.groups)
    if form.errors:
        return _targets_page(page, form)
    round_setup.set_targets(current_actor(), ref, typed, request_time())
    return see_other(url_for("rounds.setup", ref=ref))


def _targets_page(page: TargetsPage, form: TargetsForm) -> Response:
    least = {each.ref: least_people(is_sensitive=each.group.is_sensitive) for each in page.groups}
    body = render_template("rounds/targets.html", page=page, form=form, least=least)
    return make_response(body, form.status)
