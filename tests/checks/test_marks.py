"""Years, brackets and punctuation set wrongly: what is found, how it is right, and how long it takes to look."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.checks.article_labels import citations, heads
from alliance_docs.checks.fix_words import MARKS, applied
from alliance_docs.checks.marks import half_width, wrong_years


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("二O一二年", "二〇一二年"), ("二ｏ一二 年", "二〇一二 年"), ("二Ο一Ο年", "二〇一〇年"), ("二零零八年", "二〇〇八年"), ("二0一二年", "二〇一二年"),
        ("2O12年", "2012年"), ("二〇一二年", "二〇一二年"), ("2012年", "2012年"), ("20○○年", "20○○年"), ("二〇○○年", "二〇○○年"), ("三O一二年", "三O一二年"),
        ("二O2六年", "二O2六年"),
    ],
)  # fmt: skip
def test_years(text: str, right: str) -> None:
    assert applied(text, wrong_years(text)) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("甲(乙),丙", "甲（乙），丙"), ("甲（乙)", "甲（乙）"), ("(乙）", "（乙）"), ("甲(CNPC)", "甲（CNPC）"), ("电话:无", "电话：无"),
        ("甲(2012)", "甲(2012)"), ("(    )", "(    )"), ("f(x),y", "f(x),y"), ("于9:30、1:2、a,b", "于9:30、1:2、a,b"), ("见http://甲", "见http://甲"), ("等3家,4家", "等3家，4家"),
    ],
)  # fmt: skip
def test_widths(text: str, right: str) -> None:
    assert applied(text, half_width(text)) == right


@settings(max_examples=80)
@given(st.text("甲二O零0一年(（)）[]【】〔,;:号第条、 \n2政发", max_size=40))
def test_what_is_corrected_is_right_and_nothing_overlaps(text: str) -> None:
    for mark in MARKS.values():
        swaps = sorted(mark(text))
        assert all(one.end <= other.start for one, other in pairwise(swaps))
        again = applied(text, swaps)
        assert len(again) == len(text)
        assert applied(again, mark(again)) == again


@pytest.mark.parametrize("piece", ["(", "（甲", "第", "第一、", "\n", "第 ", "二O", "甲,", "\n　"])
def test_long_lines_take_no_longer_than_they_are(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    start = time.perf_counter()
    for mark in MARKS.values():
        list(mark(text))
    list(heads(text))
    list(citations(text))
    assert time.perf_counter() - start < 2
