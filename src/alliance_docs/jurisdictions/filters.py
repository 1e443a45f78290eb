"""The filters and tests of clause texts. Each keeps the path of the fact it prints; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alliance_docs.facts import formats
from alliance_docs.facts.view import ListView, RecordView, Undecided, Unknown, Value, is_known, unwrap


class Composite:
    """Several pieces printed one after another, each keeping its own path."""

    __slots__ = ("_parts",)

    def __init__(self, parts: tuple[Any, ...]) -> None:
        self._parts = parts


def printed(view: Any) -> Any:
    """Return what is printed for a record: its name, or its title."""
    if isinstance(view, RecordView):
        for name in ("name", "text", "description", "title"):
            if name in view._model.model_fields:
                return getattr(view, name)
        raise TypeError(f"{view._label}不能直接打印，请写出其中的一项")
    return view


def _keeping(form: Callable[[Any], str]) -> Callable[[Any], Any]:
    def apply(view: Any) -> Any:
        view = printed(view)
        if isinstance(view, Unknown):
            return view
        if isinstance(view, Value):
            return Value(form(view._value), view._path, view._label)
        return form(unwrap(view))

    return apply


def _percent(value: Any) -> str:
    return str(value)


def _names(views: Any, separator: str = "、") -> Any:
    if isinstance(views, Unknown):
        return views
    if isinstance(views, ListView) and not views._known:
        return Unknown(views._path, views._label)
    parts: list[Any] = []
    for view in views:
        if parts:
            parts.append(separator)
        parts.append(printed(view))
    return Composite(tuple(parts))


def _titles(views: Any) -> Any:
    return _names(views, "；")


def _sum(views: Any) -> Any:
    """Add up numbers; one that is unknown leaves the sum unknown."""
    total: Any = 0
    for view in views:
        if isinstance(view, Unknown):
            return Unknown(view._path, f"{view._label.partition('（')[0]}合计")
        total += unwrap(view)
    return total


def _length(views: Any) -> int:
    return len(views)


def _first(views: Any) -> Any:
    for view in views:
        return view
    raise Undecided("", "列表")


def _select(views: Any, name: str, wanted: Any = True) -> list[Any]:
    """Keep the records whose attribute *name* equals *wanted*."""
    return [view for view in views if getattr(view, _public(name)) == wanted]


def _reject(views: Any, name: str, wanted: Any = True) -> list[Any]:
    """Drop the records whose attribute *name* equals *wanted*."""
    return [view for view in views if getattr(view, _public(name)) != wanted]


def _each(views: Any, name: str) -> Any:
    """Take one attribute of each record; an unknown list stays one blank."""
    if isinstance(views, ListView) and not views._known:
        return views
    return [getattr(view, _public(name)) for view in views]


def _public(name: str) -> str:
    if not isinstance(name, str) or name.startswith("_"):
        raise TypeError("不能使用以下划线开头的名称")
    return name


FILTERS: dict[str, Callable[..., Any]] = {
    "date": _keeping(formats.date),
    "date_han": _keeping(formats.date_han),
    "money": _keeping(formats.money),
    "money_full": _keeping(formats.money_full),
    "wan": _keeping(formats.wan),
    "han": _keeping(formats.han_number),
    "han_count": _keeping(formats.han_count),
    "number": _keeping(formats.standard),
    "percent": _keeping(_percent),
    "names": _names,
    "titles": _titles,
    "length": _length,
    "sum": _sum,
    "first": _first,
    "where": _select,
    "without": _reject,
    "each": _each,
}

TESTS: dict[str, Callable[..., Any]] = {"known": is_known}
