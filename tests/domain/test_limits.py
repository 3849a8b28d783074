"""Limits: narrow for one person, wide for a network, and nothing counts for longer than an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deliberate.domain.credentials import LINK_LIFETIME
from deliberate.domain.limits import FAIL_CLOSED, RULES, Counted, Limit, Rule, network_of

SCHOOL = 200
HOUR = 60


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("203.0.113.255", "203.0.113.0/24"),
        ("203.0.114.7", "203.0.114.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("2001:db8:1:200:ffff::9", "2001:db8:1:200::/56"),
        ("2001:db8:1:300::1", "2001:db8:1:300::/56"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/56"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_network_is_the_first_part_of_an_address(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize("limit", Limit)
def test_every_limit_bounds_a_network_and_ends_within_the_hour(limit: Limit) -> None:
    assert Counted.NETWORK in {rule.counted for rule in RULES[limit]}
    assert all(0 < rule.minutes <= HOUR for rule in RULES[limit])
    counted = [rule.counted for rule in RULES[limit]]
    assert len(counted) == len(set(counted))


@pytest.mark.parametrize("limit", Limit)
def test_a_school_behind_one_address_may_do_everything_once(limit: Limit) -> None:
    shared = [r for r in RULES[limit] if r.counted in {Counted.NETWORK, Counted.STRANGERS}]
    assert all(rule.most(SCHOOL) >= SCHOOL for rule in shared)


def test_only_what_a_network_sends_grows_with_its_people() -> None:
    assert Rule(Counted.NETWORK, 2, 15).most(30) == 60
    assert Rule(Counted.STRANGERS, 2, 15).most(30) == 60
    for counted in (Counted.PERSON, Counted.MAILBOX, Counted.MAILBOX_AND_NETWORK):
        assert Rule(counted, 2, 15).most(30) == 2


def test_whoever_is_refused_a_link_has_one_that_works() -> None:
    (rule,) = [rule for rule in RULES[Limit.LINK] if rule.counted is Counted.MAILBOX]
    assert timedelta(minutes=rule.minutes) <= LINK_LIFETIME


def test_one_network_alone_cannot_use_up_a_mailbox() -> None:
    rules = {rule.counted: rule for rule in RULES[Limit.SIGN_IN]}
    narrow, wide = rules[Counted.MAILBOX_AND_NETWORK], rules[Counted.MAILBOX]
    windows = wide.minutes // narrow.minutes + 1  # the first may have begun before
    assert narrow.amount * windows < wide.amount
    assert list(RULES[Limit.SIGN_IN]).index(narrow) < list(RULES[Limit.SIGN_IN]).index(wide)


def test_ways_in_are_closed_where_nothing_can_be_counted() -> None:
    assert {Limit.SIGN_IN, Limit.LINK, Limit.CODE} == FAIL_CLOSED
