"""Each field of each form, and as what of the hostile site its text is seen."""

from __future__ import annotations

from collections.abc import Mapping

from deliberate.domain.retention import TERMS

AMENDMENT = {"body": "amendment", "heading": "amendment heading"}
REASONS = {"reason": "amendment reason", "impact": "amendment impact"}
COMMENT = {"body": "comment", "one_time_name": "one-time name"}
SEEN_AS: Mapping[str, Mapping[str, str]] = {
    "desks.dispose": {"reason": "disposition reason"},
    "desks.answer": {"answer": "official answer"},
    "desks.change_answer": {"answer": "official answer"},
    "desks.save_text": {
        "body": "merged text",
        "heading": "merged heading",
        "number": "merged number",
    },
    "participants.choose_pseudonym": {"pseudonym": "pseudonym"},
    "participants.create_organisation": {
        "name": "organisation name",
        "website": "organisation website",
    },
    "participants.name_delegate": {"address": "delegate address"},
    "participants.grant_role": {"address": "invited address"},
    "participants.propose_operator": {"address": "proposed operator"},
    "participants.close_account": {"account": "account address"},
    "participants.reopen_account": {"account": "account address"},
    "participants.ask_for_address": {"new_address": "new address"},
    "participants.ask_for_link": {"address": "account address"},
    "participants.sign_in_with_password": {"address": "account address"},
    "frameworks.edit": {"title": "framework title"},
    "frameworks.import_texts": {"file": "clause text"},
    "frameworks.summarise": {"ko": "plain summary", "en": "plain summary"},
    "frameworks.describe": {"ko": "framework description", "en": "framework description"},
    "desks.justify": {"reason": "quorum reason"},
    "frameworks.add_group": {"name": "group name", "broader": "broader group"},
    "frameworks.change_group": {"name": "group name", "broader": "broader group"},
    "rounds.save_words": {"title": "round title", "description": "round description"},
    "rounds.save_clause": {"note": "changeability note"},
    "rounds.save_extension": {"reason": "schedule reason"},
    "rounds.ask_to_shorten": {"reason": "schedule reason"},
    "rounds.ask_to_close_early": {"reason": "schedule reason"},
    "rounds.confirm_cancelling": {"reason": "cancelling reason", "given": "what becomes of it"},
    "amendments.save": AMENDMENT,
    "amendments.preview": AMENDMENT,
    "amendments.save_text": AMENDMENT,
    "amendments.save_reason": REASONS,
    "amendments.revise": {**AMENDMENT, **REASONS},
    "amendments.translate": {
        "body": "translated amendment",
        "heading": "amendment heading",
        **REASONS,
    },
    "comments.check": COMMENT,
    "comments.send": COMMENT,
    "comments.correct": {"body": "corrected comment"},
    "comments.translate": {"body": "translated comment"},
    "moderation.send_report": {"words": "report"},
    "moderation.decide": {"facts": "moderation reason", "other": "moderation reason"},
    "moderation.decide_appeal": {"facts": "appeal decision", "other": "appeal decision"},
    "moderation.appeal": {"words": "appeal"},
}
"""By endpoint and field, without its language."""
NEVER_SEEN: Mapping[str, str] = {
    "password": "kept as a hash",
    "new_password": "kept as a hash",
    "code": "a receipt code, kept as a hash",
    "digits": "six digits, not kept",
    "credential": "of a passkey, read by a program",
    "name": "of a passkey, which no form alone can make; see test_texts_sent_back.py",
    "slug": "small letters, digits and hyphens",
    "passage": "has to be in the comment word for word",
    "next": "an address, which is not kept",
}
CHOICES = {
    *("round", "wording", "base", "parent", "comment", "change", "first", "newest_report"),
    *("key", "seen", "revision", "digest", "ground", "decisions", "words", "which"),
    *("role", "small", "do", "kind", "locale", "language", "wanted", "results", "premoderated"),
    *("opens_at", "closes_at", "vote_on_clauses", "changeability", "at_once", "outcome"),
    *("choice", "anew", "off", "as_removal", "speaks_for", "stance", "naming", "rule"),
    *("decision", "automated", "result", "is_sure", "step"),
    *("is_under_represented", "is_sensitive"),
    *(kind.value.replace(" ", "_") for kind in TERMS),
}
"""What is chosen from a list, counted, or written into the form by the page."""
