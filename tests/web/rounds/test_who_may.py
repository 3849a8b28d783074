"""Who may be allowed what, as an official sets it up."""

from __future__ import annotations

import re

from tests.factories.given import Given
from tests.support.applications import ClientAs


def test_nobody_without_an_account_is_offered_to_amend_or_to_co_sign(
    given: Given, client_as: ClientAs
) -> None:
    made = given.round_in_setup()
    page = client_as(made.staff.official).get(f"/en/rounds/{made.ref}/setup/times/1").text
    offered = {
        name: re.findall(r'value="(\w+)"', box)
        for name, box in re.findall(r'<select[^>]*name="(\w+)"(.*?)</select>', page, re.DOTALL)
    }
    assert {name for name, levels in offered.items() if "guest" not in levels} == {
        "amend",
        "cosign",
    }
