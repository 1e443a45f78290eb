"""The words in which two texts differ, so that a reader of a long paragraph sees at once what is to change: marked, then set in bold.

Marks are two private characters in a string; :func:`runs` turns them into bold text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from alliance_docs.drafting.draft import Inlines, Text
from alliance_docs.drafting.merging.matching import matched

_OPEN, _CLOSE = "\ue0b0", "\ue0b1"
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")
_WORD = re.compile(r"[0-9A-Za-z]+(?:[.,:/_@·-][0-9A-Za-z]+)*[%％‰]?|.", re.DOTALL)
_ISLAND = 2
"""Words between two changes that are too few to be read as unchanged."""
_SAME = 0.3
"""Share of common words below which a text was written anew and nothing in it is marked."""
_AROUND = 24
"""Pieces shown on each side of a change: a dozen words and the places between them."""
Flagged = Sequence[tuple[str, bool]]
"""Characters and whether each stands between marks."""


def differing(before: str, after: str) -> tuple[str, str]:
    """Return both texts with marks around what only one of them has; unmarked where they have little in common."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found = matched(old, new)
    common = sum(target >= 0 for target in found)
    if not before or not after or common < _SAME * max(len(old), len(new)):
        return before, after
    kept = {target for target in found if target >= 0}
    return _marked(old, [target < 0 for target in found]), _marked(new, [place not in kept for place in range(len(new))])


def _marked(words: Sequence[str], changed: list[bool]) -> str:
    runs = [(flag, len(list(group))) for flag, group in groupby(changed)]
    out, place = [], 0
    joined: list[tuple[bool, int]] = []
    for number, (flag, count) in enumerate(runs):
        inner = 0 < number < len(runs) - 1 and not flag and count < _ISLAND
        joined.append((flag or inner, count))
    for flag, group in groupby(joined, key=lambda one: one[0]):
        count = sum(size for _, size in group)
        text = "".join(words[place : place + count])
        out.append(f"{_OPEN}{text}{_CLOSE}" if flag else text)
        place += count
    return "".join(out)


def inline(before: str, after: str) -> str:
    """Return a change in one line: ……归该单位[-所有-]{+享有+}；……; empty where the two have little in common."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found = matched(old, new)
    if not before or not after or sum(target >= 0 for target in found) < _SAME * max(len(old), len(new)):
        return ""
    out: list[str] = []
    start_old = start_new = 0
    for at, target in [*((at, target) for at, target in enumerate(found) if target >= 0), (len(old), len(new))]:
        gone, put = "".join(old[start_old:at]), "".join(new[start_new:target])
        out.append((f"[-{gone}-]" if gone else "") + (f"{{+{put}+}}" if put else ""))
        out.append(old[at] if at < len(old) else "")
        start_old, start_new = at + 1, target + 1
    return _short(out)


def _short(pieces: Sequence[str]) -> str:
    """Leave out unchanged words far from a change."""
    changed = [place for place, piece in enumerate(pieces) if piece.startswith(("[-", "{+"))]
    near = {place for one in changed for place in range(one - _AROUND, one + _AROUND + 1)}
    out: list[str] = []
    for place, piece in enumerate(pieces):
        if place in near:
            out.append(piece)
        elif piece and (not out or out[-1] != "……"):
            out.append("……")
    return "".join(out)


def flagged(text: str) -> list[tuple[str, bool]]:
    """Return the characters of a text with marks, each with whether it stands between marks."""
    out, inside = [], False
    for character in text:
        if character in (_OPEN, _CLOSE):
            inside = character == _OPEN
        else:
            out.append((character, inside))
    return out


def unmarked(text: str) -> str:
    """Return a text without marks."""
    return _MARKS.sub("", text)


def has_marks(text: str) -> bool:
    """Tell whether anything in a text is marked."""
    return _OPEN in text


def runs(characters: Flagged) -> Inlines:
    """Return flagged characters as inlines, the marked ones in bold."""
    return tuple(Text("".join(one for one, _ in group), bold) for bold, group in groupby(characters, key=lambda one: one[1]))


def lines(characters: Flagged) -> Iterator[Inlines]:
    """Yield the lines of flagged characters that are not empty."""
    line: list[tuple[str, bool]] = []
    for one in (*characters, ("\n", False)):
        if one[0] != "\n":
            line.append(one)
        elif line:
            yield runs(line)
            line = []
