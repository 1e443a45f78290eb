"""The yearly record's tables, as data: ``templates/common/yearly.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from alliance_docs.errors import AllianceDocsError
from alliance_docs.facts.values import Flag
from alliance_docs.facts.yaml_nodes import read_source
from alliance_docs.resources import data_folder

_FILE = "common/yearly.yaml"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Move(_Data):
    """How a type of change reads in the table 成员变动: its *kind*, of *whose* unit (member or successor), in which words."""

    kind: str
    whose: str
    text: str = ""


class TableSpec(_Data):
    """A table of the year: the fields that tell its rows apart, the *date* within the year, whether rows need evidence."""

    id: str
    title: str
    name: tuple[str, ...]
    date: str = ""
    evidence: Flag = False


class Figures(_Data):
    """Figures outside the tables that need evidence, under the word that evidence covers them by."""

    title: str
    names: tuple[str, ...]


class SheetSpec(_Data):
    """A sheet sent to each member: the *unit* field filled with the member, *key* fields, columns as (field, header)."""

    id: str
    title: str
    unit: str
    key: tuple[str, ...]
    note: str
    columns: tuple[tuple[str, str], ...]


class CoverSpec(_Data):
    """The first sheet, and the file's name."""

    title: str
    heading: str
    rows: dict[str, str]
    lines: tuple[str, ...]
    file: str


class YearlyData(_Data):
    """The whole file."""

    moves: dict[str, tuple[Move, ...]]
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    tables: tuple[TableSpec, ...]
    figures: tuple[Figures, ...]
    patent_words: tuple[str, ...]
    sheets: tuple[SheetSpec, ...]
    cover: CoverSpec


@cache
def yearly_data() -> YearlyData:
    """Return the yearly tables as shipped."""
    text = (data_folder("templates") / "common" / "yearly.yaml").read_text(encoding="utf-8")
    tree: dict[str, Any] = read_source(text, _FILE).tree
    try:
        return YearlyData.model_validate(tree)
    except ValidationError as error:
        raise AllianceDocsError(f"{_FILE}：{error}") from error
