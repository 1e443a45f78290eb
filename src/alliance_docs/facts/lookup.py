"""Reading one fact by its path, and walking over all that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.fields import Field, field_of, fields
from alliance_docs.facts.members import Member
from alliance_docs.facts.paths import Item, read_path
from alliance_docs.facts.record import Record
from alliance_docs.facts.roll import roll_of
from alliance_docs.facts.text import normal_name


def lookup(facts: Facts, path: str) -> object:
    """Return the value at a concrete *path*, or None when it is unknown. Raises UserError for a field that does not exist."""
    field_of(path)
    value: object = facts
    for step in read_path(path):
        if value is None:
            return None
        if isinstance(step, Item):
            items = value if isinstance(value, tuple) else ()
            found = roll_of(items).find(step.key) if items and isinstance(items[0], Member) else None
            place = item_index(items, step.key) if found is None else None
            value = found if place is None else items[place]
        else:
            value = getattr(value, step)
    return value


def item_index(items: Sequence[object], key: str) -> int | None:
    """Return where in *items* the item told by internal id, full name or index stands, or None."""
    for index, item in enumerate(items):
        if getattr(item, "id", None) == key:
            return index
    if key.isdecimal() and int(key) < len(items):
        return int(key)
    wanted = normal_name(key)
    for index, item in enumerate(items):
        name = getattr(item, "name", None) if hasattr(item, "id") else None
        if name and normal_name(name) == wanted:
            return index
    return None


def item_key(item: object, index: int) -> str:
    """Return how an item of a list is told in a path: its internal id, or else its index."""
    key = getattr(item, "id", None)
    return key if isinstance(key, str) else str(index)


def walk(facts: Facts) -> Iterator[tuple[str, Field, object]]:
    """Yield (concrete path, field, value) of every known value that is not a record or list, in the order of the models.

    The history (``changes``) is left out: it says what was, and nobody fills it in.
    """
    yield from _walk(facts.model_copy(update={UNSTORED: None}) if facts.changes else facts, "", "")


def _walk(record: Record, path: str, pattern: str) -> Iterator[tuple[str, Field, object]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        here, below = (f"{path}.{name}", f"{pattern}.{name}") if path else (name, name)
        if isinstance(value, Record):
            yield from _walk(value, here, below)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                place = f"{here}[{item_key(item, index)}]"
                if isinstance(item, Record):
                    yield from _walk(item, place, f"{below}[]")
                else:
                    yield place, fields()[f"{below}[]"], item
        elif value is not None:
            yield here, fields()[below], value
