"""Reaching into a tree of facts by path pattern (``members[].approval.done``): taking out and rewriting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Tree = dict[str, Any]


def _steps(pattern: str) -> list[str]:
    return pattern.replace("[]", ".[]").split(".")


def _owners(node: Any, steps: list[str]) -> Iterator[Any]:
    """Yield every record or list that holds the last step of a pattern."""
    if not steps:
        yield node
        return
    first, *rest = steps
    if first == "[]":
        for item in node if isinstance(node, list) else ():
            yield from _owners(item, rest)
    elif isinstance(node, dict) and first in node:
        yield from _owners(node[first], rest)


def take_out(tree: Tree, pattern: str) -> int:
    """Remove what stands at *pattern*; return how many values that were."""
    *steps, last = _steps(pattern)
    return sum(values_in(owner.pop(last)) for owner in _owners(tree, steps) if isinstance(owner, dict) and last in owner)


def values_in(node: Any) -> int:
    """Return how many single values a part of a tree holds; a list known to be empty is one."""
    if isinstance(node, dict):
        return sum(values_in(part) for name, part in node.items() if name != "id")
    if isinstance(node, list):
        return sum(map(values_in, node)) if node else 1
    return 1


def texts_at(tree: Tree, pattern: str) -> Iterator[str]:
    """Yield the texts at *pattern*, which ends with ``[]`` for a list of lines."""
    for found in _owners(tree, _steps(pattern)):
        if isinstance(found, str):
            yield found


def rewrite(tree: Tree, pattern: str, change: Callable[[str], str]) -> None:
    """Change each text at *pattern* in place."""
    *steps, last = _steps(pattern)
    for owner in _owners(tree, steps):
        if last == "[]" and isinstance(owner, list):
            owner[:] = [change(one) if isinstance(one, str) else one for one in owner]
        elif isinstance(owner, dict) and isinstance(owner.get(last), str):
            owner[last] = change(owner[last])
