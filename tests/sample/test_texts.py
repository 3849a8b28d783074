"""The sample's files agree with each other: a slip is found before a newcomer meets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from deliberate.domain.actors import Role
from deliberate.domain.dispositions import Outcome
from deliberate.domain.localized import LOCALES
from deliberate.sample.people import PEOPLE, read_json

BOTH = {locale.value for locale in LOCALES}
ROUNDS = ("round1.json", "round2.json")


@pytest.fixture(params=ROUNDS)
def about(request: pytest.FixtureRequest) -> Mapping[str, Any]:
    return dict(read_json(request.param))


def test_everyone_has_a_line_in_both_languages_and_an_address_of_their_own() -> None:
    assert len({each.address for each in PEOPLE}) == len(PEOPLE)
    for person in PEOPLE:
        assert set(person.shows) == BOTH
        assert all(person.shows.values())


def test_every_role_is_held_and_the_two_officials_and_moderators_that_a_round_needs_are_there() -> (
    None
):
    roles = [each.role for each in PEOPLE]
    assert set(roles) == {*Role, None}
    assert roles.count(Role.OFFICIAL) == roles.count(Role.MODERATOR) == len(BOTH)


def test_whoever_speaks_is_one_of_the_people(about: Mapping[str, Any]) -> None:
    names = {each.name for each in PEOPLE}
    voices = [*about["comments"], *about["amendments"]]
    assert {each["by"] for each in voices if "by" in each} <= names
    for amendment in about["amendments"]:
        assert set(amendment.get("signed_by", ())) <= names - {amendment["by"]}


def test_no_name_is_given_twice(about: Mapping[str, Any]) -> None:
    names = [each["id"] for each in (*about["comments"], *about["amendments"])]
    assert len(set(names)) == len(names)


def test_the_first_round_answers_everything_that_stands_once_in_both_languages() -> None:
    about = read_json("round1.json")
    answered = [name for answer in about["answers"] for name in answer["comments"]]
    assert sorted(answered) == sorted(each["id"] for each in about["comments"])
    standing = {each["id"] for each in about["amendments"] if "withdrawn" not in each}
    assert set(about["dispositions"]) == standing
    for words in about["answers"]:
        assert set(words["texts"]) == BOTH
    for words in about["dispositions"].values():
        assert set(words["reasons"]) == BOTH


def test_the_first_round_shows_every_outcome_there_is() -> None:
    shown = {each["outcome"] for each in read_json("round1.json")["dispositions"].values()}
    assert shown == {each.value for each in Outcome}


def test_people_disagree_in_both_rounds(about: Mapping[str, Any]) -> None:
    replies = [each for each in about["comments"] if "reply_to" in each]
    assert {"support", "concern"} <= {each["stance"] for each in replies}
    assert any(each["votes"].get("against", 0) > each["votes"]["for"] for each in _voted(about))
    assert any(
        each["votes"].get("for", 0) > each["votes"].get("against", 0) for each in _voted(about)
    )


def _voted(about: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in about["amendments"] if "votes" in each]


def test_both_languages_are_heard_in_both_rounds(about: Mapping[str, Any]) -> None:
    assert {each["locale"] for each in about["comments"]} == BOTH
    assert {frozenset(each["reason"]) for each in about["amendments"]} >= {
        frozenset(BOTH),
        frozenset({"en"}),
    }
