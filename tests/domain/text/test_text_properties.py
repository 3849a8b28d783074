"""What holds for every combination of texts, Korean and English, sensible or not."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.text import (
    ChangeKind,
    Merge,
    Origin,
    attribute,
    changed_passages,
    cited_numbers,
    merge,
    normalise,
    rebase,
    redline,
)
from deliberate.domain.text.diff import diff
from deliberate.domain.text.merge import core
from deliberate.domain.text.tokens import tokens

ENGLISH = (
    "the office shall may not keep a log of risk data, and safety; within 30 days (draft) e.g."
)
KOREAN = "운영자는 이용자의 위험을 평가하고 보고한다 할 수 있다 없다 제5조의2 공정·투명, (예: 및 AI"
SIGNS = "\ud800 \udfff \u202e \x00 \u200d \u0301 👩‍🔬 🇰🇷 \u1100\u1161 漢字 ภาษา "
SIGNS += "\u2028 \x1c ① 。 \n \n\n  - 1."


def texts(words: str) -> st.SearchStrategy[str]:
    word = st.sampled_from(words.split(" "))
    sentence = st.builds(
        lambda parts, end: " ".join(parts) + end,
        st.lists(word, min_size=1, max_size=7),
        st.sampled_from([".", ".", "", "?", "다."]),
    )
    gap = st.sampled_from([" ", " ", "\n", "\n\n"])
    return st.lists(st.tuples(sentence, gap), max_size=5).map(
        lambda parts: "".join(text + gap for text, gap in parts).strip()
    )


@st.composite
def edited(draw: st.DrawFn, base: str, words: str) -> str:
    """Insert, delete, replace and move words and sentences."""
    separator = draw(st.sampled_from([" ", " ", ". ", "\n"]))
    parts = base.split(separator)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(parts)))
        new = draw(st.lists(st.sampled_from(words.split(" ")), max_size=2))
        gone = draw(st.integers(0, 2))
        moved = parts[at : at + gone]
        parts[at : at + gone] = new
        if draw(st.booleans()):
            to = draw(st.integers(0, len(parts)))
            parts[to:to] = moved
    return separator.join(parts)


@st.composite
def sensible(draw: st.DrawFn) -> tuple[str, list[str]]:
    words = draw(st.sampled_from([ENGLISH, KOREAN, ENGLISH + " " + KOREAN + " " + SIGNS]))
    base = draw(texts(words))
    return base, draw(st.lists(edited(base, words), max_size=4))


ANY = st.one_of(
    st.text(), st.text(alphabet=SIGNS + "ab 가나.\r\n"), st.text(st.characters(codec=None))
)
CASES = st.one_of(sensible(), sensible(), st.tuples(ANY, st.lists(ANY, max_size=3)))


@given(CASES, st.randoms())
def test_the_order_of_proposals_does_not_matter(case, random) -> None:
    base, proposals = case
    order = list(range(len(proposals)))
    random.shuffle(order)
    one, other = merge(base, proposals), merge(base, [proposals[number] for number in order])
    assert facts(other, order) == facts(one, list(range(len(proposals))))


def facts(merged: Merge, names: list[int]) -> tuple[object, ...]:
    def named(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(names[number] for number in numbers))

    return (
        merged.text,
        merged.partial,
        [(segment.text, named(segment.proposals)) for segment in merged.segments],
        [
            (
                each.span,
                {names[n]: t for n, t in zip(each.proposals, each.alternatives, strict=True)},
            )
            for each in merged.conflicts
        ],
        Counter((each.kind, named(each.proposals), each.span) for each in merged.warnings),
    )  # fmt: skip


@given(CASES)
def test_a_copy_of_the_base_changes_nothing(case) -> None:
    base, proposals = case
    one, other = merge(base, proposals), merge(base, [*proposals, base])
    assert (one.text, one.partial, one.conflicts, one.segments) == (
        other.text, other.partial, other.conflicts, other.segments,
    )  # fmt: skip
    assert merge(base, [base] * 3).text == normalise(base)


@given(CASES)
def test_a_single_proposal_comes_out_as_it_went_in(case) -> None:
    base, proposals = case
    outer = normalise(base)
    for proposal in proposals:
        wanted, lead = core(normalise(proposal))[0], core(outer)[1]
        trail = outer[lead + len(core(outer)[0]) :]
        expected = outer[:lead] + wanted + trail if wanted or not core(outer)[0] else ""
        merged = merge(base, [proposal])
        assert merged.text == expected
        assert merge(base, [proposal] * 2).text == expected


@given(CASES)
def test_segments_and_conflicts_fit_together(case) -> None:
    base, proposals = case
    merged, length = merge(base, proposals), len(normalise(base))
    assert "".join(segment.text for segment in merged.segments) == merged.partial
    assert all(segment.text for segment in merged.segments)
    assert merged.text == (None if merged.conflicts else merged.partial)
    at = 0
    for conflict in merged.conflicts:
        assert at <= conflict.span[0] <= conflict.span[1] <= length
        at = conflict.span[1]
        assert list(conflict.proposals) == sorted(set(conflict.proposals))
        assert len(conflict.proposals) == len(conflict.alternatives)
        assert len(set(conflict.alternatives)) > 1


@given(CASES)
def test_an_alternative_stands_in_its_proposal(case) -> None:
    base, proposals = case
    for conflict in merge(base, proposals).conflicts:
        for number, text in zip(conflict.proposals, conflict.alternatives, strict=True):
            assert core(text)[0] in normalise(proposals[number])


@given(CASES)
def test_what_nobody_touches_stays_in_order(case) -> None:
    base, proposals = core(normalise(case[0]))[0], case[1]
    wanted = [core(normalise(proposal))[0] for proposal in proposals]
    touched = {
        place
        for proposal in wanted
        for edit in diff(base, proposal)
        for place in range(edit.start, edit.end)
    }
    partial, at, place = merge(base, proposals).partial, 0, 0
    for token in tokens(base):
        if touched.isdisjoint(range(place, place + len(token))):
            at = partial.find(token, at)
            assert at >= 0
            at += len(token)
        place += len(token)


@given(CASES, st.data())
def test_every_word_of_a_finished_text_has_a_source(case, data) -> None:
    base, proposals = case
    final = data.draw(st.sampled_from([merge(base, proposals).partial, *proposals]) | ANY)
    found = attribute(base, proposals, final)
    assert "".join(each.text for each in found) == normalise(final)
    for each in found:
        assert each.text
        assert (each.base_span is not None) == (each.origin is Origin.BASE)
        assert bool(each.proposals) == (each.origin is Origin.PROPOSAL)
        if each.base_span:
            assert normalise(base)[slice(*each.base_span)] == each.text


@given(CASES)
def test_a_redline_holds_both_texts(case) -> None:
    base, proposals = case
    for proposal in proposals:
        whole = redline(base, proposal)
        for changes in (whole, changed_passages(whole)):
            old = "".join(each.text for each in changes if each.kind is not ChangeKind.INSERT)
            new = "".join(each.text for each in changes if each.kind is not ChangeKind.DELETE)
            assert (old, new) == (normalise(base), normalise(proposal))


@given(CASES)
def test_a_proposal_that_is_the_older_text_is_done_already(case) -> None:
    base, proposals = case
    for proposal in proposals:
        assert rebase(base, proposal, base).state.value == "already done"
        assert isinstance(cited_numbers(proposal), tuple)


@given(ANY)
def test_tokens_joined_are_the_text(text: str) -> None:
    found = tokens(text)
    assert "".join(found) == text
    assert all(found)


MANY = 100_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("가 " * (MANY // 2), "나 " * (MANY // 2)),
        ("a b " * (MANY // 4), "b a " * (MANY // 4) + "c"),
        ("\n".join(map(str, range(MANY // 5))), "\n".join(map(str, range(MANY // 5, 0, -1)))),
        ("x" * MANY, "x" * (MANY - 1) + "y"),
        ("漢字" * (MANY // 2), "字漢" * (MANY // 2)),
        ("(" * MANY, ")" * MANY),
    ],
    ids=["words", "repeated words", "reversed lines", "one word", "no blanks", "signs"],
)
def test_long_texts_end(old: str, new: str) -> None:
    assert merge(old, [new]).text == normalise(new)
