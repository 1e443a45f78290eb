"""What the members say to a version: ``versions/<…>/returns/proposals.yaml``, numbered through the round, with decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from alliance_docs.dossier.files import read_bytes, write_atomic
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.errors import UserError
from alliance_docs.facts.yaml_file import decode
from alliance_docs.facts.yaml_nodes import read_source
from alliance_docs.facts.yaml_render import scalar

PROPOSALS = "proposals.yaml"
Kind = Literal["changed", "added", "removed", "moved", "fact", "chapter", "comment", "opinion"]
MERGED: tuple[Kind, ...] = ("changed", "added", "removed", "moved", "fact", "chapter")
"""Kinds whose words stand in a returned file, so that they can be merged."""
_ALWAYS = ("clause",)
"""Fields that are written even when they are empty: an opinion on the whole text has no clause."""
_HEAD = "# 各成员单位对这一版文稿的意见和采纳情况，由 alliance-docs adopt --from 和 opinions 写入。\n"


@dataclass(frozen=True)
class ReturnedCopy:
    """A file that came back: kept in ``returns/<member>/`` as *file*; *replaced*: the later file of this member that counts instead.

    Without *file* it is word that the member has no opinion on the *document*, received by *via*. *withdrawn*: the day it was taken out.
    """

    member: str
    document: str
    file: str = ""
    sha256: str = ""
    edition: str = ""
    on: str = ""
    replaced: str = ""
    via: str = ""
    withdrawn: str = ""

    @property
    def stands(self) -> bool:
        """Tell whether it counts."""
        return not (self.replaced or self.withdrawn)


@dataclass(frozen=True)
class Opinion:
    """One opinion on a clause. *label*: what the clause is called in the version; *anchor*: the clause it is put behind.

    *before*, *after*: the words; of a fact its values, *path* where it is; of a chapter its titles, *clause* the one that follows. *tracked*: tracked, partly, untracked, or empty.
    *author*: who tracked changes or commented. *file*: the returned file; *via*: how one without file came, *evidence*: what was
    kept of it in ``returns/<member>/``.
    *decision* is one of the three of ``versions.yaml``, with *text* (what of it), *reason*, *by*, *decided*; *applied*: the
    day its words were merged, or written by hand; *replaced*: the later file of this member, which no longer says it;
    *withdrawn*: the day it was taken out.
    """

    number: int
    member: str
    document: str
    clause: str
    kind: Kind
    label: str = ""
    anchor: str = ""
    before: str = ""
    after: str = ""
    path: str = ""
    tracked: str = ""
    author: str = ""
    file: str = ""
    via: str = ""
    on: str = ""
    decision: str = ""
    text: str = ""
    reason: str = ""
    by: str = ""
    decided: str = ""
    applied: str = ""
    replaced: str = ""
    evidence: str = ""
    withdrawn: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether it counts: nothing later stands in its place."""
        return not (self.replaced or self.withdrawn)

    @property
    def accepted(self) -> bool:
        """Tell whether it is accepted as a whole."""
        return self.decision == version_words().decisions[0]

    @property
    def rejected(self) -> bool:
        """Tell whether it is rejected."""
        return self.decision == version_words().decisions[2]

    @property
    def to_apply(self) -> bool:
        """Tell whether its words wait to be merged."""
        return self.accepted and self.kind in MERGED and not self.applied and self.counts

    @property
    def by_hand(self) -> bool:
        """Tell whether somebody has to write what was decided: accepted in part, or without words of its own."""
        return bool(self.decision) and not self.rejected and not (self.accepted and self.kind in MERGED) and not self.applied


