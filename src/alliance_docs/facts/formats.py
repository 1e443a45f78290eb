"""How values are printed in Chinese documents (GB/T 9704, GB/T 15835, 支付结算办法 for amounts in words)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

from alliance_docs.facts.numerals import amount_in_words, han, han_year
from alliance_docs.facts.values import Share, Threshold


def date(value: dt.date) -> str:
    """2026年3月1日, without zero padding (GB/T 9704—2012)."""
    return f"{value.year}年{value.month}月{value.day}日"


def date_han(value: dt.date) -> str:
    """二〇二六年三月一日, with 〇 U+3007, for covers of contracts."""
    return f"{han_year(value.year)}年{han(value.month)}月{han(value.day)}日"


def money(value: Decimal) -> str:
    """500,000.00元."""
    return f"{value:,.2f}元"


def money_full(value: Decimal) -> str:
    """人民币伍拾万元整（￥500,000.00）."""
    return f"{amount_in_words(value)}（￥{value:,.2f}）"


def wan(value: Decimal) -> str:
    """50万元, exact: as many decimals as needed."""
    return f"{_plain(value / 10_000)}万元"


def han_number(value: int) -> str:
    """12 → 十二."""
    return han(int(value))


def han_count(value: int) -> str:
    """12 → 十二, but 2 → 两, as before 次, 届, 家, 名, 份."""
    return "两" if int(value) == 2 else han(int(value))


def percentage(value: Fraction) -> str:
    """78.57%: at most two decimals, rounded down, so that a share never looks larger than it is."""
    hundredths = value.numerator * 10_000 // value.denominator
    return f"{_plain(Decimal(hundredths) / 100)}%"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def standard(value: Any) -> str:
    """Print a value the usual way for its type."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return date(value)
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, Share | Threshold | int | str):
        return str(value)
    raise TypeError(f"no printed form for {type(value).__name__}")
