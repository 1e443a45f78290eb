"""Example values of facts: what stands at a path pattern in facts that are known, said as it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from alliance_docs.facts import formats
from alliance_docs.facts.derived import ATTRIBUTES, ROOTS
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.record import Record

_LONGEST = 40
_FEW = 3


def example_of(facts: Facts, pattern: str) -> str:
    """Return the first known value at *pattern* (``members[].name``, ``counts.members``) as it is printed, or ''."""
    names = pattern.split(".")
    root, listed = _bare(names[0])
    value = ROOTS[root].compute(facts, None) if root in ROOTS else getattr(facts, root, None)
    found = _spread([value], listed)
    for name in names[1:]:
        name, listed = _bare(name)
        found = _spread((_attribute(facts, one, name) for one in found), listed)
    return next((told for value in found if (told := said(value))), "")


def _bare(name: str) -> tuple[str, bool]:
    return name.removesuffix("[]"), name.endswith("[]")


def _spread(values: Iterable[Any], listed: bool) -> list[Any]:
    known = [value for value in values if value is not None]
    return [part for value in known for part in _parts(value)] if listed else known


def _parts(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, tuple) else ()


def _attribute(facts: Facts, record: Any, name: str) -> Any:
    """A field of the record, or what is computed for it; a reference to a member is that member."""
    if isinstance(record, str):
        record = facts.member(record)
    derived = ATTRIBUTES.get(type(record), {}).get(name)
    return derived.compute(facts, record) if derived else getattr(record, name, None)


def said(value: Any) -> str:
    """Return how a value is shown as an example; at most 40 characters."""
    if isinstance(value, tuple):
        words = [told for one in value[:_FEW] if (told := said(one))]
        return _short("、".join(words) + ("…" if len(value) > _FEW else ""))
    if isinstance(value, Record):
        return next((said(found) for name in ("name", "title", "text", "item", "member") if (found := getattr(value, name, None)) is not None), "")
    if value is None:
        return ""
    try:
        return _short(formats.standard(value))
    except TypeError:
        return ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
