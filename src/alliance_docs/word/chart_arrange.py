"""The ways to arrange the boxes of an organisation chart, as a frontier of sizes; nothing overlaps by construction.

A *block* is an organ with everything that hangs on it; blocks are put side by side or under one another, never into
one another. Of the many arrangements of a block only those are kept that no other one beats in width, height and
looks at once (a Pareto frontier), so that the caller may take the prettiest that fits the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from alliance_docs.drafting.draft import Edge, Node
from alliance_docs.word.chart_boxes import EMU_PER_POINT, BoxSize, box_sizes
from alliance_docs.word.chart_tree import Branch

Point = tuple[int, int]
KEPT = 10
"""How many arrangements of one block are carried on."""
HANG_COST, TWIN_COST, AMONG_COST, BOTH_SIDES_COST = 9, 8, 12, 1


class Canvas(Protocol):
    """What blocks draw themselves on."""

    def box(self, node: Node, x: int, y: int, size: BoxSize) -> None:
        """Put an organ's box; x, y is its upper left corner."""

    def line(self, edge: Edge, points: tuple[Point, ...]) -> None:
        """Put a line made of horizontal and vertical stretches from the upper to the lower organ."""


@dataclass(frozen=True)
class _Mirror:
    canvas: Canvas
    axis: int

    def box(self, node: Node, x: int, y: int, size: BoxSize) -> None:
        self.canvas.box(node, self.axis - x - size.width, y, size)

    def line(self, edge: Edge, points: tuple[Point, ...]) -> None:
        self.canvas.line(edge, tuple((self.axis - x, y) for x, y in points))


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
class _Group:
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
class _Chain:
    """Blocks chosen so far while a row or a stack is put together."""

    width: int
    height: int
    cost: int
    blocks: tuple[Block, ...] = ()


class _Sized(Protocol):
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def cost(self) -> int: ...


S = TypeVar("S", bound=_Sized)


def frontier(options: Iterable[S], limit: tuple[int, int] | None = None) -> list[S]:
    """Return the options that no other one beats in width, height and cost at once, at most :data:`KEPT` of them.

    Those wider or higher than *limit* are dropped; the narrowest, the lowest and the prettiest are always kept.
    """
    kept: list[S] = []
    for option in sorted(options, key=lambda o: (o.cost, o.width, o.height)):
        if limit and (option.width > limit[0] or option.height > limit[1]):
            continue
        if not any(k.width <= option.width and k.height <= option.height for k in kept):
            kept.append(option)
    if len(kept) <= KEPT:
        return kept
    chosen = {0, min(range(len(kept)), key=lambda i: kept[i].width), min(range(len(kept)), key=lambda i: kept[i].height)}
    step = len(kept) / (KEPT - len(chosen))
    chosen |= {int(i * step) for i in range(KEPT - len(chosen))}
    return [kept[i] for i in sorted(chosen)]


