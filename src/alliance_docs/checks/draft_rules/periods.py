"""Periods in words: publicity of a price (LC-IP-11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import drafting_words
from alliance_docs.checks.hit import Check, Hit, hit
from alliance_docs.checks.reading import sentences
from alliance_docs.checks.wording import contains
from alliance_docs.facts.numerals import read_han

_NUMBER = r"([0-9]{1,3}|[一二三四五六七八九十百两]{1,5})\s?个?"
_PUBLIC = re.compile(rf"公示[^。；\n]{{0,12}}?{_NUMBER}(工作日|日|天)")


def publicity(case: Case) -> Iterator[Hit]:
    """A negotiated price is made public long enough; working days are counted seven for five."""
    data = drafting_words()["publicity"]
    for passage in case.passages:
        if "公示" not in passage.text:
            continue
        for sentence in sentences(passage.text):
            if not contains(sentence, data["about"]) or contains(sentence, data["unless"]):
                continue
            for found in _PUBLIC.finditer(sentence):
                fifths = _days(found[1]) * (7 if found[2] == "工作日" else 5)
                if 0 < fifths < 5 * data["least_days"]:
                    place = {"document": passage.document, "clause": passage.clause.id}
                    yield hit("days", passage.location, **place, text=found[0], least=data["least_days"])


def _days(text: str) -> int:
    try:
        return int(text) if text.isdecimal() else read_han(text)
    except ValueError:
        return 0


RULES: Mapping[str, Check] = {"LC-IP-11": publicity}
