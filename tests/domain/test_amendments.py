"""Rules: "Amendments", as far as they need no database."""

from __future__ import annotations

import pytest

from deliberate.domain.amendments import (
    HEADING_LENGTH,
    REASON_LENGTH,
    TEXT_LENGTH,
    AmendmentKind,
    AmendmentTooLong,
    ClauseFixed,
    ImpactNeeded,
    IsRemoval,
    LanguageNotHere,
    NothingChanged,
    NothingProposed,
    Proposal,
    ReasonNeeded,
    ensure_amendable,
    ensure_known,
    ensure_proposals,
    ensure_reasoned,
    missing_locales,
    storable,
)
from deliberate.domain.frameworks import Changeability
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import AssuranceTooLow

CHANGE, NEW, REMOVE = AmendmentKind.CHANGE, AmendmentKind.NEW_CLAUSE, AmendmentKind.REMOVE
BASE = {"ko": "까닭을 알린다.", "en": "Reasons are given."}


def said(**bodies: str) -> dict[str, Proposal]:
    return {code: Proposal(body=body) for code, body in bodies.items()}


def test_only_the_languages_that_change_are_kept() -> None:
    kept = ensure_proposals(CHANGE, BASE, said(ko=BASE["ko"] + " \r\n", en="Other."))
    assert list(kept) == ["en"]


def test_what_does_not_change_after_normalisation_is_no_amendment() -> None:
    with pytest.raises(NothingChanged):
        ensure_proposals(CHANGE, BASE, said(ko=BASE["ko"], en=BASE["en"] + "\u200b "))


def test_taking_all_words_away_is_a_removal() -> None:
    with pytest.raises(IsRemoval):
        ensure_proposals(CHANGE, BASE, said(ko=" \n", en="Other."))
    kept = ensure_proposals(REMOVE, BASE, said(ko="anything"))
    assert {code: each.body for code, each in kept.items()} == {"ko": "", "en": ""}


def test_a_new_clause_has_words_wherever_it_has_a_heading() -> None:
    for empty in (said(ko="", en=" "), {"ko": Proposal(heading="제목")}):
        with pytest.raises(NothingProposed):
            ensure_proposals(NEW, {}, empty)
    assert list(ensure_proposals(NEW, {}, said(ko="새 조항", en=""))) == ["ko"]


def test_a_language_that_the_clause_has_not_is_refused() -> None:
    with pytest.raises(LanguageNotHere):
        ensure_proposals(CHANGE, {"ko": BASE["ko"]}, said(en="Other."))


@pytest.mark.parametrize(
    ("part", "most"),
    [("heading", HEADING_LENGTH), ("body", TEXT_LENGTH), ("reason", REASON_LENGTH)],
)
def test_each_text_has_its_room(part: str, most: int) -> None:
    words = {"body": "words", part: "x" * most}
    assert ensure_proposals(NEW, {}, {"en": Proposal(**words)})
    with pytest.raises(AmendmentTooLong) as refusal:
        ensure_proposals(NEW, {}, {"en": Proposal(**{**words, part: "x" * (most + 2)})})
    assert (refusal.value.most, refusal.value.over) == (most, 2)


def test_only_what_no_database_keeps_is_taken_out() -> None:
    kept = "a\tb\n\u202e<script>👩\u200d🚀"
    assert storable(kept + "\x00\x07\udfff") == kept


def test_reason_and_impact_are_needed_in_one_language() -> None:
    with pytest.raises(ReasonNeeded):
        ensure_reasoned({"en": Proposal(impact="All.")})
    with pytest.raises(ImpactNeeded):
        ensure_reasoned({"en": Proposal(reason="Why.")})
    ensure_reasoned({"ko": Proposal(), "en": Proposal(reason="Why.", impact="All.")})


def test_law_fixes_words_and_not_what_comes_after_them() -> None:
    for kind in (CHANGE, REMOVE):
        with pytest.raises(ClauseFixed):
            ensure_amendable(kind, Changeability.FIXED)
        ensure_amendable(kind, Changeability.PARTLY)
    ensure_amendable(NEW, Changeability.FIXED)


def test_guests_and_assisted_people_do_not_amend() -> None:
    for level in (Assurance.GUEST, Assurance.ASSISTED):
        with pytest.raises(AssuranceTooLow):
            ensure_known(level)
    ensure_known(Assurance.KNOWN)


def test_a_language_is_missing_until_its_reason_is_told() -> None:
    assert missing_locales({"en": Proposal(reason="Why.")}) == ("ko",)
    assert missing_locales({"ko": Proposal(), "en": Proposal(reason="Why.")}) == ("ko",)
