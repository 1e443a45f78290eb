"""Exact values: money in yuan, shares as fractions, voting thresholds, dates. Nothing is ever a float."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import core_schema

from alliance_docs.facts.numerals import han, read_han

_MONEY = re.compile(r"(?:人民币|¥)?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(\.[0-9]{1,8})?\s*(亿元|万元|元|亿|万)?整?")
_SCALE = {"": 1, "元": 1, "万元": 10_000, "万": 10_000, "亿元": 10**8, "亿": 10**8}


def _typed(value: object) -> str:
    """Return what was typed, in half width and without spaces around it."""
    return unicodedata.normalize("NFKC", str(value)).strip()


def read_money(value: object) -> Decimal:
    """Read 500000, "50万元", "￥500,000.00" as exact yuan (at most two decimals). Raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError("应为金额，例如 500000、50万元")
    found = _MONEY.fullmatch(_typed(format(value, "f") if isinstance(value, Decimal) else value))
    if not found:
        raise ValueError("应为不小于零的金额，例如 500000、50万元、￥500,000.00")
    amount = Decimal(found[1].replace(",", "") + (found[2] or "")) * _SCALE[found[3] or ""]
    if amount >= 10**14:
        raise ValueError("金额过大（应小于一百万亿元）")
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError("金额最多精确到分")
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.quantize(Decimal("0.01"))


Money = Annotated[Decimal, BeforeValidator(read_money)]
"""An amount in yuan, exact to the cent, not negative."""


_FRACTION = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12}|\s*[/\u2044]\s*[0-9]{1,12})?")
_BASES = {"百": 100, "千": 1000, "万": 10_000}


def read_share(value: object) -> Fraction:
    """Read "1/3", "30%", "三分之一", "万分之五", 0.3 as an exact fraction between 0 and 1. Raises ValueError."""
    text = format(value, "f") if isinstance(value, Decimal) else _typed(value)
    try:
        if "分之" in text:
            below, above = text.split("分之")
            share = Fraction(read_han(above), _BASES.get(below) or read_han(below))
        elif _FRACTION.fullmatch(text.removesuffix("%").removesuffix("‰").strip()):
            share = Fraction(re.sub(r"\s", "", text.rstrip("%‰").replace("\u2044", "/")))
            share /= 100 if text.endswith("%") else 1000 if text.endswith("‰") else 1
        else:
            raise ValueError(text)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError("应为比例，例如 30%、1/3、三分之一") from error
    if not 0 <= share <= 1:
        raise ValueError("比例应在 0 与 1（100%）之间")
    return share