@dataclass(frozen=True)
class Opinions:
    """Everything that came back to a version."""

    files: tuple[ReturnedCopy, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    @property
    def current(self) -> tuple[Opinion, ...]:
        """The opinions that count: not those of a file that another one replaced, nor those withdrawn."""
        return tuple(one for one in self.opinions if one.counts)

    @property
    def standing(self) -> tuple[ReturnedCopy, ...]:
        """The files that count."""
        return tuple(one for one in self.files if one.stands)

    @property
    def next_number(self) -> int:
        """The number of the next opinion."""
        return max((one.number for one in self.opinions), default=0) + 1

    def numbered(self, number: int) -> Opinion:
        """Return the opinion of that number. Raises UserError."""
        found = next((one for one in self.opinions if one.number == number), None)
        if found is None:
            known = f"1 至 {self.next_number - 1}" if self.opinions else "还没有意见"
            raise UserError(f"没有第 {number} 号意见", remedy=f"alliance-docs opinions list 列出全部（{known}）")
        return found

    def put(self, changed: Iterable[Opinion]) -> Opinions:
        """Return the same with *changed* in the place of those of their numbers."""
        new = {one.number: one for one in changed}
        return replace(self, opinions=tuple(new.get(one.number, one) for one in self.opinions))


def load_opinions(version: Version) -> Opinions:
    """Return what came back to a version. Raises UserError naming the entry that is not as it should be."""
    path = version.returns / PROPOSALS
    if not path.is_file():
        return Opinions()
    place = f"versions/{version.name}/returns/{PROPOSALS}"
    source = read_source(decode(read_bytes(path), place), place)
    if source.faults:
        fault = min(source.faults, key=lambda one: source.line(one.loc))
        raise UserError(fault.message, place=f"{place}:{source.line(fault.loc)}", remedy="从备份恢复这个文件")
    tree = source.tree
    if not isinstance(tree, dict):
        raise UserError("应有 files 和 proposals 两项", place=place, remedy="从备份恢复这个文件")
    files = tuple(_entry(ReturnedCopy, one, f"{place} files[{number}]") for number, one in enumerate(tree.get("files") or []))
    opinions = tuple(_entry(Opinion, one, f"{place} 第 {number} 条") for number, one in enumerate(tree.get("proposals") or [], start=1))
    for one in opinions:
        if one.kind not in get_args(Kind) or one.decision not in ("", *version_words().decisions):
            what = f"kind 为“{one.kind}”，decision 为“{one.decision}”"
            raise UserError(f"第 {one.number} 号意见写错了：{what}", place=place, remedy=f"kind 有：{'、'.join(get_args(Kind))}；decision 有：{'、'.join(version_words().decisions)}")
    return Opinions(files, opinions)


def _entry(kind: type[Any], value: object, place: str) -> Any:
    known = {one.name: one.type for one in fields(kind)}
    if not isinstance(value, Mapping) or any(key not in known for key in value):
        raise UserError("栏目不全，或者有不认识的栏目", place=place, remedy=f"有：{'、'.join(known)}")
    try:
        return kind(**{str(key): int(content) if known[str(key)] == "int" else str(content) for key, content in value.items()})
    except (TypeError, ValueError) as error:
        raise UserError("栏目不全，或者编号不是整数", place=place, remedy="从备份恢复这个文件") from error


def save_opinions(version: Version, opinions: Opinions) -> None:
    """Write what came back to a version; fields without content are left out."""
    rows = [_HEAD.rstrip("\n"), *_rows("files", [asdict(one) for one in opinions.files]), *_rows("proposals", [asdict(one) for one in opinions.opinions])]
    write_atomic(version.returns / PROPOSALS, ("\n".join(rows) + "\n").encode())


def _rows(name: str, entries: Sequence[Mapping[str, Any]]) -> list[str]:
    if not entries:
        return [f"{name}: []"]
    rows = [f"{name}:"]
    for one in entries:
        told = [f"{key}: {content if isinstance(content, int) else scalar(content)}" for key, content in one.items() if content != "" or key in _ALWAYS]
        rows += [f"  {'-' if number == 0 else ' '} {line}" for number, line in enumerate(told)]
    return rows


def keep_return(version: Version, member: str, path: Path, data: bytes, on: dt.date) -> str:
    """Keep a file of a member as it came; return its name in ``returns/<member>/``. The same file again keeps its first copy."""
    number = 1
    while True:
        name = f"{on.isoformat()}-{path.stem}{f'（{number}）' if number > 1 else ''}{path.suffix}"
        kept = version.returns / member / name
        if not kept.exists():
            write_atomic(kept, data)
            return name
        if read_bytes(kept) == data:
            return name
        number += 1
