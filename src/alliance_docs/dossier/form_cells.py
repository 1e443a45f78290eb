"""One cell of a form before and after somebody typed in it: its new values, its boxes, and whether the template's words were touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from alliance_docs.drafting.draft import Blank, Box, Choice, Fact, Gap, Inline, Inlines, plain

Printed: TypeAlias = Fact | Blank | Choice
_TICKED, _EMPTY = "☑☒√✓✔■●", "□☐○"
_BOX = rf"([{_EMPTY}{_TICKED}][√✓✔]?)"
_LONGEST = 5000


@dataclass(frozen=True)
class CellChange:
    """*values*: what is printed there and reads otherwise now; *boxes*: number of the box in the cell and whether it is ticked now; *rest*: other words were changed."""

    values: tuple[tuple[Printed, str], ...] = ()
    boxes: tuple[tuple[int, bool], ...] = ()
    rest: bool = False


def cell_change(was: Inlines, now: Inlines) -> CellChange:
    """Tell what was done to a cell."""
    text = plain(now)
    if _bare(text) == _bare(plain(was)):
        return CellChange()
    values = [one for one in was if isinstance(one, Fact | Blank | Choice)]
    for free in (*({number} for number in range(len(values))), set(range(len(values)))):
        if len(free) > 1 and _adjacent(was):
            continue
        found = re.fullmatch(_pattern(was, free), text, re.DOTALL)
        if found is not None:
            return _read(was, values, free, found.groups())
    return CellChange(tuple(_by_path(values, now)), (), True)


def _bare(text: str) -> str:
    return "".join(text.split())


def _pattern(was: Inlines, free: set[int]) -> str:
    parts: list[str] = []
    number = 0
    for one in was:
        if isinstance(one, Fact | Blank | Choice):
            parts.append(f"(.{{0,{_LONGEST}}}?)" if number in free else f"({_loosely(plain((one,)))})")
            number += 1
        elif isinstance(one, Box):
            parts.append(_BOX)
        elif isinstance(one, Gap):
            parts.append(r"[_\s\u3000]*")
        else:
            parts.append(_loosely(plain((one,))))
    return rf"\s*{''.join(parts)}\s*"


def _loosely(words: str) -> str:
    """A pattern for *words* with any white space where there is some."""
    return r"\s*".join(re.escape(part) for part in re.split(r"\s+", words))


def _adjacent(was: Inlines) -> bool:
    """Tell whether two values stand side by side, so that nothing says where one ends."""
    kinds = [isinstance(one, Fact | Blank | Choice) for one in was if plain((one,))]
    return any(one and other for one, other in pairwise(kinds))


def _read(was: Inlines, values: Sequence[Printed], free: set[int], groups: Sequence[str | None]) -> CellChange:
    changed: list[tuple[Printed, str]] = []
    boxes: list[tuple[int, bool]] = []
    number = box = 0
    for one, words in zip((each for each in was if isinstance(each, Fact | Blank | Choice | Box)), groups, strict=True):
        words = words or ""
        if isinstance(one, Box):
            ticked = any(sign in _TICKED for sign in words)
            if ticked != one.checked:
                boxes.append((box, ticked))
            box += 1
            continue
        if number in free and _bare(new := _answer(one, words)) != _bare(plain((one,))):
            changed.append((values[number], new))
        number += 1
    return CellChange(tuple(changed), tuple(boxes))


def _answer(one: Inline, words: str) -> str:
    """What was typed in the place of a value; beside a blank that was left standing it is the answer as well."""
    if isinstance(one, Blank | Choice) and words.strip() != plain((one,)):
        words = words.replace(plain((one,)), "")
    return words.strip()


def _by_path(values: Sequence[Printed], now: Inlines) -> Iterator[tuple[Printed, str]]:
    """Where words around them were changed too, the values that are still known by their marks."""
    read = [one for one in now if isinstance(one, Fact) and one.path]
    for value in values:
        same = [one for one in read if one.path == value.path]
        alone = sum(other.path == value.path for other in values) == 1
        if len(same) == 1 and alone and same[0].text.strip() and _bare(same[0].text) != _bare(plain((value,))):
            yield value, same[0].text.strip()
