"""A table of a few columns on a terminal, where Chinese characters take two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliance_docs.cli.terminal.width import cut, width

_WIDEST = 56


def lines_of(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> Iterator[str]:
    """Yield the lines of a table with a *head*; the columns *numbers* are set to the right, the last is as wide as it needs."""
    every = [tuple(head), *map(tuple, rows)]
    last = len(head) - 1
    every = [tuple(cell if at == last else cut(cell, _WIDEST) for at, cell in enumerate(row)) for row in every]
    widths = [max(width(row[at]) for row in every) for at in range(last)]
    for row in every:
        cells = [_padded(row[at], widths[at], at in numbers) for at in range(last)]
        yield "  ".join((*cells, row[last])).rstrip()


def _padded(text: str, wide: int, right: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if right else text + space
