"""The rules of "Moderation" that need no database, by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.moderation import (
    APPEAL_DUE,
    WORDS_LENGTH,
    AlreadyAppealed,
    AppealResult,
    ConductRule,
    ModerationDecision,
    NoAppeal,
    OwnContribution,
    OwnDecision,
    PassageNotFound,
    PassageNotUnique,
    WordsMissing,
    WordsTooLong,
    appeal_due_at,
    continuity_token,
    ensure_different_moderator,
    ensure_facts,
    ensure_may_be_appealed,
    ensure_not_own,
    ensure_words,
    find_passage,
    is_overdue,
    possible_decisions,
)
from deliberate.domain.visibility import (
    Action,
    Passage,
    Shown,
    Viewer,
    Visibility,
    Words,
    passages_of,
    standing_of,
    visible_text,
)

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TICK = timedelta(microseconds=1)
KEEP, HIDE, REDACT, RESTORE = (
    ModerationDecision.KEEP,
    ModerationDecision.HIDE,
    ModerationDecision.REDACT,
    ModerationDecision.RESTORE,
)
BODY = "전화 010-1234-5678, 다시 010-1234-5678"
AUTHOR, MODERATOR = Viewer(is_author=True), Viewer(is_moderator=True)


def action(
    decision: ModerationDecision,
    ref: str = "a",
    span: tuple[int, int] | None = None,
    result: AppealResult | None = None,
    rule: ConductRule = ConductRule.ATTACK,
) -> Action:
    return Action(ref, decision, rule, NOW, span, appeal_result=result)


def test_an_appeal_is_due_within_72_hours() -> None:
    assert timedelta(hours=72) == APPEAL_DUE
    due_at = appeal_due_at(NOW)
    assert not is_overdue(due_at, NOW + APPEAL_DUE)
    assert is_overdue(due_at, NOW + APPEAL_DUE + TICK)


def test_an_appeal_is_decided_by_a_different_moderator() -> None:
    ensure_different_moderator({1}, 2)
    with pytest.raises(OwnDecision):
        ensure_different_moderator({1, 2}, 2)


def test_nobody_moderates_what_they_gave_themselves() -> None:
    ensure_not_own(1, 2)
    with pytest.raises(OwnContribution):
        ensure_not_own(2, 2)


@pytest.mark.parametrize("decision", [HIDE, REDACT])
def test_there_is_one_appeal(decision: ModerationDecision) -> None:
    ensure_may_be_appealed(decision, takes_effect=True, appealed=False)
    with pytest.raises(AlreadyAppealed):
        ensure_may_be_appealed(decision, takes_effect=True, appealed=True)


@pytest.mark.parametrize(
    ("decision", "takes_effect"), [(HIDE, False), (REDACT, False), (KEEP, True), (RESTORE, True)]
)
def test_only_what_keeps_words_from_readers_is_appealed(
    decision: ModerationDecision, takes_effect: bool
) -> None:
    with pytest.raises(NoAppeal):
        ensure_may_be_appealed(decision, takes_effect=takes_effect, appealed=False)


def test_what_is_hidden_can_only_be_restored() -> None:
    assert possible_decisions(is_hidden=True, is_redacted=True) == (RESTORE,)
    assert possible_decisions(is_hidden=False, is_redacted=False) == (KEEP, HIDE, REDACT)
    assert RESTORE in possible_decisions(is_hidden=False, is_redacted=True)


def test_reasons_are_said_in_at_least_one_language() -> None:
    assert ensure_facts({"ko": " 이름이 있다. ", "en": " "}) == {"ko": "이름이 있다."}
    with pytest.raises(WordsMissing):
        ensure_facts({"ko": " ", "en": ""})


def test_words_have_an_end() -> None:
    assert ensure_words("가" * WORDS_LENGTH + "\n ") == "가" * WORDS_LENGTH
    with pytest.raises(WordsTooLong) as caught:
        ensure_words("가" * (WORDS_LENGTH + 3))
    assert caught.value.over == 3


def test_a_passage_is_refused_where_it_is_not_found() -> None:
    assert find_passage("내 이름은 김나루", "김나루") == (6, 9)
    for wanted in ("김 나루", "내 이름은 김나루다"):
        with pytest.raises(PassageNotFound):
            find_passage("내 이름은 김나루", wanted)
    with pytest.raises(WordsMissing):
        find_passage(BODY, " ")


def test_a_passage_is_refused_where_it_is_not_unique_until_one_is_named() -> None:
    with pytest.raises(PassageNotUnique) as caught:
        find_passage(BODY, "010-1234-5678")
    assert caught.value.times == 2
    first, second = (find_passage(BODY, "010-1234-5678", which) for which in (1, 2))
    assert first[0] < second[0]
    assert {BODY[start:end] for start, end in (first, second)} == {"010-1234-5678"}
    for which in (0, 3):
        with pytest.raises(PassageNotFound):
            find_passage(BODY, "010-1234-5678", which)


def test_passages_that_overlap_themselves_are_counted() -> None:
    with pytest.raises(PassageNotUnique) as caught:
        find_passage("aaa", "aa")
    assert caught.value.times == 2


def test_a_one_time_name_is_followed_by_an_opaque_token_for_one_round() -> None:
    token = continuity_token("round", "person", "key")
    assert token == continuity_token("round", "person", "key")
    others = {
        continuity_token("other", "person", "key"),
        continuity_token("round", "other", "key"),
        continuity_token("round", "person", "another key"),
    }
    assert token not in others
    assert "person" not in token


def test_everything_can_be_read_until_a_moderator_decides() -> None:
    assert visible_text(Words(BODY), []) == Shown(Visibility.VISIBLE, (Passage(BODY),))
    assert visible_text(Words(BODY), [action(KEEP)]).text == BODY


def test_hidden_words_leave_the_rule_and_the_statement() -> None:
    shown = visible_text(Words(BODY), [action(HIDE, "why", rule=ConductRule.HATE)])
    assert shown == Shown(Visibility.HIDDEN, (), ConductRule.HATE, "why")
    assert visible_text(Words(BODY), [action(HIDE)], AUTHOR).text == BODY
    assert visible_text(Words(BODY), [action(HIDE)], MODERATOR).text == BODY


def test_a_redacted_passage_cannot_be_read_and_the_rest_can() -> None:
    shown = visible_text(Words(BODY), [action(REDACT, span=(3, 16))])
    assert shown.kind is Visibility.REDACTED
    assert shown.text == BODY[:3] + BODY[16:]
    assert [each.is_redacted for each in shown.passages] == [False, True, False]
    assert visible_text(Words(BODY), [action(REDACT, span=(3, 16))], AUTHOR).text == BODY


def test_a_translation_does_not_give_a_redacted_passage_away() -> None:
    translation = Words("Call 010-1234-5678", is_original=False)
    assert visible_text(translation, [action(REDACT, span=(3, 16))]).passages == ()


def test_what_a_round_holds_back_is_read_once_a_moderator_keeps_it() -> None:
    held = Words(BODY, is_premoderated=True)
    assert visible_text(held, []) == Shown(Visibility.HELD)
    assert visible_text(held, [], AUTHOR).text == BODY
    assert visible_text(held, [action(KEEP)]).text == BODY
    assert visible_text(held, [action(HIDE)]).kind is Visibility.HIDDEN


@pytest.mark.parametrize("viewer", [Viewer(), AUTHOR, MODERATOR])
def test_nobody_reads_what_its_author_took_back(viewer: Viewer) -> None:
    taken_back = Words(BODY, is_withdrawn=True)
    assert visible_text(taken_back, [action(HIDE)], viewer) == Shown(Visibility.WITHDRAWN)


def test_restoring_ends_everything_before_it() -> None:
    actions = [action(REDACT, "a", (0, 2)), action(HIDE, "b"), action(RESTORE, "c")]
    assert visible_text(Words(BODY), actions).text == BODY
    later = [*actions, action(REDACT, "d", (0, 1))]
    assert visible_text(Words(BODY), later).text == BODY[1:]


def test_an_overturned_action_alone_loses_its_effect() -> None:
    actions = [
        action(REDACT, "a", (0, 2)),
        action(REDACT, "b", (4, 6), AppealResult.OVERTURNED),
        action(HIDE, "c", result=AppealResult.OVERTURNED),
    ]
    standing = standing_of(actions)
    assert standing.takes_effect("a")
    assert not standing.takes_effect("b")
    assert visible_text(Words(BODY), actions).text == BODY[2:]
    upheld = [action(HIDE, result=AppealResult.UPHELD)]
    assert visible_text(Words(BODY), upheld).kind is Visibility.HIDDEN


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([(0, 2), (2, 4)], "ef"),
        ([(0, 4), (1, 2)], "ef"),
        ([(3, 5), (1, 4)], "af"),
        ([(0, 6)], ""),
        ([], "abcdef"),
    ],
)
def test_unreadable_passages_may_touch_and_overlap(spans: list[tuple[int, int]], left: str) -> None:
    assert "".join(each.text for each in passages_of("abcdef", spans)) == left
