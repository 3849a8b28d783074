"""The list of stakeholder groups of a framework, before its first round is announced."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for

from deliberate.domain.groups import (
    Group,
    GroupKind,
    GroupNameMissing,
    GroupNameTaken,
    TooManyGroups,
)
from deliberate.persistence.groups import ListedGroup
from deliberate.persistence.queries.groups import GroupsPage, groups_page
from deliberate.services import groups as group_services
from deliberate.web.frameworks import blueprint
from deliberate.web.frameworks.forms import GroupForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time

REFUSALS = (GroupNameMissing, GroupNameTaken, TooManyGroups)


@blueprint.get("/frameworks/<slug>/groups")
@signed_in
def groups(slug: str) -> str:
    """Every group of a framework, its marks, and the broader group that it belongs to."""
    return render_template("frameworks/groups.html", page=groups_page(slug, current_actor()))


@blueprint.get("/frameworks/<slug>/groups/new")
@signed_in
def new_group(slug: str) -> Response:
    """Ask for a group that the list lacks."""
    form = GroupForm(data={"kind": GroupKind.EXPERIENCE.value})
    return _group_page(groups_page(slug, current_actor()), form)


@blueprint.post("/frameworks/<slug>/groups/new")
@signed_in
def add_group(slug: str) -> Response:
    """Add a group to the list."""
    page, form = groups_page(slug, current_actor()), GroupForm()
    if form.validate_on_submit():
        try:
            group_services.add_group(
                current_actor(), page.framework_ref, _group(form), request_time()
            )
        except REFUSALS as error:
            form.refuse(form.refused(), error)
        else:
            return see_other(url_for("frameworks.groups", slug=slug))
    return _group_page(page, form)


@blueprint.get("/frameworks/<slug>/groups/<ref>")
@signed_in
def group(slug: str, ref: str) -> Response:
    """Ask what a group is called and which marks it has."""
    page = groups_page(slug, current_actor())
    return _group_page(page, GroupForm(data=_known(page.group(ref).group)), page.group(ref))


@blueprint.post("/frameworks/<slug>/groups/<ref>")
@signed_in
def change_group(slug: str, ref: str) -> Response:
    """Save what a group is called and which marks it has."""
    page, form = groups_page(slug, current_actor()), GroupForm()
    if form.validate_on_submit():
        try:
            group_services.change_group(
                current_actor(), page.framework_ref, ref, _group(form), request_time()
            )
        except REFUSALS as error:
            form.refuse(form.refused(), error)
        else:
            return see_other(url_for("frameworks.groups", slug=slug))
    return _group_page(page, form, page.group(ref))


@blueprint.post("/frameworks/<slug>/groups/<ref>/remove")
@signed_in
def remove_group(slug: str, ref: str) -> Response:
    """Take a group off the list."""
    page = groups_page(slug, current_actor())
    group_services.remove_group(current_actor(), page.framework_ref, ref, request_time())
    return see_other(url_for("frameworks.groups", slug=slug))


def _group(form: GroupForm) -> Group:
    broader = form.written("broader")
    return Group(
        form.written("name"),
        GroupKind(form.text("kind")),
        bool(form.is_under_represented.data),
        bool(form.is_sensitive.data),
        broader or None,
    )


def _known(group: Group) -> dict[str, object]:
    texts = {"name": group.names, "broader": group.broader or {}}
    return {
        "kind": group.kind.value,
        "is_under_represented": group.is_under_represented,
        "is_sensitive": group.is_sensitive,
        **{f"{name}_{locale}": text for name in texts for locale, text in texts[name].items()},
    }


def _group_page(page: GroupsPage, form: GroupForm, listed: ListedGroup | None = None) -> Response:
    body = render_template("frameworks/group.html", page=page, form=form, listed=listed)
    return make_response(body, form.status)
