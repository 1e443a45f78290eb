"""Copies of checked Word files in which mechanical remedies stand as tracked changes. The files themselves are never touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.checks.fix_numbers import elsewhere
from alliance_docs.checks.fixing import remedies
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.written import Change, Left, Written
from alliance_docs.dossier.checking import Checked
from alliance_docs.dossier.copies import AUTHOR, INITIALS, targets, write_copies
from alliance_docs.dossier.files import read_bytes
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.word.lines import Line, Why

_WHY: Mapping[Why, str] = {
    "revision": "已经有修订，先接受或者拒绝",
    "field": "是域的结果，请改域或者它所引用的内容",
    "link": "在超链接中，请人工改",
    "control": "在由数据填入或者锁定的内容控件中，请人工改",
    "box": "在文本框中，请人工改",
    "fact": "由事实填入，请改 alliance.yaml",
}


@dataclass(frozen=True)
class Fixed:
    """What became of one file: the *changes* made in its *copy* (None where there was nothing to change), what is *left*."""

    source: Path
    copy: Path | None
    changes: tuple[Change, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True)
class _Source:
    path: Path
    checked: Checked
    data: bytes
    lines: tuple[Line, ...]
    written: Written
    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()


def fix(checked: Sequence[Checked], folder: Path, day: dt.date | None) -> tuple[Fixed, ...]:
    """Write a copy of each Word file with a mechanical remedy into *folder*, with tracked changes dated *day*.

    Refused as a whole like copies with remarks (``annotating.annotate``), and for the view of before the changes. Raises
    UserError.
    """
    if any(one.view != "accepted" for one in checked):
        raise UserError("--fix 在接受修订之后的文字上改，不能和 --view original 同用", remedy="去掉 --view original")
    sources = [_source(one, document, path) for one in checked for document, path in one.files.items()]
    if not sources:
        raise UserError("没有可以改正的 Word 文件", place="、".join(one.name for one in checked), remedy="案卷先运行 alliance-docs build")
    paths = [source.path for source in sources]
    places = dict(zip(paths, targets(paths, folder, "changes"), strict=True))
    sources = [_remedied(source) for source in sources]
    sources = [_cited(source, sources) for source in sources]
    new = {places[source.path]: _revised(source, day) for source in sources if source.changes}
    write_copies(new, paths, "changes")
    return tuple(
        Fixed(source.path, places[source.path] if source.changes else None, source.changes, source.left) for source in sources
    )


def _source(checked: Checked, document: str, path: Path) -> _Source:
    from alliance_docs.word.lines import lines
    from alliance_docs.word.places import places

    data = read_bytes(path)
    found = lines(data)
    where = places(data, checked.view, alone=checked.alone)
    return _Source(path, checked, data, found, Written(document, checked.drafts[document], [line.text for line in found], where))


def _remedied(source: _Source) -> _Source:
    """Decide what is changed: not what must be left to its author."""
    jurisdiction = source.checked.jurisdiction
    rules = catalogue(jurisdiction.id if jurisdiction else "")
    changes, left = remedies(source.written, source.checked.findings, rules)
    locked: dict[Change, Why] = {change: why for change in changes if (why := _lock(source.lines, change))}
    refused: dict[str, Why] = {change.group: why for change, why in locked.items() if change.binding}
    made, kept = [], [one for one in left if f"{one.rule} {one.document}" not in refused]  # nothing moved, so no reference is wrong
    for change in changes:
        reason: Why = locked.get(change) or refused.get(change.group) or ""
        if not reason:
            made.append(change)
        elif change in locked or change.binding:
            note = "" if change in locked else "同一份文件有的条号改不了："
            paragraph = change.spots[0].paragraph
            kept.append(Left(change.rule, change.document, change.location, change.old, f"{note}{_WHY[reason]}", paragraph))
    return replace(source, changes=tuple(made), left=tuple(kept))


def _lock(lines: Sequence[Line], change: Change) -> Why:
    return next((why for spot in change.spots if (why := lines[spot.paragraph].lock(spot.start, spot.end))), "")


def _cited(source: _Source, sources: Sequence[_Source]) -> _Source:
    """Add what the file cites of others whose articles have new numbers."""
    found = [
        one
        for other in sources
        if other is not source and other.changes
        for one in elsewhere(other.changes, other.written, source.written, next((each.rule for each in other.changes if each.binding), ""))
    ]
    return replace(source, left=(*source.left, *dict.fromkeys(found)))


def _revised(source: _Source, day: dt.date | None) -> bytes:
    """Return the file with its changes; what is left is a comment where it stands, so that nobody takes the copy for done."""
    from alliance_docs.word.remarks import Remark, remarked
    from alliance_docs.word.revising import Revision, revised

    spots = [spot for change in source.changes for spot in change.spots]
    remarks = [Remark(one.paragraph, (f"[{one.rule}] 没有改：“{one.text}”", one.why)) for one in source.left]
    data = remarked(source.data, remarks, author=AUTHOR, initials=INITIALS, date=day) if remarks else source.data
    return revised(data, [Revision(spot.paragraph, spot.start, spot.end, spot.words) for spot in spots], author=AUTHOR, date=day)
