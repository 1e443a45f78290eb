"""The types of change, as data: ``templates/common/changes/types.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from alliance_docs.errors import AllianceDocsError, UserError, nearest
from alliance_docs.facts.change import DecidingOrgan
from alliance_docs.facts.values import Flag
from alliance_docs.facts.yaml_nodes import read_source
from alliance_docs.resources import data_folder

_FILE = "common/changes/types.yaml"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Deciding(_Data):
    """Who decides by default: what the *fact* says (an organ, or a word that *by* turns into one), *otherwise* that organ."""

    fact: str = ""
    by: Mapping[str, DecidingOrgan] = {}
    otherwise: DecidingOrgan


class FixedRow(_Data):
    """A row that the comparison table of a type always has."""

    item: str
    path: str
    before: str
    after: str


class ChangeType(_Data):
    """One type; see the head of the file for what each key means."""

    id: str
    name: str
    sets: tuple[str, ...]
    organ: Deciding
    matter: str
    own: Flag = False
    infer: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    holder: str = ""
    item: str = ""
    rows: tuple[FixedRow, ...] = ()

    def may_set(self, pattern: str) -> bool:
        """Tell whether a change of this type may set the fact of that path pattern."""
        return any(not start or _below(pattern, start) for start in self.sets)


def _below(pattern: str, start: str) -> bool:
    return pattern == start or pattern.startswith((f"{start}.", f"{start}["))


class ChangeTypes(_Data):
    """The whole file: the types in their order, and the words around them."""

    nothing: str
    left: str
    correction: str
    between: str
    label: str
    quiet: tuple[str, ...]
    outside_agreement: tuple[str, ...]
    types: tuple[ChangeType, ...]

    @property
    def by_id(self) -> Mapping[str, ChangeType]:
        """The types by their ids."""
        return {one.id: one for one in self.types}

    def inferred(self, patterns: Iterable[str]) -> ChangeType:
        """Return the type that setting these facts makes it: the one whose ``infer`` covers all, else the last (其他)."""
        asked = tuple(patterns)
        for one in self.types:
            if one.infer and all(any(_below(pattern, start) for start in one.infer) for pattern in asked):
                return one
        return self.types[-1]


@cache
def change_types() -> ChangeTypes:
    """Return the types of change as shipped."""
    text = (data_folder("templates") / "common" / "changes" / "types.yaml").read_text(encoding="utf-8")
    tree: dict[str, Any] = read_source(text, _FILE).tree
    try:
        return ChangeTypes.model_validate(tree)
    except ValidationError as error:
        raise AllianceDocsError(f"{_FILE}：{error}") from error


def change_type(type_id: str, place: str = "") -> ChangeType:
    """Return the type of that id. Raises UserError naming the nearest."""
    known = change_types().by_id
    if type_id not in known:
        raise UserError(f"没有“{type_id}”这类变更", place=place, remedy=nearest(type_id, known) or f"可用的有：{'、'.join(known)}")
    return known[type_id]
