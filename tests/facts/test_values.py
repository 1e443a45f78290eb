"""Money, shares, thresholds, days, counts: exact, forgiving about form, unforgiving about sense."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.facts.values import (
    Share,
    Threshold,
    read_count,
    read_date,
    read_flag,
    read_money,
    read_ratio_number,
    read_share,
)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [("500000", 500000), ("50万元", 500000), ("５０万元", 500000), ("￥500,000.00", 500000), ("人民币 1.5 亿元整", 150000000), (0, 0), ("0.05", "0.05"), (12.5, "12.5")],
)
def test_money_as_people_write_it(typed: object, yuan: object) -> None:
    assert read_money(typed) == Decimal(str(yuan))


@pytest.mark.parametrize("typed", ["-1", "1.234", "1e9", "1_000", "5,00", "五十万", "", "50万美元", True, None, "9" * 40, "100000000000000", "0." + "1" * 50, {"a": 1}])
def test_what_is_not_money_is_refused(typed: object) -> None:
    with pytest.raises(ValueError, match="金额"):
        read_money(typed)


@given(st.integers(0, 10**16 - 1))
def test_money_written_out_reads_back(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert read_money(amount) == amount
    assert read_money(f"￥{amount:,.2f}") == amount


@pytest.mark.parametrize(
    ("typed", "share"),
    [("30%", "3/10"), ("３０％", "3/10"), ("1/3", "1/3"), ("1 / 3", "1/3"), ("三分之一", "1/3"), ("百分之三十", "3/10"), ("万分之五", "1/2000"), ("千分之二", "1/500"), ("0.05%", "1/2000"), ("2‰", "1/500"), (0.3, "3/10"), ("0", "0"), ("100%", "1")],
)
def test_shares_as_people_write_them(typed: object, share: str) -> None:
    assert read_share(typed) == Fraction(share)


@pytest.mark.parametrize("typed", ["30", "101%", "-1%", "1/0", "零分之一", "1e-999999999", "1e999999999", "nan", "inf", "", "三分之", "1_0%"])
def test_what_is_not_a_share_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="比例"):
        read_share(typed)


@given(st.fractions(0, 1, max_denominator=10_000))
def test_a_share_reads_back_from_its_words(value: Fraction) -> None:
    assert Share.parse(str(Share(value))) == Share(value)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("过半数", "过半数"), ("超过50%", "过半数"), ("超过1/2", "过半数"), ("超过半数", "过半数"), ("2/3以上", "三分之二以上"), ("三分之二及以上", "三分之二以上"), ("三分之二以上（含）", "三分之二以上"), ("超过三分之二", "超过三分之二"), ("60%以上", "五分之三以上"), ("全体一致", "全体一致"), ("100%", "全体一致")],
)
def test_thresholds_as_people_write_them(typed: str, printed: str) -> None:
    assert str(Threshold.parse(typed)) == printed


@pytest.mark.parametrize("typed", ["半数以上", "二分之一以上", "50%以上", "1/2", "百分之五十", "0.5"])
def test_a_half_that_would_pass_a_tie_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="过半数"):
        Threshold.parse(typed)


@pytest.mark.parametrize("typed", ["三分之一以上", "超过100%", "多数", "", "2/3票"])
def test_senseless_thresholds_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"比例|全体一致"):
        Threshold.parse(typed)


@settings(max_examples=60)
@given(st.fractions(Fraction(1, 3), 1, max_denominator=99).filter(lambda f: f > Fraction(1, 3)), st.booleans())
def test_a_threshold_reads_back_from_its_words(fraction: Fraction, inclusive: bool) -> None:
    if (fraction == Fraction(1, 2) and inclusive) or (fraction == 1 and not inclusive):
        return
    threshold = Threshold(fraction, inclusive)
    assert Threshold.parse(str(threshold)) == threshold


def test_a_tie_does_not_pass_and_two_thirds_does() -> None:
    assert not Threshold.parse("过半数").met(6, 12)
    assert Threshold.parse("过半数").met(7, 12)
    assert Threshold.parse("三分之二以上").met(8, 12)
    assert not Threshold.parse("超过三分之二").met(8, 12)
    assert not Threshold.parse("全体一致").met(0, 0)


@pytest.mark.parametrize("typed", ["2026-03-01", "2026/3/1", "2026年3月1日", "２０２６年３月１日", "20260301", "2026.3.1", " 2026 年 3 月 1 日 ", dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 9)])
def test_days_as_people_write_them(typed: object) -> None:
    assert read_date(typed) == dt.date(2026, 3, 1)


@pytest.mark.parametrize("typed", ["2026-02-30", "2026年3月", "26-3-1", "1899-01-01", "3月1日", "明天", 20260, ""])
def test_impossible_days_are_refused(typed: object) -> None:
    with pytest.raises(ValueError, match=r"日期|这一天|年份"):
        read_date(typed)


@pytest.mark.parametrize(("typed", "flag"), [("是", True), ("否", False), ("YES", True), ("ｎｏ", False), (True, True), ("无", False)])
def test_yes_and_no(typed: object, flag: bool) -> None:
    assert read_flag(typed) is flag


@pytest.mark.parametrize("typed", ["on", "1", "", "不一定", 1, None])
def test_neither_yes_nor_no_is_refused(typed: object) -> None:
    with pytest.raises(ValueError, match="是"):
        read_flag(typed)


@pytest.mark.parametrize(("typed", "count"), [("12", 12), ("十二", 12), ("１２", 12), (12.0, 12), ("007", 7), (0, 0)])
def test_counts(typed: object, count: int) -> None:
    assert read_count(typed) == count


@pytest.mark.parametrize("typed", ["-1", "1.5", 1.5, "1_000", "0o17", "", "12家", True, 10**10, "9" * 6000, float("nan"), float("inf")])
def test_what_is_no_count_is_refused(typed: object) -> None:
    with pytest.raises(ValueError, match="整数"):
        read_count(typed)


@pytest.mark.parametrize(("typed", "figure"), [("1,286.5", "1286.5"), ("１２８６．５", "1286.5"), (1286.5, "1286.5"), (-3, "-3"), (Decimal("1E+3"), "1000")])
def test_figures(typed: object, figure: str) -> None:
    assert read_ratio_number(typed) == Decimal(figure)


@pytest.mark.parametrize("typed", ["1_000", "1e5", "nan", "inf", float("nan"), "约100", "", True, "1e999999999", "9" * 30])
def test_what_is_no_figure_is_refused(typed: object) -> None:
    with pytest.raises(ValueError, match="数字"):
        read_ratio_number(typed)
