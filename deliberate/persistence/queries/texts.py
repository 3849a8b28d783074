"""Words by language, for any table that keeps one row per language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import WordingText

Texts = Mapping[str, str]
WordsByWording = defaultdict[int, dict[str, str]]


def texts_of(owner: Any, column: Any, ids: Iterable[int]) -> defaultdict[int, dict[str, str]]:
    """Return, for each owner's id, its words by language; owners without words get none."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = db.session.execute(
        select(owner, owner.class_.locale, column)
        .where(owner.in_(list(ids)))
        .order_by(owner.class_.locale.desc())
    )
    for owner_id, locale, words in rows:
        found[owner_id][locale.value] = words
    return found


def words_of(wording_ids: Iterable[int]) -> tuple[WordsByWording, WordsByWording]:
    """Return (headings, bodies) by wording and language; a wording without a heading has none."""
    headings: WordsByWording = defaultdict(dict)
    bodies: WordsByWording = defaultdict(dict)
    rows = db.session.execute(
        select(
            WordingText.wording_id, WordingText.locale, WordingText.heading, WordingText.body
        ).where(WordingText.wording_id.in_(list(wording_ids)))
    )
    for wording_id, locale, heading, body in rows:
        bodies[wording_id][locale.value] = body
        if heading:
            headings[wording_id][locale.value] = heading
    return headings, bodies
