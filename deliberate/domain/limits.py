"""How much one person, one mailbox and one network may send in a while.

What one person does is limited narrowly, what comes from one network widely: a school or a library
stands behind one address. No window is longer than an hour, and nothing is kept after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address, ip_network

from deliberate.domain.errors import DomainError

NETWORK_BITS = {4: 24, 6: 56}
"""So many bits of an address name the network: what one line or one site is usually given."""


class Limit(StrEnum):
    """What is counted together."""

    SIGN_IN = "sign in"
    """Passwords tried."""
    LINK = "link"
    """Sign-in links asked for and used."""
    CODE = "code"
    """Receipt codes typed."""
    GUEST = "guest"
    """Guests made without giving anything."""
    COMMENT = "comment"
    """Comments and replies sent, corrected or translated."""
    REPORT = "report"
    """Contributions reported, decisions appealed against."""
    WRITING = "writing"
    """Every other form."""


class Counted(StrEnum):
    """On whose account a request is counted."""

    PERSON = "person"
    """An account or a guest."""
    MAILBOX = "mailbox"
    """The e-mail address that was typed, whether it has an account or not."""
    MAILBOX_AND_NETWORK = "mailbox and network"
    """The same, as far as it comes from one network."""
    STRANGERS = "strangers"
    """Those of one network whom we do not know yet: what they give makes each of them a guest."""
    NETWORK = "network"
    """Everyone in one network."""


@dataclass(frozen=True)
class Rule:
    """At most `amount` in a window of `minutes`, which begins with the first request in it."""

    counted: Counted
    amount: int
    """For strangers and networks this many for each person who may stand behind one address."""
    minutes: int

    def most(self, people: int) -> int:
        """Return how many requests are let through where `people` may stand behind one address."""
        shared = self.counted in {Counted.STRANGERS, Counted.NETWORK}
        return self.amount * people if shared else self.amount


RULES: Mapping[Limit, tuple[Rule, ...]] = {
    Limit.SIGN_IN: (
        Rule(Counted.MAILBOX_AND_NETWORK, 10, 15),
        Rule(Counted.MAILBOX, 60, 60),
        Rule(Counted.NETWORK, 2, 15),
    ),
    Limit.LINK: (
        Rule(Counted.MAILBOX, 4, 15),
        Rule(Counted.PERSON, 6, 15),
        Rule(Counted.NETWORK, 4, 15),
    ),
    Limit.CODE: (Rule(Counted.PERSON, 20, 15), Rule(Counted.NETWORK, 2, 15)),
    Limit.GUEST: (Rule(Counted.PERSON, 20, 60), Rule(Counted.NETWORK, 3, 60)),
    Limit.COMMENT: (
        Rule(Counted.PERSON, 20, 10),
        Rule(Counted.STRANGERS, 2, 60),
        Rule(Counted.NETWORK, 5, 10),
    ),
    Limit.REPORT: (
        Rule(Counted.PERSON, 20, 60),
        Rule(Counted.STRANGERS, 1, 60),
        Rule(Counted.NETWORK, 2, 60),
    ),
    Limit.WRITING: (
        Rule(Counted.PERSON, 300, 10),
        Rule(Counted.STRANGERS, 4, 60),
        Rule(Counted.NETWORK, 30, 10),
    ),
}
"""They are looked at in this order, and the first that refuses ends it: what one network tries in
vain uses up neither the mailbox elsewhere nor the network for its neighbours.

Whoever is refused a link has one that works in their mailbox: it lives as long as the window.
"""

FAIL_CLOSED = frozenset({Limit.SIGN_IN, Limit.LINK, Limit.CODE})
"""Nobody gets in uncounted; everything else goes on where counting fails."""


class LimitsAway(DomainError):
    """Requests cannot be counted at the moment, so that nobody can be let in safely."""

    status = 503


def network_of(address: str) -> str:
    """Return the network of an IP address, such as "203.0.113.0/24"; other text as it is."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return str(ip_network((found, NETWORK_BITS[found.version]), strict=False))