class Arranger:
    """Finds the arrangements of branches at one font size (points) and spacing within *limit* (width, height in EMU)."""

    def __init__(self, font_points: float, spacing: float, limit: tuple[int, int]) -> None:
        self.font = font_points
        self.limit = limit
        em = font_points * spacing * EMU_PER_POINT
        self.side_gap = round(1.2 * em)
        self.level_gap = round(1.8 * em)
        self.row_gap = round(0.45 * em)
        self.indent = round(1.6 * em)
        self._groups: dict[tuple[int, ...], list[_Group]] = {}

    def forest(self, roots: Sequence[Branch]) -> list[Block]:
        """Return the arrangements of the whole chart: its roots side by side or under one another."""
        options: list[Block] = []
        for size in self._sizes(roots):
            blocks = [self.blocks(root, size) for root in roots]
            for chain, across in [(c, True) for c in self._rows(blocks)] + [(c, False) for c in self._stacks(blocks, False)]:
                options.append(_loose(chain, self.side_gap if across else 0, 0 if across else self.level_gap))
        return frontier(options, self.limit)

    def blocks(self, branch: Branch, size: BoxSize) -> list[Block]:
        """Return the arrangements of *branch* when its own box has *size*."""
        options: list[Block] = []
        for head, rest in self._heads(branch, size):
            if rest:
                options += [_join(head, group, self.side_gap) for group in self._below(rest)]
            else:
                options.append(head)
        return frontier(options, self.limit)

    def _sizes(self, branches: Sequence[Branch]) -> tuple[BoxSize, ...]:
        may_stand = all(branch.is_leaf for branch in branches)
        return box_sizes([branch.node for branch in branches], self.font, may_stand=may_stand)

    # --- an organ and those beside it --------------------------------------------------------------------------

    def _heads(self, branch: Branch, size: BoxSize) -> list[tuple[Block, tuple[Branch, ...]]]:
        """Return the box with its advisers beside it, and the organs still to be put below."""
        cost = size.cost
        bare = Block(size.width, size.height, cost, 0, 0, size, True, _box_alone(branch.node, size))
        if not branch.beside or size.vertical:
            return [(bare, branch.below + branch.beside)]
        among = Block(size.width, size.height, cost + AMONG_COST * len(branch.beside), 0, 0, size, True, bare.place)
        heads = [(among, branch.below + branch.beside)]
        right = self._side_stacks(branch.beside)
        heads += [(_beside(bare, stack, branch.beside, self.side_gap), branch.below) for stack in right]
        if len(branch.beside) > 1:
            half = (len(branch.beside) + 1) // 2
            rights, lefts = self._side_stacks(branch.beside[:half]), self._side_stacks(branch.beside[half:])
            for one in rights:
                first = _beside(bare, one, branch.beside[:half], self.side_gap)
                for other in lefts:
                    turned = _beside(_mirrored(first), other, branch.beside[half:], self.side_gap)
                    heads.append((_mirrored(turned, cost=BOTH_SIDES_COST), branch.below))
        return heads

    def _side_stacks(self, branches: Sequence[Branch]) -> list[_Chain]:
        stacks: list[_Chain] = []
        for size in self._sizes(branches):
            if not size.vertical:
                stacks += self._stacks([self.blocks(branch, size) for branch in branches], True)
        return frontier(stacks, self.limit)

    # --- the organs below ----------------------------------------------------------------------------------------

    def _below(self, branches: tuple[Branch, ...]) -> list[_Group]:
        key = tuple(map(id, branches))
        if key not in self._groups:
            options: list[_Group] = []
            for size in self._sizes(branches):
                blocks = [self.blocks(branch, size) for branch in branches]
                options += [self._row(chain, branches) for chain in self._rows(blocks)]
                if not size.vertical:
                    options += [self._hanging(chain, branches) for chain in self._stacks(blocks, True)]
                if not size.vertical and len(branches) > 1:
                    lefts, rights = self._stacks(blocks[0::2], True), self._stacks(blocks[1::2], True)
                    options += [self._twin(left, right, branches) for left in lefts for right in rights]
            self._groups[key] = frontier(options, self.limit)
        return self._groups[key]

    def _rows(self, blocks: Sequence[list[Block]]) -> list[_Chain]:
        return self._chains(blocks, lambda a, b: (a.width + b.width + self.side_gap, max(a.height, b.height)))

    def _stacks(self, blocks: Sequence[list[Block]], open_left: bool) -> list[_Chain]:
        reachable = [[b for b in options if b.open_left or not open_left] for options in blocks]
        return self._chains(reachable, lambda a, b: (max(a.width, b.width), a.height + b.height + self.row_gap))

    def _chains(self, blocks: Sequence[list[Block]], join: Callable[[_Chain, Block], Point]) -> list[_Chain]:
        chains = [_Chain(b.width, b.height, b.cost, (b,)) for b in blocks[0]]
        for options in blocks[1:]:
            chains = frontier(
                (_Chain(*join(c, b), c.cost + b.cost, (*c.blocks, b)) for c in chains for b in options), self.limit
            )
        return chains

    def _row(self, chain: _Chain, branches: Sequence[Branch]) -> _Group:
        lefts = _offsets([b.width for b in chain.blocks], self.side_gap)
        hook = (lefts[0] + chain.blocks[0].centre + lefts[-1] + chain.blocks[-1].centre) // 2
        gap = self.level_gap

        def place(canvas: Canvas, x: int, y: int, start: Point) -> None:
            bus = y - gap // 2
            for branch, block, left in zip(branches, chain.blocks, lefts, strict=True):
                block.place(canvas, x + left, y)
                end = (x + left + block.centre, y + block.y)
                assert branch.edge is not None
                canvas.line(branch.edge, _tidy((start, (start[0], bus), (end[0], bus), end)))

        return _Group(chain.width, chain.height, chain.cost, hook, gap, False, place)

    def _hanging(self, chain: _Chain, branches: Sequence[Branch]) -> _Group:
        return _Group(
            self.indent + chain.width, chain.height, chain.cost + HANG_COST, 0, 2 * self.row_gap, True,
            _column(chain, branches, self.indent, self.row_gap),
        )

    def _twin(self, left: _Chain, right: _Chain, branches: Sequence[Branch]) -> _Group:
        draw_left = _column(left, branches[0::2], self.indent // 2, self.row_gap)
        draw_right = _column(right, branches[1::2], self.indent // 2, self.row_gap)
        hook = left.width + self.indent // 2

        def place(canvas: Canvas, x: int, y: int, start: Point) -> None:
            draw_left(_Mirror(canvas, 2 * start[0]), start[0], y, start)
            draw_right(canvas, start[0], y, start)

        width, height = left.width + right.width + self.indent // 2 * 2, max(left.height, right.height)
        return _Group(width, height, left.cost + right.cost + TWIN_COST, hook, 2 * self.row_gap, False, place)


# --- putting pieces together -------------------------------------------------------------------------------------


def _offsets(lengths: Sequence[int], gap: int) -> list[int]:
    return [sum(lengths[:i]) + gap * i for i in range(len(lengths))]


def _tidy(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Drop points that repeat or lie on a straight stretch."""
    tidy: list[Point] = []
    for point in points:
        if tidy and tidy[-1] == point:
            continue
        if len(tidy) > 1 and (tidy[-2][0] == tidy[-1][0] == point[0] or tidy[-2][1] == tidy[-1][1] == point[1]):
            tidy.pop()
        tidy.append(point)
    return tuple(tidy)


def _box_alone(node: Node, size: BoxSize) -> Callable[[Canvas, int, int], None]:
    return lambda canvas, x, y: canvas.box(node, x, y, size)


def _mirrored(block: Block, cost: int = 0) -> Block:
    """Return the block seen in a mirror; its open side is then the right one, which nobody asks for."""

    def place(canvas: Canvas, x: int, y: int) -> None:
        block.place(_Mirror(canvas, 2 * x + block.width), x, y)

    x = block.width - block.x - block.size.width
    return Block(block.width, block.height, block.cost + cost, x, block.y, block.size, x == 0, place)


def _loose(chain: _Chain, across: int, down: int) -> Block:
    """Return blocks put together without lines, as one."""
    first = chain.blocks[0]
    xs = _offsets([b.width for b in chain.blocks], across) if across else [0] * len(chain.blocks)
    ys = _offsets([b.height for b in chain.blocks], down) if down else [0] * len(chain.blocks)

    def place(canvas: Canvas, x: int, y: int) -> None:
        for block, dx, dy in zip(chain.blocks, xs, ys, strict=True):
            block.place(canvas, x + dx, y + dy)

    width = max(dx + b.width for dx, b in zip(xs, chain.blocks, strict=True))
    height = max(dy + b.height for dy, b in zip(ys, chain.blocks, strict=True))
    return Block(width, height, chain.cost, first.x, first.y, first.size, False, place)


def _column(
    chain: _Chain, branches: Sequence[Branch], indent: int, gap: int
) -> Callable[[Canvas, int, int, Point], None]:
    """Return how to draw blocks under one another, each reached from a trunk at the left."""
    tops = _offsets([b.height for b in chain.blocks], gap)

    def place(canvas: Canvas, x: int, y: int, start: Point) -> None:
        for branch, block, top in zip(branches, chain.blocks, tops, strict=True):
            block.place(canvas, x + indent, y + top)
            middle = y + top + block.middle
            assert branch.edge is not None
            canvas.line(branch.edge, _tidy((start, (start[0], middle), (x + indent + block.x, middle))))

    return place


def _beside(head: Block, stack: _Chain, branches: Sequence[Branch], gap: int) -> Block:
    """Return *head* with blocks at its right, its box level with the middle of theirs."""
    tops = _offsets([b.height for b in stack.blocks], gap // 3)
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
            assert branch.edge is not None
            if abs(end[1] - start[1]) <= 2:
                end = (end[0], start[1])
            canvas.line(branch.edge, _tidy((start, (bus, start[1]), (bus, end[1]), end)))

    width, height = head.width + gap + stack.width, max(head_down + head.height, stack_down + stack.height)
    cost = head.cost + stack.cost
    return Block(width, height, cost, head.x, head.y + head_down, head.size, head.open_left, place)


def _join(head: Block, group: _Group, em_gap: int) -> Block:
    """Return *head* with *group* under it."""
    stem = min(em_gap // 2, head.size.width // 4) if group.at_edge else head.size.width // 2
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
