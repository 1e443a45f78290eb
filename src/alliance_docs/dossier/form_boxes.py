"""Which fact a box of a form stands for: told from the condition that its template ticks it by, and the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliance_docs.drafting.draft import Box, Inlines, Text
from alliance_docs.drafting.merging.differences import FactEdit

_CALL = re.compile(
    r"\{\{-?\s*box\(\s*(?:(?P<path>[a-z_][\w.]*)\s*==\s*[\"'“”](?P<value>[^\"'“”]+)[\"'“”]|(?P<no>not\s+)?(?P<flag>[a-z_][\w.]*))\s*\)\s*-?\}\}\s*(?P<label>[^\s\u3000{|\\☑□]*)"
)
_LOOP = re.compile(r"\{%-?(?:tr|p|tc)?\s*for\s+(?P<name>\w+)\s+in\s+(?P<list>[a-z_][\w.]*)")
_YES, _NO = "是", "否"


@dataclass(frozen=True)
class Condition:
    """A box with the words behind it is ticked when the fact at *path* is *value*. *list*: the list whose records the first name of *path* goes through."""

    label: str
    path: str
    value: str
    list: str = ""


def conditions_in(source: str) -> tuple[Condition, ...]:
    """Return the conditions of the boxes in a template's text that ask for one fact; others tell nothing plain."""
    loops = {found["name"]: found["list"] for found in _LOOP.finditer(source)}
    return tuple(_conditions(source, loops))


def _conditions(source: str, loops: dict[str, str]) -> Iterator[Condition]:
    for found in _CALL.finditer(source):
        path = found["path"] or found["flag"]
        value = found["value"] or (_NO if found["no"] else _YES)
        yield Condition(found["label"], path, value, loops.get(path.partition(".")[0], ""))


def fact_ticked(was: Inlines, boxes: Sequence[tuple[int, bool]], conditions: Sequence[Condition], record: str = "") -> FactEdit | None:
    """Return the fact that ticking answers, None where that is not plain.

    *was*: the cell as written; *boxes*: which of its boxes changed, and whether it is ticked now; *record*: whose row it is.
    """
    labels = _labels(was)
    paths = {_path(one, record) for label, _ in labels for one in conditions if one.label == label}
    if len(paths) != 1 or "" in paths:
        return None
    values = [{one.value for one in conditions if one.label == label} for label, _ in labels]
    if any(len(one) != 1 for one in values):
        return None
    changed = dict(boxes)
    before = [next(iter(value)) for value, (_, ticked) in zip(values, labels, strict=True) if ticked]
    after = [next(iter(value)) for number, (value, (_, ticked)) in enumerate(zip(values, labels, strict=True)) if changed.get(number, ticked)]
    if len(after) == 1:
        return FactEdit("", paths.pop(), "", before[0] if before else "", after[0])
    if len(labels) == 1 and before in ([_YES], [_NO]):  # one box for yes and no
        return FactEdit("", paths.pop(), "", before[0], _NO if before == [_YES] else _YES)
    return None


def _path(one: Condition, record: str) -> str:
    if not one.list:
        return one.path
    rest = one.path.partition(".")[2]
    return f"{record}.{rest}" if record.startswith(f"{one.list}[") else ""


def _labels(was: Inlines) -> list[tuple[str, bool]]:
    """The words behind each box up to the next space, and whether it was ticked."""
    found: list[tuple[str, bool]] = []
    for number, one in enumerate(was):
        if isinstance(one, Box):
            behind = was[number + 1] if number + 1 < len(was) else None
            words = behind.text.lstrip() if isinstance(behind, Text) else ""
            found.append((re.split(r"[\s\u3000{|\\☑□]", words)[0], one.checked))
    return found
