"""Owed mail: taken once, tried again later, forgotten once it has gone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.persistence.database import db, transaction
from deliberate.persistence.journal import owe_mail
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.services.outbox import (
    LEASE,
    LONGEST_WAIT,
    OwedMail,
    claim_mail,
    put_off_mail,
    settle_mail,
)
from tests.services.at_once import at_once

pytestmark = pytest.mark.usefixtures("app_context")

ADDRESS = "someone@example.org"
MOMENT = timedelta(microseconds=1)


def owe(now: datetime, address: str = ADDRESS) -> None:
    with transaction() as session:
        owe_mail(session, "sign_in_link", address, "ko", {"link": "abc"}, now)


def claimed(now: datetime) -> OwedMail:
    mail = claim_mail(now)
    assert mail is not None
    return mail


def kept() -> OutboxMessage:
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage)).one()


def test_a_mail_is_claimed_with_everything_that_it_needs(now: datetime) -> None:
    owe(now)
    mail = claimed(now)
    assert (mail.template, mail.locale, mail.address) == ("sign_in_link", "ko", ADDRESS)
    assert mail.facts == {"link": "abc"}
    assert mail.ref == kept().ref


def test_a_claimed_mail_is_nobody_elses_until_its_lease_is_over(now: datetime) -> None:
    owe(now)
    first = claimed(now)
    assert claim_mail(now + LEASE - MOMENT) is None
    assert claimed(now + LEASE) == first


def test_the_mail_that_waits_longest_goes_first(now: datetime) -> None:
    owe(now, "second@example.org")
    owe(now - timedelta(minutes=1), "first@example.org")
    assert [claimed(now).address for _ in range(2)] == ["first@example.org", "second@example.org"]
    assert claim_mail(now) is None


def test_a_mail_is_not_due_before_its_time(now: datetime) -> None:
    owe(now + timedelta(seconds=1))
    assert claim_mail(now) is None


def test_a_settled_mail_is_forgotten_and_never_sent_again(now: datetime) -> None:
    owe(now)
    settle_mail(claimed(now).ref, now)
    row = kept()
    assert (row.sent_at, row.facts, row.address) == (now, "{}", "")
    assert claim_mail(now + timedelta(days=365)) is None


def test_a_mail_that_was_put_off_waits_longer_each_time(now: datetime) -> None:
    owe(now)
    waits = []
    for _ in range(9):
        mail = claimed(now)
        put_off_mail(mail.ref, now)
        waits.append(kept().due_at - now)
        assert claim_mail(kept().due_at - MOMENT) is None
        now = kept().due_at
    assert waits[:6] == [timedelta(minutes=2**power) for power in range(6)]
    assert waits[6:] == [LONGEST_WAIT] * 3
    assert kept().address == ADDRESS


def test_workers_who_claim_at_once_never_get_the_same_mail(
    app_context: Flask, now: datetime
) -> None:
    for number in range(6):
        owe(now, f"person{number}@example.org")

    def claim_all() -> list[str]:
        mails = iter(lambda: claim_mail(now), None)
        return [mail.ref for mail in mails if mail]

    first, second = at_once(app_context, claim_all, claim_all)
    assert not set(first) & set(second)
    assert len(first) + len(second) == 6
