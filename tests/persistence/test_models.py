"""What every table has in common."""

from __future__ import annotations

import pytest
from sqlalchemy import Enum, String, Table, Text

import deliberate.persistence.models
from deliberate.persistence.database import Base, UtcDateTime

ALL = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
LONGEST_NAME = 63
"""PostgreSQL cuts longer names, and then a migration cannot find them."""


def test_models_announce_themselves() -> None:
    assert deliberate.persistence.models.__all__
    assert len(ALL) > 30


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_everything_has_a_name_that_every_database_keeps(table: Table) -> None:
    names = [each.name for each in (*table.constraints, *table.indexes)]
    assert all(names)
    assert [str(name) for name in names if len(str(name)) > LONGEST_NAME] == []


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_times_are_aware_and_say_so_in_their_name(table: Table) -> None:
    for column in table.columns:
        is_time = isinstance(column.type, UtcDateTime)
        named = column.name == "at" or column.name.endswith("_at")
        assert is_time == named, column


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_text_has_a_stated_length_or_is_long(table: Table) -> None:
    for column in table.columns:
        if isinstance(column.type, String) and not isinstance(column.type, (Enum, Text)):
            assert column.type.length, column


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_foreign_keys_are_found_by_an_index(table: Table) -> None:
    led = {next(iter(index.columns)).name for index in table.indexes if len(index.columns)}
    led |= {next(iter(each.columns)).name for each in table.constraints if each.columns}
    led |= {column.name for column in table.primary_key.columns}
    for column in table.columns:
        if column.foreign_keys:
            assert column.name in led, column
