"""Amounts in words and figures say the same (LC-MN-02)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts.numerals import amount_in_words

_WORDS = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正"
_BOTH = re.compile(
    rf"(?:人民币)?\s{{0,4}}([{_WORDS}]{{2,40}})\s{{0,4}}[（(]\s{{0,4}}(?:人民币|小写)?[:：]?\s{{0,4}}[￥¥]?\s{{0,4}}([0-9][0-9,，]{{0,24}}(?:\.[0-9]{{1,2}})?)\s{{0,4}}(万元|元)?\s{{0,4}}[)）]"
)
_TURNED = re.compile(
    rf"[￥¥]?\s{{0,4}}([0-9][0-9,，]{{0,24}}(?:\.[0-9]{{1,2}})?)\s{{0,4}}(万元|元)\s{{0,4}}[（(]\s{{0,4}}(?:大写)?[:：]?\s{{0,4}}(?:人民币)?\s{{0,4}}([{_WORDS}]{{2,40}})\s{{0,4}}[)）]"
)
_SAME = str.maketrans("〇圆正", "零元整")


def words_and_figures(case: Case) -> Iterator[Hit]:
    """Compare every pair of an amount in words and in figures."""
    for passage in case.passages:
        pairs = [(found[1], found[2], found[3], found[0]) for found in _BOTH.finditer(passage.text)]
        pairs += [(found[3], found[1], found[2], found[0]) for found in _TURNED.finditer(passage.text)]
        for words, figures, unit, text in pairs:
            expected = _in_words(figures, unit)
            if expected is not None and _plain(words) != _plain(expected):
                yield hit(
                    location=passage.location, document=passage.document, clause=passage.clause.id, text=text.strip(), expected=expected
                )


def _in_words(figures: str, unit: str | None) -> str | None:
    try:
        amount = Decimal(re.sub("[,，]", "", figures)) * (10_000 if unit == "万元" else 1)
        return amount_in_words(amount)
    except (InvalidOperation, ValueError):
        return None


def _plain(words: str) -> str:
    return words.strip().removeprefix("人民币").translate(_SAME).removesuffix("整")


RULES = {"LC-MN-02": words_and_figures}
