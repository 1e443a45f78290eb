"""The same number twice says the same: 三分之二（66.67%）, 十五（15）日; and days that exist (LC-FM-14, LC-FM-05)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from fractions import Fraction

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import Passage
from alliance_docs.facts.numerals import read_han

_HAN = "零〇一二三四五六七八九十百千两"
_PART = rf"(?:[{_HAN}]{{1,6}}分之[{_HAN}]{{1,8}}(?:点[{_HAN}]{{1,4}})?|\d{{1,3}}[/／]\d{{1,3}}|\d{{1,3}}(?:\.\d{{1,4}})?[%％])"
_PARTS = re.compile(rf"({_PART})\s?[（(]\s?(?:即)?({_PART})\s?[)）]")
_UNIT = r"(个?工作日|[日天年月家份人名票个次项条位套件])"
_COUNTS = (
    re.compile(rf"(?<![第{_HAN}])([{_HAN}]{{1,9}})\s?[（(]\s?(\d{{1,7}})\s?[)）]\s?{_UNIT}"),
    re.compile(rf"(?<![第{_HAN}])([{_HAN}]{{1,9}}){_UNIT}[（(]\s?(\d{{1,7}})\2[)）]"),
    re.compile(rf"(?<![\d第.])(\d{{1,7}})\s?[（(]\s?([{_HAN}]{{1,9}})\s?[)）]\s?{_UNIT}"),
    re.compile(rf"(?<![\d第.])(\d{{1,7}}){_UNIT}[（(]\s?([{_HAN}]{{1,9}})\2[)）]"),
)
_DAY = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日")


def figures(case: Case) -> Iterator[Hit]:
    """Compare numbers with their repetition in brackets: shares with shares, counts with counts."""
    for passage in case.passages:
        if not any(mark in passage.text for mark in "（("):
            continue
        for found in _PARTS.finditer(passage.text):
            if not _same_share(found[1], found[2]):
                yield _at(passage, found, "default")
        for pattern in _COUNTS:
            for found in pattern.finditer(passage.text):
                numbers = [_whole(part) for part in found.groups() if part and not re.fullmatch(_UNIT, part)]
                if None not in numbers and len(set(numbers)) > 1:
                    yield _at(passage, found, "default")


def possible_days(case: Case) -> Iterator[Hit]:
    """Days that are written exist: no 2026年2月30日."""
    for passage in case.passages:
        for found in _DAY.finditer(passage.text):
            try:
                dt.date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                yield _at(passage, found, "impossible")


def _at(passage: Passage, found: re.Match[str], key: str) -> Hit:
    return hit(key, passage.location, document=passage.document, clause=passage.clause.id, text=found[0])


def _whole(text: str) -> int | None:
    try:
        return int(text) if text.isdecimal() else read_han(text)
    except ValueError:
        return None


def _same_share(first: str, second: str) -> bool:
    (one, slack), (other, other_slack) = _share(first), _share(second)
    return one is None or other is None or abs(one - other) <= max(slack, other_slack)


def _share(text: str) -> tuple[Fraction | None, Fraction]:
    """Return a share and how far it may be rounded: half of the last digit of a percentage, nothing for a fraction."""
    try:
        if text.endswith(("%", "％")):
            number = text[:-1]
            return Fraction(number) / 100, Fraction(1, 200 * 10 ** len(number.partition(".")[2]))
        if "分之" in text:
            below, _, above = text.partition("分之")
            whole, _, digits = above.partition("点")
            after = "".join(str(read_han(digit)) for digit in digits)
            slack = Fraction(1, 200 * 10 ** len(after)) if below == "百" else Fraction(0)
            base = 100 if below == "百" else read_han(below)
            return Fraction(f"{read_han(whole)}.{after or 0}") / base, slack
        above, _, below = text.replace("／", "/").partition("/")
        return Fraction(int(above), int(below)), Fraction(0)
    except (ValueError, ZeroDivisionError):
        return None, Fraction(0)


RULES = {"LC-FM-14": figures, "LC-FM-05": possible_days}
