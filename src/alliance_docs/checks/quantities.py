"""Quantities in anybody's words, read to values that compare: shares, periods, counts, money, days, names of units."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache

from alliance_docs.checks.wording import wording
from alliance_docs.facts.numerals import read_han
from alliance_docs.facts.text import normal_name

_HAN = "一二两三四五六七八九十百千零〇"
_CAPITALS = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿"
_NUMBER = rf"(?:\d{{1,6}}|[{_HAN}]{{1,9}})"
_AGAIN = r"(?:\s?[（(]\s?\d{1,6}\s?[)）])?"
"""A number repeated in figures: 三十（30）日."""
SHARE = (
    rf"(?:(?:超过|不少于|不低于|至少|达到)?(?:[{_HAN}万]{{1,5}}分之[{_HAN}]{{1,6}}|\d{{1,2}}\s?[/／]\s?\d{{1,2}}|\d{{1,3}}(?:\.\d{{1,2}})?\s?[%％])"
    r"(?:以上)?|超过半数|过半数|半数以上|过半(?!年)|一致(?=同意|通过|表决|书面))"
)
_WHOLE = rf"(?<![\d{_HAN}])"
"""A number is read from its first character."""
_NO_DATE = r"(?<!月)(?<!月\s)(?!(?:\d{4}|[一二][〇零○Oo0一二三四五六七八九]{3})\s?年)"
"""2018年, 7月1日 are points in time, not periods."""
PERIOD = rf"{_WHOLE}{_NO_DATE}{_NUMBER}{_AGAIN}\s?(?:个?工作日|个?自然日|个?日历日|日|天|个月|周|年)"
COUNT = rf"{_WHOLE}{_NUMBER}{_AGAIN}"
MONEY = rf"(?:人民币)?\s?(?:[￥¥]?\s?\d[\d,，]{{0,20}}(?:\.\d{{1,4}})?\s?(?:万元|亿元|元)|[{_CAPITALS}]{{2,30}}(?:万元|元|圆)|[{_HAN}]{{1,8}}(?:万元|亿元|元))[整正]?(?:\s?[（(][￥¥]?[\d,.]{{1,24}}元?[)）])?"
DAY = r"\d{4}年\d{1,2}月\d{1,2}日|[二一][〇零○Oo0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_UNIT_DAYS = {"日": 1, "天": 1, "自然日": 1, "日历日": 1, "周": 7, "月": 30}
_BASES = {"百": 100, "千": 1000, "万": 10_000}
_OVER = ("超过",)


@cache
def unit_pattern() -> str:
    """Return the pattern of a unit's full name: Chinese letters and brackets up to an ending that units bear."""
    endings = "|".join(sorted(map(re.escape, wording().unit_endings), key=len, reverse=True))
    return rf"[\u4e00-\u9fffA-Za-z（）()·]{{2,40}}?(?:{endings})(?![\u4e00-\u9fff]{{0,12}}(?:有限公司|股份公司|大学|研究院|研究所))"


def share(text: str) -> Hashable:
    """Read 三分之二以上, 过半数, 2/3, 75% as (part, whether more than it is needed). None when it is no share."""
    bare = re.sub(r"\s", "", text).replace("／", "/").replace("％", "%")
    over = bare.startswith(_OVER)
    bare = re.sub(r"^(?:超过|不少于|不低于|至少|达到)|以上$", "", bare)
    if bare in ("半数", "过半数", "过半"):
        return Fraction(1, 2), over or bare.startswith("过")
    if bare == "一致":
        return Fraction(1), False
    try:
        if "分之" in bare:
            below, _, above = bare.partition("分之")
            return Fraction(read_han(above), _BASES.get(below) or read_han(below)), over
        if bare.endswith("%"):
            return Fraction(bare[:-1]) / 100, over
        above, _, below = bare.partition("/")
        return Fraction(int(above), int(below)), over
    except (ValueError, ZeroDivisionError):
        return None


def period(text: str) -> Hashable:
    """Read 三十日, 60天, 三个月, 两年, 十五个工作日 as (number, unit); months are thirty days, years and working days their own."""
    found = re.match(rf"({_NUMBER}){_AGAIN}\s?个?(工作日|自然日|日历日|日|天|月|周|年)", text)
    number = _whole(found[1]) if found else None
    if found is None or number is None:
        return None
    if found[2] in ("年", "工作日"):
        return number, found[2]
    if found[2] == "月" and number % 12 == 0:
        return number // 12, "年"
    return number * _UNIT_DAYS[found[2]], "日"


def count(text: str) -> Hashable:
    """Read a whole number, None where it cannot be read."""
    found = re.match(_NUMBER, text)
    return _whole(found[0]) if found else None


def money(text: str) -> Hashable:
    """Read an amount in yuan, written in figures, capitals or plain numerals; None where it cannot be read."""
    bare = re.sub(r"[（(].*|人民币|[\s￥¥,，整正]", "", text)
    unit = next((word for word in ("万元", "亿元", "元", "圆") if bare.endswith(word)), "")
    number = bare.removesuffix(unit)
    try:
        value = Decimal(number) if number[:1].isascii() else Decimal(read_han(number))
    except (InvalidOperation, ValueError):
        return None
    return value * {"万元": 10_000, "亿元": 100_000_000}.get(unit, 1)


def day(text: str) -> Hashable:
    """Read a date in figures or Chinese numerals; None where there is no such day."""
    year, _, rest = text.partition("年")
    month, _, last = rest.partition("月")
    try:
        return dt.date(*(read_han(re.sub("[零○Oo0]", "〇", part) if not part.isascii() else part) for part in (year, month, last.rstrip("日"))))
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    try:
        return read_han(text)
    except ValueError:
        return None


MEASURES: Mapping[str, tuple[Callable[[], str], Callable[[str], Hashable]]] = {
    "share": (lambda: SHARE, share),
    "period": (lambda: PERIOD, period),
    "count": (lambda: COUNT, count),
    "money": (lambda: MONEY, money),
    "day": (lambda: DAY, day),
    "unit": (unit_pattern, normal_name),
}
"""What can be measured: the pattern of its words, and how they are read. Readers return None for what is no such value."""
