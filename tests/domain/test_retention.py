"""How long records are kept: every kind has a term, and nobody sets one outside its bounds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.retention import TERMS, BadTerm, KeptRecord, ensure_term, kept_since
from deliberate.persistence.retention import FORGETTING


def test_every_kind_has_a_term_within_its_own_bounds_and_a_way_to_be_forgotten() -> None:
    assert set(TERMS) == set(KeptRecord) == set(FORGETTING)
    for kind, term in TERMS.items():
        assert 0 < term.least <= ensure_term(kind, term.default) <= term.most


@pytest.mark.parametrize("kind", list(KeptRecord))
def test_nobody_keeps_longer_or_shorter_than_the_bounds(kind: KeptRecord) -> None:
    term = TERMS[kind]
    assert ensure_term(kind, term.least) == term.least
    assert ensure_term(kind, term.most) == term.most
    for days in (term.least - 1, term.most + 1, -1):
        with pytest.raises(BadTerm) as refused:
            ensure_term(kind, days)
        assert (refused.value.least, refused.value.most) == (term.least, term.most)


def test_days_are_counted_back_from_now() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert kept_since(7, now) == now - timedelta(days=7)
