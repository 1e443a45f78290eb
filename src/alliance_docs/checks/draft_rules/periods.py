"""Periods in words: publicity of a price, and terms that differ between documents (LC-IP-11, LC-CF-02, LC-EX-03)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import drafting_words
from alliance_docs.checks.hit import Check, Hit, hit
from alliance_docs.checks.reading import Passage, sentences
from alliance_docs.checks.wording import contains, occurrences
from alliance_docs.facts.numerals import read_han

_NUMBER = r"([0-9]{1,3}|[一二三四五六七八九十百两]{1,5})\s?个?"
_PUBLIC = re.compile(rf"公示[^。；\n]{{0,12}}?{_NUMBER}(工作日|日|天)")
AFTER = 24
"""Characters behind a phrase in which its number stands."""


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


def same_number(entry: Mapping[str, Any]) -> Check:
    """Return the check that files given together name the same number (with facts, the facts are compared instead)."""
    pattern = re.compile(rf"{_NUMBER}({'|'.join(map(re.escape, entry['unit']))})")

    def check(case: Case) -> Iterator[Hit]:
        if case.dossier or len(case.drafts) < 2:
            return
        first: tuple[Passage, str, set[int]] | None = None
        for passages in case.passages_of.values():
            found = [(passage, text, number) for passage in passages for text, number in _numbers(passage.text, entry, pattern)]
            if not found:
                continue
            numbers = {number for _, _, number in found}
            if first is None:
                first = found[0][0], found[0][1], numbers
            elif not numbers & first[2]:
                here, text, _ = found[0]
                yield hit(
                    "documents", here.location, document=here.document, clause=here.clause.id, label=entry["label"], text=text,
                    other=f"《{case.title(first[0].document)}》{first[0].location}", there=first[1],
                )  # fmt: skip

    return check


def _numbers(text: str, entry: Mapping[str, Any], pattern: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    if not contains(text, entry["find"]):
        return
    for sentence in sentences(text):
        if all(word in sentence for word in entry["also"]):
            for start, _ in occurrences(sentence, entry["find"]):
                found = pattern.search(sentence[start : start + AFTER])
                if found and (number := _days(found[1])):
                    yield found[0], number


def _days(text: str) -> int:
    try:
        return int(text) if text.isdecimal() else read_han(text)
    except ValueError:
        return 0


def _same(rule: str) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        for entry in drafting_words()["same_numbers"]:
            if entry["rule"] == rule:
                yield from same_number(entry)(case)

    return check


RULES: Mapping[str, Check] = {"LC-IP-11": publicity, "LC-CF-02": _same("LC-CF-02"), "LC-EX-03": _same("LC-EX-03")}
