"""Words that stand in a text because of what people proposed, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from deliberate.config import Settings
from deliberate.persistence.queries.amendment_rows import AmendmentView
from deliberate.persistence.queries.provenance import Sourced, Sources
from deliberate.web.shared.parallel import languages_in_order, titles_in_order


def asked_language(sources: Sources, wanted: str = "") -> str:
    """Return the first language, as pages order them, in which people asked for words; or "".

    One language tells the story: an amendment in both would be told twice.
    """
    order = dict.fromkeys([*languages_in_order(wanted), *languages_in_order()])
    spoken = (code for code in order if any(one.was_asked_for for one in sources.get(code, ())))
    return next(spoken, "")


def joined(sources: Iterable[Sourced]) -> list[Sourced]:
    """Return stretches with neighbours joined that people asked for: one mark, read out once."""
    found: list[Sourced] = []
    for each in sources:
        last = found[-1] if found else None
        if last and last.amendments and each.amendments:
            asked = (*last.amendments, *each.amendments)
            found[-1] = replace(last, text=last.text + each.text, amendments=asked)
        else:
            found.append(each)
    return found


def voices_of(sources: Iterable[Sourced]) -> list[dict[str, Any]]:
    """Return the voice of each amendment that asked for some of these words, for `voices`.

    Each speaks once, in the order in which its words stand.
    """
    found: dict[str, dict[str, Any]] = {}
    for each in sources:
        if each.was_asked_for:
            for one in each.amendments:
                found.setdefault(one.ref, _voice(one, each.version))
    return list(found.values())


def _voice(view: AmendmentView, version: int) -> dict[str, Any]:
    code, reason = said_by(view)
    return {
        "quote": reason,
        "lang": code,
        "by": _by(view),
        "url": url_for("amendments.show", ref=view.ref),
        "link": _("Since version %(number)s", number=version),
        "disposition": view.disposition,
    }


def _by(view: AmendmentView) -> str:
    """Return who asked: a person, and the organisation for which they spoke."""
    names = [name for name in (view.author, view.organisation) if name]
    return ", ".join(names) or _("an amendment that cannot be read")


def said_by(view: AmendmentView) -> tuple[str, str]:
    """Return (language, reason) of an amendment; empty where it can be read no more."""
    return titles_in_order({text.locale: text.reason for text in view.texts})[0]


def amendments_in(sources: Sources) -> Mapping[str, int]:
    """Return by amendment since which version words of it stand in a text."""
    asked: Sequence[Sourced] = [
        each for stretches in sources.values() for each in stretches if each.was_asked_for
    ]
    return {one.ref: each.version for each in asked for one in each.amendments}


def register(app: Flask, _settings: Settings) -> None:
    """Give templates the functions above."""
    app.jinja_env.globals.update(
        asked_language=asked_language,
        joined=joined,
        voices_of=voices_of,
        amendments_in=amendments_in,
    )
