"""How large a box of the organisation chart must be for its text. Lengths are EMU (12,700 to the point)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from alliance_docs.drafting.draft import Node

EMU_PER_POINT = 12_700
LINE = 1.2
"""Line pitch in em; written as an exact line height so that every office suite agrees."""
SECOND = 0.85
"""Size of the second line (function and detail) relative to the name."""
PADDING = 0.35
"""Free space between text and border on each side, in em."""
NARROWEST = 5.0
"""Least inner width of a horizontal box in em, so that short names do not make a row of stamps."""
SEPARATOR = " · "
"""Between function and detail on an organ's second line."""
LONELY_COST = 3
"""How ugly a line with a single character is."""
SLACK = 0.3
"""Room in em that absorbs small differences between fonts, so that a line does not wrap one character early."""


@dataclass(frozen=True)
class BoxSize:
    """Width and height in EMU; in a *vertical* box the text runs from top to bottom. *cost* tells how ugly it is."""

    width: int
    height: int
    vertical: bool
    cost: int


def second_line(node: Node) -> str:
    """Return the text printed under an organ's name: function and detail."""
    return SEPARATOR.join(part for part in (node.function, node.detail) if part)


def text_width(text: str) -> float:
    """Return the width of *text* in em: a full-width character is one, others a little over half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.6 for char in text)


@lru_cache(maxsize=20_000)
def wrapped_lines(text: str, width: float) -> int:
    """Return how many lines *text* takes at *width* em; words in Latin letters are not broken unless they must be."""
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for token in re.findall(r"[!-~]+|.", paragraph, re.DOTALL):
            need = text_width(token)
            if used and used + need > width:
                count, used = count + 1, 0.0
            while need > width:
                count, need = count + 1, need - width
            used += need
    return count


def _width_for(text: str, lines: int) -> float:
    """Return the least width in em (steps of a half) at which *text* takes at most *lines* lines."""
    longest = max(map(text_width, text.split("\n")))
    allowed = max(lines, text.count("\n") + 1)
    half_steps = max(2, int(2 * text_width(text) / allowed))
    while half_steps / 2 < longest and wrapped_lines(text, half_steps / 2) > allowed:
        half_steps += 1
    return half_steps / 2


def _horizontal(nodes: Sequence[Node], lines: int, em: float, cost: int) -> BoxSize:
    inner = max(
        NARROWEST,
        *(_width_for(node.name, lines) for node in nodes),
        *(SECOND * _width_for(second_line(node), lines) for node in nodes if second_line(node)),
    )
    wider = next(
        (w for w in (inner, inner + 0.5, inner + 1, inner + 1.5) if not any(_is_lonely(n, w) for n in nodes)), None
    )
    if wider is None:
        cost += LONELY_COST
    inner = wider or inner
    text = max(_text_height(node, inner) for node in nodes)
    return BoxSize(round((inner + SLACK + 2 * PADDING) * em), round((text + 2 * PADDING) * em), False, cost)


def _is_lonely(node: Node, inner: float) -> bool:
    """Tell whether the last line of one of the node's texts may hold a single character."""
    texts = ((node.name, 1.0), (second_line(node), SECOND))
    widths = (inner, inner + SLACK)
    return any(
        len(text) > 1 and wrapped_lines(text[:-1], width / size) < wrapped_lines(text, width / size)
        for text, size in texts
        for width in widths
    )


def _text_height(node: Node, inner: float) -> float:
    height = wrapped_lines(node.name, inner) * LINE
    if second := second_line(node):
        height += wrapped_lines(second, inner / SECOND) * LINE * SECOND
    return height


def _vertical(nodes: Sequence[Node], columns: int, em: float, cost: int) -> BoxSize:
    turned = _horizontal(nodes, columns, em, cost)
    return BoxSize(turned.height, turned.width, True, cost)


def box_sizes(nodes: Sequence[Node], font_points: float, *, may_stand: bool) -> tuple[BoxSize, ...]:
    """Return the sizes that organs side by side may share, the prettiest first.

    One to four lines of horizontal text, and, where *may_stand*, one or two columns of vertical text.
    """
    em = font_points * EMU_PER_POINT
    sizes = [_horizontal(nodes, lines, em, cost) for lines, cost in ((1, 0), (2, 1), (3, 3), (4, 6))]
    if may_stand and len(nodes) > 2:
        sizes += [_vertical(nodes, columns, em, cost) for columns, cost in ((1, 5), (2, 8))]
    unique: dict[tuple[int, int], BoxSize] = {}
    for size in sizes:
        unique.setdefault((size.width, size.height), size)
    return tuple(unique.values())
