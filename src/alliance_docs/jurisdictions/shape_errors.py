"""Pydantic's complaints about a data file of ours as clear lines: file, line, key, what was found, what is expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from alliance_docs.errors import UserError, nearest

Loc = Sequence[str | int]
"""A place in a file, told by keys and indexes."""
Fault = tuple[Loc, str, str]
"""Where in a file, what is wrong, what to do."""


def line_of(raw: Any, loc: Loc) -> int:
    """Return the line, from 1, of the place *loc* in a round-trip tree; of its nearest known parent else."""
    line = 1
    for step in loc:
        if isinstance(raw, Mapping) and step in raw:
            line = raw.lc.key(step)[0] + 1  # type: ignore[attr-defined]
        elif isinstance(raw, Sequence) and isinstance(step, int) and step < len(raw):
            line = raw.lc.item(step)[0] + 1  # type: ignore[attr-defined]
        else:
            break
        raw = raw[step]
    return line


def place_in(name: str, raw: Any, loc: Loc) -> str:
    """Return ``file:line`` of a place; only the file when *raw* is no round-trip tree."""
    return f"{name}:{line_of(raw, loc)}" if hasattr(raw, "lc") else name


def shape_errors(failed: ValidationError, model: type[BaseModel], name: str, raw: Any) -> Iterator[UserError]:
    """Yield an error for each complaint about the file *name*; *raw* is its round-trip tree, for the lines."""
    told = set()
    for problem in failed.errors():
        message, remedy = _words(problem, model)
        place = place_in(name, raw, problem["loc"])
        if (place, message) not in told:
            told.add((place, message))
            yield UserError(message, place=place, remedy=remedy)


def _words(problem: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    loc = problem["loc"]
    key, found = _called(loc), problem.get("input")
    kind = problem["type"]
    if kind == "missing":
        return f"缺少“{key}”", f"请补上 {loc[-1]}"
    if kind == "extra_forbidden":
        known = list(owner.model_fields) if (owner := _model_at(model, loc[:-1])) else []
        return f"没有“{key}”这一项", nearest(str(loc[-1]), known) or "请删去，或者核对拼写"
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(problem.get("ctx", {}).get("expected", "")))
        return f"“{key}”发现“{found}”，应为 {'、'.join(words)} 之一", nearest(str(found), words)
    if kind == "value_error":
        return f"“{key}”{problem['msg'].removeprefix('Value error, ')}", ""
    for beginning, expected, remedy in _EXPECTED:
        if kind.startswith(beginning):
            return f"“{key}”应为{expected}，发现 {_shown(found)}", remedy
    return f"“{key}”的写法不对（{problem['msg']}）", ""


_EXPECTED = (
    ("string", "文字", "含特殊字符的、像数字或者日期的，加引号"),
    ("bool", " true 或者 false", ""),
    ("int", "整数", ""),
    ("date", "日期", "写作 2026-03-01，不加引号"),
    ("tuple", "列表", "每项一行，以“- ”开头"),
    ("list", "列表", "每项一行，以“- ”开头"),
    ("dict", "“名称: 内容”的对照", ""),
    ("model", "“名称: 内容”的一组项目", ""),
)
"""Beginning of pydantic's kind of error → what is expected, and a remedy."""


def _called(loc: Loc) -> str:
    """Return how a place is told: documents 第 3 项 title; ``filings.0.documents.2`` needs counting from nought."""
    return " ".join(f"第 {step + 1} 项" if isinstance(step, int) else step for step in loc) or "文件"


def _shown(found: Any) -> str:
    if isinstance(found, Mapping):
        return "一组项目"
    if isinstance(found, list | tuple):
        return "列表"
    return "空" if found is None else f"“{str(found)[:40]}”"


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model that describes the place *loc* of a file described by *model*."""
    found = annotation_at(model, loc)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def annotation_at(model: type[BaseModel], loc: Loc) -> Any:
    """Return the type of what stands at the place *loc* of a file described by *model*, None when nothing may."""
    current: Any = model
    for step in loc:
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(step)
            current = field.annotation if field else None
        else:
            current = _inner(current)
        current = _bare(current)
    return current


def _bare(annotation: Any) -> Any:
    """Return what remains of ``X | None``."""
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    return next(part for part in get_args(annotation) if part is not type(None))


def _inner(annotation: Any) -> Any:
    """Return what a list or a mapping holds."""
    parts = [part for part in get_args(annotation) if part is not Ellipsis]
    return parts[-1] if parts else None
