"""The pages on which officials say whom a round has to hear."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from tests.factories.given import Given
from tests.support.applications import ClientAs

FLOOR = r'name="(floor_\w+)"[^>]*value="(\d+)"'
GROUP = {"name_ko": "밤 노동자", "name_en": "Workers at night", "kind": "experience"}


def typed_targets(official: FlaskClient, setup: str) -> dict[str, str]:
    asked = dict(re.findall(FLOOR, official.get(f"{setup}/hearing").text))
    shares = {name.replace("floor", "share"): "5" for name in asked}
    assert len(shares) == 12
    return {**asked, **shares}


@pytest.mark.parametrize("typed", ["3", "-5", "ten"])
def test_a_floor_that_is_too_low_is_refused_at_its_field_and_kept(
    given: Given, client_as: ClientAs, typed: str
) -> None:
    made = given.round_in_setup(hears=True)
    official = client_as(made.staff.official)
    address = f"/en/rounds/{made.ref}/setup/hearing"
    names = re.findall(r'name="floor_(\w+)"', official.get(address).text)
    refused = official.post(address, data={f"share_{names[0]}": "5", f"floor_{names[0]}": typed})
    assert refused.status_code == 422
    assert "The floor must be 10 people or more" in refused.text
    assert f'value="{typed}"' in refused.text


def test_the_list_of_groups_can_be_changed_until_a_round_is_announced(
    given: Given, client_as: ClientAs, now: datetime
) -> None:
    made = given.round_in_setup(hears=True)
    official = client_as(made.staff.official)
    address = f"/en/frameworks/{made.framework.slug}/groups"
    assert "North Korean background" in official.get(address).text
    assert official.post(f"{address}/new", data=GROUP).location == address
    refs = re.findall(rf'href="{address}/(\w+)"', official.get(address).text)
    pages = {ref: official.get(f"{address}/{ref}").text for ref in refs}
    added = next(ref for ref, page in pages.items() if "Workers at night" in page)
    half = official.post(f"{address}/{added}", data={**GROUP, "name_ko": " "})
    assert half.status_code == 422
    assert "Write the name in Korean and in English." in half.text
    assert official.post(f"{address}/{added}/remove").location == address
    assert "Workers at night" not in official.get(address).text
