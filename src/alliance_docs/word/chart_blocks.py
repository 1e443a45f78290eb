"""The pieces an organisation chart is put together from: blocks that are set beside and under one another.

A *block* is an organ with everything that hangs on it. Blocks are never set into one another, so nothing overlaps by
construction. A piece knows its size at once; where its boxes and lines go is told when it is placed on a canvas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from alliance_docs.drafting.draft import Node
from alliance_docs.word.chart_boxes import BoxSize
from alliance_docs.word.chart_tree import Branch

Point = tuple[int, int]


class Canvas(Protocol):
    """What blocks draw themselves on."""

    def box(self, node: Node, x: int, y: int, size: BoxSize) -> None:
        """Put an organ's box; x, y is its upper left corner."""

    def line(self, lower: Node, points: tuple[Point, ...]) -> None:
        """Put the line, made of horizontal and vertical stretches, from its upper organ to *lower*."""


@dataclass(frozen=True)
class Mirror:
    """A canvas that shows everything the other way round, left and right of the vertical line at *axis* / 2."""

    canvas: Canvas
    axis: int

    def box(self, node: Node, x: int, y: int, size: BoxSize) -> None:
        """Put the box on the other side of the axis."""
        self.canvas.box(node, self.axis - x - size.width, y, size)

    def line(self, lower: Node, points: tuple[Point, ...]) -> None:
        """Put the line on the other side of the axis."""
        self.canvas.line(lower, tuple((self.axis - x, y) for x, y in points))


@dataclass(frozen=True)
class Block:
    """An organ and all that hangs on it. *x*, *y* are where its own box stands within the block.

    *open_left*: nothing stands between the block's left edge and the box, so that a line may come in from there.
    """

    width: int
    height: int
    cost: int
    x: int
    y: int
    size: BoxSize
    open_left: bool
    place: Callable[[Canvas, int, int], None]

    @property
    def middle(self) -> int:
        """The height at which lines from the side meet the box."""
        return self.y + self.size.height // 2

    @property
    def centre(self) -> int:
        """The place along the width at which lines from above meet the box."""
        return self.x + self.size.width // 2


@dataclass(frozen=True)
class Group:
    """Lower organs arranged together. *hook*: where along the width the line from the upper organ comes down.

    *gap* is the space to keep above; *at_edge* tells that the line starts near the left edge of the upper box.
    """

    width: int
    height: int
    cost: int
    hook: int
    gap: int
    at_edge: bool
    place: Callable[[Canvas, int, int, Point], None]


@dataclass(frozen=True)
class Chain:
    """Blocks chosen so far while a row or a stack is put together."""

    width: int
    height: int
    cost: int
    blocks: tuple[Block, ...] = ()


def offsets(lengths: Sequence[int], gap: int) -> list[int]:
    """Return where pieces of these lengths begin when they are laid end to end with a gap."""
    return [sum(lengths[:i]) + gap * i for i in range(len(lengths))]


def tidied(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Drop points that repeat or lie on a straight stretch."""
    tidy: list[Point] = []
    for point in points:
        if tidy and tidy[-1] == point:
            continue
        if len(tidy) > 1 and (tidy[-2][0] == tidy[-1][0] == point[0] or tidy[-2][1] == tidy[-1][1] == point[1]):
            tidy.pop()
        tidy.append(point)
    return tuple(tidy)


def box_alone(node: Node, size: BoxSize) -> Callable[[Canvas, int, int], None]:
    """Return how to place an organ's own box."""
    return lambda canvas, x, y: canvas.box(node, x, y, size)


def mirrored(block: Block, cost: int = 0) -> Block:
    """Return the block seen in a mirror; its open side is then the right one, which nobody asks for."""

    def place(canvas: Canvas, x: int, y: int) -> None:
        block.place(Mirror(canvas, 2 * x + block.width), x, y)

    x = block.width - block.x - block.size.width
    return Block(block.width, block.height, block.cost + cost, x, block.y, block.size, x == 0, place)


def loose(chain: Chain, *, across: int = 0, down: int = 0) -> Block:
    """Return blocks side by side (*across* is the gap) or under one another (*down*), without lines, as one."""
    first = chain.blocks[0]
    xs = offsets([b.width for b in chain.blocks], across) if across else [0] * len(chain.blocks)
    ys = offsets([b.height for b in chain.blocks], down) if down else [0] * len(chain.blocks)

    def place(canvas: Canvas, x: int, y: int) -> None:
        for block, dx, dy in zip(chain.blocks, xs, ys, strict=True):
            block.place(canvas, x + dx, y + dy)

    width = max(dx + b.width for dx, b in zip(xs, chain.blocks, strict=True))
    height = max(dy + b.height for dy, b in zip(ys, chain.blocks, strict=True))
    return Block(width, height, chain.cost, first.x, first.y, first.size, False, place)


def column(
    chain: Chain, branches: Sequence[Branch], indent: int, gap: int
) -> Callable[[Canvas, int, int, Point], None]:
    """Return how to draw blocks under one another, each reached from a trunk at the left."""
    tops = offsets([b.height for b in chain.blocks], gap)

    def place(canvas: Canvas, x: int, y: int, start: Point) -> None:
        for branch, block, top in zip(branches, chain.blocks, tops, strict=True):
            block.place(canvas, x + indent, y + top)
            middle = y + top + block.middle
            canvas.line(branch.node, tidied((start, (start[0], middle), (x + indent + block.x, middle))))

    return place


def beside(head: Block, stack: Chain, branches: Sequence[Branch], gap: int, row_gap: int) -> Block:
    """Return *head* with blocks at its right, its box level with the middle of theirs."""
    tops = offsets([b.height for b in stack.blocks], row_gap)
    middles = [top + b.middle for top, b in zip(tops, stack.blocks, strict=True)]
    level = (middles[0] + middles[-1]) // 2
    head_down, stack_down = max(0, level - head.middle), max(0, head.middle - level)

    def place(canvas: Canvas, x: int, y: int) -> None:
        head.place(canvas, x, y + head_down)
        start = (x + head.x + head.size.width, y + head_down + head.middle)
        left, bus = x + head.width + gap, x + head.width + gap // 2
        for branch, block, top, middle in zip(branches, stack.blocks, tops, middles, strict=True):
            block.place(canvas, left, y + stack_down + top)
            end = (left + block.x, y + stack_down + middle)
            if abs(end[1] - start[1]) <= 2:
                end = (end[0], start[1])
            canvas.line(branch.node, tidied((start, (bus, start[1]), (bus, end[1]), end)))

    width, height = head.width + gap + stack.width, max(head_down + head.height, stack_down + stack.height)
    cost = head.cost + stack.cost
    return Block(width, height, cost, head.x, head.y + head_down, head.size, head.open_left, place)


def joined(head: Block, group: Group, indent: int) -> Block:
    """Return *head* with *group* under it."""
    stem = min(indent // 2, head.size.width // 4) if group.at_edge else head.size.width // 2
    stem_x = head.x + stem
    head_right, group_right = max(0, group.hook - stem_x), max(0, stem_x - group.hook)
    top = head.height + group.gap

    def place(canvas: Canvas, x: int, y: int) -> None:
        head.place(canvas, x + head_right, y)
        start = (x + head_right + stem_x, y + head.y + head.size.height)
        group.place(canvas, x + group_right, y + top, start)

    width = max(head_right + head.width, group_right + group.width)
    open_left = head.open_left
    return Block(
        width, top + group.height, head.cost + group.cost, head_right + head.x, head.y, head.size, open_left, place
    )
