"""The habits of the database that everything above it relies on."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from multiprocessing import get_context
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from deliberate import create_app
from deliberate.config import Settings
from deliberate.domain.errors import Conflict
from deliberate.domain.frameworks import FrameworkKind
from deliberate.persistence.database import db, transaction
from deliberate.persistence.journal import owe_mail
from deliberate.persistence.models.frameworks import Framework, FrameworkVersion
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.queries import health
from tests.support.counting import count_up

SEOUL = timezone(timedelta(hours=9))
PROCESSES = 2
TIMES = 25
PATIENCE_SECONDS = 60

pytestmark = pytest.mark.usefixtures("app_context")


def framework(now: datetime, slug: str = "hanbit") -> Framework:
    return Framework(slug=slug, kind=FrameworkKind.CHARTER, created_at=now)


def slugs() -> list[str]:
    return list(db.session.scalars(select(Framework.slug).order_by(Framework.slug)))


def test_a_time_comes_back_as_the_same_moment_in_utc() -> None:
    in_seoul = datetime(2026, 3, 2, 10, 30, 0, 123456, tzinfo=SEOUL)
    with transaction() as session:
        session.add(framework(in_seoul))
    db.session.remove()
    found = db.session.scalars(select(Framework.created_at)).one()
    assert found == in_seoul
    assert found.utcoffset() == timedelta(0)


def test_times_are_ordered_and_compared_as_moments() -> None:
    with transaction() as session:
        session.add(framework(datetime(2026, 3, 2, 10, 0, tzinfo=SEOUL), "earlier"))
        session.add(framework(datetime(2026, 3, 2, 2, 0, tzinfo=UTC), "later"))
    border = datetime(2026, 3, 2, 10, 30, tzinfo=SEOUL)
    before = select(Framework.slug).where(Framework.created_at < border)
    assert list(db.session.scalars(before)) == ["earlier"]


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 2, 1, 30)  # noqa: DTZ001  (the mistake itself)
    with pytest.raises(StatementError, match="without a zone"), transaction() as session:
        session.add(framework(naive))
    assert slugs() == []


def test_a_transaction_commits_at_its_end(now: datetime) -> None:
    with transaction() as session:
        session.add(framework(now))
    db.session.remove()
    assert slugs() == ["hanbit"]


def test_nothing_is_written_when_a_use_case_fails(now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction() as session:
        session.add(framework(now))
        session.flush()
        raise ZeroDivisionError
    assert slugs() == []
    with transaction() as session:
        session.add(framework(now))
    assert slugs() == ["hanbit"]


def test_a_refusal_of_the_database_is_a_conflict(now: datetime) -> None:
    with transaction() as session:
        session.add(framework(now))
    with pytest.raises(Conflict), transaction() as session:
        session.add(framework(now, "another"))
        session.add(framework(now))
    assert slugs() == ["hanbit"]


def test_a_use_case_cannot_run_inside_another(now: datetime) -> None:
    with pytest.raises(RuntimeError, match="inside another"), transaction() as session:
        session.add(framework(now))
        with transaction():
            pass
    assert slugs() == []


def test_a_transaction_sees_what_was_committed_after_the_visitor_was_loaded(
    app_context: Flask, now: datetime
) -> None:
    assert slugs() == []
    with app_context.app_context(), transaction() as session:
        session.add(framework(now))
    with transaction() as session:
        assert session.scalars(select(Framework.slug)).one() == "hanbit"


def test_a_row_cannot_point_to_nothing(now: datetime) -> None:
    with pytest.raises(Conflict), transaction() as session:
        session.add(FrameworkVersion(framework_id=404))


def test_an_acknowledged_write_is_durable() -> None:
    assert health.durability_problems() == []


def test_a_weak_setting_is_noticed(database_kind: str) -> None:
    weak = {"sqlite": "PRAGMA synchronous=OFF", "postgresql": "SET synchronous_commit = off"}
    db.session.rollback()
    with closing(db.engine.raw_connection()) as connection:
        connection.cursor().execute(weak[database_kind])
        connection.commit()
    problems = health.durability_problems()
    assert len(problems) == 1
    assert "synchronous" in problems[0]


def test_a_database_without_tables_says_what_to_do(empty_database_url: str, tmp_path: Path) -> None:
    app = create_app({"instance": tmp_path, "database_url": empty_database_url})
    with app.app_context():
        assert health.problem() == "the database needs: deliberate db upgrade"
        db.session.remove()
        db.engine.dispose()


def test_two_processes_that_write_wait_for_each_other(settings: Settings, now: datetime) -> None:
    with transaction() as session:
        owe_mail(session, "sign_in_link", "a@example.org", "ko", {}, now)
    config = {"instance": settings.instance, "database_url": settings.database}
    spawn = get_context("spawn")
    others = [spawn.Process(target=count_up, args=(config, TIMES)) for _ in range(PROCESSES)]
    for other in others:
        other.start()
    for other in others:
        other.join(PATIENCE_SECONDS)
        other.kill()
    assert [other.exitcode for other in others] == [0] * PROCESSES
    db.session.rollback()
    assert db.session.scalars(select(OutboxMessage.attempts)).one() == PROCESSES * TIMES
