"""Rule: closed → answered → published; whatever is still open blocks publication and is listed."""

from __future__ import annotations

from dataclasses import fields

import pytest

from deliberate.domain.closing import Blocker, Closing, PublicationBlocker, publication_blockers

COUNTS = [each.name for each in fields(Closing) if each.name != "is_counted"]


def test_a_counted_round_in_which_nothing_is_open_can_be_published() -> None:
    assert publication_blockers(Closing(is_counted=True)) == ()


def test_a_round_that_is_not_counted_cannot_be_published() -> None:
    found = publication_blockers(Closing(is_counted=False))
    assert found == (Blocker(PublicationBlocker.NOT_COUNTED),)


@pytest.mark.parametrize("name", COUNTS)
def test_whatever_is_open_blocks_publication_with_its_number(name: str) -> None:
    found = publication_blockers(Closing(is_counted=True, **{name: 3}))
    assert found == (Blocker(PublicationBlocker(name.replace("_", " ")), 3),)


def test_everything_that_blocks_is_listed_at_once() -> None:
    closing = Closing(is_counted=False, **dict.fromkeys(COUNTS, 1))
    assert [each.kind for each in publication_blockers(closing)] == list(PublicationBlocker)
