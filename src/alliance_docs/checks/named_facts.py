"""The facts an expression names, and how to tell somebody what they are and what they lack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from alliance_docs.checks.case import Case
from alliance_docs.checks.printed import UNKNOWN, view_at
from alliance_docs.facts import formats
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import fields
from alliance_docs.facts.view import Scope, is_known

SHOWN = 30
"""Characters of a value that are told."""
_NAME = re.compile(r"(?<![\w.'\"])[a-z_]{1,40}(?:\.[a-z_]{1,40}){0,4}(?![\w'\"])")
_CHOSEN = re.compile(r"(?<![\w.'\"])([a-z_]{1,40})((?:\|(?:where|each)\([^()]{1,60}\)){1,4})")
_STEP = re.compile(r"\|(where|each)\('([a-z_]{1,40})'(?:, '([^']{0,40})')?\)")


@cache
def _names() -> Mapping[str, object]:
    return Scope(Facts()).names()


def label_of_path(path: str) -> str:
    """Return how a fact is called, computed ones included: 成员单位“类型”; '' where there is no such fact."""
    field = fields().get(path)
    if field is None:
        return str(getattr(view_at(_names(), path), "_label", ""))
    owner = fields().get(path.rpartition(".")[0].removesuffix("[]"))
    return f"{owner.label}“{field.label}”" if owner is not None and owner.label not in field.label else field.label


def paths_in(source: str) -> tuple[str, ...]:
    """Return the facts an expression names, in its order, each once: ``counts.members``, ``members[].type``."""
    found = [name for name in _NAME.findall(source) if label_of_path(name)]
    lists = {name: path for name, path, _ in _chosen(source)}
    return tuple(dict.fromkeys(lists.get(name, name) for name in found))


def _chosen(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield (list, path of the field it is chosen by last, the value it must have; '' for none) for each choice."""
    for name, steps in _CHOSEN.findall(source):
        path, last, wanted = f"{name}[]", "", ""
        for kind, field, value in _STEP.findall(steps):
            if kind == "each":
                path = f"{path}.{field}"
            else:
                last, wanted = f"{path}.{field}", value
        if label_of_path(last):
            yield name, last, wanted


def shortfall(source: str, case: Case) -> str:
    """Tell what the facts are that an expression finds wanting: “成员单位数”现为“2”; '' where it names none that can be told."""
    told = []
    lists = set()
    for name, path, wanted in _chosen(source):
        lists.add(name)
        label = _quoted(path, case)
        told.append(f"没有{label}为“{wanted}”的" if wanted else f"有的没有填写{label}")
    for path in paths_in(source):
        if path.partition("[")[0] in lists:
            continue
        if not _known(path, case):
            told.append(f"{_quoted(path, case)}尚未填写")
        elif (value := _shown(path, case)) is not None:
            told.append(f"{_quoted(path, case)}现为“{value}”")
    return "，".join(dict.fromkeys(told))


def unknown_facts(source: str, case: Case) -> str:
    """Tell which of the facts an expression names are not known: “联盟办公室地址”、“年度办公经费”尚未填写; '' when all are."""
    lacking = [_quoted(path, case) for path in paths_in(source) if not _known(path.partition("[")[0], case)]
    return f"{'、'.join(dict.fromkeys(lacking))}尚未填写" if lacking else ""


def _known(path: str, case: Case) -> bool:
    view = view_at(case.names, path)
    return view is not UNKNOWN and is_known(view)


def _shown(path: str, case: Case) -> str | None:
    """Return a single value as it is printed, a unit by its name; None for lists and records."""
    value = case.printed.value(path)
    if value is UNKNOWN or isinstance(value, tuple | list):
        return None
    member = case.facts.member(value) if isinstance(value, str) else None
    said = member.name if member is not None and member.name else case.speech.say(formats.standard(value))
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"


def _quoted(path: str, case: Case) -> str:
    said = case.speech.say(label_of_path(path.removesuffix(".id")))
    return said if "“" in said else f"“{said}”"
