"""Years, brackets and punctuation that are set wrongly in Chinese text, and how each is right.

A rule that tells of them and the remedy that corrects them ask the same functions. All of them are linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Swap(NamedTuple):
    """The characters from *start* to *end* should be *right*."""

    start: int
    end: int
    right: str


_HAN = "一二三四五六七八九"
_ROUND = "OoＯｏΟοОо○◯"
"""What is taken for 〇: the letter O of three scripts, half and full width, and circles."""
_YEAR = re.compile(rf"(?<![0-9０-９{_HAN}零〇{_ROUND}])[{_HAN}零〇0-9０-９{_ROUND}]{{4}}(?=\s{{0,3}}年)")
_ZEROS = f"零〇0{_ROUND}"
_LEFT_OPEN = ("○○", "◯◯")
"""What stands for figures still to come: 20○○年."""
_SAME = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE = "\u3400-\u9fff"
_ASIDE = re.compile(r"([(（])([^()（）\n]{1,120})([)）])")
_POINT = re.compile(rf"(?<=[{_CHINESE}”’》）〕】])[,;:?!](?![A-Za-z0-9/\\])|(?<=[{_CHINESE}”’》）〕】])[,;](?=[0-9])")
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_NUMBERED = re.compile(rf"(?<=[{_CHINESE}])([\[【（(])\s?((?:19|20)[0-9]{{2}})\s?([\]】）)])(?=\s?第?[0-9]{{1,5}}\s?号)")


def wrong_years(text: str) -> Iterator[Swap]:
    """Yield the years in Chinese figures whose 〇 is a letter, a circle or 零, and those in Arabic ones with a letter for 0."""
    for found in _YEAR.finditer(text):
        year = found[0].translate(_SAME)
        arabic, han = (any(char in digits for char in year) for digits in ("123456789", _HAN))
        if year[0] not in "12一二" or arabic == han or year.endswith(_LEFT_OPEN):
            continue
        zero = "0" if arabic else "〇"
        right = "".join(zero if char in _ZEROS else char for char in year)
        if right != year:
            yield Swap(*found.span(), right)


def half_width(text: str) -> Iterator[Swap]:
    """Yield half-width brackets around or behind Chinese words, and half-width punctuation behind Chinese words.

    Left alone: a full stop, what stands before a letter or figure (times, ratios, addresses) save for a comma, and
    brackets that hold figures or room for handwriting only, unless they are of two widths.
    """
    brackets = tuple(_brackets(text))
    yield from brackets
    signs = list(text)
    for swap in brackets:
        signs[swap.start] = swap.right
    for point in _POINT.finditer("".join(signs)):
        yield Swap(*point.span(), point[0].translate(_FULL))


def _brackets(text: str) -> Iterator[Swap]:
    for found in _ASIDE.finditer(text):
        opening, inner, closing = found.groups()
        if opening == "（" and closing == "）":
            continue
        chinese = re.search(rf"[{_CHINESE}]", inner)
        behind = found.start() > 0 and re.match(rf"[{_CHINESE}]", text[found.start() - 1])
        mixed = "（" in opening or "）" in closing
        if not inner.strip(" \u3000_") or not (chinese or mixed or (behind and not inner.strip().isdigit())):
            continue
        if opening == "(":
            yield Swap(found.start(), found.start() + 1, "（")
        if closing == ")":
            yield Swap(found.end() - 1, found.end(), "）")


def number_brackets(text: str) -> Iterator[Swap]:
    """Yield the brackets around the year of a document's number that are not 〔〕."""
    for found in _NUMBERED.finditer(text):
        yield Swap(*found.span(1), "〔")
        yield Swap(*found.span(3), "〕")
