"""Rule: erasing removes text and identity; wording taken up or written with others stays."""

from __future__ import annotations

import pytest

from deliberate.domain.erasure import NAMES, Fate, fate_of, name_of_the_erased
from deliberate.domain.localized import LOCALES
from deliberate.domain.participants import ensure_pseudonym


@pytest.mark.parametrize(
    ("is_shared", "is_taken_up", "fate"),
    [
        (False, False, Fate.GOES),
        (False, True, Fate.WORDING_STAYS),
        (True, False, Fate.STAYS),
        (True, True, Fate.STAYS),
    ],
)
def test_what_was_taken_up_or_shared_stays(is_shared: bool, is_taken_up: bool, fate: Fate) -> None:
    assert fate_of(is_shared=is_shared, is_taken_up=is_taken_up) is fate


def test_everyone_who_was_erased_shares_a_name_in_each_language() -> None:
    assert set(NAMES) == {each.value for each in LOCALES}
    for locale, name in NAMES.items():
        assert name_of_the_erased(locale) == ensure_pseudonym(name)
