"""Which organ decides what kind of change, by how many votes, after which article: ``templates/common/changes/votes.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from alliance_docs.errors import AllianceDocsError
from alliance_docs.facts.values import Flag
from alliance_docs.facts.yaml_nodes import read_source
from alliance_docs.resources import data_folder

_FILE = "common/changes/votes.yaml"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OrganVotes(_Data):
    """How an organ decides its ordinary matters; every field but *clause* is the path of a fact."""

    quorum: str
    majority: str
    base: str
    clause: str
    count: str


class Demand(_Data):
    """What the charter demands of changes of these *types*, or of whatever sets one of these *rows*; see the file's head."""

    organ: str
    clause: str
    types: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    majority: str = ""
    base: str = ""
    others: Flag = False
    when: str = ""


class Votes(_Data):
    """The whole file."""

    organs: Mapping[str, OrganVotes]
    demands: tuple[Demand, ...]


@cache
def votes() -> Votes:
    """Return the demands as shipped."""
    text = (data_folder("templates") / "common" / "changes" / "votes.yaml").read_text(encoding="utf-8")
    tree: dict[str, Any] = read_source(text, _FILE).tree
    try:
        return Votes.model_validate(tree)
    except ValidationError as error:
        raise AllianceDocsError(f"{_FILE}：{error}") from error
