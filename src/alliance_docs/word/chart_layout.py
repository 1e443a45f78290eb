"""Where the boxes and lines of the organisation chart go: pure, in EMU (36,000 to the millimetre), on one page.

Solid lines lead downwards. Organs that advise or support stand beside their upper organ on a dashed line. Wide levels
are turned into vertical text boxes, a hanging list or two columns, and the font shrinks to a floor, until the chart
fits the text area of an A4 page in portrait with room for a title (domain notes §6).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from alliance_docs.drafting.draft import Chart, Edge, Node
from alliance_docs.errors import UserError
from alliance_docs.word.chart_arrange import Arranger
from alliance_docs.word.chart_blocks import Block, Point
from alliance_docs.word.chart_boxes import BoxSize
from alliance_docs.word.chart_tree import PLACE, grow

PAGE_WIDTH = 156 * 36_000
PAGE_HEIGHT = 190 * 36_000
"""The text area is 156 × 225 mm; 35 mm are left for a title above the chart and a line below it."""

SCALES = (
    (14, 1.4, 0), (12, 1.4, 2), (12, 1, 4), (11, 1.4, 5), (11, 1, 6), (10.5, 1, 8), (10, 1, 11), (9, 1, 17), (8, 1, 27),
    (7.5, 1, 37), (7, 1, 50), (6.5, 1, 75), (6, 0.8, 100),
)  # fmt: skip
"""Font size in points, spacing, and the cost that weighs them against prettier arrangements; cheapest first."""


@dataclass(frozen=True)
class Box:
    """An organ's box: upper left corner, width and height. *vertical*: the text runs from top to bottom."""

    node: Node
    x: int
    y: int
    width: int
    height: int
    vertical: bool = False


@dataclass(frozen=True)
class Line:
    """A line of horizontal and vertical stretches, from the upper organ's border to the lower organ's."""

    edge: Edge
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Layout:
    """The chart on paper: boxes and lines in the chart's own order, the whole *width* × *height*, font in points."""

    width: int
    height: int
    font: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


class _Paper:
    def __init__(self) -> None:
        self.boxes: dict[str, Box] = {}
        self.lines: dict[str, tuple[Point, ...]] = {}

    def box(self, node: Node, x: int, y: int, size: BoxSize) -> None:
        self.boxes[node.id] = Box(node, x, y, size.width, size.height, size.vertical)

    def line(self, lower: Node, points: tuple[Point, ...]) -> None:
        self.lines[lower.id] = points


@lru_cache(maxsize=16)
def layout(chart: Chart) -> Layout:
    """Place the boxes and lines of *chart* on one page. Raises :class:`UserError` for a chart that is no tree.

    Also raised when 机构 are so many, or their names so long, that they do not fit one page at the smallest font.
    """
    roots = grow(chart)
    best: tuple[int, float, Block] | None = None
    for font, spacing, cost in SCALES:
        if best and best[0] <= cost:
            break
        for block in Arranger(font, spacing, (PAGE_WIDTH, PAGE_HEIGHT)).forest(roots):
            if best is None or block.cost + cost < best[0]:
                best = (block.cost + cost, font, block)
    if best is None:
        raise UserError(
            f"{len(chart.nodes)} 个机构在一页 A4 纸上画不下（字号已缩到 {SCALES[-1][0]} 磅）",
            place=PLACE,
            remedy="请缩短机构名称和说明，或者减少机构",
        )
    _, font, block = best
    paper = _Paper()
    block.place(paper, 0, 0)
    boxes = tuple(paper.boxes[node.id] for node in chart.nodes)
    lines = tuple(Line(edge, paper.lines[edge.lower]) for edge in chart.edges)
    return Layout(block.width, block.height, font, boxes, lines)
