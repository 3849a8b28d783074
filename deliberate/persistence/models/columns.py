"""The kinds of column that many tables share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import Enum, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.localized import Locale
from deliberate.domain.participants import REF_LENGTH, new_ref
from deliberate.persistence.database import UtcDateTime

CHOICE_LENGTH = 32

Key = Annotated[int, mapped_column(primary_key=True)]
Ref = Annotated[str, mapped_column(String(REF_LENGTH), unique=True, default=new_ref)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
LongText = Annotated[str, mapped_column(Text)]
ShortText = Annotated[str, mapped_column(String(300))]


def choice(members: type[StrEnum], name: str) -> Enum:
    """Return a column type that holds a member's value and lets the database refuse others."""
    return Enum(
        members,
        name=name,
        native_enum=False,
        length=CHOICE_LENGTH,
        create_constraint=True,
        values_callable=lambda enum: [member.value for member in enum],
    )


def language(**options: Any) -> Mapped[Locale]:
    """Return the column that says in which language a row's text is."""
    return mapped_column(choice(Locale, "locale"), **options)


def reference(target: str, **options: Any) -> Mapped[Any]:
    """Return a foreign key column; `target` is table.column, indexed unless told otherwise."""
    options.setdefault("index", not options.get("primary_key", False))
    return mapped_column(ForeignKey(target), **options)
