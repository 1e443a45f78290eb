"""Paths of facts: ``alliance.name``, ``members[m01].contribution.cash``, ``goals[0].text``, ``goals[+]``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alliance_docs.errors import UserError

_STEP = re.compile(r"(?P<name>[^.\[\]\s]+)|\[(?P<key>[^\[\]]*)\]")


@dataclass(frozen=True)
class Item:
    """A step into a list: an internal id, a full name, an index from 0, or ``+`` for a new item at the end."""

    key: str


Step = str | Item


def read_path(path: str) -> tuple[Step, ...]:
    """Return the steps of *path*; ``members[m01].name`` is ``("members", Item("m01"), "name")``. Raises UserError."""
    steps: list[Step] = []
    at = 0
    text = path.strip()
    while at < len(text):
        if steps and text[at] == ".":
            at += 1
            found = _STEP.match(text, at)
            found = found if found and found["name"] else None
        else:
            found = _STEP.match(text, at)
            if found and bool(steps) == bool(found["name"]):
                found = None
        if found is None:
            break
        steps.append(found["name"] or Item(found["key"].strip()))
        at = found.end()
    if not steps or at < len(text):
        raise UserError(f"“{path}”不是事实的路径", remedy="写法例如 alliance.name、members[m01].phone、goals[0].text")
    return tuple(steps)


def write_path(steps: Sequence[Step]) -> str:
    """Return the path of *steps*, the reverse of :func:`read_path`."""
    text = ""
    for step in steps:
        if isinstance(step, Item):
            text += f"[{step.key}]"
        else:
            text += f".{step}" if text else step
    return text


def pattern_of(steps: Sequence[Step]) -> str:
    """Return the pattern of a path: every list step becomes ``[]``."""
    return write_path([Item("") if isinstance(step, Item) else step for step in steps])
