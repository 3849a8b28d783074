"""The places that forms need on one site, and what fills their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, Actor, Role
from deliberate.domain.groups import Group, GroupKind
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ModerationDecision
from deliberate.persistence.database import db, now
from deliberate.persistence.models.trust import OperatorProposal, RoleInvitation
from deliberate.services import answers, appeals, operators, roles
from deliberate.services.groups import add_group
from tests.factories import amending, comments, contributions, frameworks, rounds
from tests.factories.counting import take_snapshot
from tests.factories.frameworks import Published
from tests.factories.given import Given
from tests.factories.people import actor_at
from tests.factories.rounds import Round
from tests.web.shared.forms_sent import FIELDS, KINDS, MIGHTY, OF_DRAFTS, USUAL

NIGHT = Group({"ko": "밤 노동자", "en": "Workers at night"}, GroupKind.EXPERIENCE, True)


@dataclass(frozen=True)
class Places:
    """What the addresses and the forms of one site are filled with."""

    usual: Mapping[str, str]
    refs: Mapping[str, str]
    """What `ref` is, by kind of route."""
    facts: Mapping[str, str]
    """What forms say about their place."""

    def values(self, endpoint: str, names: set[str]) -> dict[str, str]:
        """Return the arguments of a route."""
        values = {name: self.usual[name] for name in names - {"ref"}}
        if "ref" in names:
            values["ref"] = self.refs[_kind(endpoint)]
        if endpoint.startswith("desks.") and "clause_ref" in names:
            values["clause_ref"] = self.refs["closing clause"]
        if endpoint in OF_DRAFTS:
            values["slug"] = "drafted"
        return values

    def filled(self, endpoint: str) -> dict[str, str]:
        """Return a form's values with what they say about its place."""
        return {
            name: value.format(**self.facts) if value.startswith("{") else value
            for name, value in FIELDS[endpoint].items()
        }


def _kind(endpoint: str) -> str:
    blueprint, _, name = endpoint.partition(".")
    usual = {"rounds": "running", "moderation": "other", "desks": "closing"}.get(
        blueprint, "clause"
    )
    return KINDS.get(name if blueprint in {"comments", "moderation"} else endpoint, usual)


def make_places(app: Flask, given: Given) -> Places:
    """Make a framework "care" with a round that runs, one in which a round is set up, and a draft.

    The account `MIGHTY` may do nearly everything there, has written a comment that is hidden, and
    finds one by somebody else that was reported.
    """
    mighty = given.person(Role.OPERATOR, address=MIGHTY)
    given.person(address="someone@example.org")
    care, other = given.framework(slug="care"), given.framework()
    setup = given.round_in_setup(other)
    guest, _code = given.guest()
    refs = [care.ref, other.ref, given.draft(slug="drafted").ref]
    with app.app_context():
        for ref, role in product(refs, (Role.OFFICIAL, Role.MODERATOR, Role.TRANSLATOR)):
            roles.grant_role(mighty, MIGHTY, role, ref, now())
        running = rounds.announced(care, now())
        said = _comments(running, mighty, guest, now())
        facts = _facts(running, said["other"])
        said |= _amendments(running, mighty, now()) | _closing(MIGHTY)
        places = {
            "clause": care.clause_refs[0],
            "running": running.ref,
            "setup": setup.ref,
            "group": add_group(actor_at(MIGHTY), refs[-1], NIGHT, now()),
        }
    usual = {
        **USUAL,
        "account_ref": str(care.official.account_ref),
        "action_ref": said.pop("appealed_action"),
        "clause_ref": other.clause_refs[0],
        "group_ref": places["group"],
    }
    said |= _waiting(app, given, care)
    return Places(usual, places | said, facts)


def _waiting(app: Flask, given: Given, care: Published) -> dict[str, str]:
    """Give an organisation, an operator who is proposed, and a role that is offered."""
    organisation = given.organisation()
    given.person(address="proposed@example.org")
    proposer = given.person(Role.OPERATOR)
    with app.app_context():
        operators.propose_operator(proposer, "proposed@example.org", now())
        invited = ("invited@example.org", Role.TRANSLATOR, care.ref, "ko", now())
        roles.offer_role(care.official, *invited)
        return {
            "organisation": organisation,
            "proposal": db.session.scalars(select(OperatorProposal.ref)).one(),
            "invitation": db.session.scalars(select(RoleInvitation.ref)).one(),
        }


def _comments(running: Round, mighty: Actor, guest: Actor, moment: datetime) -> dict[str, str]:
    """Give comments that stand, that are hidden and that are appealed about."""
    own, hidden = (comments.comment(mighty, running, moment) for _ in range(2))
    other, theirs = (comments.comment(guest, running, moment) for _ in range(2))
    hide, decider = ModerationDecision.HIDE, running.staff.moderators[0]
    action, appealed = (
        contributions.decide(decider, each, hide, moment) for each in (hidden, theirs)
    )
    appeals.appeal(guest, appealed, "제 별칭입니다.", Locale.KO, moment)
    contributions.report(ANONYMOUS, other, moment)
    return {
        "own": own,
        "other": other,
        "action": action,
        "appealed": theirs,
        "appealed_action": appealed,
    }


def _amendments(running: Round, mighty: Actor, moment: datetime) -> dict[str, str]:
    """Give a draft, an amendment of one's own, and one by somebody else."""
    other = running.staff.moderators[1]
    return {
        "draft": amending.draft(mighty, running, moment),
        "own amendment": amending.amendment(mighty, running, moment),
        "amendment": amending.amendment(other, running, moment),
    }


def _closing(mighty: str) -> dict[str, str]:
    """Give a counted round with an amendment that waits and a comment that is answered."""
    over = now() - timedelta(days=rounds.DAYS_OPEN + 1)
    held = rounds.announced(frameworks.new_framework(over), over)
    author = held.staff.moderators[0]
    roles.grant_role(COMMAND_LINE, mighty, Role.OFFICIAL, held.framework.ref, over)
    said = comments.comment(author, held, over)
    proposed = amending.amendment(author, held, over)
    official = held.staff.official
    take_snapshot(held.ref, now(), official)
    words = {"ko": "답", "en": "An answer"}
    return {
        "closing": held.ref,
        "closing clause": held.framework.clause_refs[0],
        "closing amendment": proposed,
        "answer": answers.answer_comments(official, held.ref, [said], words, now()),
    }


def _facts(running: Round, reported: str) -> dict[str, str]:
    seen = contributions.seen_now(reported)
    return {
        "round": running.ref,
        "wording": comments.wording_in(running.ref, running.framework.clause_refs[0]),
        "decisions": str(seen.decisions),
        "words": seen.words,
        "newest_report": seen.newest_report,
    }
