"""The ways to arrange an organisation chart, as a frontier of sizes, so that the prettiest that fits may be taken.

Of the many arrangements of a block only those are kept that no other one beats in width, height and looks at once
(a Pareto frontier).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from alliance_docs.word.chart_blocks import (
    Block,
    Canvas,
    Chain,
    Group,
    Mirror,
    Point,
    beside,
    box_alone,
    column,
    joined,
    loose,
    mirrored,
    offsets,
    tidied,
)
from alliance_docs.word.chart_boxes import EMU_PER_POINT, BoxSize, box_sizes
from alliance_docs.word.chart_tree import Branch

KEPT = 10
"""How many arrangements of one block are carried on."""
HANG_COST, TWIN_COST, AMONG_COST, BOTH_SIDES_COST = 9, 8, 12, 1


S = TypeVar("S", Block, Chain, Group)


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
    chosen = {
        0,
        min(range(len(kept)), key=lambda i: kept[i].width),
        min(range(len(kept)), key=lambda i: kept[i].height),
    }
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
        self._groups: dict[tuple[int, ...], list[Group]] = {}
        self._sides: dict[tuple[int, ...], list[Chain]] = {}

    def forest(self, roots: Sequence[Branch]) -> list[Block]:
        """Return the arrangements of the whole chart: its roots side by side or under one another."""
        options: list[Block] = []
        for size in self._sizes(roots):
            blocks = [self.blocks(root, size) for root in roots]
            options += [loose(chain, across=self.side_gap) for chain in self._rows(blocks)]
            options += [loose(chain, down=self.row_gap) for chain in self._stacks(blocks, open_left=False)]
        return frontier(options, self.limit)

    def blocks(self, branch: Branch, size: BoxSize) -> list[Block]:
        """Return the arrangements of *branch* when its own box has *size*."""
        options: list[Block] = []
        for head, rest in self._heads(branch, size):
            if rest:
                options += [joined(head, group, self.side_gap) for group in self._below(rest)]
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
        bare = Block(size.width, size.height, cost, 0, 0, size, True, box_alone(branch.node, size))
        if not branch.beside or size.vertical:
            return [(bare, branch.below + branch.beside)]
        among = Block(size.width, size.height, cost + AMONG_COST * len(branch.beside), 0, 0, size, True, bare.place)
        heads = [(among, branch.below + branch.beside)]
        right = self._side_stacks(branch.beside)
        heads += [(beside(bare, stack, branch.beside, self.side_gap, self.row_gap), branch.below) for stack in right]
        if len(branch.beside) > 1:
            half = (len(branch.beside) + 1) // 2
            rights, lefts = self._side_stacks(branch.beside[:half]), self._side_stacks(branch.beside[half:])
            for one in rights:
                first = beside(bare, one, branch.beside[:half], self.side_gap, self.row_gap)
                for other in lefts:
                    turned = beside(mirrored(first), other, branch.beside[half:], self.side_gap, self.row_gap)
                    heads.append((mirrored(turned, cost=BOTH_SIDES_COST), branch.below))
        return heads

    def _side_stacks(self, branches: tuple[Branch, ...]) -> list[Chain]:
        key = tuple(map(id, branches))
        if key not in self._sides:
            stacks: list[Chain] = []
            for size in self._sizes(branches):
                if not size.vertical:
                    stacks += self._stacks([self.blocks(branch, size) for branch in branches], open_left=True)
            self._sides[key] = frontier(stacks, self.limit)
        return self._sides[key]

    # --- the organs below ----------------------------------------------------------------------------------------

    def _below(self, branches: tuple[Branch, ...]) -> list[Group]:
        key = tuple(map(id, branches))
        if key not in self._groups:
            options: list[Group] = []
            for size in self._sizes(branches):
                blocks = [self.blocks(branch, size) for branch in branches]
                options += [self._row(chain, branches) for chain in self._rows(blocks)]
                if not size.vertical:
                    options += [self._hanging(chain, branches) for chain in self._stacks(blocks, open_left=True)]
                if not size.vertical and len(branches) > 1:
                    lefts, rights = (self._stacks(blocks[side::2], open_left=True) for side in (0, 1))
                    options += [self._twin(left, right, branches) for left in lefts for right in rights]
            self._groups[key] = frontier(options, self.limit)
        return self._groups[key]

    def _rows(self, blocks: Sequence[list[Block]]) -> list[Chain]:
        return self._chains(blocks, lambda a, b: (a.width + b.width + self.side_gap, max(a.height, b.height)))

    def _stacks(self, blocks: Sequence[list[Block]], *, open_left: bool) -> list[Chain]:
        reachable = [[b for b in options if b.open_left or not open_left] for options in blocks]
        return self._chains(reachable, lambda a, b: (max(a.width, b.width), a.height + b.height + self.row_gap))

    def _chains(self, blocks: Sequence[list[Block]], join: Callable[[Chain, Block], Point]) -> list[Chain]:
        chains = [Chain(b.width, b.height, b.cost, (b,)) for b in blocks[0]]
        for options in blocks[1:]:
            chains = frontier(
                (Chain(*join(c, b), c.cost + b.cost, (*c.blocks, b)) for c in chains for b in options), self.limit
            )
        return chains

    def _row(self, chain: Chain, branches: Sequence[Branch]) -> Group:
        lefts = offsets([b.width for b in chain.blocks], self.side_gap)
        hook = (lefts[0] + chain.blocks[0].centre + lefts[-1] + chain.blocks[-1].centre) // 2
        gap = self.level_gap

        def place(canvas: Canvas, x: int, y: int, start: Point) -> None:
            bus = y - gap // 2
            for branch, block, left in zip(branches, chain.blocks, lefts, strict=True):
                block.place(canvas, x + left, y)
                end = (x + left + block.centre, y + block.y)
                canvas.line(branch.node, tidied((start, (start[0], bus), (end[0], bus), end)))

        return Group(chain.width, chain.height, chain.cost, hook, gap, False, place)

    def _hanging(self, chain: Chain, branches: Sequence[Branch]) -> Group:
        return Group(
            self.indent + chain.width,
            chain.height,
            chain.cost + HANG_COST,
            0,
            2 * self.row_gap,
            True,
            column(chain, branches, self.indent, self.row_gap),
        )

    def _twin(self, left: Chain, right: Chain, branches: Sequence[Branch]) -> Group:
        draw_left = column(left, branches[0::2], self.indent // 2, self.row_gap)
        draw_right = column(right, branches[1::2], self.indent // 2, self.row_gap)
        hook = left.width + self.indent // 2

        def place(canvas: Canvas, x: int, y: int, start: Point) -> None:
            draw_left(Mirror(canvas, 2 * start[0]), start[0], y, start)
            draw_right(canvas, start[0], y, start)

        width, height = left.width + right.width + self.indent // 2 * 2, max(left.height, right.height)
        return Group(width, height, left.cost + right.cost + TWIN_COST, hook, 2 * self.row_gap, False, place)
