"""Clauses against one another and against the layers below: ids given twice or unknown, empty articles, lost numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliance_docs.drafting.linting.blocks import AFTER, Block, Text
from alliance_docs.drafting.linting.spot import Spot
from alliance_docs.errors import nearest

_FEW = 2


def clause_spots(text: Text, below: Sequence[Text], *, shared: bool = False) -> Iterator[Spot]:
    """Yield what is wrong with the clauses of *text*, which lies over *below* (lowest first).

    *shared*: layers above may fill its empty clauses.
    """
    yield from _doubles(text, below)
    yield from _unknown(text, below)
    for block in text.blocks:
        yield from _empty(block, shared or bool(below))
        yield from _bare(block, text, below)
        yield from _numberless(block, below)


def _doubles(text: Text, below: Sequence[Text]) -> Iterator[Spot]:
    lines: dict[str, int] = {}
    for block in text.blocks:
        if block.id in lines:
            yield Spot(block.line, f"条款“{block.id}”写了两次（第 {lines[block.id]} 行已有），同一编号只能有一个条款", "改用不同的条款 id，或者合并")
        lines.setdefault(block.id, block.line)
    ids = {block.id: "本文件" for block in text.blocks} | {block.id: "下层" for one in below for block in one.blocks}
    own: dict[str, int] = {}
    for block in text.blocks:
        same = [part for part in block.parts if part.id == block.id]
        if len(same) > 1 and block.id.startswith(AFTER) and not block.branches:
            titles = "和".join(f"“{part.title}”" for part in same[:2]) + ("等" if len(same) > _FEW else "")
            yield Spot(same[1].line, f"{titles}{len(same)} 个条款用了同一个编号“{block.id}”", "在“## 标题”后面写各自的 {=id}")
        for part in block.parts:
            if part.id == block.id:
                continue
            if block.branches and part.id in own:
                continue  # in another branch, as far as the text shows
            if part.id in own:
                yield Spot(part.line, f"两个条款用了同一个编号“{part.id}”（第 {own[part.id]} 行已有）", "改用不同的 {=id}")
            elif part.id in ids:
                yield Spot(part.line, f"两个条款用了同一个编号“{part.id}”（{ids[part.id]}已有该条款）", "改用不同的 {=id}")
            own.setdefault(part.id, part.line)


def _unknown(text: Text, below: Sequence[Text]) -> Iterator[Spot]:
    if not below:
        return
    known = {block.id for one in below for block in one.blocks}
    own = {part.id for one in below for block in one.blocks for part in block.parts if part.id != block.id}
    for block in text.blocks:
        target = block.id.removeprefix(AFTER) if block.id not in known else block.id
        if target not in known and target not in own:
            yield Spot(block.line, f"下层没有条款“{target}”", nearest(target, known) or "新增条款请用 after_<条款id>")


def _empty(block: Block, over: bool) -> Iterator[Spot]:
    if block.removes and not over:
        yield Spot(block.line, f"条款“{block.id}”是空的，不会印出任何内容", "写上内容，或者删去这个块", "warning")
    for part in block.parts:
        if part.mark == "##" and not part.lines and not block.above:
            title = f"“{part.title}”" if part.title else ""
            yield Spot(part.line, f"条{title}只有标题，没有正文", "在标题的下一行写正文；要删去该条，块内什么都不写")


def _bare(block: Block, text: Text, below: Sequence[Text]) -> Iterator[Spot]:
    bare = [part for part in block.parts if part.mark == "##" and not part.title]
    if bare and any(part.mark == "##" and part.title for one in (text, *below) for other in one.blocks for part in other.parts):
        for part in bare:
            yield Spot(part.line, "这一条没有标题，其他各条都有标题", "写作“## 标题”", "warning")


def _numberless(block: Block, below: Sequence[Text]) -> Iterator[Spot]:
    """An article rewritten without ``##`` would become a passage without number, and the articles behind it move up."""
    under = next((other for one in reversed(below) for other in one.blocks if other.id == block.id and other.parts), None)
    if under is None or block.above or not block.parts or block.parts[0].mark:
        return
    if under.parts[0].mark == "##" and block.parts[0].lines[0][:1] not in "\ufffc":
        yield Spot(block.parts[0].line, f"下层的“{block.id}”是有条号的条，这里没有“## 标题”，会成为没有条号的段落", f"第一行写“## {under.parts[0].title or '标题'}”")
