"""``check --fix``: the copies written, and each change said aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.fixing import Fixed


def told(fixed: Sequence[Fixed]) -> Iterator[str]:
    """Yield what was changed and what was left, a line each."""
    for one in fixed:
        if one.copy is not None:
            yield _("改正副本：{file}（改动 {count} 处，以修订写明）", file=one.copy, count=len(one.changes))
        else:
            yield _("{file}：没有可以自动改正的", file=one.source.name)
        for change in one.changes:
            place = f"{change.location}：" if change.location else ""
            if change.new:
                yield _("  {place}“{old}”改为“{new}”（{rule}）", place=place, old=change.old, new=change.new, rule=change.rule)
            else:
                yield _("  {place}删去“{old}”（{rule}）", place=place, old=change.old, rule=change.rule)
        if any(change.binding for change in one.changes):
            yield _("  条号已经改动，其他文件引用这份文件的条号的，请一并核对")
        for left in one.left:
            place = f"{left.location}：" if left.location else ""
            yield _("  没有改：{place}“{words}”（{rule}）：{why}", place=place, words=left.text, rule=left.rule, why=left.why)
