"""One site full of payloads for all tests here that read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import running_site
from tests.browser.furnishing import demo_settings
from tests.security.hostile_site import HostileSite
from tests.support.databases import NewDatabase


@pytest.fixture(scope="session")
def hostile(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HostileSite]:
    """A site on which every text is made of payloads, served as it is shipped."""
    made, folder = HostileSite(), tmp_path_factory.mktemp("hostile")
    with new_database() as url, running_site(url, folder, made.furnish, demo_settings):
        yield made
