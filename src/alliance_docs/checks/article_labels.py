"""第N条 as it is typed: at the head of articles, and in references to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliance_docs.facts.numerals import han, read_han

_DIGITS = "一二三四五六七八九十百零〇两0-9０-９"
_GAP = r"[ \t\u3000\u00a0]{0,20}"
_NUMBER = rf"[{_DIGITS}]{{1,7}}"
_HEAD = re.compile(rf"(?:^|(?<=\n)){_GAP}第{_GAP}({_NUMBER}){_GAP}条")
_CITED = re.compile(rf"第{_GAP}({_NUMBER}(?:{_GAP}(?:[、,，和及与至到~～－—-]|以及){_GAP}(?:第{_GAP})?{_NUMBER}){{0,8}}){_GAP}条")
_ONE = re.compile(_NUMBER)
_FULL_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)}
_WIDE = {ord("0") + digit: ord("０") + digit for digit in range(10)}


@dataclass(frozen=True)
class Numeral:
    """A number within a paragraph's words."""

    start: int
    end: int
    text: str

    @property
    def value(self) -> int:
        """The number, 0 where it cannot be read."""
        try:
            return read_han(self.text.translate(_FULL_WIDTH))
        except ValueError:
            return 0

    def rewritten(self, value: int) -> str:
        """Return another number in the same kind of figures."""
        if self.text.isascii():
            return str(value)
        return str(value).translate(_WIDE) if self.text.translate(_FULL_WIDTH).isascii() else han(value)


@dataclass(frozen=True)
class Citation:
    """A typed 第三条, 第三、四条 or 第三条至第五条 in a text, from *start* to *end*, with its *numerals*."""

    start: int
    end: int
    numerals: tuple[Numeral, ...]


def heads(text: str) -> Iterator[Numeral]:
    """Yield the numbers of the 第N条 that stand at the beginning of a line."""
    for found in _HEAD.finditer(text):
        yield Numeral(*found.span(1), found[1])


def citations(text: str, without: Sequence[Numeral] = ()) -> Iterator[Citation]:
    """Yield the 第N条 in a text, save those whose number is one of *without*."""
    known = {numeral.start for numeral in without}
    for found in _CITED.finditer(text):
        at = found.start(1)
        numerals = tuple(Numeral(at + one.start(), at + one.end(), one[0]) for one in _ONE.finditer(found[1]))
        if numerals[0].start not in known:
            yield Citation(found.start(), found.end(), numerals)
