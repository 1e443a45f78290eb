"""What a path of a view means, computed names included: ``seats[0].post`` is a choice, ``members[m01].tasks`` a list."""

from __future__ import annotations

import re
from functools import lru_cache

from alliance_docs.errors import UserError
from alliance_docs.facts.derived import ATTRIBUTES, ROOTS, derived_shape
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.paths import Item, read_path
from alliance_docs.facts.shape import Shape, fields_of

_KEY = re.compile(r"\[[^\]]*\]")


def shape_at(path: str) -> Shape | None:
    """Return the shape of what stands at *path*, or None where it names nothing."""
    return _shape_at(_KEY.sub("[0]", path))


@lru_cache(maxsize=2048)
def _shape_at(path: str) -> Shape | None:
    try:
        first, *rest = read_path(path)
    except (UserError, ValueError):
        return None
    name = str(first)
    shape: Shape | None = fields_of(Facts).get(name)
    if shape is None:
        shape = derived_shape(ROOTS[name]) if name in ROOTS else None
    for step in rest:
        if shape is None:
            return None
        shape = shape.element if isinstance(step, Item) else _attribute(shape, str(step))
    return shape


def _attribute(shape: Shape, name: str) -> Shape | None:
    if shape.record is None:
        return None
    derived = ATTRIBUTES.get(shape.record, {}).get(name)
    return fields_of(shape.record).get(name) or (derived_shape(derived) if derived else None)
