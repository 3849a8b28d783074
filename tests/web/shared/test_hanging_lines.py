"""The numbers that hang at the head of a clause's lines."""

from __future__ import annotations

import pytest

from deliberate.web.shared.parallel import hanging_lines


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("① 사람의 삶을 돕는 데 쓴다.", ("①", "사람의 삶을 돕는 데 쓴다.")),
        ("②본인 모르게 쓰지 않는다.", ("②", "본인 모르게 쓰지 않는다.")),
        ("(1) AI is there to help.", ("(1)", "AI is there to help.")),
        ("가. 알린다.", ("가.", "알린다.")),
        ("12) Last of all.", ("12)", "Last of all.")),
        ("A body gives reasons.", ("", "A body gives reasons.")),
        ("알린다.", ("", "알린다.")),
        ("(1)", ("", "(1)")),
        ("(see) below", ("", "(see) below")),
    ],
)
def test_a_number_hangs_and_a_word_does_not(line: str, shown: tuple[str, str]) -> None:
    assert hanging_lines(f"  {line}\n\n") == [shown]


def test_lines_keep_their_order_and_empty_ones_are_left_out() -> None:
    assert hanging_lines("① one\n \n② two\nthree") == [("①", "one"), ("②", "two"), ("", "three")]
