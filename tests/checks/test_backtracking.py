"""No pattern of the rules backtracks badly: the steps a matcher takes over long lines grow no faster than the lines.

Nothing is timed. A matcher that walks the parse tree as the engine does, without its shortcuts, counts its steps; the
lines are pumped from the pattern itself: what leads up to each repeat, then what is repeated, over and over.
"""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from alliance_docs import checks
from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check
from alliance_docs.checks.legal_words import legal_words
from alliance_docs.checks.numbers import _compiled
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.wording import GAP, phrase_pattern, wording
from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Text
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import load_jurisdiction

SHORT, LONG = 120, 240
MOST = 400_000
"""Steps after which a pattern is given up as running away."""
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
SAMPLES = " \n　第一二三十1a（(）)【】“”，。；：:、《》由向元万年月日人民币￥壹＿_·%./-X×约法省市区"
Then = Callable[[int], bool]


class RunsAway(Exception):
    """Too many steps."""


class Matcher:
    """Walks a parse tree over a text, counting each character it looks at."""

    def __init__(self, pattern: re.Pattern[str], text: str, most: int = MOST) -> None:
        self.tree, self.text, self.steps, self.most = list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)), text, 0, most
        self.any, self.lines = bool(pattern.flags & re.DOTALL), bool(pattern.flags & re.MULTILINE)

    def search(self) -> int:
        """Try every start as ``finditer`` does; return the steps taken."""
        start = 0
        while start <= len(self.text):
            ends: list[int] = []
            start = max(ends[0], start + 1) if self._run(self.tree, 0, start, lambda end: ends.append(end) or True) else start + 1  # noqa: B023
        return self.steps

    def match(self) -> int:
        """Try the first start only, as ``match`` does; return the steps taken."""
        self._run(self.tree, 0, 0, lambda _: True)
        return self.steps

    def _run(self, items: list[Any], at: int, place: int, then: Then) -> bool:
        if at == len(items):
            return then(place)
        self.steps += 1
        if self.steps > self.most:
            raise RunsAway
        op, value = items[at]
        after: Then = lambda end: self._run(items, at + 1, end, then)  # noqa: E731
        if op in REPEATS:
            return self._repeat(op, value, place, after)
        if op is codes.SUBPATTERN:
            return self._run(list(value[3]), 0, place, after)
        if op is codes.ATOMIC_GROUP:
            return self._run(list(value), 0, place, after)
        if op is codes.BRANCH:
            return any(self._run(list(branch), 0, place, after) for branch in value[1])
        if op in (codes.ASSERT, codes.ASSERT_NOT):
            return self._look(op, value, place) and after(place)
        if op is codes.AT:
            return self._at(value, place) and after(place)
        if op is codes.GROUPREF:
            return place < len(self.text) and after(place + 1)  # what a group held is one character here
        return self._takes(op, value, place) and after(place + 1)

    def _repeat(self, op: Any, value: Any, place: int, after: Then) -> bool:
        least, most, body = value
        inner = list(body)
        if len(inner) == 1 and inner[0][0] not in (*REPEATS, codes.SUBPATTERN, codes.BRANCH, codes.ASSERT):  # one character: no recursion
            end = place
            while end - place < most and self._takes(*inner[0], end):
                end += 1
            ends = range(end, place + least - 1, -1) if op is codes.MAX_REPEAT else range(place + least, end + 1)
            return any(after(one) for one in ([end] if op is codes.POSSESSIVE_REPEAT and end - place >= least else ends))

        def again(count: int, here: int) -> bool:
            if count >= least and op is codes.MIN_REPEAT and after(here):
                return True
            if count < most and self._run(inner, 0, here, lambda end: end > here and again(count + 1, end)):
                return True
            return count >= least and op is not codes.MIN_REPEAT and after(here)

        return again(0, place)

    def _look(self, op: Any, value: tuple[int, Any], place: int) -> bool:
        way, body = value
        wanted = list(body)
        start = place if way > 0 else place - body.getwidth()[0]
        found = start >= 0 and self._run(wanted, 0, start, lambda _: True)
        return found is (op is codes.ASSERT)

    def _at(self, where: Any, place: int) -> bool:
        if where is codes.AT_BEGINNING or where is codes.AT_BEGINNING_STRING:
            return place == 0 or (self.lines and self.text[place - 1] == "\n")
        return place == len(self.text) or (self.lines and self.text[place] == "\n")

    def _takes(self, op: Any, value: Any, place: int) -> bool:
        self.steps += 1
        if self.steps > self.most:
            raise RunsAway
        return place < len(self.text) and takes(op, value, self.text[place], everything=self.any)


def takes(op: Any, value: Any, char: str, *, everything: bool = False) -> bool:
    if op is codes.LITERAL:
        return bool(ord(char) == value)
    if op is codes.NOT_LITERAL:
        return bool(ord(char) != value)
    if op is codes.ANY:
        return everything or char != "\n"
    if op is codes.IN:
        denied = value[0][0] is codes.NEGATE
        return denied is not any(_in(*part, char) for part in value[denied:])
    raise AssertionError(op)


def _in(op: Any, value: Any, char: str) -> bool:
    if op is codes.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if op is codes.CATEGORY:
        kinds = {codes.CATEGORY_SPACE: char.isspace(), codes.CATEGORY_NOT_SPACE: not char.isspace(), codes.CATEGORY_DIGIT: char.isdigit(),
                 codes.CATEGORY_WORD: char.isalnum() or char == "_", codes.CATEGORY_NOT_WORD: not (char.isalnum() or char == "_")}  # fmt: skip
        return kinds[value]
    return bool(ord(char) == value)


