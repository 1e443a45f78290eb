"""The identity of a redlined file: the new file's, and what the struck clauses and rows stood for, so that rejecting brings them back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from alliance_docs.word.identity import NAMESPACE, PART, Identity, identity_parts

_GROUPS = ("clause", "row")


def joined(old: Identity, new: Identity, aliases: Mapping[str, str]) -> Identity:
    """Return *new* with the marks that only *old* has behind its own, and the facts printed behind those.

    *aliases*: marks of both that are struck in one place and put in another, and the names they have where struck.
    """
    known = {mark.name for mark in new.marks}
    grouped = [mark for mark in old.marks if mark.kind in _GROUPS]
    ends = {mark.name: after.at for mark, after in pairwise(grouped)}
    marks, spans = list(new.marks), list(new.spans)
    for mark in old.marks:
        if mark.name in known and mark.name not in aliases:
            continue
        marks.append(replace(mark, name=aliases.get(mark.name, mark.name), at=len(spans)))
        if mark.kind in _GROUPS:
            spans += old.spans[mark.at : ends.get(mark.name, len(old.spans))]
    return replace(new, marks=tuple(marks), spans=tuple(spans))


def identity_of_redline(parts: Mapping[str, bytes], old: Identity, new: Identity, aliases: Mapping[str, str]) -> dict[str, bytes]:
    """Return the parts of a redlined file that change: the one that holds its identity, under the name it has there."""
    name = next((one for one, data in parts.items() if one.startswith("customXml/") and NAMESPACE.encode() in data and one.rpartition("/")[2].startswith("item") and "Props" not in one), "")
    return {name: identity_parts(joined(old, new, aliases))[PART]} if name else {}
