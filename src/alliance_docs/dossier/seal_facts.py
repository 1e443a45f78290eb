"""Facts of the same day, as sealed and as told now: what differs, what was only filled in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.dossier.sealing_data import sealing_data
from alliance_docs.facts.change_types import change_types
from alliance_docs.facts.comparing import in_words, item_of
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import Field
from alliance_docs.facts.lookup import lookup, walk

_ROOT = re.compile(r"[.\[]")
_LONG, _AROUND = 40, 10
"""Characters shown of a long text, and how many of them before the first difference."""


@dataclass(frozen=True)
class Difference:
    """A fact at *path*, called *item*, in words as it was sealed (*before*) and as it is (*after*)."""

    path: str
    item: str
    before: str
    after: str


@dataclass(frozen=True)
class Differences:
    """*changed*: a fact, or a row of a list, that is another or gone; *filled*: unknown when sealed, known now."""

    changed: tuple[Difference, ...] = ()
    filled: tuple[Difference, ...] = ()


def differences(sealed: Facts, now: Facts) -> Differences:
    """Compare two records of the facts of one day; see ``templates/common/sealing.yaml`` for what is left out."""
    before, after = _known(sealed), _known(now)
    nothing = change_types().nothing
    rows = tuple(_rows(sealed, now))
    inside = tuple(row.path for row in rows)
    changed: list[Difference] = list(rows)
    filled: list[Difference] = []
    for path in dict.fromkeys((*before, *after)):
        old, new = before.get(path), after.get(path)
        if old == new or path.startswith(inside):
            continue
        facts = now if new is not None else sealed
        said = in_words(sealed, path) if old is not None else nothing, in_words(now, path) if new is not None else nothing
        one = Difference(path, item_of(facts, path), *_near(*said))
        (filled if old is None else changed).append(one)
    return Differences(tuple(changed), tuple(filled))


def _known(facts: Facts) -> dict[str, object]:
    apart = sealing_data().apart

    def kept(path: str, _field: Field) -> bool:
        return _ROOT.split(path, maxsplit=1)[0] not in apart

    return {path: value for path, field, value in walk(facts) if kept(path, field)}


def _rows(sealed: Facts, now: Facts) -> Iterator[Difference]:
    """Rows that a list had and has no more, or the reverse; a list nobody had begun says nothing."""
    nothing = change_types().nothing
    for path in sealing_data().lists:
        old, new = _row_names(sealed, path), _row_names(now, path)
        if not old:
            continue
        for key in dict.fromkeys((*old, *new)):
            if key not in old or key not in new:
                place = f"{path}[{key}]"
                name = old.get(key) or new.get(key) or key
                yield Difference(place, name, old.get(key, nothing), new.get(key, nothing))


def _row_names(facts: Facts, path: str) -> dict[str, str]:
    """Return the rows of a list by key (id or number): what each is called."""
    found = lookup(facts, path)
    rows = found if isinstance(found, tuple) else ()
    named = {}
    for number, row in enumerate(rows):
        key = str(getattr(row, "id", None) or number)
        named[key] = next((str(text) for name in ("name", "title", "member") if (text := getattr(row, name, None))), key)
    return named


def _near(old: str, new: str) -> tuple[str, str]:
    """Return two long texts cut down to where they differ."""
    if max(len(old), len(new)) <= _LONG:
        return old, new
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
    start = max(0, same - _AROUND)
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    part = text[start : start + _LONG]
    return ("……" if start else "") + part + ("……" if start + _LONG < len(text) else "")
