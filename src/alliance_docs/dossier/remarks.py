"""The authority's remarks on a sealed filing and the replies to them: ``remarks.yaml`` of a resubmission 补正."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.sealing_data import sealing_data
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.values import read_date
from alliance_docs.facts.yaml_file import decode
from alliance_docs.facts.yaml_nodes import Source, read_source
from alliance_docs.facts.yaml_render import scalar

REMARKS = "remarks.yaml"
_KEYS = ("received", "due", "documents", "remarks")
_ROW = ("remark", "reply", "place")
_NUMBER = re.compile(r"^\s*(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)]|[0-9０-９]{1,3}[.．、]|[一二三四五六七八九十]{1,3}、)\s*")
_REMEDY = "按文件开头的说明改正"


@dataclass(frozen=True)
class Remark:
    """One remark, what we reply, and where it was dealt with; empty while not written."""

    remark: str
    reply: str = ""
    place: str = ""


@dataclass(frozen=True)
class Remarks:
    """The remarks as received on a day, to be answered until *due*; *documents*: ids of those to be edited in Word."""

    received: dt.date | None
    due: dt.date | None
    remarks: tuple[Remark, ...]
    documents: tuple[str, ...] = ()


def remarks_of(texts: Iterable[str], file: Path | None) -> tuple[Remark, ...]:
    """Return remarks as given one by one, and those of a text file, one a line; typed numbers at the start are left out.

    Raises UserError for a file that is no text, and when there is no remark at all.
    """
    lines = list(texts)
    if file is not None:
        if file.suffix.lower() not in (".txt", ".md", ""):
            raise UserError("补正意见应为文本文件（.txt），每条意见一行", place=str(file), remedy="另存为 .txt，或者用 --remark 逐条写明")
        lines += decode(read_bytes(file), file.name).splitlines()
    found = tuple(Remark(text) for line in lines if (text := " ".join(_NUMBER.sub("", line).split())))
    if not found:
        raise UserError("没有写补正意见", remedy="用 --remark 逐条写明，或者用 --remarks 指明文本文件，每条意见一行")
    return found


def read_remarks(path: Path) -> Remarks:
    """Read ``remarks.yaml``. Raises UserError with the line of what is not as it should be."""
    place = f"{path.parent.name}/{path.name}"
    source = read_source(decode(read_bytes(path), place), place)
    if source.faults:
        fault = min(source.faults, key=lambda one: source.line(one.loc))
        raise UserError(fault.message, place=f"{place}:{source.line(fault.loc)}", remedy=_REMEDY)
    _only(source.tree, _KEYS, source, (), place)
    rows = source.tree.get("remarks")
    if not isinstance(rows, list) or not rows:
        raise UserError("remarks 应为意见的列表", place=f"{place}:{source.line(('remarks',))}", remedy=_REMEDY)
    found = []
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("remark"), str):
            raise UserError(f"第 {index + 1} 条应写明 remark", place=f"{place}:{source.line(('remarks', index))}", remedy=_REMEDY)
        _only(row, _ROW, source, ("remarks", index), place)
        found.append(Remark(*(_text(row.get(key), source, ("remarks", index, key), place) for key in _ROW)))
    documents = source.tree.get("documents") or []
    if not isinstance(documents, list) or not all(isinstance(one, str) for one in documents):
        raise UserError("documents 应为文书编号的列表，例如 [charter]", place=f"{place}:{source.line(('documents',))}", remedy=_REMEDY)
    return Remarks(_day(source, "received", place), _day(source, "due", place), tuple(found), tuple(documents))


def remarks_text(remarks: Remarks, folder: str) -> str:
    """Return the text of a new ``remarks.yaml``; *folder*: the sealed filing it answers for."""
    rows = [f"# {row}".rstrip() for row in sealing_data().remarks.replace("{folder}", folder).strip().splitlines()]
    rows += ["", f"received: {remarks.received or ''}".rstrip(), f"due: {remarks.due or ''}".rstrip()]
    rows += [f"documents: [{', '.join(remarks.documents)}]", "remarks:"]
    for one in remarks.remarks:
        rows += [f"  - remark: {scalar(one.remark)}", f"    reply: {_written(one.reply)}".rstrip(), f"    place: {_written(one.place)}".rstrip()]
    return "\n".join(rows) + "\n"


def with_documents(text: str, documents: Sequence[str]) -> str:
    """Return the text of a ``remarks.yaml`` with its line ``documents`` naming *documents*; the rest stays."""
    line = f"documents: [{', '.join(documents)}]"
    if re.search(r"^documents:.*$", text, re.MULTILINE):
        return re.sub(r"^documents:.*$", line, text, count=1, flags=re.MULTILINE)
    return f"{line}\n{text}"


def _written(text: str) -> str:
    return str(scalar(text)) if text else ""


def _only(row: dict[str, Any], keys: Sequence[str], source: Source, loc: tuple[str | int, ...], place: str) -> None:
    for key in row:
        if key not in keys:
            raise UserError(f"没有“{key}”这一项", place=f"{place}:{source.line((*loc, key))}", remedy=nearest(key, keys) or f"有：{'、'.join(keys)}")


def _text(value: Any, source: Source, loc: tuple[str | int, ...], place: str) -> str:
    if value is not None and not isinstance(value, str):
        raise UserError(f"{loc[-1]} 应为文字", place=f"{place}:{source.line(loc)}", remedy=_REMEDY)
    return " ".join((value or "").split())


def _day(source: Source, key: str, place: str) -> dt.date | None:
    value = source.tree.get(key)
    if value is None:
        return None
    try:
        return read_date(value)
    except ValueError as error:
        raise UserError(f"{key}：发现“{value}”，{error}", place=f"{place}:{source.line((key,))}", remedy=_REMEDY) from error
