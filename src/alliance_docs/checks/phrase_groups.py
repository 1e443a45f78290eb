"""The phrases of topics: words, gaps and groups of synonyms, compiled so that matching is linear in the text.

``…`` stands for up to 12 characters of the same sentence, ``……`` for up to 30, ``～`` for up to 12 of the same part of it;
``{成果}`` for any word of that group of ``common/synonyms.yaml``, ``{归|属于}`` for any of the words written there; ``^`` for the
beginning of a part of a sentence, behind the mark of an item that is written out as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product

from alliance_docs.checks.data import read_table
from alliance_docs.errors import UserError, nearest
from alliance_docs.resources import data_folder

NEAR, FAR = 12, 30
"""Characters that ``…`` (and ``～``, which crosses no comma or colon) and ``……`` may stand for."""
_GAPS = {
    "…": rf"[^。；！？\n]{{0,{NEAR}}}?",
    "……": rf"[^。；！？\n]{{0,{FAR}}}?",
    "～": rf"[^。；;！？，,：:\n]{{0,{NEAR}}}?",
}
_STEP = re.compile(r"\{([^{}]*)\}|(…{1,2}|～)|(\^)|([^{}…～^]+)|(.)")
_GAP = re.compile("…{1,2}|～")
_GAP_KEPT = re.compile("(…{1,2}|～)")
_START = r"(?:^|(?<=[，,；;：:。、\s])|(?<=[一二三四五六七八九十\d][）)、.．]))"
_MOST = 64
"""Phrases without a gap are written out in full up to this many combinations."""


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Load the groups of synonyms once, by name. Raises UserError."""
    data = read_table(data_folder("templates") / "common" / "synonyms.yaml")
    for name, words in data.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
            raise UserError(f"“{name}”应为词语的列表", place="common/synonyms.yaml:1")
        if any(mark in word for word in words for mark in "{}…～^|"):
            raise UserError(f"“{name}”中的词语不能含有 {{}}…～^|", place="common/synonyms.yaml:1")
    return {name: tuple(words) for name, words in data.items()}


@dataclass(frozen=True)
class Gapped:
    """A phrase with gaps. One word of each of *steps* stands in it; *anchored*: it begins with one of the first of them.

    The words are looked for before the pattern, and the pattern only where one of the first stands: a scan with hundreds of patterns
    would cost more than all the rest of a check. *parts*: words, gaps and beginnings in order, of which the pattern is made when it is
    first needed; most never are.
    """

    steps: tuple[tuple[str, ...], ...]
    parts: tuple[tuple[str, ...] | str, ...]
    anchored: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as a regular expression; only bounded gaps repeat in it."""
        return re.compile("".join(map(_pattern, self.parts)))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the phrase in *text*, in order."""
        for step in self.steps:
            if not _holds_one(step, text):
                return
        if not self.anchored:
            for found in self.pattern.finditer(text):
                yield found.span()
            return
        for start in sorted({place for word in self.steps[0] for place in _places(word, text)}):
            if match := self.pattern.match(text, start):
                yield match.span()


@dataclass(frozen=True)
class PhraseGroup:
    """Phrases of which any one is enough. *plain* are words; *gapped* are the others."""

    plain: tuple[str, ...] = ()
    gapped: tuple[Gapped, ...] = ()
    phrases: tuple[str, ...] = field(default=(), compare=False)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of every phrase in *text*, plain words first."""
        for word in self.plain:
            for start in _places(word, text):
                yield start, start + len(word)
        for phrase in self.gapped:
            yield from phrase.spans(text)

    def stands(self, text: str) -> bool:
        """Tell whether any phrase stands in *text*."""
        if _holds_one(self.plain, text):
            return True
        for phrase in self.gapped:
            for _ in phrase.spans(text):
                return True
        return False

    def __bool__(self) -> bool:
        return bool(self.plain or self.gapped)


NOTHING = PhraseGroup()
"""No phrase at all: it stands nowhere."""


def _holds_one(words: tuple[str, ...], text: str) -> bool:
    """Tell whether any of *words* stands in *text*; a plain loop, for this is asked hundreds of thousands of times."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def _places(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def phrase_group(phrases: Iterable[str], place: str = "") -> PhraseGroup:
    """Compile *phrases*. Raises UserError at *place* for an unknown group, an empty phrase or a stray mark."""
    kept = tuple(phrases)
    plain: dict[str, None] = {}
    gapped = []
    for phrase in kept:
        steps = _steps(phrase, place)
        words = [step for step in steps if isinstance(step, tuple)]
        if len(words) == len(steps) and not any(_GAP.search(word) for step in words for word in step) and (len(steps) == 1 or _count(words) <= _MOST):
            plain.update(dict.fromkeys("".join(one) for one in product(*words)))
        else:
            first = steps[1] if steps[0] == "^" else steps[0]
            gapped.append(Gapped(tuple(map(_heads, words)), tuple(steps), isinstance(first, tuple) and "" not in first))
    return PhraseGroup(tuple(plain), tuple(gapped), kept)


def _heads(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what each word holds before its first gap."""
    if not any(mark in word for word in words for mark in "…～"):
        return words
    return tuple(_GAP.split(word)[0] for word in words)


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
        if any(word.startswith(tuple("…～^")) or word.endswith(tuple("…～^")) for word in words):
            raise UserError(f"短语“{phrase}”中的“{{{braced}}}”以 …～^ 开头或者结尾", place=place, remedy="空隙写在花括号外面")
        return words
    known = synonyms()
    if braced not in known:
        raise UserError(f"没有词组“{braced}”", place=place, remedy=nearest(braced, known) or "词组写在 common/synonyms.yaml")
    return known[braced]


def _pattern(step: tuple[str, ...] | str) -> str:
    if isinstance(step, tuple):
        return f"(?:{'|'.join(_inside(word) for word in sorted(step, key=len, reverse=True))})"
    return _START if step == "^" else _GAPS[step]


def _inside(word: str) -> str:
    return "".join(_GAPS.get(piece) or re.escape(piece) for piece in _GAP_KEPT.split(word))
