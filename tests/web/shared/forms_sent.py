"""Every route that takes a form, with values that it would take, and the places they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from flask import Flask

from deliberate.domain.actors import ANONYMOUS, Actor, Role
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ModerationDecision
from deliberate.persistence.database import now
from deliberate.services import appeals, roles
from tests.factories import comments, contributions, rounds
from tests.factories.given import Given
from tests.factories.rounds import Round

MIGHTY = "mighty@example.org"
LATER = "2030-01-02T03:04"
REASONS = {"reason_ko": "이유", "reason_en": "A reason"}
BALLOT = {"round": "{round}", "wording": "{wording}", "seen": "", "anew": ""}
COMMENT = {
    "body": "한 마디",
    "round": "{round}",
    "wording": "{wording}",
    "parent": "",
    "key": "a key",
    "anew": "",
    "stance": "concern",
    "language": "ko",
    "naming": "once",
    "one_time_name": "새벽 샘터",
}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "participants.choose_pseudonym": {"pseudonym": "새벽 샘터"},
    "participants.choose_password": {"new_password": "a calm sentence"},
    "participants.create_organisation": {"name": "시민", "website": "https://example.org"},
    "participants.name_delegate": {"address": "someone@example.org"},
    "participants.end_delegate": {},
    "participants.verify_organisation": {},
    "participants.return_with_receipt": {"code": "K7MF-4QXT-92HP"},
    "participants.claim_receipt": {"code": "K7MF-4QXT-92HP"},
    "participants.start_fresh": {},
    "participants.grant_role": {"address": "someone@example.org", "role": "moderator"},
    "participants.revoke_role": {},
    "participants.mark_small_body": {"small": "yes"},
    "participants.grant_operator": {"address": "someone@example.org"},
    "participants.revoke_operator": {},
    "participants.ask_for_link": {"address": "someone@example.org", "next": "/ko/"},
    "participants.sign_in_with_password": {
        "address": "someone@example.org",
        "password": "a calm sentence",
        "next": "/ko/",
    },
    "participants.follow_link": {},
    "participants.sign_out": {},
    "frameworks.edit": {"do": "rename_document", "revision": "1", "locale": "ko", "title": "새"},
    "frameworks.undo": {"revision": "1"},
    "frameworks.publish": {"revision": "0"},
    "frameworks.import_texts": {"slug": "another", "kind": "charter", "file_ko": "", "file_en": ""},
    "frameworks.summarise": {"ko": "쉬운 말", "en": "Plain words"},
    "frameworks.describe": {"ko": "설명", "en": "About"},
    "rounds.create": {},
    "rounds.save_words": {
        "title_ko": "첫 의견수렴",
        "title_en": "First round",
        "description_ko": "묻습니다.",
        "description_en": "We ask.",
    },
    "rounds.save_phase": {
        "opens_at": "2029-01-02T03:04",
        "closes_at": LATER,
        "comment": "guest",
        "vote_on_clauses": "known",
    },
    "rounds.remove_phase": {},
    "rounds.save_clause": {"changeability": "partly", "note_ko": "법률", "note_en": "A law"},
    "rounds.leave_the_rest_open": {},
    "rounds.save_visibility": {"results": "live", "premoderated": "y"},
    "rounds.confirm_announcement": {"at_once": "y"},
    "rounds.save_extension": {"closes_at": LATER, **REASONS},
    "rounds.ask_to_shorten": {"closes_at": LATER, **REASONS},
    "rounds.ask_to_close_early": REASONS,
    "rounds.approve": {"change": "1"},
    "rounds.confirm_cancelling": {**REASONS, "given_ko": "남습니다.", "given_en": "It stays."},
    "rounds.choose_news": {"wanted": "yes"},
    "rounds.end_news": {},
    "votes.cast": {**BALLOT, "choice": "agree"},
    "votes.unclear": {**BALLOT, "off": ""},
    "comments.check": COMMENT,
    "comments.send": COMMENT,
    "comments.vote": {"choice": "agree", "seen": "", "anew": ""},
    "comments.correct": {"body": "고친 말"},
    "comments.withdraw": {},
    "comments.ask_for_translation": {"locale": "en"},
    "comments.translate": {"body": "A word", "locale": "en"},
    "moderation.send_report": {"rule": "attack", "words": "설명"},
    "moderation.decide": {
        "facts": "이유",
        "other": "",
        "decision": "redact",
        "passage": "말",
        "which": "1",
        "rule": "attack",
        "automated": "y",
        "decisions": "{decisions}",
        "words": "{words}",
        "newest_report": "{newest_report}",
    },
    "moderation.decide_appeal": {"facts": "이유", "other": "", "result": "upheld"},
    "moderation.appeal": {"words": "제 이름이에요."},
}
OF_DRAFTS = {"frameworks.edit", "frameworks.undo", "frameworks.publish"}
USUAL = {
    "lang": "ko",
    "slug": "care",
    "role": "moderator",
    "token": "abc.def",
    "page": "help",
    "name": "style.css",
    "digest": "0",
    "section": "0",
    "clause": "0",
    "number": "1",
    "locale": "en",
}
KINDS = {
    "correct": "own",
    "withdraw": "own",
    "vote": "other",
    "translate": "other",
    "ask_for_translation": "other",
    "appeal": "action",
    "statement": "action",
    "decide_appeal": "appealed",
    "rounds.setup": "setup",
    "rounds.save_words": "setup",
    "rounds.save_phase": "setup",
    "rounds.remove_phase": "setup",
    "rounds.save_clause": "setup",
    "rounds.leave_the_rest_open": "setup",
    "rounds.save_visibility": "setup",
    "rounds.confirm_announcement": "setup",
}
"""What `ref` means in a route, where its blueprint does not say it."""


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
    usual = {"rounds": "running", "moderation": "other"}.get(blueprint, "clause")
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
    usual = {
        **USUAL,
        "account_ref": str(care.official.account_ref),
        "action_ref": said.pop("appealed_action"),
        "clause_ref": other.clause_refs[0],
    }
    places = {"clause": care.clause_refs[0], "running": running.ref, "setup": setup.ref}
    return Places(usual, places | said, facts)


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


def _facts(running: Round, reported: str) -> dict[str, str]:
    seen = contributions.seen_now(reported)
    return {
        "round": running.ref,
        "wording": comments.wording_in(running.ref, running.framework.clause_refs[0]),
        "decisions": str(seen.decisions),
        "words": seen.words,
        "newest_report": seen.newest_report,
    }
