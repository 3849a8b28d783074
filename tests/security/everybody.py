"""One person of each kind, and what the access matrix lets each of them send."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, Actor, Role
from deliberate.domain.permissions import Permission, can
from deliberate.persistence.database import now
from deliberate.persistence.queries.accounts import actor_by_address
from deliberate.services import roles
from tests.factories.given import Given
from tests.support.applications import ClientAs
from tests.web.shared.form_places import Places
from tests.web.shared.forms_sent import MIGHTY

NEEDS: Mapping[str, Permission] = {
    "desks.dispose": Permission.AMENDMENT_DISPOSE,
    "desks.answer": Permission.COMMENT_ANSWER,
    "desks.change_answer": Permission.COMMENT_ANSWER,
    "desks.take_answer_back": Permission.COMMENT_ANSWER,
    "desks.order": Permission.VERSION_MERGE,
    "desks.save_text": Permission.VERSION_TRANSLATE,
    "desks.confirm_parity": Permission.VERSION_TRANSLATE,
    "desks.confirm_publication": Permission.ROUND_PUBLISH,
    "participants.verify_organisation": Permission.ORGANISATION_VERIFY,
    "participants.name_delegate": Permission.ORGANISATION_DELEGATES,
    "participants.end_delegate": Permission.ORGANISATION_DELEGATES,
    "participants.grant_role": Permission.ROLE_GRANT,
    "participants.revoke_role": Permission.ROLE_GRANT,
    "participants.withdraw_invitation": Permission.ROLE_GRANT,
    "participants.mark_small_body": Permission.FRAMEWORK_SMALL_BODY,
    "participants.propose_operator": Permission.OPERATOR_GRANT,
    "participants.approve_operator": Permission.OPERATOR_GRANT,
    "participants.refuse_operator": Permission.OPERATOR_GRANT,
    "participants.withdraw_operator": Permission.OPERATOR_GRANT,
    "participants.revoke_operator": Permission.OPERATOR_GRANT,
    "site.set_kept": Permission.RETENTION_SET,
    "participants.close_account": Permission.ACCOUNT_DISABLE,
    "participants.reopen_account": Permission.ACCOUNT_DISABLE,
    "frameworks.edit": Permission.FRAMEWORK_DRAFT,
    "frameworks.undo": Permission.FRAMEWORK_DRAFT,
    "frameworks.publish": Permission.FRAMEWORK_PUBLISH,
    "frameworks.import_texts": Permission.FRAMEWORK_CREATE,
    "frameworks.summarise": Permission.CLAUSE_SUMMARISE,
    "frameworks.describe": Permission.FRAMEWORK_DRAFT,
    "desks.justify": Permission.ROUND_PUBLISH,
    "frameworks.add_group": Permission.GROUP_LIST,
    "frameworks.change_group": Permission.GROUP_LIST,
    "frameworks.remove_group": Permission.GROUP_LIST,
    "rounds.create": Permission.ROUND_SET_UP,
    "rounds.save_words": Permission.ROUND_SET_UP,
    "rounds.save_phase": Permission.ROUND_SET_UP,
    "rounds.remove_phase": Permission.ROUND_SET_UP,
    "rounds.save_clause": Permission.ROUND_SET_UP,
    "rounds.leave_the_rest_open": Permission.ROUND_SET_UP,
    "rounds.save_targets": Permission.ROUND_SET_UP,
    "rounds.save_visibility": Permission.ROUND_SET_UP,
    "rounds.confirm_announcement": Permission.ROUND_ANNOUNCE,
    "rounds.save_extension": Permission.ROUND_RESCHEDULE,
    "rounds.ask_to_shorten": Permission.ROUND_RESCHEDULE,
    "rounds.ask_to_close_early": Permission.ROUND_RESCHEDULE,
    "rounds.approve": Permission.ROUND_RESCHEDULE,
    "rounds.confirm_cancelling": Permission.ROUND_RESCHEDULE,
    "amendments.translate": Permission.AMENDMENT_TRANSLATE,
    "comments.translate": Permission.COMMENT_TRANSLATE,
    "moderation.decide": Permission.MODERATION_DECIDE,
    "moderation.decide_appeal": Permission.APPEAL_DECIDE,
}
"""What staff alone may send."""
ITS_OWNERS = {
    "amendments.save_text",
    "amendments.save_reason",
    "amendments.submit",
    "amendments.revise",
    "amendments.withdraw",
    "comments.correct",
    "comments.withdraw",
    "moderation.appeal",
    "participants.accept_invitation",
    "participants.decline_invitation",
}
"""What only the owner of the thing may send; these are the mighty one's, or an invited person's."""
KNOWN = {
    "participants.choose_pseudonym",
    "participants.choose_password",
    "participants.create_organisation",
    "participants.claim_receipt",
    "participants.end_session",
    "participants.end_other_sessions",
    "participants.ask_for_address",
    "participants.passkey_options",
    "participants.add_passkey",
    "participants.remove_passkey",
    "participants.begin_authenticator",
    "participants.confirm_authenticator",
    "participants.remove_authenticator",
    "participants.renew_recovery_codes",
    "participants.go_on",
    "participants.ask_passkey",
    "participants.sign_out",
    "rounds.choose_news",
    "amendments.save",
    "amendments.preview",
    "amendments.sign",
}
"""What anyone with an account may send about themselves or for themselves."""
ANYBODY = {
    "participants.declare",
    "participants.forget_declaration",
    "amendments.vote",
    "participants.return_with_receipt",
    "participants.start_fresh",
    "participants.erase",
    "participants.confirm_address",
    "participants.refuse_address",
    "participants.ask_for_link",
    "participants.sign_in_with_password",
    "participants.follow_link",
    "rounds.end_news",
    "votes.cast",
    "votes.unclear",
    "comments.check",
    "comments.send",
    "comments.vote",
    "comments.ask_for_translation",
    "moderation.send_report",
}


class People:
    """One person of each kind, with the browser of each."""

    def __init__(self, app: Flask, given: Given, client_as: ClientAs, places: Places) -> None:
        self.app, self.given, self.places = app, given, places
        with app.app_context():
            mighty = actor_by_address(MIGHTY)
        assert mighty is not None
        here = self.here = list(mighty.roles)
        elsewhere = given.framework().ref
        self.actors: dict[str, Actor] = {"stranger": ANONYMOUS, "participant": given.person()}
        self.actors["guest"], code = given.guest()
        self.code = code.replace("-", "")
        self.actors["operator"] = given.person(Role.OPERATOR)
        for role in (Role.OFFICIAL, Role.MODERATOR, Role.TRANSLATOR, Role.FACILITATOR):
            given.person(address=f"{role}@example.org")
            self.actors[f"{role} here"] = self._with(role, f"{role}@example.org", here)
            self.actors[f"{role} elsewhere"] = given.person(role, elsewhere)
        self.actors["delegate elsewhere"] = self._delegate()
        self.actors["just demoted"] = self._demoted(here)
        self.clients = {
            who: client_as(actor) if actor.participant_ref else app.test_client()
            for who, actor in self.actors.items()
        }

    def _with(self, role: Role, mailbox: str, refs: list[str]) -> Actor:
        with self.app.app_context():
            for ref in refs:
                roles.grant_role(COMMAND_LINE, mailbox, role, ref, now())
            found = actor_by_address(mailbox)
        assert found is not None
        return found

    def _delegate(self) -> Actor:
        self.given.person(address="delegate@example.org")
        with self.app.app_context():
            found = actor_by_address("delegate@example.org")
        assert found is not None
        self.given.organisation(found)
        return found

    def _demoted(self, refs: list[str]) -> Actor:
        """Someone who held every role here and at the site until a moment ago."""
        mailbox = "demoted@example.org"
        self.given.person(Role.OPERATOR, address=mailbox)
        held = (Role.OFFICIAL, Role.MODERATOR, Role.TRANSLATOR)
        for role in held:
            found = self._with(role, mailbox, refs)
        with self.app.app_context():
            for ref in refs:
                for role in held:
                    roles.revoke_role(COMMAND_LINE, str(found.account_ref), role, ref, now())
            roles.revoke_role(COMMAND_LINE, str(found.account_ref), Role.OPERATOR, None, now())
        return Actor(account_ref=found.account_ref, participant_ref=found.participant_ref)

    def may(self, who: str, endpoint: str) -> bool:
        """Whether the access matrix lets someone send this form about the things of the test."""
        actor = self.actors[who]
        if endpoint in ANYBODY:
            return True
        if endpoint in KNOWN:
            return actor.is_known
        if endpoint in ITS_OWNERS:
            return False
        refs = [*self.here, self.places.refs["organisation"]]
        return any(can(actor, NEEDS[endpoint], ref) for ref in refs)
