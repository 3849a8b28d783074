"""What every table has in common."""

from __future__ import annotations

import pytest
from sqlalchemy import (
    Enum,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

import deliberate.persistence.models
from deliberate.persistence.database import Base, UtcDateTime

ALL = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
KEYS = (PrimaryKeyConstraint, UniqueConstraint)
LONGEST_NAME = 63
"""PostgreSQL cuts longer names, and then a migration cannot find them."""


def test_models_announce_themselves() -> None:
    assert deliberate.persistence.models.__all__
    assert len(ALL) > 30


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_everything_has_a_name_that_every_database_keeps(table: Table) -> None:
    names = [each.name for each in table.constraints] + [each.name for each in table.indexes]
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
def test_foreign_keys_are_part_of_a_key_or_an_index(table: Table) -> None:
    keys = [each for each in table.constraints if isinstance(each, KEYS)]
    found = {column.name for each in (*keys, *table.indexes) for column in each.columns}
    single = [
        next(iter(key.columns)) for key in table.foreign_key_constraints if len(key.columns) == 1
    ]
    assert [column.name for column in single if column.name not in found] == []