class _ByText:
    """Mixin: a value written in YAML as text and read back from it by ``parse``."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def read(value: object) -> object:
            return value if isinstance(value, cls) else cls.parse(value)  # type: ignore[attr-defined]

        return core_schema.no_info_plain_validator_function(
            read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )


@dataclass(frozen=True, order=True)
class Share(_ByText):
    """A share of a whole, exact: 1/3 stays 1/3. Printed as a percentage where that is exact."""

    value: Fraction

    @classmethod
    def parse(cls, value: object) -> Share:
        """Read a share; see :func:`read_share`."""
        return cls(read_share(value))

    def __str__(self) -> str:
        percent = self.value * 100
        if percent.denominator == 1:
            return f"{percent.numerator}%"
        if 100 % percent.denominator == 0:
            return f"{float(percent):g}%"
        return f"{self.value.numerator}/{self.value.denominator}"


@dataclass(frozen=True)
class Threshold(_ByText):
    """How many votes suffice: 过半数 (more than half), 三分之二以上 (two thirds or more), 全体一致.

    ``inclusive`` follows 民法典 第1259条: 以上 includes the number itself, 过 does not.
    """

    fraction: Fraction
    inclusive: bool

    @classmethod
    def parse(cls, value: object) -> Threshold:
        """Read 过半数, 三分之二以上, 2/3以上, 全体一致. Raises ValueError."""
        text = re.sub(r"\s|\(含(?:本数)?\)", "", _typed(value))
        if text in ("过半数", "过半", "超过半数", "二分之一以上(不含)", "1/2以上(不含)"):
            return cls(Fraction(1, 2), False)
        if text in ("全体一致", "一致同意", "一致", "全体"):
            return cls(Fraction(1), True)
        strict = text.startswith(("超过", "过"))
        core = text.removeprefix("超").removeprefix("过").removesuffix("以上").removesuffix("及")
        try:
            share = read_share("1/2" if core == "半数" else core)
        except ValueError as error:
            raise ValueError("应为表决比例，例如 过半数、三分之二以上、全体一致") from error
        if share == Fraction(1, 2) and not strict:
            raise ValueError("“半数以上”含恰好一半（民法典第1259条），正反票数相同也算通过；请写“过半数”")
        if share == 1 and strict:
            raise ValueError("不可能超过全部；须全体同意的写“全体一致”")
        if share <= Fraction(1, 3):
            raise ValueError("表决或者出席的最低比例应高于三分之一，例如 过半数、三分之二以上")
        return cls(share, not strict)

    def met(self, votes: int, base: int) -> bool:
        """Tell whether *votes* out of *base* reach the threshold."""
        return base > 0 and (votes >= self.fraction * base if self.inclusive else votes > self.fraction * base)

    def __str__(self) -> str:
        if self.fraction == 1:
            return "全体一致"
        if self.fraction == Fraction(1, 2) and not self.inclusive:
            return "过半数"
        words = f"{han(self.fraction.denominator)}分之{han(self.fraction.numerator)}"
        return f"{words}以上" if self.inclusive else f"超过{words}"


_DATE = re.compile(r"([0-9]{4})\s*(?:年|-|/|\.)\s*([0-9]{1,2})\s*(?:月|-|/|\.)\s*([0-9]{1,2})\s*日?")


def read_date(value: object) -> dt.date:
    """Read 2026-11-22, 2026/11/22, 2026年11月22日. Raises ValueError."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = _typed(value)
    found = _DATE.fullmatch(text) or re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text)
    if not found:
        raise ValueError("应为日期，例如 2026-11-22 或者 2026年11月22日")
    try:
        date = dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise ValueError("没有这一天，请核对年月日") from error
    if not 1900 <= date.year <= 2999:
        raise ValueError("年份应在 1900 与 2999 之间")
    return date


Date = Annotated[dt.date, BeforeValidator(read_date)]
"""A calendar day."""


def read_flag(value: object) -> bool:
    """Read 是/否, true/false, yes/no. Raises ValueError."""
    if isinstance(value, bool):
        return value
    known = {"是": True, "有": True, "true": True, "yes": True, "y": True, "否": False, "无": False, "false": False, "no": False, "n": False}
    text = _typed(value).lower()
    if text not in known:
        raise ValueError("应为“是”或者“否”")
    return known[text]


Flag = Annotated[bool, BeforeValidator(read_flag)]
"""Yes or no: 是/否 or true/false."""


def read_count(value: object) -> int:
    """Read a whole number not below zero: 12, "十二". Raises ValueError."""
    if isinstance(value, float) and value.is_integer():  # spreadsheets store whole numbers so
        value = int(value)
    if isinstance(value, bool | float):
        raise ValueError("应为整数，例如 12")
    try:
        number = value if isinstance(value, int) else read_han(_typed(value))
    except ValueError as error:
        raise ValueError("应为整数，例如 12") from error
    if not 0 <= number <= 10**9:
        raise ValueError("应为不小于零的整数")
    return number


Count = Annotated[int, BeforeValidator(read_count)]
"""A whole number, zero or more."""


_FIGURE = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,15})?")


def read_ratio_number(value: object) -> Decimal:
    """Read a plain decimal figure such as 1286.5 (for statistics). Raises ValueError."""
    if isinstance(value, bool):
        raise ValueError("应为数字")
    if isinstance(value, float):
        value = Decimal(str(value))
    text = format(value, "f") if isinstance(value, Decimal) else _typed(value)
    if not _FIGURE.fullmatch(text):
        raise ValueError("应为数字，例如 1286.5")
    return Decimal(text.replace(",", ""))


Figure = Annotated[Decimal, BeforeValidator(read_ratio_number)]
"""A statistical figure; its unit is told by the field."""
