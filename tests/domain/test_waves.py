"""Near-identical waves are clustered: what counts as nearly the same, in both languages."""

from __future__ import annotations

import random

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from deliberate.domain.waves import (
    BANDS,
    SHORTEST,
    are_alike,
    band_values,
    is_wave,
    likeness,
    shingles,
)

KOREAN = (
    "저는 {}에 사는 시민입니다. 인공지능이 복지 신청을 떨어뜨릴 때 사람이 다시 살펴보지 않는다면 "
    "이 조항은 아무것도 지켜 주지 못합니다. 반드시 담당자의 이름을 적게 해 주세요."
)
ENGLISH = (
    "As a resident of {} I ask you to strike this clause. No machine should decide who gets help, "
    "and nobody has explained to us how anyone could ever appeal against such a decision."
)
OTHERS = (
    "버스 시간표가 바뀐 뒤로 병원에 가는 데 두 시간이 걸려요. 이제 누구에게 물어보나요?",
    "My mother cannot read the letters from the office. Could somebody ring her in Vietnamese?",
)


@pytest.mark.parametrize(
    ("form", "places"), [(KOREAN, ("한빛시", "새벽군")), (ENGLISH, ("Ham", "Bow"))]
)
def test_the_same_letter_with_another_name_is_nearly_the_same(
    form: str, places: tuple[str, str]
) -> None:
    one, other = (shingles(form.format(place)) for place in places)
    assert are_alike(one, other)
    assert set(band_values(one)) & set(band_values(other))


def test_spaces_signs_and_capitals_make_no_difference() -> None:
    text = ENGLISH.format("Ham")
    assert shingles(text) == shingles(text.upper().replace(" ", "   ").replace(".", "!!!"))


@pytest.mark.parametrize("other", OTHERS)
def test_what_people_say_in_their_own_words_is_not_alike(other: str) -> None:
    for form in (KOREAN, ENGLISH):
        assert likeness(shingles(form.format("Ham")), shingles(other)) < 0.2


@pytest.mark.parametrize("text", ["", "찬성합니다.", "I agree!", "!" * 500, "가" * (SHORTEST - 1)])
def test_a_few_words_are_never_a_wave(text: str) -> None:
    assert shingles(text) == frozenset()
    assert band_values(shingles(text)) == ()


def test_texts_alike_by_nine_tenths_meet_in_a_band() -> None:
    lots = random.Random(3)  # nothing secret
    missed = 0
    for _ in range(300):
        common = [f"{lots.getrandbits(60):x}" for _ in range(90)]
        one, other = (
            frozenset(common + [f"{lots.getrandbits(60):x}" for _ in range(5)]) for _ in range(2)
        )
        assert likeness(one, other) == 0.9
        missed += not set(enumerate(band_values(one))) & set(enumerate(band_values(other)))
    assert missed <= 1


@for_any(st.text(max_size=300))
def test_any_text_has_all_bands_or_none_and_is_like_itself(text: str) -> None:
    found = shingles(text)
    values = band_values(found)
    assert len(values) in {0, BANDS}
    assert all(0 <= value < 2**63 for value in values)
    assert likeness(found, found) == (1.0 if found else 0.0)


def test_five_people_are_a_wave() -> None:
    assert [is_wave(people) for people in (4, 5)] == [False, True]