def pumped(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield words to repeat with what leads up to them: for each repeat, and for the whole."""
    found: list[tuple[str, str]] = []
    whole = _sample(list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)), "", found)
    for lead, word in dict.fromkeys(found):
        yield from (f"{lead}\0{word}", f"\0{word}", f"\0{lead}{word}"[:40])
    yield f"\0{whole}"
    yield from ("\0 ", "\01", "\0（", "\0一")


def _sample(items: list[Any], lead: str, found: list[tuple[str, str]]) -> str:
    said = ""
    for op, value in items:
        if op in REPEATS:
            inner = _sample(list(value[2]), lead + said, found)
            found.append((lead + said, inner))
            said += inner * max(value[0], 1)
        elif op is codes.SUBPATTERN:
            said += _sample(list(value[3]), lead + said, found)
        elif op is codes.ATOMIC_GROUP:
            said += _sample(list(value), lead + said, found)
        elif op is codes.BRANCH:
            said += [_sample(list(branch), lead + said, found) for branch in value[1]][0]  # noqa: RUF015 - all are to be found
        elif op not in (codes.ASSERT, codes.ASSERT_NOT, codes.AT, codes.GROUPREF):
            said += chr(value) if op is codes.LITERAL else next((char for char in SAMPLES if takes(op, value, char)), "甲")
    return said


def line(pump: str, size: int) -> str:
    lead, _, word = pump.partition("\0")
    return (lead + (word or "一") * size)[:size] + "\v"  # something at the end that nothing expects


def worst(pattern: re.Pattern[str], way: Callable[[Matcher], int] = Matcher.search) -> str:
    """Return the line for which steps grow faster than its length, '' where there is none."""
    for pump in dict.fromkeys(pumped(pattern)):
        few = way(Matcher(pattern, line(pump, SHORT)))
        try:
            many = way(Matcher(pattern, line(pump, LONG), few * 3 + 2000))
        except (RunsAway, RecursionError):
            return f"{pump!r}: {few}, more than three times as many for twice the length"
        assert many >= 0
    return ""


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the rules' modules, and those made of their data, by its own text."""
    found: list[re.Pattern[str]] = []
    for module in pkgutil.walk_packages(checks.__path__, "alliance_docs.checks."):
        for value in vars(importlib.import_module(module.name)).values():
            found += [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, re.Pattern) and isinstance(one.pattern, str)]
    phrases = [words for rule in catalogue("gansu").values() for part in rule.text for words in (part.find, part.unless, *part.also)]
    phrases += [words for part in legal_words().phrases.values() for words in (part.find, part.unless, *part.also)]
    phrases += [*legal_words().lists.values(), *legal_words().powers.values(), wording().negators, wording().deferrals]
    found += [phrase_pattern((one,)) for words in phrases for one in words if one.count(GAP) > 1]
    found += [_compiled(text.rpartition("|")[2]) for rule in catalogue("gansu").values() for text, _ in rule.counts]
    return {one.pattern: one for one in found}


@pytest.mark.parametrize("pattern", [pytest.param(one, id=str(place)) for place, one in enumerate(patterns().values())])
def test_the_steps_of_a_pattern_grow_no_faster_than_the_line(pattern: re.Pattern[str]) -> None:
    assert worst(pattern) == "", pattern.pattern


@pytest.mark.parametrize("module", ["recognise", "scheme", "containers"])
def test_numbers_in_front_of_a_strangers_paragraph_are_read_in_bounded_steps(module: str) -> None:
    """These are only ever matched from the first character."""
    found = [one for value in vars(importlib.import_module(f"alliance_docs.word.{module}")).values()
             for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, re.Pattern)]  # fmt: skip
    assert found
    for pattern in found:
        assert worst(pattern, Matcher.match) == "", pattern.pattern


@pytest.mark.parametrize("bad", [r"(?:人民币)?\s*元", r"(a+)+b", r"第\s*\s*条", r"(?:一|一一)*。", r"“.*”.*条"])
def test_a_pattern_that_backtracks_badly_is_caught(bad: str) -> None:
    with contextlib.suppress(RunsAway, RecursionError):
        assert worst(re.compile(bad))


def test_gaps_of_phrases_are_bounded() -> None:
    for pattern in (phrase_pattern((f"甲{GAP}乙{GAP}丙",)), phrase_pattern((f"甲{GAP}乙", "丁"))):
        for op, value in parser.parse(pattern.pattern):
            assert op not in REPEATS or value[1] <= 20


def calls_for(line: str) -> int:
    """Return how many calls, of Python and of C, checking one line takes."""
    draft = Draft("agreement", "协议", (Clause("a1", "article", (), (Paragraph((Text(line),)),), 1),))
    case = Case(load_jurisdiction("gansu"), Facts(), {"agreement": draft}, dossier=False)
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        check(case)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("word", ["归联盟所有", "（", "1", "附件", "第三十条", "【待填：", "仲裁或者起诉，", "人民币", "半数以上同意", "。", "“", "以下简称“甲”"])
def test_the_work_of_a_check_grows_no_faster_than_the_line(word: str) -> None:
    calls_for("一")  # whatever is read once
    assert calls_for((word * 800)[:800]) <= 2.4 * calls_for((word * 400)[:400])


@pytest.mark.parametrize("word", ["归联盟所有", "（", "1", " ", "以下简称“甲”"])
def test_a_line_of_a_hundred_thousand_characters_is_checked(word: str) -> None:
    assert calls_for((word * 100_000)[:100_000]) < 3_000_000
