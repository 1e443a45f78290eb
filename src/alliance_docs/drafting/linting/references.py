"""References as they are typed, in every branch: to a document, a clause, a 款, a 项 that are not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from alliance_docs.drafting.linting.blocks import Text
from alliance_docs.drafting.linting.spot import Spot
from alliance_docs.errors import nearest

_REF = re.compile(r"\[\]\(([^)\n]*)\)")
_GOOD = re.compile(r"(?:([a-z0-9-]+))?#([A-Za-z0-9_]+)(?:/(\d+))?(?:/(\d+))?")


def reference_spots(
    text: Text, own: str, ids: Mapping[str, Collection[str]], documents: Sequence[str], texts_of: Callable[[str], Sequence[Text]]
) -> Iterator[Spot]:
    """Yield references to nothing. *own*: the text's document; *ids*: clause ids by document; *documents*: all there are.

    *texts_of* gives a document's layers, lowest first: 款 and 项 are counted in them.
    """
    for found in _REF.finditer(_uncommented(text)):
        line = text.scan.line(found.start())
        good = _GOOD.fullmatch(found[1])
        if not good:
            if "{" not in found[1]:
                yield Spot(line, f"引用“{found[1]}”写法有误", "例如 [](#ip_ownership/2/3) 或者 [](agreement#effect)")
            continue
        target, clause = good[1] or own, good[2]
        if target not in documents:
            yield Spot(line, f"引用了没有的文书“{target}”", nearest(target, documents) or f"可用的有：{'、'.join(documents)}")
        elif target in ids and clause not in ids[target]:
            yield Spot(line, f"引用的条款不存在：{target}#{clause}", nearest(clause, ids[target]) or "改正引用，或者补上该条款")
        elif good[3] and (wrong := _too_far(texts_of(target), clause, int(good[3]), int(good[4] or 0))):
            yield Spot(line, f"引用 {found[1]}，但该条{wrong}", "改正引用的款、项")


def _uncommented(text: Text) -> str:
    source = text.source
    for tag in text.scan.tags:
        if tag.kind == "{#":
            source = source[: tag.start] + "".join(sign if sign == "\n" else " " for sign in source[tag.start : tag.end]) + source[tag.end :]
    return source


def _too_far(layers: Sequence[Text], clause: str, paragraph: int, item: int) -> str:
    """Say what the clause lacks, counting every branch; '' where that cannot be told from the text (loops, nothing typed)."""
    if not paragraph and not item:
        return ""
    paragraphs = items = 0
    for layer in reversed(layers):
        for block in layer.blocks:
            parts = [part for part in block.parts if part.id == clause]
            if not parts:
                continue
            if block.loops or any(line == "\ufffc" for part in parts for line in part.lines if not block.above):
                return ""
            paragraphs += sum(part.paragraphs for part in parts)
            items += sum(part.items for part in parts)
            if not block.above:
                return _lack(paragraphs, items, paragraph, item)
    return ""


def _lack(paragraphs: int, items: int, paragraph: int, item: int) -> str:
    if paragraph > paragraphs:
        return f"只有 {paragraphs} 款"
    return f"没有第 {item} 项（共 {items} 项）" if item > items else ""
