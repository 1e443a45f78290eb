"""The phrases of topics: words, gaps and groups of synonyms, compiled so that matching is linear in the text.

``…`` stands for up to 12 characters of the same sentence, ``……`` for up to 30; ``{成果}`` for any word of that group of
``common/synonyms.yaml``, ``{归|属于}`` for any of the words written there; ``^`` for the beginning of a part of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from alliance_docs.checks.data import read_table
from alliance_docs.errors import UserError, nearest
from alliance_docs.resources import data_folder

NEAR, FAR = 12, 30
"""Characters that ``…`` and ``……`` may stand for."""
_GAPS = {"…": NEAR, "……": FAR}
_STEP = re.compile(r"\{([^{}]*)\}|(…{1,2})|(\^)|([^{}…^]+)|(.)")
_START = r"(?:^|(?<=[，,；;：:。、\s]))"
_MOST = 64
"""Phrases without a gap are written out in full up to this many combinations."""


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Load the groups of synonyms once, by name. Raises UserError."""
    data = read_table(data_folder("templates") / "common" / "synonyms.yaml")
    for name, words in data.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
            raise UserError(f"“{name}”应为词语的列表", place="common/synonyms.yaml:1")
        if any(mark in word for word in words for mark in "{}…^|"):
            raise UserError(f"“{name}”中的词语不能含有 {{}}…^|", place="common/synonyms.yaml:1")
    return {name: tuple(words) for name, words in data.items()}


@dataclass(frozen=True)
class PhraseGroup:
    """Phrases of which any one is enough. *plain* are words; the others are patterns with the words each can begin with."""

    plain: tuple[str, ...] = ()
    gapped: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = ()
    phrases: tuple[str, ...] = field(default=(), compare=False)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of every phrase in *text*, plain words first."""
        for word in self.plain:
            start = text.find(word)
            while start >= 0:
                yield start, start + len(word)
                start = text.find(word, start + 1)
        for anchors, pattern in self.gapped:
            if any(anchor in text for anchor in anchors):
                for found in pattern.finditer(text):
                    yield found.span()

    def stands(self, text: str) -> bool:
        """Tell whether any phrase stands in *text*."""
        return any(word in text for word in self.plain) or next(self.spans(text), None) is not None

    def __bool__(self) -> bool:
        return bool(self.plain or self.gapped)


def phrase_group(phrases: Iterable[str], place: str = "") -> PhraseGroup:
    """Compile *phrases*. Raises UserError at *place* for an unknown group, an empty phrase or a stray mark."""
    kept = tuple(phrases)
    plain: dict[str, None] = {}
    gapped = []
    for phrase in kept:
        steps = _steps(phrase, place)
        words = [step for step in steps if isinstance(step, tuple)]
        if len(words) == len(steps) and _count(words) <= _MOST:
            plain.update(dict.fromkeys("".join(one) for one in product(*words)))
        else:
            anchors = next((step for step in steps if isinstance(step, tuple)), ())
            gapped.append((anchors, re.compile("".join(_pattern(step) for step in steps))))
    return PhraseGroup(tuple(plain), tuple(gapped), kept)


def _count(words: list[tuple[str, ...]]) -> int:
    count = 1
    for one in words:
        count *= len(one)
    return count


def _steps(phrase: str, place: str) -> list[tuple[str, ...] | str]:
    steps: list[tuple[str, ...] | str] = []
    for braced, gap, start, literal, stray in _STEP.findall(phrase):
        if stray:
            raise UserError(f"短语“{phrase}”中的“{stray}”不成对", place=place, remedy="{词组}、{甲|乙} 成对书写")
        if literal:
            steps.append((literal,))
        elif gap or start:
            steps.append(gap or start)
        else:
            steps.append(_alternatives(braced, phrase, place))
    if not any(isinstance(step, tuple) for step in steps):
        raise UserError(f"短语“{phrase}”没有词语", place=place)
    return steps


def _alternatives(braced: str, phrase: str, place: str) -> tuple[str, ...]:
    if "|" in braced:
        words = tuple(braced.split("|"))
        if sum(not word for word in words) > 1:
            raise UserError(f"短语“{phrase}”中的“{{{braced}}}”有空的一项", place=place)
        return words
    known = synonyms()
    if braced not in known:
        raise UserError(f"没有词组“{braced}”", place=place, remedy=nearest(braced, known) or "词组写在 common/synonyms.yaml")
    return known[braced]


def _pattern(step: tuple[str, ...] | str) -> str:
    if isinstance(step, tuple):
        return f"(?:{'|'.join(re.escape(word) for word in sorted(step, key=len, reverse=True))})"
    return _START if step == "^" else rf"[^。；！？\n]{{0,{_GAPS[step]}}}?"
