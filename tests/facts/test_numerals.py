"""Chinese numerals: written as contracts write them, read as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_docs.facts.numerals import LARGEST, amount_in_words, han, han_year, read_han


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (10, "十"), (12, "十二"), (105, "一百零五"), (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (10_000, "一万"), (10_005, "一万零五"), (100_000, "十万"), (110_000, "十一万"), (20_010_010, "二千零一万零一十"), (10**8, "一亿"), (10**8 + 10**4, "一亿零一万"), (100_050_000, "一亿零五万"), (10**12 + 2 * 10**8, "一兆零二亿")],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert han(number) == words
    assert read_han(words) == number


@given(st.one_of(st.integers(0, 20_000), st.integers(0, LARGEST)))
def test_words_read_back(number: int) -> None:
    assert read_han(han(number)) == number
    assert read_han(han(number, capital=True)) == number


@pytest.mark.parametrize(("typed", "number"), [("二〇二六", 2026), ("两百", 200), ("一百十二", 112), ("一一", 11), ("壹拾贰", 12), ("007", 7), ("三千万", 30_000_000)])
def test_numbers_as_people_write_them(typed: str, number: int) -> None:
    assert read_han(typed) == number


@pytest.mark.parametrize("typed", ["", "百", "一百五", "十十", "一二十", "十百", "-1", "1.5", "１２", "十二家", "百分", "一" * 30])
def test_words_that_are_no_number_or_mean_two_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="数字"):
        read_han(typed)


def test_numbers_out_of_reach_are_refused() -> None:
    for number in (-1, LARGEST + 1):
        with pytest.raises(ValueError, match="范围"):
            han(number)


def test_years() -> None:
    assert han_year(2026) == "二〇二六"


@pytest.mark.parametrize(
    ("yuan", "words"),
    [("0", "人民币零元整"), ("500000", "人民币伍拾万元整"), ("100000", "人民币壹拾万元整"), ("1004.50", "人民币壹仟零肆元伍角整"), ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"), ("325.04", "人民币叁佰贰拾伍元零肆分"), ("0.05", "人民币伍分"), ("0.50", "人民币伍角整"), ("107000.53", "人民币壹拾万柒仟元伍角叁分"), ("6007.14", "人民币陆仟零柒元壹角肆分")],
)
def test_amounts_in_words(yuan: str, words: str) -> None:
    assert amount_in_words(Decimal(yuan)) == words


@pytest.mark.parametrize("yuan", ["-1", "0.001"])
def test_amounts_that_cannot_be_paid_are_refused(yuan: str) -> None:
    with pytest.raises(ValueError, match="金额"):
        amount_in_words(Decimal(yuan))
