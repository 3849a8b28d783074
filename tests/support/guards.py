"""Tests of pure code cannot reach a database, not even by accident."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest
from sqlalchemy import Engine

PURE = {"domain", "documents"}
TESTS = Path(__file__).resolve().parents[1]


def is_pure(path: Path) -> bool:
    """Whether the test file belongs to a layer that knows no database."""
    inside = path.resolve().relative_to(TESTS) if path.resolve().is_relative_to(TESTS) else path
    return inside.parts[0] in PURE


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise AssertionError("tests of the domain and of documents must not touch a database")


def close_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every way to a database fail for the length of one test."""
    monkeypatch.setattr(Engine, "connect", _refuse)
    monkeypatch.setattr(Engine, "raw_connection", _refuse)
    monkeypatch.setattr(sqlite3, "connect", _refuse)
    monkeypatch.setattr(psycopg, "connect", _refuse)
