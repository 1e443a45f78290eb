"""A Draft as plain JSON values and back, exactly; so that a draft can be kept beside the file it was written to."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from alliance_docs.drafting import draft as model
from alliance_docs.errors import UserError

_TYPES = {
    one.__name__: one
    for one in vars(model).values()
    if isinstance(one, type) and is_dataclass(one) and one.__module__ == model.__name__
}
_TAG = "is"


def to_json(draft: model.Draft) -> dict[str, Any]:
    """Return *draft* as dicts, lists, strings and numbers; what has its usual value is left out."""
    value = _out(draft)
    assert isinstance(value, dict)
    return value


def from_json(value: object) -> model.Draft:
    """Return the draft that :func:`to_json` made *value* of. Raises UserError when it is something else."""
    try:
        found = _in(value)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UserError("保存的文稿损坏", remedy="从备份恢复，或者重新采纳返回的文件") from error
    if not isinstance(found, model.Draft):
        raise UserError("保存的文稿损坏", remedy="从备份恢复，或者重新采纳返回的文件")
    return found


@cache
def _usual(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, one.default if one.default is not MISSING else MISSING) for one in fields(kind))


def _out(value: object) -> object:
    if isinstance(value, tuple):
        return [_out(one) for one in value]
    if is_dataclass(value):
        found: dict[str, object] = {_TAG: type(value).__name__}
        kind: Any = type(value)
        for name, usual in _usual(kind):
            content = getattr(value, name)
            if usual is MISSING or content != usual:
                found[name] = _out(content)
        return found
    return value


def _in(value: object) -> Any:
    if isinstance(value, list):
        return tuple(_in(one) for one in value)
    if isinstance(value, dict):
        kind = _TYPES[value[_TAG]]
        return kind(**{name: _in(content) for name, content in value.items() if name != _TAG})
    return value
